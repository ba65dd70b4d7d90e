// Every change of an order's state, its customer's news, and the way back.
#include "app/journal.hpp"
#include "app/order_commands.hpp"
#include "app/order_template.hpp"
#include "app/outbox.hpp"
#include "app/stock.hpp"
#include "store/repositories/businesses.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {
namespace {

using ordering::MoveVerdict;
using ordering::OrderState;

// A promise this much worse than the card's estimate earns the customer a button to cancel free.
constexpr auto much_later = std::chrono::minutes(15);

Result<void> refuse(MoveVerdict verdict, ordering::MoveRequest const& request) {
    switch (verdict) {
        case MoveVerdict::Allowed:
        case MoveVerdict::NoChange:
        case MoveVerdict::ReasonRequired:
            return {};
        case MoveVerdict::NotForActor:
            return failure(ErrorCode::Forbidden, "forbidden");
        case MoveVerdict::TooLate:
            return failure(ErrorCode::Conflict, "too_late");
        case MoveVerdict::NotATransition:
            break;
    }
    std::string allowed;
    for (auto const state : ordering::allowed_moves(request)) {
        allowed += (allowed.empty() ? "" : ",") + std::string(ordering::state_name(state));
    }
    return failure(ErrorCode::Conflict, "transition", allowed);
}

conversation::OrderNews news_of(
    store::OrderRow const& order,
    MoveOrder const& command,
    std::optional<Instant> promised_at,
    business::Settings const& settings,
    Language language
) {
    bool const worse = command.to == OrderState::Confirmed && promised_at && order.quoted_minutes &&
                       *promised_at - order.ordered_at >
                           std::chrono::minutes(*order.quoted_minutes) + Duration(much_later);
    return {
        .language = language,
        .number = order.number,
        .order_number = order.order_number,
        .fulfilment = order.fulfilment,
        .state = command.to,
        .promised_at = promised_at ? promised_at : order.promised_at,
        .reason = command.notes,
        .by_customer = command.who.kind == WhoKind::Customer,
        .shop_name = settings.name,
        .shop_phone = settings.phone,
        .quote = nullptr,
        .much_later_than_quoted = worse,
        .id = order.id
    };
}

struct Told {
    Notification notification;
    std::optional<MessageId> message;
};

// Inside the 24-hour window the customer is told by free text; outside it by the mapped template,
// which the sender puts in its place; with none approved the order shows "not notified"
// (product.md D12).
Result<Told> tell_customer(
    Context& context,
    store::OrderRow const& order,
    MoveOrder const& command,
    std::optional<Instant> promised_at,
    business::Settings const& settings
) {
    if (!ordering::customer_told_by_default(command.to, order.fulfilment)) {
        return Told{};
    }
    if (!order.conversation) {
        return Told{
            .notification = {.state = NotificationState::NotNotified, .reason = "no_conversation"},
            .message = std::nullopt
        };
    }
    auto const conversation =
        TRY(store::find_conversation(context.session, context.business, *order.conversation));
    Told const not_told{
        .notification = {.state = NotificationState::NotNotified, .reason = "window_closed"},
        .message = std::nullopt
    };
    if (!conversation) {
        return not_told;
    }
    auto const text = conversation::status_reply(
        news_of(order, command, promised_at, settings, conversation->state.language), settings
    );
    if (!text) {
        return Told{};
    }
    if (!window_is_open(conversation->last_inbound_at, context.now) &&
        !TRY(has_order_template(context, text->purpose, *conversation))) {
        return not_told;
    }
    bool const by_customer = command.who.kind == WhoKind::Customer;
    auto const message = TRY(enqueue_message(
        context,
        {.conversation = conversation->id,
         .customer = order.customer,
         .order = order.id,
         .reply = *text,
         .author = "bot",
         .author_name = {},
         .reply_to_wamid = {},
         .draft = false,
         // The customer's own cancellation is a chat reply: no hold.
         .hold = by_customer ? std::nullopt : std::optional<Duration>(undo_hold),
         .lifetime = news_lifetime}
    ));
    return Told{
        .notification = {.state = NotificationState::Queued, .reason = {}}, .message = message
    };
}

// What else follows from the step. True: a refund is due.
Result<bool> follow_up(Context& context, store::OrderRow const& order, MoveOrder const& command) {
    if (command.to == OrderState::Confirmed) {
        CHECK(store::count_accepted_order(context.session, context.business));
    }
    if (command.to != OrderState::Cancelled) {
        return false;
    }
    if (!order.stock_released) {
        CHECK(release_stock(context, order.id));
    }
    if (order.payment_status != "paid") {
        return false;
    }
    CHECK(store::insert_refund(
        context.session,
        context.business,
        context.ids.v7(),
        order.id,
        order.total,
        command.notes,
        command.who.name,
        context.now
    ));
    return true;
}

void audit_move(Context& context, OrderState from, OrderState to, OrderId order, Who const& who) {
    if (who.kind != WhoKind::Member) {
        return;
    }
    note_audit(
        context,
        who,
        {.action = "order.move",
         .object_kind = "order",
         .object = order.value,
         .difference = R"({"status":[")" + std::string(ordering::state_name(from)) + R"(",")" +
                       std::string(ordering::state_name(to)) + R"("]})"}
    );
}

