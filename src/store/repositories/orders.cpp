#include "store/repositories/orders.hpp"

#include "store/documents/cart_document.hpp"
#include "store/documents/settings_document.hpp"

namespace croozer::store {
namespace {

using ordering::AdjustmentKind;
using ordering::OrderState;

std::optional<std::string> none_if_empty(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

Money sum_of(ordering::Quote const& quote, AdjustmentKind kind) {
    Money sum;
    for (auto const& adjustment : quote.adjustments) {
        if (adjustment.kind == kind) {
            sum.minor += adjustment.amount.minor;
        }
    }
    return sum;
}

OrderState state_of(Row const& row, std::size_t column) {
    return ordering::state_from_name(row.text(column)).value_or(OrderState::Pending);
}

ordering::Fulfilment fulfilment_of(Row const& row, std::size_t column) {
    return ordering::fulfilment_from_name(row.text(column)).value_or(ordering::Fulfilment::Pickup);
}

}  // namespace

Result<std::int64_t> next_order_number(
    Session& session, BusinessId business, std::string_view business_day
) {
    auto const rows = TRY(session.query(
        "insert into order_counters (business_id, business_day, n) values ($1, $2, 1) "
        "on conflict (business_id, business_day) do update set n = order_counters.n + 1 "
        "returning n",
        {business, business_day}
    ));
    return rows.front().integer(0);
}

Result<void> insert_order(Session& session, BusinessId business, NewOrder const& order) {
    auto const& quote = order.quote;
    // The door code has a sealed column of its own; the snapshot of the card goes without it.
    ordering::Cart card = order.cart;
    card.address.door_code.clear();
    bool const has_address = !order.cart.address.empty();
    bool const cash = order.cart.payment == ordering::PaymentKind::Cash;
    TRY(session.execute(
        "insert into orders (business_id, id, version, location_id, business_day, number, "
        "order_number, status, source, source_detail, customer_id, customer_name, customer_phone, "
        "conversation_id, menu_version_id, fulfilment, address, door_code_sealed, zone_id, "
        "subtotal, delivery_fee, discount, tax, tax_rate_bp, total, currency, payment_status, "
        "payment_method, cash_tendered, cash_due, requested_for, quoted_minutes, revision, card, "
        "notes, customer_notes, track_token, stock_released, ordered_at, created_at, updated_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, 'pending', $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17, $18, $19, $20, $21, $22, $23, $24, 'pending', $25, $26, $27, $28, $29, 1, $30, "
        "$31, $32, $33, $34, $35, $35, $35)",
        {business,
         order.id,
         order.location,
         order.business_day,
         order.number,
         order.order_number,
         ordering::source_name(order.source),
         none_if_empty(order.source_detail),
         order.customer,
         order.customer_name,
         order.customer_phone,
         order.conversation,
         order.menu_version,
         ordering::fulfilment_name(order.cart.fulfilment),
         has_address ? Value(documents::encode_address(order.cart.address)) : Value(),
         order.door_code.bytes.empty() ? Value() : Value(order.door_code),
         none_if_empty(quote.zone),
         quote.subtotal,
         sum_of(quote, AdjustmentKind::DeliveryFee),
         Money{-sum_of(quote, AdjustmentKind::Discount).minor},
         quote.tax,
         quote.tax_rate_basis_points,
         quote.total,
         order.currency,
         order.cart.payment == ordering::PaymentKind::Unknown
             ? Value()
             : Value(ordering::payment_kind_name(order.cart.payment)),
         order.cart.cash_tendered_minor,
         cash ? Value(quote.total) : Value(),
         order.cart.requested_for,
         order.quoted_minutes,
         documents::encode_cart(card),
         order.notes,
         order.cart.note,
         order.track_token,
         false,
         order.at}
    ));
    return {};
}

Result<void> insert_order_line(
    Session& session,
    BusinessId business,
    OrderId order,
    std::int64_t line_no,
    OrderLineId id,
    ordering::PricedLine const& line,
    std::int64_t reserved_units
) {
    TRY(session.execute(
        "insert into order_lines (business_id, order_id, line_no, id, product_id, name_he, "
        "name_en, kitchen_name, quantity, reserved_units, unit_price, total, options, note) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {business,
         order,
         line_no,
         id,
         line.product,
         line.name.he,
         line.name.en,
         line.kitchen_name,
         line.quantity,
         reserved_units,
         line.unit,
         line.total,
         documents::encode_options(line.options),
         line.note}
    ));
    return {};
}

Result<void> insert_adjustment(
    Session& session,
    BusinessId business,
    OrderId order,
    std::int64_t number,
    ordering::Adjustment const& adjustment,
    std::string_view actor
) {
    TRY(session.execute(
        "insert into order_adjustments (business_id, order_id, adjustment_no, kind, amount, "
        "reason, "
        "actor) values ($1, $2, $3, $4, $5, $6, $7)",
        {business,
         order,
         number,
         ordering::adjustment_kind_name(adjustment.kind),
         adjustment.amount,
         documents::encode_local_text(adjustment.reason),
         actor}
    ));
    return {};
}

Result<void> append_timeline(
    Session& session, BusinessId business, OrderId order, TimelineEntry const& entry
) {
    TRY(session.execute(
        "insert into order_timeline (business_id, order_id, entry_no, id, status, previous_status, "
        "at, actor_kind, actor_id, actor_name, notes, promised_at, message_id, "
        "undo_until) "
        "values ($1, $2, (select coalesce(max(t.entry_no), 0) + 1 from order_timeline t "
        "where t.business_id = $1 and t.order_id = $2), "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        {business,
         order,
         entry.id,
         entry.status,
         none_if_empty(entry.previous_status),
         entry.at,
         entry.actor_kind,
         entry.actor_id,
         entry.actor_name,
         entry.notes,
         entry.promised_at,
         entry.message,
         entry.undo_until}
    ));
    return {};
}

Result<std::optional<UndoEntry>> find_undo(
    Session& session, BusinessId business, OrderId order, Uuid entry
) {
    auto const rows = TRY(session.query(
        "select t.entry_no, t.status, t.previous_status, t.message_id, t.undo_until, "
        "(select max(l.entry_no) from order_timeline l where l.business_id = t.business_id "
        "and l.order_id = t.order_id), t.actor_id "
        "from order_timeline t where t.business_id = $1 and t.order_id = $2 and t.id = $3 "
        "and t.undone_at is null and t.undo_until is not null",
        {business, order, entry}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return UndoEntry{
        .entry_no = row.integer(0),
        .status = row.text(1),
        .previous_status = row.text(2),
        .actor = row.is_null(6) ? std::nullopt : std::optional(row.uuid(6)),
        .message = row.maybe_id<MessageId>(3),
        .undo_until = row.maybe_instant(4),
        .is_latest = row.integer(5) == row.integer(0)
    };
}

Result<void> mark_undone(
    Session& session, BusinessId business, OrderId order, std::int64_t entry_no, Instant at
) {
    TRY(session.execute(
        "update order_timeline set undone_at = $4 "
        "where business_id = $1 and order_id = $2 and entry_no = $3",
        {business, order, entry_no, at}
    ));
    return {};
}

Result<void> link_order_message(
    Session& session, BusinessId business, OrderId order, MessageId message, std::string_view role
) {
    TRY(session.execute(
        "insert into order_messages (business_id, order_id, message_id, role) "
        "values ($1, $2, $3, $4) on conflict (business_id, order_id, message_id) do nothing",
        {business, order, message, role}
    ));
    return {};
}

Result<std::optional<OrderRow>> find_order(Session& session, BusinessId business, OrderId id) {
    auto const rows = TRY(session.query(
        "select id, version, number, order_number, status, fulfilment, customer_id, "
        "conversation_id, total, payment_status, quoted_minutes, promised_at, ordered_at, "
        "ready_at, "
        "stock_released from orders where business_id = $1 and id = $2",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return OrderRow{
        .id = row.id<OrderId>(0),
        .version = row.integer(1),
        .number = row.integer(2),
        .order_number = row.text(3),
        .state = state_of(row, 4),
        .fulfilment = fulfilment_of(row, 5),
        .customer = row.id<CustomerId>(6),
        .conversation = row.maybe_id<ConversationId>(7),
        .total = row.money(8),
        .payment_status = row.text(9),
        .quoted_minutes = row.maybe_integer(10),
        .promised_at = row.maybe_instant(11),
        .ordered_at = row.instant(12),
        .ready_at = row.maybe_instant(13),
        .stock_released = row.boolean(14)
    };
}

Result<std::optional<OrderRow>> lock_order(Session& session, BusinessId business, OrderId id) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from orders where business_id = $1 and id = $2 for update", {business, id}
        ));
    }
    return find_order(session, business, id);
}

Result<std::string> cancel_reason(Session& session, BusinessId business, OrderId id) {
    auto const rows = TRY(session.query(
        "select cancel_reason from orders where business_id = $1 and id = $2", {business, id}
    ));
    return rows.empty() ? std::string() : rows.front().text(0);
}

Result<bool> save_state(
    Session& session, BusinessId business, OrderRow const& before, StateChange const& change
) {
    auto const to = ordering::state_name(change.to);
    auto const changed = TRY(session.execute(
        "update orders set version = version + 1, status = $4, "
        "promised_at = coalesce($5, promised_at), cancel_reason = coalesce($6, cancel_reason), "
        "notification_state = $7, notification_reason = $8, updated_at = $9, "
        "confirmed_at = case when $4 = 'confirmed' then coalesce(confirmed_at, $9) "
        "else confirmed_at end, "
        "ready_at = case when $4 = 'ready' then $9 else ready_at end, "
        "out_at = case when $4 = 'out_for_delivery' then $9 else out_at end, "
        "completed_at = case when $4 = 'delivered' then $9 else null end, "
        "cancelled_at = case when $4 = 'cancelled' then $9 else null end "
        "where business_id = $1 and id = $2 and version = $3",
        {business,
         before.id,
         before.version,
         to,
         change.promised_at,
         change.cancel_reason,
         none_if_empty(change.notification_state),
         none_if_empty(change.notification_reason),
         change.at}
    ));
    return changed == 1;
}

Result<void> set_order_notification(
    Session& session,
    BusinessId business,
    OrderId id,
    std::string_view state,
    std::string_view reason
) {
    TRY(session.execute(
        "update orders set notification_state = $3, notification_reason = $4, "
        "version = version + 1 where business_id = $1 and id = $2",
        {business, id, state, none_if_empty(std::string(reason))}
    ));
    return {};
}

Result<void> mark_stock_released(Session& session, BusinessId business, OrderId id, bool released) {
    TRY(session.execute(
        "update orders set stock_released = $3 where business_id = $1 and id = $2",
        {business, id, released}
    ));
    return {};
}

Result<std::vector<ReservedUnits>> reserved_units(
    Session& session, BusinessId business, OrderId id
) {
    auto const rows = TRY(session.query(
        "select product_id, sum(reserved_units) from order_lines "
        "where business_id = $1 and order_id = $2 and reserved_units > 0 "
        "group by product_id order by product_id",
        {business, id}
    ));
    std::vector<ReservedUnits> reserved;
    for (auto const& row : rows) {
        reserved.push_back({.product = row.id<ProductId>(0), .units = row.integer(1)});
    }
    return reserved;
}

Result<std::vector<conversation::OpenOrder>> open_orders(
    Session& session, BusinessId business, CustomerId customer
) {
    auto const rows = TRY(session.query(
        "select id, number, order_number, status, fulfilment, promised_at, ordered_at, card "
        "from orders where business_id = $1 and customer_id = $2 "
        "and status not in ('delivered', 'cancelled') order by ordered_at desc limit 10",
        {business, customer}
    ));
    std::vector<conversation::OpenOrder> orders;
    for (auto const& row : rows) {
        orders.push_back(
            {.id = row.id<OrderId>(0),
             .number = row.integer(1),
             .order_number = row.text(2),
             .state = state_of(row, 3),
             .fulfilment = fulfilment_of(row, 4),
             .promised_at = row.maybe_instant(5),
             .placed_at = row.instant(6),
             .cart = TRY(documents::decode_cart(row.text(7)))}
        );
    }
    return orders;
}

Result<std::optional<ordering::Cart>> last_order_cart(
    Session& session, BusinessId business, CustomerId customer
) {
    auto const rows = TRY(session.query(
        "select card from orders where business_id = $1 and customer_id = $2 "
        "and status <> 'cancelled' and card is not null order by ordered_at desc limit 1",
        {business, customer}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    return TRY(documents::decode_cart(rows.front().text(0)));
}

Result<void> insert_refund(
    Session& session,
    BusinessId business,
    Uuid id,
    OrderId order,
    Money amount,
    std::string_view reason,
    std::string_view actor_name,
    Instant at
) {
    TRY(session.execute(
        "insert into refunds (business_id, id, order_id, amount, reason, state, actor_name, at) "
        "values ($1, $2, $3, $4, $5, 'due', $6, $7)",
        {business, id, order, amount, reason, actor_name, at}
    ));
    return {};
}

}  // namespace croozer::store
