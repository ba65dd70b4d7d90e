#include "store/repositories/businesses.hpp"

#include "base/phone.hpp"
#include "store/documents/settings_document.hpp"

namespace croozer::store {
namespace {

Result<void> load_zones(Session& session, BusinessId business, business::Settings& settings) {
    auto const rows = TRY(session.query(
        "select id, name, areas, fee, minimum_order, extra_minutes from delivery_zones "
        "where business_id = $1 order by display_order",
        {business}
    ));
    for (auto const& row : rows) {
        business::DeliveryZone zone;
        zone.id = row.uuid(0).to_string();
        zone.name = documents::decode_local_text(row.text(1));
        CHECK(documents::decode_zone_areas(row.text(2), zone));
        zone.fee = row.money(3);
        zone.minimum_order = row.money(4);
        zone.extra_minutes = row.integer(5);
        settings.zones.push_back(std::move(zone));
    }
    return {};
}

Result<void> load_member_phones(
    Session& session, BusinessId business, business::Settings& settings
) {
    auto const rows = TRY(session.query(
        "select phone from members where business_id = $1 and phone is not null "
        "and disabled_at is null",
        {business}
    ));
    for (auto const& row : rows) {
        if (auto phone = normal_phone(row.text(0))) {
            settings.member_phones.push_back(*std::move(phone));
        }
    }
    return {};
}

}  // namespace

Result<std::optional<ShopRevision>> shop_revision(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select version, menu_revision, status from businesses where business_id = $1", {business}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return ShopRevision{
        .version = row.integer(0), .menu_revision = row.integer(1), .status = row.text(2)
    };
}

Result<business::Settings> load_settings(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select name, type, phone, settings, tax_mode, tax_rates from businesses "
        "where business_id = $1",
        {business}
    ));
    if (rows.empty()) {
        return failure(ErrorCode::NotFound, "business");
    }
    auto const& row = rows.front();
    business::Settings settings;
    settings.business = business;
    settings.name = row.text(0);
    settings.type = row.text(1);
    settings.phone = row.text(2);
    CHECK(documents::decode_settings(row.text(3), settings));
    settings.tax_mode = documents::tax_mode_from(row.text(4));
    settings.tax_rates = TRY(documents::decode_tax_rates(row.text(5)));
    CHECK(load_zones(session, business, settings));
    CHECK(load_member_phones(session, business, settings));
    return settings;
}

Result<void> insert_business(
    Session& session, BusinessId business, NewBusiness const& shop, Instant at
) {
    TRY(session.execute(
        "insert into businesses (business_id, organization_id, version, owner_user_id, name, type, "
        "phone, email, address, settings, status, subscription, onboarding, tax_mode, tax_rates, "
        "menu_revision, orders_accepted, is_demo, created_at, updated_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, '{}', $8, 'creating', $9, $10, $11, $12, 1, 0, "
        "$13, "
        "$14, $14)",
        {business,
         shop.organization,
         shop.owner,
         shop.settings.name,
         shop.settings.type,
         shop.settings.phone,
         shop.email,
         documents::encode_settings(shop.settings),
         R"({"plan":"free","features":[]})",
         R"({"completed":false,"currentStep":1,"stepsCompleted":[]})",
         documents::tax_mode_name(shop.settings.tax_mode),
         documents::encode_tax_rates(shop.settings.tax_rates),
         shop.is_demo,
         at}
    ));
    return {};
}

Result<void> set_business_status(
    Session& session, BusinessId business, std::string_view status, Instant at
) {
    TRY(session.execute(
        "update businesses set status = $2, updated_at = $3, version = version + 1 "
        "where business_id = $1",
        {business, status, at}
    ));
    return {};
}

Result<void> insert_location(
    Session& session, BusinessId business, LocationId id, std::string_view name, Instant at
) {
    TRY(session.execute(
        "insert into locations (business_id, id, name, is_default, hours, created_at) "
        "values ($1, $2, $3, $4, '{}', $5)",
        {business, id, name, true, at}
    ));
    return {};
}

Result<LocationId> default_location(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select id from locations where business_id = $1 and is_default = $2", {business, true}
    ));
    if (rows.empty()) {
        return failure(ErrorCode::Corrupt, "no_location");
    }
    return rows.front().id<LocationId>(0);
}

Result<void> insert_zone(
    Session& session,
    BusinessId business,
    Uuid id,
    LocationId location,
    business::DeliveryZone const& zone,
    std::int64_t display_order
) {
    TRY(session.execute(
        "insert into delivery_zones (business_id, id, location_id, name, areas, fee, "
        "minimum_order, "
        "extra_minutes, display_order) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {business,
         id,
         location,
         documents::encode_local_text(zone.name),
         documents::encode_zone_areas(zone),
         zone.fee,
         zone.minimum_order,
         zone.extra_minutes,
         display_order}
    ));
    return {};
}

Result<void> raise_menu_revision(Session& session, BusinessId business, Instant at) {
    TRY(session.execute(
        "update businesses set menu_revision = menu_revision + 1, updated_at = $2 "
        "where business_id = $1",
        {business, at}
    ));
    return {};
}

Result<void> count_accepted_order(Session& session, BusinessId business) {
    TRY(session.execute(
        "update businesses set orders_accepted = orders_accepted + 1 where business_id = $1",
        {business}
    ));
    return {};
}

}  // namespace croozer::store
