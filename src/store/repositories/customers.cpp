#include "store/repositories/customers.hpp"

namespace croozer::store {
namespace {

std::string_view kind_name(IdentityKind kind) {
    return kind == IdentityKind::Phone ? "phone" : "bsuid";
}

std::optional<std::string> maybe_text(Row const& row, std::size_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.text(column));
}

}  // namespace

Result<std::optional<Customer>> find_customer(
    Session& session, BusinessId business, CustomerId id
) {
    auto const rows = TRY(session.query(
        "select c.id, c.version, c.name, c.whatsapp_name, c.phone, c.preferred_language, "
        "c.blocked_at, c.total_orders, "
        "(select i.value from customer_identities i where i.business_id = c.business_id "
        "and i.customer_id = c.id and i.kind = 'bsuid' order by i.is_alias, i.created_at desc "
        "limit 1) "
        "from customers c where c.business_id = $1 and c.id = $2",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return Customer{
        .id = row.id<CustomerId>(0),
        .version = row.integer(1),
        .name = row.text(2).empty() ? row.text(3) : row.text(2),
        .whatsapp_name = row.text(3),
        .phone = maybe_text(row, 4),
        .bsuid = maybe_text(row, 8),
        .preferred_language = language_from_code(row.text(5)),
        .blocked = !row.is_null(6),
        .total_orders = row.integer(7)
    };
}

Result<std::optional<Identity>> find_identity(
    Session& session,
    BusinessId business,
    IdentityKind kind,
    std::string_view scope,
    std::string_view value
) {
    auto const rows = TRY(session.query(
        "select customer_id, is_alias from customer_identities "
        "where business_id = $1 and kind = $2 and scope = $3 and value = $4",
        {business, kind_name(kind), scope, value}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    return Identity{
        .customer = rows.front().id<CustomerId>(0), .is_alias = rows.front().boolean(1)
    };
}

Result<std::optional<CustomerId>> find_by_identity(
    Session& session,
    BusinessId business,
    IdentityKind kind,
    std::string_view scope,
    std::string_view value
) {
    auto const found = TRY(find_identity(session, business, kind, scope, value));
    return found ? std::optional(found->customer) : std::nullopt;
}

Result<CustomerId> claim_identity(
    Session& session,
    BusinessId business,
    CustomerId customer,
    IdentityKind kind,
    std::string_view scope,
    std::string_view value,
    Instant at
) {
    // The update changes nothing: it waits for whoever inserts the same row just now, and returns
    // the row that stands.
    auto const rows = TRY(session.query(
        "insert into customer_identities "
        "(business_id, kind, scope, value, customer_id, is_alias, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7) "
        "on conflict (business_id, kind, scope, value) "
        "do update set customer_id = customer_identities.customer_id returning customer_id",
        {business, kind_name(kind), scope, value, customer, false, at}
    ));
    return rows.front().id<CustomerId>(0);
}

Result<bool> has_other_bsuid(
    Session& session,
    BusinessId business,
    CustomerId customer,
    std::string_view portfolio,
    std::string_view bsuid
) {
    auto const rows = TRY(session.query(
        "select 1 from customer_identities where business_id = $1 and customer_id = $2 "
        "and kind = 'bsuid' and scope = $3 and value <> $4 limit 1",
        {business, customer, portfolio, bsuid}
    ));
    return !rows.empty();
}

Result<void> move_phone(
    Session& session,
    BusinessId business,
    std::string_view phone,
    CustomerId from,
    CustomerId to,
    Instant at
) {
    TRY(session.execute(
        "update customer_identities set customer_id = $3, created_at = $4, is_alias = $5 "
        "where business_id = $1 and kind = 'phone' and scope = '' and value = $2",
        {business, phone, to, at, false}
    ));
    TRY(session.execute(
        "update customers set phone = null, updated_at = $4, version = version + 1 "
        "where business_id = $1 and id = $3 and phone = $2",
        {business, phone, from, at}
    ));
    return {};
}

Result<void> make_alias(
    Session& session, BusinessId business, std::string_view portfolio, std::string_view bsuid
) {
    TRY(session.execute(
        "update customer_identities set is_alias = $4 "
        "where business_id = $1 and kind = 'bsuid' and scope = $2 and value = $3",
        {business, portfolio, bsuid, true}
    ));
    return {};
}

Result<void> set_phone_alias(
    Session& session, BusinessId business, std::string_view phone, bool is_alias
) {
    TRY(session.execute(
        "update customer_identities set is_alias = $3 "
        "where business_id = $1 and kind = 'phone' and scope = '' and value = $2",
        {business, phone, is_alias}
    ));
    return {};
}

Result<void> give_up_phones(Session& session, BusinessId business, CustomerId customer) {
    TRY(session.execute(
        "update customer_identities set is_alias = $3 "
        "where business_id = $1 and customer_id = $2 and kind = 'phone'",
        {business, customer, true}
    ));
    return {};
}

Result<bool> has_phone(Session& session, BusinessId business, CustomerId customer) {
    auto const rows = TRY(session.query(
        "select 1 from customer_identities "
        "where business_id = $1 and customer_id = $2 and kind = 'phone' limit 1",
        {business, customer}
    ));
    return !rows.empty();
}

Result<void> insert_customer(
    Session& session, BusinessId business, NewCustomer const& customer, Instant at
) {
    TRY(session.execute(
        "insert into customers (business_id, id, version, name, whatsapp_name, username, phone, "
        "tags, notes, dietary_restrictions, opt_in_marketing, total_orders, total_spent, "
        "created_at, updated_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, '[]', '', '[]', $7, 0, 0, $8, $8)",
        {business,
         customer.id,
         customer.name,
         customer.whatsapp_name,
         customer.username,
         customer.phone,
         false,
         at}
    ));
    return {};
}

Result<void> touch_customer(
    Session& session, BusinessId business, NewCustomer const& seen, Instant at
) {
    TRY(session.execute(
        "update customers set "
        "whatsapp_name = case when $3 = '' then whatsapp_name else $3 end, "
        "username = coalesce($4, username), last_message_at = $6, "
        "phone = case when exists (select 1 from customer_identities i "
        "where i.business_id = $1 and i.kind = 'phone' and i.scope = '' and i.value = $5 "
        "and i.customer_id = $2 and not i.is_alias) then $5 "
        "when exists (select 1 from customer_identities i "
        "where i.business_id = $1 and i.kind = 'phone' and i.scope = '' "
        "and i.value = customers.phone and i.is_alias) then "
        "(select i.value from customer_identities i where i.business_id = $1 "
        "and i.customer_id = $2 and i.kind = 'phone' and not i.is_alias "
        "order by i.created_at desc limit 1) else phone end "
        "where business_id = $1 and id = $2",
        {business, seen.id, seen.whatsapp_name, seen.username, seen.phone, at}
    ));
    return {};
}

Result<void> set_customer_name(
    Session& session, BusinessId business, CustomerId id, std::string_view name, Instant at
) {
    TRY(session.execute(
        "update customers set name = $3, updated_at = $4, version = version + 1 "
        "where business_id = $1 and id = $2 and name <> $3",
        {business, id, name, at}
    ));
    return {};
}

Result<bool> name_nameless(
    Session& session, BusinessId business, CustomerId id, std::string_view name, Instant at
) {
    auto const changed = TRY(session.execute(
        "update customers set name = $3, updated_at = $4, version = version + 1 "
        "where business_id = $1 and id = $2 and name = '' and $3 <> ''",
        {business, id, name, at}
    ));
    return changed == 1;
}

Result<void> count_customer_order(
    Session& session, BusinessId business, CustomerId id, Money total, Instant at
) {
    TRY(session.execute(
        "update customers set total_orders = total_orders + 1, total_spent = total_spent + $3, "
        "first_order_at = coalesce(first_order_at, $4), last_order_at = $4 "
        "where business_id = $1 and id = $2",
        {business, id, total, at}
    ));
    return {};
}

Result<ordering::Address> last_address(Session& session, BusinessId business, CustomerId id) {
    auto const rows = TRY(session.query(
        "select city, street, house, entrance, floor, apartment, bell_name, place, notes, label, "
        "latitude_e6, longitude_e6 from customer_addresses "
        "where business_id = $1 and customer_id = $2 order by last_used_at desc limit 1",
        {business, id}
    ));
    if (rows.empty()) {
        return ordering::Address{};
    }
    auto const& row = rows.front();
    return ordering::Address{
        .city = row.text(0),
        .street = row.text(1),
        .house = row.text(2),
        .entrance = row.text(3),
        .floor = row.text(4),
        .apartment = row.text(5),
        .door_code = {},
        .bell_name = row.text(6),
        .place = row.text(7),
        .notes = row.text(8),
        .label = row.text(9),
        .latitude_e6 = row.maybe_integer(10),
        .longitude_e6 = row.maybe_integer(11)
    };
}

Result<void> remember_address(
    Session& session,
    BusinessId business,
    CustomerId customer,
    Uuid new_id,
    ordering::Address const& address,
    Instant at
) {
    auto const known = TRY(session.execute(
        "update customer_addresses set last_used_at = $9, notes = $10 "
        "where business_id = $1 and customer_id = $2 and city = $3 and street = $4 and house = $5 "
        "and entrance = $6 and floor = $7 and apartment = $8",
        {business,
         customer,
         address.city,
         address.street,
         address.house,
         address.entrance,
         address.floor,
         address.apartment,
         at,
         address.notes}
    ));
    if (known > 0) {
        return {};
    }
    TRY(session.execute(
        "insert into customer_addresses (business_id, id, customer_id, label, city, street, house, "
        "entrance, floor, apartment, bell_name, place, notes, latitude_e6, longitude_e6, "
        "is_default, last_used_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        {business,
         new_id,
         customer,
         address.label,
         address.city,
         address.street,
         address.house,
         address.entrance,
         address.floor,
         address.apartment,
         address.bell_name,
         address.place,
         address.notes,
         address.latitude_e6,
         address.longitude_e6,
         false,
         at}
    ));
    return {};
}

}  // namespace croozer::store
