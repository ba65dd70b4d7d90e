#include "store/queries/order_queries.hpp"

#include "base/text.hpp"
#include "store/documents/cart_document.hpp"
#include "store/documents/settings_document.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace croozer::store {
namespace {

using ordering::OrderState;

constexpr std::array all_states{
    OrderState::Pending,
    OrderState::Confirmed,
    OrderState::Preparing,
    OrderState::Ready,
    OrderState::OutForDelivery,
    OrderState::Delivered,
    OrderState::Cancelled,
};
static_assert(all_states.size() == order_states);

// What a courier still sees of a delivery that is done.
constexpr auto courier_memory = std::chrono::hours(2);

std::string const& columns() {
    static std::string const text =
        "id, version, number, order_number, status, source, customer_id, customer_name, "
        "customer_phone, conversation_id, fulfilment, address, door_code_sealed, subtotal, "
        "delivery_fee, discount, tax, tax_rate_bp, total, currency, payment_status, "
        "payment_method, requested_for, quoted_minutes, promised_at, notes, customer_notes, "
        "cancel_reason, notification_state, notification_reason, failed_delivery_reason, "
        "ordered_at, confirmed_at, ready_at, out_at, completed_at, cancelled_at, created_at, "
        "updated_at";
    return text;
}

OrderRecord order_from(Row const& row) {
    OrderRecord order{
        .id = row.id<OrderId>(0),
        .version = row.integer(1),
        .number = row.integer(2),
        .order_number = row.text(3),
        .status = ordering::state_from_name(row.text(4)).value_or(OrderState::Pending),
        .source = row.text(5),
        .customer = row.id<CustomerId>(6),
        .customer_name = row.text(7),
        .customer_phone = row.text(8),
        .conversation = row.maybe_id<ConversationId>(9),
        .fulfilment =
            ordering::fulfilment_from_name(row.text(10)).value_or(ordering::Fulfilment::Unknown),
        .address = std::nullopt,
        .door_code = {row.bytes(12)},
        .subtotal = row.money(13),
        .delivery_fee = row.money(14),
        .discount = row.money(15),
        .tax = row.money(16),
        .tax_rate_basis_points = row.integer(17),
        .total = row.money(18),
        .currency = row.text(19),
        .payment_status = row.text(20),
        .payment_method = row.text(21),
        .requested_for = row.maybe_instant(22),
        .quoted_minutes = row.maybe_integer(23),
        .promised_at = row.maybe_instant(24),
        .notes = row.text(25),
        .customer_notes = row.text(26),
        .cancel_reason = row.text(27),
        .notification_state = row.text(28),
        .notification_reason = row.text(29),
        .failed_delivery_reason = row.text(30),
        .ordered_at = row.instant(31),
        .confirmed_at = row.maybe_instant(32),
        .ready_at = row.maybe_instant(33),
        .out_at = row.maybe_instant(34),
        .completed_at = row.maybe_instant(35),
        .cancelled_at = row.maybe_instant(36),
        .created_at = row.instant(37),
        .updated_at = row.instant(38),
        .lines = {},
        .adjustments = {}
    };
    if (auto address = documents::decode_address(row.text(11)); address && !address->empty()) {
        order.address = *std::move(address);
    }
    return order;
}

// Statements take a fixed number of ids, so that one prepared statement serves every page.
constexpr std::size_t ids_at_once = 20;

std::string numbered_ids() {
    std::string list;
    for (std::size_t i = 0; i < ids_at_once; ++i) {
        list += (i == 0 ? "$" : ", $") + std::to_string(i + 2);
    }
    return list;
}

using Positions = std::unordered_map<OrderId, std::size_t>;

Result<void> add_lines(
    Session& session,
    std::span<Value const> parameters,
    Positions const& at,
    std::vector<OrderRecord>& orders
) {
    static std::string const sql =
        "select order_id, id, product_id, name_he, name_en, kitchen_name, quantity, unit_price, "
        "total, options, note from order_lines where business_id = $1 and order_id in (" +
        numbered_ids() + ") order by order_id, line_no";
    for (auto const& row : TRY(session.query(sql, parameters))) {
        auto options = TRY(documents::decode_options(row.text(9)));
        orders.at(at.at(row.id<OrderId>(0)))
            .lines.push_back(
                {.id = row.id<OrderLineId>(1),
                 .product = row.maybe_id<ProductId>(2),
                 .name = {.he = row.text(3), .en = row.text(4)},
                 .kitchen_name = row.text(5),
                 .quantity = row.integer(6),
                 .unit = row.money(7),
                 .total = row.money(8),
                 .options = std::move(options),
                 .note = row.text(10)}
            );
    }
    return {};
}

Result<void> add_adjustments(
    Session& session,
    std::span<Value const> parameters,
    Positions const& at,
    std::vector<OrderRecord>& orders
) {
    static std::string const sql =
        "select order_id, kind, amount, reason from order_adjustments where business_id = $1 "
        "and order_id in (" +
        numbered_ids() + ") order by order_id, adjustment_no";
    for (auto const& row : TRY(session.query(sql, parameters))) {
        orders.at(at.at(row.id<OrderId>(0)))
            .adjustments.push_back(
                {.kind = row.text(1),
                 .amount = row.money(2),
                 .reason = documents::decode_local_text(row.text(3))}
            );
    }
    return {};
}

Result<void> complete(Session& session, BusinessId business, std::vector<OrderRecord>& orders) {
    for (std::size_t begin = 0; begin < orders.size(); begin += ids_at_once) {
        Positions at;
        std::vector<Value> parameters{business};
        for (std::size_t i = 0; i < ids_at_once; ++i) {
            auto const position = std::min(begin + i, orders.size() - 1);
            at.emplace(orders[position].id, position);
            parameters.emplace_back(orders[position].id);
        }
        CHECK(add_lines(session, parameters, at, orders));
        CHECK(add_adjustments(session, parameters, at, orders));
    }
    return {};
}

std::string list_sql(bool by_state) {
    // "+ordered_at" keeps an engine from walking the whole history by time when only the few open
    // orders are asked for; then the index by state finds them and they are sorted.
    std::string const key = by_state ? "+ordered_at" : "ordered_at";
    return "select " + columns() +
           " from orders where business_id = $1 and status in ($2, $3, $4, $5, $6, $7, $8) "
           "and ordered_at >= $9 and ordered_at < $10 "
           "and (ordered_at < $11 or (ordered_at = $11 and id < $12)) "
           "and ($13 = '' or source = $13) and ($14 = '' or fulfilment = $14) "
           "and ($15 = '' or lower(order_number) like $15 escape '\\' "
           "or ($18 = 1 and lower(customer_name) like $15 escape '\\') "
           "or ($19 = 1 and customer_phone like $15 escape '\\')) "
           "and (completed_at is null or completed_at >= $16) "
           "order by " +
           key + " desc, id desc limit $17";
}

std::vector<OrderState> states_of(OrderFilter const& filter) {
    std::vector<OrderState> states = filter.states;
    if (states.empty()) {
        states.assign(all_states.begin(), all_states.end());
    }
    if (filter.for_courier) {
        std::erase_if(states, [](OrderState state) {
            return state != OrderState::Ready && state != OrderState::OutForDelivery &&
                   state != OrderState::Delivered;
        });
    }
    return states;
}

}  // namespace

