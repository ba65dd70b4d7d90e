#include "app/revise_message.hpp"

#include "app/fetch_media.hpp"
#include "app/journal.hpp"
#include "domain/conversation/texts.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/order_flags.hpp"
#include "store/repositories/orders.hpp"

namespace croozer::app {
namespace {

struct Flag {
    std::string note;
    std::string_view reason;  // why the counter rings
};

Flag flag_of(bool is_edit, Language language) {
    using enum conversation::Text;
    return {
        .note = std::string(
            conversation::text(is_edit ? StaffMessageEdited : StaffMessageDeleted, language)
        ),
        .reason = is_edit ? "order_message_edited" : "order_message_deleted"
    };
}

bool is_over(ordering::OrderState state) {
    return state == ordering::OrderState::Delivered || state == ordering::OrderState::Cancelled;
}

// The counter rings only if something can still be done about the order.
Result<bool> flag_order(
    Context& context, OrderId id, store::Customer const& customer, Flag const& flag
) {
    auto& session = context.session;
    auto const order = TRY(store::lock_order(session, context.business, id));
    if (!order) {
        return false;
    }
    auto const state = std::string(ordering::state_name(order->state));
    CHECK(store::append_timeline(
        session,
        context.business,
        id,
        {.id = context.ids.v7(),
         .status = state,
         .previous_status = state,
         .at = context.now,
         .actor_kind = "customer",
         .actor_id = customer.id.value,
         .actor_name = customer.name,
         .notes = flag.note,
         .promised_at = std::nullopt,
         .message = std::nullopt,
         .undo_until = std::nullopt}
    ));
    auto const version = TRY(store::touch_order(session, context.business, id, context.now));
    note_event(context, "order", id.value, version, "customer");
    return !is_over(order->state);
}

// The text as it is now; a file that came with it stays.
Result<std::string> edited_content(std::string_view before, InboundMessage const& edit) {
    auto content = TRY(store::documents::decode_inbound(before));
    content.text = edit.text;
    if (!edit.media_id.empty()) {
        content.media_id = edit.media_id;
        content.mime_type = edit.mime_type;
        content.file_name = edit.file_name;
    }
    return store::documents::encode_inbound(content);
}

Result<void> flag_orders(
    Context& context,
    MessageId message,
    ConversationId conversation,
    CustomerId customer_id,
    Flag const& flag
) {
    auto& session = context.session;
    auto const orders = TRY(store::orders_of_message(session, context.business, message));
    if (orders.empty()) {
        return {};
    }
    auto const customer = TRY(store::find_customer(session, context.business, customer_id));
    if (!customer) {
        return failure(ErrorCode::Corrupt, "no_customer");
    }
    // The conversation before the orders, as every command locks them.
    CHECK(store::lock_conversation(session, context.business, conversation));
    bool rings = false;
    for (auto const& order : orders) {
        rings |= TRY(flag_order(context, order, *customer, flag));
    }
    if (rings) {
        CHECK(store::ring(session, context.business, conversation, flag.reason));
        note_event(context, "conversation", conversation.value, 1, "customer");
    }
    return {};
}

}  // namespace

Result<void> revise_message(
    Context& context,
    InboundMessage const& message,
    ConversationId conversation,
    CustomerId customer,
    Language language
) {
    auto& session = context.session;
    auto const business = context.business;
    auto const target =
        TRY(store::find_inbound(session, business, conversation, message.target_wamid));
    if (!target) {
        return {};
    }
    bool const is_edit = message.type == InboundType::Edit;
    std::optional<std::string> content;
    if (is_edit) {
        content = TRY(edited_content(target->content, message));
    }
    bool const changed = TRY(store::revise_inbound(
        session, business, conversation, message.target_wamid, content, context.now
    ));
    if (!changed) {
        return {};
    }
    if (!is_edit) {
        CHECK(drop_media(context, target->id));
    }
    note_event(context, "message", target->id.value, 2, "customer");
    return flag_orders(context, target->id, conversation, customer, flag_of(is_edit, language));
}

}  // namespace croozer::app