std::string_view notification_name(NotificationState state) {
    switch (state) {
        case NotificationState::Off:
            return "off";
        case NotificationState::Queued:
            return "queued";
        case NotificationState::NotNotified:
            return "not_notified";
    }
    return "off";
}

ordering::MoveRequest request_of(
    store::OrderRow const& order, OrderState to, Who const& who, Instant now
) {
    return {
        .from = order.state,
        .to = to,
        .fulfilment = order.fulfilment,
        .actor = who.actor(),
        .ready_at = order.ready_at,
        .now = now
    };
}

std::optional<Instant> promise(
    Context const& context,
    store::OrderRow const& order,
    MoveOrder const& command,
    business::Settings const& settings
) {
    if (command.to != OrderState::Confirmed) {
        return std::nullopt;
    }
    bool const delivery = order.fulfilment == ordering::Fulfilment::Delivery;
    auto const usual = delivery ? settings.delivery_minutes : settings.pickup_minutes;
    auto const minutes = command.promised_minutes.value_or(order.quoted_minutes.value_or(usual));
    return context.now + std::chrono::minutes(minutes);
}

// The conversation first, as in every command: the customer may be told in it.
Result<std::optional<store::OrderRow>> lock_with_conversation(Context& context, OrderId id) {
    auto const order = TRY(store::find_order(context.session, context.business, id));
    if (order && order->conversation) {
        CHECK(store::lock_conversation(context.session, context.business, *order->conversation));
    }
    return order ? store::lock_order(context.session, context.business, id) : order;
}

// The token stands in the timeline for all to read, so it alone gives no right.
bool may_undo(Who const& who, store::UndoEntry const& entry) {
    bool const office = who.role == ordering::Role::Owner || who.role == ordering::Role::Manager;
    return who.kind == WhoKind::Member && (office || (who.id && who.id == entry.actor));
}

}  // namespace

