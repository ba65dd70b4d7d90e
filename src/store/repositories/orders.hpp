// Orders as commands read and change them. Lists and views for the API are store/queries.
#pragma once

#include "domain/conversation/conversation.hpp"
#include "domain/ordering/order_state.hpp"
#include "domain/ordering/quote.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// The next number of the business's day: dense, because it rolls back with the order. Taken last.
[[nodiscard]] Result<std::int64_t> next_order_number(
    Session& session, BusinessId business, std::string_view business_day
);

struct NewOrder {
    OrderId id;
    LocationId location;
    std::string business_day;
    std::int64_t number{0};
    std::string order_number;
    ordering::OrderSource source{ordering::OrderSource::Whatsapp};
    std::string source_detail;
    CustomerId customer;
    std::string customer_name;
    std::optional<std::string> customer_phone;
    std::optional<ConversationId> conversation;
    MenuVersionId menu_version;
    ordering::Cart cart;
    SealedSecret door_code;  // empty: none
    ordering::Quote quote;
    std::string currency;
    std::int64_t quoted_minutes{0};
    std::string notes;
    std::string track_token;
    Instant at;
};

[[nodiscard]] Result<void> insert_order(
    Session& session, BusinessId business, NewOrder const& order
);
[[nodiscard]] Result<void> insert_order_line(
    Session& session,
    BusinessId business,
    OrderId order,
    std::int64_t line_no,
    OrderLineId id,
    ordering::PricedLine const& line,
    std::int64_t reserved_units  // of its quantity; 0: the stock was not tracked
);
[[nodiscard]] Result<void> insert_adjustment(
    Session& session,
    BusinessId business,
    OrderId order,
    std::int64_t number,
    ordering::Adjustment const& adjustment,
    std::string_view actor
);

struct TimelineEntry {
    Uuid id;
    std::string status;
    std::string previous_status;  // empty for the first
    Instant at;
    std::string actor_kind;
    std::optional<Uuid> actor_id;
    std::string actor_name;
    std::string notes;
    std::optional<Instant> promised_at;
    std::optional<MessageId> message;
    std::optional<Instant> undo_until;  // absent: cannot be undone
};

[[nodiscard]] Result<void> append_timeline(
    Session& session, BusinessId business, OrderId order, TimelineEntry const& entry
);

// A move that may be undone: its timeline entry's id is the token a client gets, which is no
// secret.
struct UndoEntry {
    std::int64_t entry_no{0};
    std::string status;
    std::string previous_status;
    std::optional<Uuid> actor;
    std::optional<MessageId> message;
    std::optional<Instant> undo_until;
    bool is_latest{false};
};

[[nodiscard]] Result<std::optional<UndoEntry>> find_undo(
    Session& session, BusinessId business, OrderId order, Uuid entry
);
[[nodiscard]] Result<void> mark_undone(
    Session& session, BusinessId business, OrderId order, std::int64_t entry_no, Instant at
);
[[nodiscard]] Result<void> link_order_message(
    Session& session,
    BusinessId business,
    OrderId order,
    MessageId message,
    std::string_view role  // source, change, reply
);

struct OrderRow {
    OrderId id;
    std::int64_t version{0};
    std::int64_t number{0};
    std::string order_number;
    ordering::OrderState state{ordering::OrderState::Pending};
    ordering::Fulfilment fulfilment{ordering::Fulfilment::Pickup};
    CustomerId customer;
    std::optional<ConversationId> conversation;
    Money total;
    std::string payment_status;
    std::optional<std::int64_t> quoted_minutes;
    std::optional<Instant> promised_at;
    Instant ordered_at;
    std::optional<Instant> ready_at;
    bool stock_released{false};
};

[[nodiscard]] Result<std::optional<OrderRow>> find_order(
    Session& session, BusinessId business, OrderId id
);
// Locks the row to the command's end; nothing where there is one writer.
[[nodiscard]] Result<std::optional<OrderRow>> lock_order(
    Session& session, BusinessId business, OrderId id
);

// Empty if it was not cancelled, or without a word.
[[nodiscard]] Result<std::string> cancel_reason(Session& session, BusinessId business, OrderId id);

struct StateChange {
    ordering::OrderState to{ordering::OrderState::Pending};
    std::optional<Instant> promised_at;  // kept if absent
    std::optional<std::string> cancel_reason;
    std::string notification_state;  // off, queued, not_notified
    std::string notification_reason;
    Instant at;
};

// Sets the state's own instant. Only if the version still stands; false otherwise.
[[nodiscard]] Result<bool> save_state(
    Session& session, BusinessId business, OrderRow const& before, StateChange const& change
);
[[nodiscard]] Result<void> set_order_notification(
    Session& session,
    BusinessId business,
    OrderId id,
    std::string_view state,
    std::string_view reason
);
[[nodiscard]] Result<void> mark_stock_released(
    Session& session, BusinessId business, OrderId id, bool released
);

// What the order has taken off the stock, by product, in the order that their rows are locked.
struct ReservedUnits {
    ProductId product;
    std::int64_t units{0};
};

[[nodiscard]] Result<std::vector<ReservedUnits>> reserved_units(
    Session& session, BusinessId business, OrderId id
);
// What the conversation knows of a customer's orders of late: newest first.
[[nodiscard]] Result<std::vector<conversation::OpenOrder>> open_orders(
    Session& session, BusinessId business, CustomerId customer
);
// The cart of the last order that was not cancelled: "the usual".
[[nodiscard]] Result<std::optional<ordering::Cart>> last_order_cart(
    Session& session, BusinessId business, CustomerId customer
);
[[nodiscard]] Result<void> insert_refund(
    Session& session,
    BusinessId business,
    Uuid id,
    OrderId order,
    Money amount,
    std::string_view reason,
    std::string_view actor_name,
    Instant at
);

}  // namespace croozer::store
