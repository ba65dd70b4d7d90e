#include "app/take_turn.hpp"

#include "app/drafts.hpp"
#include "app/journal.hpp"
#include "app/order_commands.hpp"
#include "app/outbox.hpp"
#include "app/teach_word.hpp"
#include "store/documents/settings_document.hpp"
#include "store/queries/chat_queries.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

// A person has the chat until staff gives it back or this long passes without a staff message.
constexpr auto handover_pause = std::chrono::minutes(30);
constexpr auto turn_retry = std::chrono::seconds(2);
constexpr std::int64_t most_turn_failures = 5;
// Whoever comes by an advertisement is its customer as long as Meta's free entry point is open
// (developers.facebook.com/documentation/business-messaging/whatsapp/pricing).
constexpr auto referral_counts = std::chrono::hours(72);

// Why the counter rings; absent: it need not.
std::optional<std::string> ring_reason(conversation::Decision const& decision) {
    if (decision.handover) {
        return std::string(conversation::handover_reason_name(*decision.handover));
    }
    if (!decision.needs_person) {
        return std::nullopt;
    }
    return decision.draft_only ? "draft" : "bot_off";
}

store::TurnResult result_of(Context const& context, conversation::Decision const& decision) {
    return {
        .state = decision.state,
        .cart = decision.place_order ? ordering::Cart{} : decision.cart,
        .waiting_for_customer = decision.state.awaiting == conversation::Awaiting::CardAnswer,
        .handover_reason = ring_reason(decision),
        .paused_until =
            decision.handover ? std::optional(context.now + Duration(handover_pause)) : std::nullopt
    };
}

// What was written stays unanswered until staff answers it, gives the chat back, or says nothing
// until the pause ends: then the turn comes again.
Result<TurnApplied> leave_to_staff(
    Context& context, TurnInput const& input, conversation::Decision const& decision
) {
    auto const& chat = input.conversation;
    if (!TRY(store::leave_to_staff(
            context.session, context.business, chat.id, chat.version, decision.needs_person
        ))) {
        return TurnApplied{.stale = true, .order = std::nullopt};
    }
    // The pause is told by the trade clock, work by the system's.
    auto const rest = chat.paused_until.value_or(context.now) - context.now;
    auto const due = context.system_now + std::max(rest, Duration::zero());
    CHECK(store::schedule_turn(context.session, context.business, chat.id, due));
    context.effects.wake_work(due);
    note_event(context, "conversation", chat.id.value, chat.version + 1, "customer");
    return TurnApplied{};
}

void hand_over(Context& context, ConversationId conversation, conversation::HandoverReason reason) {
    note_event(
        context, "conversation", conversation.value, 1, conversation::handover_reason_name(reason)
    );
}

Who customer_who(TurnInput const& input) {
    return {
        .kind = WhoKind::Customer,
        .id = input.customer.id.value,
        .name = input.customer.name,
        .role = ordering::Role::Viewer,
        .remote_address = {},
        .request_id = {}
    };
}

Result<PlacedOrder> place(
    Context& context, TurnInput const& input, conversation::Decision const& decision
) {
    std::vector<MessageId> sources;
    for (auto const& message : input.snapshot.unanswered) {
        sources.push_back(message.id);
    }
    PlaceOrder const command{
        .cart = decision.cart,
        .customer = input.customer.id,
        .customer_name =
            decision.cart.customer_name.empty() ? input.customer.name : decision.cart.customer_name,
        .customer_phone = input.customer.phone,
        .conversation = input.conversation.id,
        .source = ordering::OrderSource::Whatsapp,
        .source_detail = TRY(store::referral_of(
            context.session,
            context.business,
            input.conversation.id,
            input.customer.id,
            context.now - Duration(referral_counts)
        )),
        .accepted_total = decision.accepted_total,
        .quoted_minutes = decision.quoted_minutes,
        .source_messages = std::move(sources),
        .notes = {},
        .who = customer_who(input)
    };
    auto const shop = TRY(context.shops.load(context.session, context.business));
    return place_order(context, command, *shop.settings);
}

// The shop may have changed a price or sold its last one since the decision: then nothing is
// written, and the turn is decided again at once, which tells the customer what changed.
Result<bool> still_holds(Context& context, conversation::Decision const& decision) {
    if (!decision.place_order) {
        return true;
    }
    auto const shop = TRY(context.shops.load(context.session, context.business));
    auto const quote = ordering::quote(*shop.menu, decision.cart, *shop.settings, context.now);
    return quote.placeable() && quote.total == decision.accepted_total;
}