Result<MovedOrder> move_order(Context& context, MoveOrder const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const order = TRY(lock_with_conversation(context, command.order));
    if (!order) {
        return failure(ErrorCode::NotFound, "order");
    }
    auto const request = request_of(*order, command.to, command.who, context.now);
    auto const verdict = ordering::judge_move(request);
    if (verdict == MoveVerdict::NoChange) {
        return MovedOrder{
            .id = order->id,
            .version = order->version,
            .changed = false,
            .refund_initiated = false,
            .notification = {},
            .undo_token = {},
            .undo_until = std::nullopt
        };
    }
    if (command.expected_version && *command.expected_version != order->version) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    CHECK(refuse(verdict, request));
    if (ordering::reason_required(command.to, command.who.actor()) && command.notes.empty()) {
        return failure(ErrorCode::Validation, "reason_required");
    }
    auto const shop = TRY(context.shops.load(session, business));
    auto const promised_at = promise(context, *order, command, *shop.settings);
    auto const told = TRY(tell_customer(context, *order, command, promised_at, *shop.settings));
    bool const refund = TRY(follow_up(context, *order, command));
    bool const cancelled = command.to == OrderState::Cancelled;
    if (!TRY(store::save_state(
            session,
            business,
            *order,
            {.to = command.to,
             .promised_at = promised_at,
             .cancel_reason = cancelled ? std::optional(command.notes) : std::nullopt,
             .notification_state = std::string(notification_name(told.notification.state)),
             .notification_reason = told.notification.reason,
             .at = context.now}
        ))) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    MovedOrder moved{
        .id = order->id,
        .version = order->version + 1,
        .changed = true,
        .refund_initiated = refund,
        .notification = told.notification,
        .undo_token = {},
        .undo_until = std::nullopt
    };
    auto const entry = context.ids.v7();
    if (command.who.kind == WhoKind::Member && !refund) {
        moved.undo_token = entry.to_string();
        moved.undo_until = context.system_now + Duration(undo_hold);
    }
    CHECK(store::append_timeline(
        session,
        business,
        order->id,
        {.id = entry,
         .status = std::string(ordering::state_name(command.to)),
         .previous_status = std::string(ordering::state_name(order->state)),
         .at = context.now,
         .actor_kind = std::string(command.who.kind_name()),
         .actor_id = command.who.id,
         .actor_name = command.who.name,
         .notes = command.notes,
         .promised_at = promised_at,
         .message = told.message,
         .undo_until = moved.undo_until}
    ));
    if (told.message) {
        CHECK(store::link_order_message(session, business, order->id, *told.message, "reply"));
    }
    note_event(context, "order", order->id.value, moved.version, command.who.kind_name());
    audit_move(context, order->state, command.to, order->id, command.who);
    return moved;
}

Result<MovedOrder> undo_move(Context& context, UndoMove const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const order = TRY(store::find_order(session, business, command.order));
    if (!order) {
        return failure(ErrorCode::NotFound, "order");
    }
    auto const token = Uuid::parse(command.token);
    auto const entry = token ? TRY(store::find_undo(session, business, command.order, *token))
                             : std::optional<store::UndoEntry>();
    if (!entry || !entry->undo_until || context.system_now > *entry->undo_until) {
        return failure(ErrorCode::Conflict, "undo_expired");
    }
    if (!may_undo(command.who, *entry)) {
        return failure(ErrorCode::Forbidden, "forbidden");
    }
    auto const previous = ordering::state_from_name(entry->previous_status);
    if (!entry->is_latest || !previous) {
        return failure(ErrorCode::Conflict, "stale");
    }
    // The message goes back only while it still waits; once it has left, so has the chance.
    if (entry->message) {
        if (!TRY(store::cancel_queued(session, business, entry->message->value))) {
            return failure(ErrorCode::Conflict, "already_sent");
        }
        CHECK(store::withdraw_outbound(session, business, *entry->message));
    }
    CHECK(store::mark_undone(session, business, order->id, entry->entry_no, context.now));
    if (!TRY(store::save_state(
            session,
            business,
            *order,
            {.to = *previous,
             .promised_at = std::nullopt,
             .cancel_reason = std::nullopt,
             .notification_state = "off",
             .notification_reason = {},
             .at = context.now}
        ))) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    if (order->stock_released && order->state == OrderState::Cancelled) {
        CHECK(retake_stock(context, order->id));
    }
    CHECK(store::append_timeline(
        session,
        business,
        order->id,
        {.id = context.ids.v7(),
         .status = entry->previous_status,
         .previous_status = entry->status,
         .at = context.now,
         .actor_kind = std::string(command.who.kind_name()),
         .actor_id = command.who.id,
         .actor_name = command.who.name,
         .notes = "undo",
         .promised_at = std::nullopt,
         .message = std::nullopt,
         .undo_until = std::nullopt}
    ));
    note_event(context, "order", order->id.value, order->version + 1, command.who.kind_name());
    audit_move(context, order->state, *previous, order->id, command.who);
    return MovedOrder{
        .id = order->id,
        .version = order->version + 1,
        .changed = true,
        .refund_initiated = false,
        .notification = {},
        .undo_token = {},
        .undo_until = std::nullopt
    };
}

}  // namespace croozer::app
