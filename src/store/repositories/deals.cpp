#include "store/repositories/deals.hpp"

#include "store/documents/deal_document.hpp"

namespace croozer::store {

Result<std::vector<menu::Deal>> load_deals(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select id, name, price, slots, conditions, available, display_order from deals "
        "where business_id = $1 order by display_order, id",
        {business}
    ));
    std::vector<menu::Deal> deals;
    for (auto const& row : rows) {
        menu::Deal deal;
        deal.id = row.id<DealId>(0);
        deal.price = row.money(2);
        deal.available = row.boolean(5);
        deal.display_order = row.integer(6);
        CHECK(documents::decode_deal(
            {.name = row.text(1), .slots = row.text(3), .conditions = row.text(4)}, deal
        ));
        deals.push_back(std::move(deal));
    }
    return deals;
}

Result<void> put_deal(Session& session, BusinessId business, menu::Deal const& deal) {
    TRY(session.execute(
        "insert into deals (business_id, id, name, price, slots, conditions, available, "
        "display_order) values ($1, $2, $3, $4, $5, $6, $7, $8) "
        "on conflict (business_id, id) do update set name = excluded.name, "
        "price = excluded.price, slots = excluded.slots, conditions = excluded.conditions, "
        "available = excluded.available, display_order = excluded.display_order",
        {business,
         deal.id,
         documents::encode_deal_name(deal),
         deal.price,
         documents::encode_deal_slots(deal),
         documents::encode_deal_conditions(deal),
         deal.available,
         deal.display_order}
    ));
    return {};
}

}  // namespace croozer::store
