#include "store/repositories/message_costs.hpp"

namespace croozer::store {

Result<std::optional<PricedMessage>> lock_priced_message(
    Session& session, BusinessId business, MessageId id
) {
    // SQLite's one writer holds every row.
    auto const rows = TRY(session.query(
        session.dialect() == Session::Dialect::Postgres
            ? "select billing_category, cost_class, status_rank, created_at from messages "
              "where business_id = $1 and id = $2 and direction = 'outbound' for update"
            : "select billing_category, cost_class, status_rank, created_at from messages "
              "where business_id = $1 and id = $2 and direction = 'outbound'",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return PricedMessage{
        .pricing = {.category = row.text(0), .cost_class = row.text(1)},
        .status_rank = row.integer(2),
        .created_at = row.instant(3)
    };
}

Result<void> set_message_pricing(
    Session& session, BusinessId business, MessageId id, Pricing const& pricing
) {
    TRY(session.execute(
        "update messages set billing_category = $3, cost_class = $4 "
        "where business_id = $1 and id = $2",
        {business, id, pricing.category, pricing.cost_class}
    ));
    return {};
}

Result<void> count_message_cost(
    Session& session,
    BusinessId business,
    std::string_view month,
    Pricing const& pricing,
    std::int64_t by
) {
    TRY(session.execute(
        "insert into message_costs (business_id, month, category, cost_class, n) "
        "values ($1, $2, $3, $4, $5) on conflict (business_id, month, category, cost_class) "
        "do update set n = message_costs.n + excluded.n",
        {business, std::string(month), pricing.category, pricing.cost_class, by}
    ));
    return {};
}

Result<std::vector<MessageCost>> message_costs(
    Session& session, BusinessId business, std::string_view month
) {
    std::vector<MessageCost> list;
    for (auto const& row : TRY(session.query(
             "select category, cost_class, n from message_costs "
             "where business_id = $1 and month = $2 and n > 0 order by category, cost_class",
             {business, std::string(month)}
         ))) {
        list.push_back(
            {.pricing = {.category = row.text(0), .cost_class = row.text(1)},
             .count = row.integer(2)}
        );
    }
    return list;
}

}  // namespace croozer::store
