// What may be done to an order. Each is a plain function inside one transaction of one business;
// HTTP status and words are api/'s. Errors are named by slug.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/business/settings.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/ordering/order_state.hpp"
#include "domain/ordering/quote.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct PlacedOrder {
    OrderId id;
    std::int64_t number{0};
    std::string order_number;
};

struct PlaceOrder {
    ordering::Cart cart;
    CustomerId customer;
    std::string customer_name;
    std::optional<std::string> customer_phone;
    std::optional<ConversationId> conversation;
    ordering::OrderSource source{ordering::OrderSource::Whatsapp};
    std::string source_detail;
    std::optional<Money> accepted_total;  // what the customer said yes to; absent from staff
    std::int64_t quoted_minutes{0};
    std::vector<MessageId> source_messages;
    std::string notes;  // internal
    Who who;
};

// Prices the cart from the shop's present menu, reserves stock, gives the number, rings. The one
// way an order comes to be. Errors: Conflict "not_placeable" (detail names the first problem),
// "out_of_stock" (detail: the units in stock, if they were seen), "price_changed" (not what was
// accepted), Validation "empty".
[[nodiscard]] Result<PlacedOrder> place_order(
    Context& context, PlaceOrder const& command, business::Settings const& settings
);

// For staff: resolves or makes the customer, then place_order.
struct CreateOrder {
    std::optional<CustomerId> customer;
    std::string customer_name;
    std::string customer_phone;  // normal form; empty if unknown
    PlaceOrder order;            // customer fields are filled in
};

// Errors besides place_order's: Validation "unknown_reference" (customer of another business or
// none).
[[nodiscard]] Result<PlacedOrder> create_order(Context& context, CreateOrder command);

enum class NotificationState : std::uint8_t { Off, Queued, NotNotified };

struct Notification {
    NotificationState state{NotificationState::Off};
    std::string reason;  // "window_closed", "no_conversation"…
};

struct MoveOrder {
    OrderId order;
    std::optional<std::int64_t> expected_version;  // If-Match; absent in the chat
    ordering::OrderState to{ordering::OrderState::Pending};
    std::string notes;                             // the reason, of a cancellation
    std::optional<std::int64_t> promised_minutes;  // with Confirmed
    Who who;
};

struct MovedOrder {
    OrderId id;
    std::int64_t version{0};
    bool changed{false};  // false: it was there already
    bool refund_initiated{false};
    Notification notification;
    std::string undo_token;  // empty: cannot be undone
    std::optional<Instant> undo_until;
};

// Errors: NotFound; PreconditionFailed "stale"; Conflict "transition" (detail: comma separated
// allowed states), "too_late"; Forbidden "forbidden"; Validation "reason_required".
[[nodiscard]] Result<MovedOrder> move_order(Context& context, MoveOrder const& command);

struct UndoMove {
    OrderId order;
    std::string token;
    Who who;
};

// The compensating move, together with cancelling the customer's message while it is still queued.
// Errors: NotFound; Conflict "already_sent", "undo_expired", "stale".
[[nodiscard]] Result<MovedOrder> undo_move(Context& context, UndoMove const& command);

// A member writes to a customer: a template at any time, everything else inside the 24-hour window.
// The bot pauses for 30 minutes.
struct SendMessage {
    std::optional<CustomerId> customer;
    std::string phone;  // used when customer is absent: a known customer's phone
    // Of a template the name, the language and the parameters; its text is filled in here.
    conversation::Reply reply;
    std::optional<MessageId> reaction_to;  // of a reaction
    Who who;
};

struct SentMessage {
    MessageId id;
    ConversationId conversation;
};

// Errors: Validation "recipient", "unknown_reference" (/reaction/messageId: no such message of this
// chat), "meta_limit" (/template/parameters); Conflict "window_closed" (detail: the templates that
// may be sent, "name/language" with commas), "blocked", "template_unusable" (detail: its status),
// "opted_out", "no_account".
[[nodiscard]] Result<SentMessage> send_message(Context& context, SendMessage const& command);

}  // namespace croozer::app