Result<void> reply(
    Context& context,
    TurnInput const& input,
    conversation::Decision const& decision,
    conversation::Reply const& text,
    std::optional<OrderId> order
) {
    TRY(enqueue_message(
        context,
        {.conversation = input.conversation.id,
         .customer = input.customer.id,
         .order = order,
         .reply = text,
         .author = "bot",
         .author_name = {},
         .reply_to_wamid = {},
         .draft = decision.draft_only,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    ));
    return {};
}

// The cart becomes an order and the customer hears its number; the open cart is empty again.
Result<OrderId> place_and_tell(
    Context& context, TurnInput const& input, conversation::Decision const& decision
) {
    auto const placed = TRY(place(context, input, decision));
    conversation::OrderNews const news{
        .language = decision.state.language,
        .number = placed.number,
        .order_number = placed.order_number,
        .fulfilment = decision.cart.fulfilment,
        .state = ordering::OrderState::Pending,
        .promised_at = std::nullopt,
        .reason = {},
        .by_customer = false,
        .shop_name = input.shop.settings->name,
        .shop_phone = input.shop.settings->phone,
        .quote = nullptr,
        .much_later_than_quoted = false,
        .id = placed.id
    };
    CHECK(reply(
        context, input, decision, conversation::placed_reply(news, *input.shop.settings), placed.id
    ));
    return placed.id;
}

// The chat's own, or else the shop's. What cannot be read must not be in the way.
business::BotMode bot_mode_of(store::ConversationRecord const& chat, Result<Shop> const& shop) {
    if (!chat.bot_mode.empty()) {
        return store::documents::bot_mode_from(chat.bot_mode);
    }
    return shop ? shop->settings->bot_mode : business::BotMode::Auto;
}

// Told in the chat's language if that can be read: it may be what made the turn fail.
Result<void> tell_failure(Context& context, ConversationId id) {
    auto const row = TRY(store::find_conversation_record(context.session, context.business, id));
    if (!row || (row->paused_until && context.now < *row->paused_until)) {
        return {};
    }
    auto const shop = context.shops.load(context.session, context.business);
    auto const mode = bot_mode_of(*row, shop);
    if (mode == business::BotMode::Off) {
        return {};
    }
    auto const chat = store::find_conversation(context.session, context.business, id);
    auto language = shop ? shop->settings->language : Language::Hebrew;
    if (chat && *chat) {
        language = (*chat)->state.language;
    }
    TRY(enqueue_message(
        context,
        {.conversation = id,
         .customer = row->customer,
         .order = std::nullopt,
         .reply = conversation::handover_reply(language),
         .author = "bot",
         .author_name = {},
         .reply_to_wamid = {},
         .draft = mode == business::BotMode::Assist,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    ));
    return {};
}

}  // namespace

Result<TurnApplied> apply_turn(
    Context& context, TurnInput const& input, conversation::Decision const& decision
) {
    auto& session = context.session;
    auto const business = context.business;
    auto const id = input.conversation.id;
    if (decision.wait_for_staff) {
        return leave_to_staff(context, input, decision);
    }
    if (!TRY(still_holds(context, decision))) {
        return TurnApplied{.stale = true, .order = std::nullopt};
    }
    auto const result = result_of(context, decision);
    if (!TRY(store::save_turn(session, business, id, input.conversation.version, result))) {
        return TurnApplied{.stale = true, .order = std::nullopt};
    }
    if (input.last_message) {
        CHECK(store::mark_answered(session, business, id, *input.last_message));
    }
    if (decision.customer_name) {
        CHECK(store::set_customer_name(
            session, business, input.customer.id, *decision.customer_name, context.now
        ));
    }
    CHECK(note_unknown_words(context, decision.unknown_words));
    if (!decision.replies.empty() || decision.place_order) {
        CHECK(withdraw_drafts(context, id));
    }
    for (auto const& text : decision.replies) {
        CHECK(reply(context, input, decision, text, std::nullopt));
    }
    TurnApplied applied;
    if (decision.place_order) {
        applied.order = TRY(place_and_tell(context, input, decision));
    }
    if (decision.cancel_order) {
        TRY(move_order(
            context,
            {.order = *decision.cancel_order,
             .expected_version = std::nullopt,
             .to = ordering::OrderState::Cancelled,
             .notes = {},
             .promised_minutes = std::nullopt,
             .who = customer_who(input)}
        ));
    }
    CHECK(store::finish_turn(session, business, id));
    if (decision.handover) {
        hand_over(context, id, *decision.handover);
    }
    note_event(context, "conversation", id.value, input.conversation.version + 1, "bot");
    return applied;
}

Result<bool> fail_turn(Context& context, ConversationId conversation, std::string_view error) {
    auto& session = context.session;
    auto const business = context.business;
    CHECK(store::lock_conversation(session, business, conversation));
    auto const failures = TRY(store::postpone_turn(
        session, business, conversation, context.system_now + Duration(turn_retry), error
    ));
    if (failures < most_turn_failures) {
        context.effects.wake_work(context.system_now + Duration(turn_retry));
        return false;
    }
    CHECK(store::ask_for_person(session, business, conversation, "failed"));
    CHECK(store::mark_answered(session, business, conversation, context.ids.next<MessageId>()));
    CHECK(store::finish_turn(session, business, conversation));
    CHECK(tell_failure(context, conversation));
    hand_over(context, conversation, conversation::HandoverReason::NotUnderstood);
    return true;
}

Result<std::int64_t> conversation_version(
    store::Session& session, BusinessId business, ConversationId conversation
) {
    auto const found = TRY(store::find_conversation(session, business, conversation));
    if (!found) {
        return failure(ErrorCode::NotFound, "conversation");
    }
    return found->version;
}

Result<bool> drop_turn(Context& context, ConversationId conversation, std::int64_t seen_version) {
    auto& session = context.session;
    if (!TRY(store::hold_version(session, context.business, conversation, seen_version))) {
        return false;
    }
    CHECK(store::finish_turn(session, context.business, conversation));
    return true;
}

}  // namespace croozer::app
