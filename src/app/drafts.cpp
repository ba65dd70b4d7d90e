#include "app/drafts.hpp"

#include "app/journal.hpp"
#include "app/outbox.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {
namespace {

Result<store::OutboundMessage> find_draft(Context& context, MessageId id) {
    auto message = TRY(store::find_outbound(context.session, context.business, id));
    if (!message) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (message->status != "draft") {
        return failure(ErrorCode::Conflict, "not_draft");
    }
    return *std::move(message);
}

// The customer can answer a card only once it is on its way to them.
Result<void> open_drafted_card(
    Context& context, store::OutboundMessage const& message, store::Conversation const& chat
) {
    auto state = chat.state;
    if (!conversation::open_card(state, chat.cart, message.reply, chat.id, context.now)) {
        return failure(ErrorCode::Conflict, "stale");
    }
    bool const saved = TRY(store::save_turn(
        context.session,
        context.business,
        chat.id,
        chat.version,
        {.state = state,
         .cart = chat.cart,
         .waiting_for_customer = true,
         .handover_reason = std::nullopt,
         .paused_until = std::nullopt}
    ));
    return saved ? Result<void>() : failure(ErrorCode::Conflict, "stale");
}

// Nobody need look any more once none is open.
Result<void> settle(Context& context, store::OutboundMessage const& message, Who const& who) {
    auto& session = context.session;
    auto const business = context.business;
    auto const chat = message.conversation;
    auto const since = context.now - service_window;
    if (TRY(store::list_drafts(session, business, chat, since)).empty()) {
        CHECK(store::calm_drafts(session, business, chat));
        auto const row = TRY(store::find_conversation(session, business, chat));
        note_event(context, "conversation", chat.value, row ? row->version : 0, who.name);
    }
    note_event(context, "message", message.id.value, 1, who.name);
    return {};
}

}  // namespace

Result<void> send_draft(Context& context, DraftAct const& act) {
    auto& session = context.session;
    auto const business = context.business;
    auto const message = TRY(find_draft(context, act.message));
    auto const chat = TRY(store::find_conversation(session, business, message.conversation));
    auto const customer = TRY(store::find_customer(session, business, message.customer));
    if (!chat || !customer) {
        return failure(ErrorCode::Corrupt, "send_without_conversation");
    }
    if (auto const reason =
            worthless(message, chat->last_inbound_at, customer->blocked, context.now)) {
        return failure(ErrorCode::Conflict, std::string(*reason));
    }
    if (message.reply.purpose == "card") {
        CHECK(open_drafted_card(context, message, *chat));
    }
    if (!TRY(store::release_draft(session, business, message.id))) {
        return failure(ErrorCode::Conflict, "not_draft");
    }
    CHECK(queue_send(context, message.id, message.conversation));
    note_audit(
        context,
        act.who,
        {.action = "draft.send", .object_kind = "message", .object = message.id.value}
    );
    return settle(context, message, act.who);
}

Result<void> drop_draft(Context& context, DraftAct const& act) {
    auto const message = TRY(find_draft(context, act.message));
    if (!TRY(store::withdraw_draft(context.session, context.business, message.id))) {
        return failure(ErrorCode::Conflict, "not_draft");
    }
    note_audit(
        context,
        act.who,
        {.action = "draft.drop", .object_kind = "message", .object = message.id.value}
    );
    return settle(context, message, act.who);
}

Result<void> withdraw_drafts(Context& context, ConversationId conversation) {
    auto const since = context.now - service_window;
    for (auto const id :
         TRY(store::list_drafts(context.session, context.business, conversation, since))) {
        if (TRY(store::withdraw_draft(context.session, context.business, id))) {
            note_event(context, "message", id.value, 1, "system");
        }
    }
    return {};
}

}  // namespace croozer::app
