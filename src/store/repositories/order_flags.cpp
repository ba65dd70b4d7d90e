#include "store/repositories/order_flags.hpp"

namespace croozer::store {

Result<std::vector<OrderId>> orders_of_message(
    Session& session, BusinessId business, MessageId message
) {
    auto const rows = TRY(session.query(
        "select order_id from order_messages where business_id = $1 and message_id = $2 "
        "and role in ('source', 'change') order by order_id",
        {business, message}
    ));
    std::vector<OrderId> orders;
    for (auto const& row : rows) {
        orders.push_back(row.id<OrderId>(0));
    }
    return orders;
}

Result<std::int64_t> touch_order(Session& session, BusinessId business, OrderId id, Instant at) {
    auto const rows = TRY(session.query(
        "update orders set version = version + 1, updated_at = $3 "
        "where business_id = $1 and id = $2 returning version",
        {business, id, at}
    ));
    return rows.empty() ? 0 : rows.front().integer(0);
}

}  // namespace croozer::store
