#include "app/replay_send.hpp"

#include "app/journal.hpp"
#include "app/outbox.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {

Result<void> replay_send(Context& context, ReplaySend const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const id = command.message;
    auto const message = TRY(store::find_outbound(session, business, id));
    // `failed` is no proof that it has not arrived; what is beyond it is proof that it has.
    if (message && message->status != "failed" &&
        store::status_rank(message->status) >= store::status_rank("sent")) {
        return failure(ErrorCode::Conflict, "already_sent");
    }
    if (!message || !TRY(store::revive_work(session, business, id.value, context.system_now))) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    auto const conversation =
        TRY(store::find_conversation(session, business, message->conversation));
    auto const customer = TRY(store::find_customer(session, business, message->customer));
    if (!conversation || !customer) {
        return failure(ErrorCode::Corrupt, "send_without_conversation");
    }
    if (auto const reason =
            worthless(*message, conversation->last_inbound_at, customer->blocked, context.now)) {
        return failure(ErrorCode::Conflict, std::string(*reason));
    }
    CHECK(store::requeue_message(session, business, id));
    if (message->order) {
        CHECK(store::set_order_notification(session, business, *message->order, "queued", ""));
    }
    CHECK(tell_of_dead_letters(context));
    CHECK(announce_message(context, id, message->order));
    note_audit(
        context,
        command.who,
        {.action = "message.replay", .object_kind = "message", .object = id.value}
    );
    context.effects.wake_work(context.system_now);
    return {};
}

}  // namespace croozer::app
