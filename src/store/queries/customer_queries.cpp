#include "store/queries/customer_queries.hpp"

#include "base/text.hpp"
#include "store/documents/json.hpp"
#include "store/queries/order_queries.hpp"

#include <limits>

namespace croozer::store {
namespace {

std::string const& columns() {
    static std::string const text =
        "id, version, name, whatsapp_name, username, phone, email, preferred_language, tags, "
        "segment, notes, dietary_restrictions, preferred_payment_method, opt_in_marketing, "
        "blocked_at, total_orders, total_spent, first_order_at, last_order_at, last_message_at, "
        "created_at, updated_at";
    return text;
}

CustomerRecord customer_from(Row const& row) {
    CustomerRecord customer{
        .id = row.id<CustomerId>(0),
        .version = row.integer(1),
        .name = row.text(2),
        .whatsapp_name = row.text(3),
        .username = row.text(4),
        .phone = row.text(5),
        .email = row.text(6),
        .preferred_language = row.text(7),
        .tags = documents::parse_texts(row.text(8)),
        .segment = row.text(9),
        .notes = row.text(10),
        .dietary_restrictions = documents::parse_texts(row.text(11)),
        .preferred_payment_method = row.text(12),
        .opt_in_marketing = row.boolean(13),
        .blocked = !row.is_null(14),
        .total_orders = row.integer(15),
        .total_spent = row.money(16),
        .first_order_at = row.maybe_instant(17),
        .last_order_at = row.maybe_instant(18),
        .last_message_at = row.maybe_instant(19),
        .created_at = row.instant(20),
        .updated_at = row.instant(21),
        .active_at = {}
    };
    customer.active_at = customer.last_message_at.value_or(customer.created_at);
    return customer;
}

}  // namespace

Result<std::vector<CustomerRecord>> list_customers(
    Session& session, BusinessId business, CustomerFilter const& filter
) {
    static std::string const sql =
        "select " + columns() +
        " from customers where business_id = $1 and merged_into is null "
        "and (coalesce(last_message_at, created_at) < $2 "
        "or (coalesce(last_message_at, created_at) = $2 and id < $3)) "
        "and ($4 = '' or lower(name) like $4 escape '\\' "
        "or lower(whatsapp_name) like $4 escape '\\' "
        "or ($6 = 1 and phone like $4 escape '\\')) "
        "order by coalesce(last_message_at, created_at) desc, id desc limit $5";
    auto const rows = TRY(session.query(
        sql,
        {business,
         filter.after_at ? filter.after_at->microseconds : std::numeric_limits<std::int64_t>::max(),
         filter.after_id,
         filter.search.empty() ? std::string() : like_pattern(lower_ascii(filter.search)),
         filter.limit,
         filter.search_phones ? 1 : 0}
    ));
    std::vector<CustomerRecord> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(customer_from(row));
    }
    return list;
}

Result<std::optional<CustomerRecord>> find_customer_record(
    Session& session, BusinessId business, CustomerId id
) {
    static std::string const sql =
        "select " + columns() + " from customers where business_id = $1 and id = $2";
    auto const rows = TRY(session.query(sql, {business, id}));
    return rows.empty() ? std::nullopt : std::optional(customer_from(rows.front()));
}

Result<bool> save_customer(
    Session& session,
    BusinessId business,
    CustomerId id,
    std::int64_t expected_version,
    CustomerChange const& change,
    Instant at
) {
    auto const changed = TRY(session.execute(
        "update customers set version = version + 1, name = $4, email = $5, "
        "preferred_language = $6, tags = $7, dietary_restrictions = $8, notes = $9, "
        "blocked_at = case when $10 = 0 then null else coalesce(blocked_at, $12) end, "
        "opt_in_marketing = $11, updated_at = $12 "
        "where business_id = $1 and id = $2 and version = $3",
        {business,
         id,
         expected_version,
         change.name,
         change.email.empty() ? Value() : Value(change.email),
         change.preferred_language.empty() ? Value() : Value(change.preferred_language),
         documents::encode_texts(change.tags),
         documents::encode_texts(change.dietary_restrictions),
         change.notes,
         change.blocked ? 1 : 0,
         change.opt_in_marketing,
         at}
    ));
    return changed > 0;
}

}  // namespace croozer::store