std::string like_pattern(std::string_view text) {
    std::string pattern = "%";
    for (char const c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern + "%";
}

Result<std::vector<OrderRecord>> list_orders(
    Session& session, BusinessId business, OrderFilter const& filter
) {
    static std::string const by_time = list_sql(false);
    static std::string const by_state = list_sql(true);
    auto const states = states_of(filter);
    if (states.empty()) {
        return std::vector<OrderRecord>{};
    }
    constexpr auto earliest = std::numeric_limits<std::int64_t>::min();
    constexpr auto latest = std::numeric_limits<std::int64_t>::max();
    std::vector<Value> parameters{business};
    for (std::size_t i = 0; i < order_states; ++i) {
        parameters.emplace_back(ordering::state_name(states[std::min(i, states.size() - 1)]));
    }
    parameters.emplace_back(filter.from ? filter.from->microseconds : earliest);
    parameters.emplace_back(filter.until ? filter.until->microseconds : latest);
    parameters.emplace_back(filter.after_at ? filter.after_at->microseconds : latest);
    parameters.emplace_back(filter.after_id);
    parameters.emplace_back(filter.source);
    parameters.emplace_back(filter.for_courier ? std::string("delivery") : filter.fulfilment);
    parameters.emplace_back(
        filter.search.empty() ? std::string() : like_pattern(lower_ascii(filter.search))
    );
    parameters.emplace_back(
        filter.for_courier ? (filter.now - courier_memory).microseconds : earliest
    );
    parameters.emplace_back(filter.limit);
    parameters.emplace_back(filter.search_in == OrderSearch::Number ? 0 : 1);
    parameters.emplace_back(filter.search_in == OrderSearch::NumberNameAndPhone ? 1 : 0);
    bool const only_open = std::ranges::none_of(states, ordering::is_final);
    std::vector<OrderRecord> orders;
    for (auto const& row : TRY(session.query(only_open ? by_state : by_time, parameters))) {
        orders.push_back(order_from(row));
    }
    CHECK(complete(session, business, orders));
    return orders;
}

Result<std::optional<OrderRecord>> find_order_record(
    Session& session, BusinessId business, OrderId id
) {
    static std::string const sql =
        "select " + columns() + " from orders where business_id = $1 and id = $2";
    auto const rows = TRY(session.query(sql, {business, id}));
    if (rows.empty()) {
        return std::nullopt;
    }
    std::vector<OrderRecord> orders{order_from(rows.front())};
    CHECK(complete(session, business, orders));
    return std::move(orders.front());
}

Result<std::vector<TimelineRecord>> order_timeline_of(
    Session& session, BusinessId business, OrderId id
) {
    auto const rows = TRY(session.query(
        "select t.id, t.status, t.at, t.actor_kind, t.actor_name, t.notes, t.promised_at, "
        "m.status from order_timeline t left join messages m on m.business_id = t.business_id "
        "and m.id = t.message_id where t.business_id = $1 and t.order_id = $2 "
        "order by t.entry_no",
        {business, id}
    ));
    std::vector<TimelineRecord> timeline;
    timeline.reserve(rows.size());
    for (auto const& row : rows) {
        timeline.push_back(
            {.id = row.uuid(0),
             .status = row.text(1),
             .at = row.instant(2),
             .actor_kind = row.text(3),
             .actor_name = row.text(4),
             .notes = row.text(5),
             .promised_at = row.maybe_instant(6),
             .message_status = row.text(7)}
        );
    }
    return timeline;
}

Result<OrderStats> order_stats(
    Session& session, BusinessId business, std::string const& business_day
) {
    OrderStats stats;
    auto const open = TRY(session.query(
        "select status, count(*) from orders where business_id = $1 and status in "
        "('pending', 'confirmed', 'preparing', 'ready', 'out_for_delivery') group by status",
        {business}
    ));
    for (auto const& row : open) {
        if (auto const state = ordering::state_from_name(row.text(0))) {
            stats.by_status[*state] = row.integer(1);
            stats.open_orders += row.integer(1);
        }
    }
    // Whole milliseconds before the sum, so that PostgreSQL's numeric stays an integer.
    auto const today = TRY(session.query(
        "select status, count(*), sum(total), count(ready_at), "
        "sum(case when ready_at is null then 0 else (ready_at - ordered_at) / 1000 end) "
        "from orders where business_id = $1 and business_day = $2 group by status",
        {business, business_day}
    ));
    std::int64_t prepared = 0;
    std::int64_t milliseconds = 0;
    for (auto const& row : today) {
        auto const state = ordering::state_from_name(row.text(0));
        if (!state) {
            continue;
        }
        stats.orders_today += row.integer(1);
        if (ordering::is_final(*state)) {
            stats.by_status[*state] = row.integer(1);
        }
        if (*state != OrderState::Cancelled) {
            stats.revenue_today.minor += row.integer(2);
            prepared += row.integer(3);
            milliseconds += row.integer(4);
        }
    }
    if (prepared > 0) {
        stats.average_preparation_minutes = (milliseconds / prepared + 30'000) / 60'000;
    }
    return stats;
}

Result<std::vector<OrderBrief>> orders_of_customer(
    Session& session, BusinessId business, CustomerId customer, std::int64_t limit
) {
    auto const rows = TRY(session.query(
        "select id, order_number, number, status, total, ordered_at from orders "
        "where business_id = $1 and customer_id = $2 order by ordered_at desc, id desc limit $3",
        {business, customer, limit}
    ));
    std::vector<OrderBrief> briefs;
    briefs.reserve(rows.size());
    for (auto const& row : rows) {
        briefs.push_back(
            {.id = row.id<OrderId>(0),
             .order_number = row.text(1),
             .number = row.integer(2),
             .status = row.text(3),
             .total = row.money(4),
             .ordered_at = row.instant(5)}
        );
    }
    return briefs;
}

}  // namespace croozer::store
