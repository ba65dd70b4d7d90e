// A member writes to a customer from the board.
#include "app/order_commands.hpp"
#include "app/outbox.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {
namespace {

constexpr auto staff_pause = std::chrono::minutes(30);

}  // namespace

Result<SentMessage> send_message(Context& context, SendMessage const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto customer_id = command.customer;
    if (!customer_id && !command.phone.empty()) {
        customer_id = TRY(store::find_by_identity(
            session, business, store::IdentityKind::Phone, "", command.phone
        ));
    }
    auto const customer = customer_id ? TRY(store::find_customer(session, business, *customer_id))
                                      : std::optional<store::Customer>();
    if (!customer) {
        return failure(ErrorCode::Validation, "recipient");
    }
    if (customer->blocked) {
        return failure(ErrorCode::Conflict, "blocked");
    }
    auto const conversation = TRY(store::newest_conversation(session, business, customer->id));
    if (!conversation || !window_is_open(conversation->last_inbound_at, context.now)) {
        return failure(ErrorCode::Conflict, "window_closed");
    }
    conversation::Reply reply;
    reply.purpose = "staff";
    reply.body = command.text;
    auto const id = TRY(enqueue_message(
        context,
        {.conversation = conversation->id,
         .customer = customer->id,
         .order = std::nullopt,
         .reply = std::move(reply),
         .author = "person",
         .author_name = command.who.name,
         .reply_to_wamid = {},
         .draft = false,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    ));
    CHECK(store::pause_for_staff(
        session, business, conversation->id, context.now + Duration(staff_pause)
    ));
    // Whatever came before has its answer now.
    CHECK(store::mark_answered(session, business, conversation->id, context.ids.next<MessageId>()));
    CHECK(store::finish_turn(session, business, conversation->id));
    return SentMessage{.id = id, .conversation = conversation->id};
}

}  // namespace croozer::app
