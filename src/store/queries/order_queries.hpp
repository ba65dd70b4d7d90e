// What the board and an order's page read. Values as the rows hold them; who may see what is
// api/'s.
#pragma once

#include "domain/ordering/order_state.hpp"
#include "domain/ordering/quote.hpp"
#include "store/session.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct OrderLineRecord {
    OrderLineId id;
    std::optional<ProductId> product;
    LocalText name;
    std::string kitchen_name;
    std::int64_t quantity{1};
    Money unit;
    Money total;
    std::vector<ordering::PricedOption> options;
    std::string note;
};

struct AdjustmentRecord {
    std::string kind;
    Money amount;  // signed
    LocalText reason;
};

struct OrderRecord {
    OrderId id;
    std::int64_t version{0};
    std::int64_t number{0};
    std::string order_number;
    ordering::OrderState status{ordering::OrderState::Pending};
    std::string source;
    CustomerId customer;
    std::string customer_name;
    std::string customer_phone;  // normal form; may be empty
    std::optional<ConversationId> conversation;
    ordering::Fulfilment fulfilment{ordering::Fulfilment::Unknown};
    std::optional<ordering::Address> address;
    SealedSecret door_code;  // may be empty
    Money subtotal;
    Money delivery_fee;
    Money discount;
    Money tax;
    std::int64_t tax_rate_basis_points{0};
    Money total;
    std::string currency;
    std::string payment_status;
    std::string payment_method;  // may be empty
    std::optional<Instant> requested_for;
    std::optional<std::int64_t> quoted_minutes;
    std::optional<Instant> promised_at;
    std::string notes;
    std::string customer_notes;
    std::string cancel_reason;
    std::string notification_state;  // may be empty
    std::string notification_reason;
    std::string failed_delivery_reason;
    Instant ordered_at;
    std::optional<Instant> confirmed_at;
    std::optional<Instant> ready_at;
    std::optional<Instant> out_at;
    std::optional<Instant> completed_at;
    std::optional<Instant> cancelled_at;
    Instant created_at;
    Instant updated_at;
    std::vector<OrderLineRecord> lines;
    std::vector<AdjustmentRecord> adjustments;
};

inline constexpr std::size_t order_states = 7;

// What a search may look at: who does not read a field must not find by it either.
enum class OrderSearch : std::uint8_t { Number, NumberAndName, NumberNameAndPhone };

struct OrderFilter {
    // Empty: every state.
    std::vector<ordering::OrderState> states;
    std::string source;      // empty: any
    std::string fulfilment;  // empty: any
    // Part of what `search_in` names; taken literally.
    std::string search;
    OrderSearch search_in{OrderSearch::Number};
    // A courier's view: what waits for the road, is on it, or came from it within two hours.
    bool for_courier{false};
    Instant now;  // of the courier's view
    std::optional<Instant> from;
    std::optional<Instant> until;  // exclusive
    // Keyset: what comes after this row, newest first.
    std::optional<Instant> after_at;
    OrderId after_id;
    std::int64_t limit{50};
};

[[nodiscard]] Result<std::vector<OrderRecord>> list_orders(
    Session& session, BusinessId business, OrderFilter const& filter
);
[[nodiscard]] Result<std::optional<OrderRecord>> find_order_record(
    Session& session, BusinessId business, OrderId id
);

struct TimelineRecord {
    Uuid id;
    std::string status;
    Instant at;
    std::string actor_kind;
    std::string actor_name;
    std::string notes;
    std::optional<Instant> promised_at;
    // Of the message this step sent, if it sent one.
    std::string message_status;
};

[[nodiscard]] Result<std::vector<TimelineRecord>> order_timeline_of(
    Session& session, BusinessId business, OrderId id
);

struct OrderStats {
    // Open states of any day, final ones of this business day.
    std::map<ordering::OrderState, std::int64_t> by_status;
    std::int64_t open_orders{0};
    std::int64_t orders_today{0};
    Money revenue_today;  // without cancelled orders
    std::optional<std::int64_t> average_preparation_minutes;
};

// `business_day` as business::business_day() gives it.
[[nodiscard]] Result<OrderStats> order_stats(
    Session& session, BusinessId business, std::string const& business_day
);

struct OrderBrief {
    OrderId id;
    std::string order_number;
    std::int64_t number{0};
    std::string status;
    Money total;
    Instant ordered_at;
};

// Newest first.
[[nodiscard]] Result<std::vector<OrderBrief>> orders_of_customer(
    Session& session, BusinessId business, CustomerId customer, std::int64_t limit
);

// `text` as a LIKE pattern that finds it anywhere, literally, with '\' as the escape.
[[nodiscard]] std::string like_pattern(std::string_view text);

}  // namespace croozer::store
