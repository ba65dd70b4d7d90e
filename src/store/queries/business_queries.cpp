#include "store/queries/business_queries.hpp"

#include "store/documents/settings_document.hpp"

namespace croozer::store {

Result<std::optional<BusinessRecord>> find_business_record(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select version, name, type, phone, email, address, settings, status, subscription, "
        "onboarding, is_demo, created_at, updated_at from businesses where business_id = $1",
        {business}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    BusinessRecord record{
        .id = business,
        .version = row.integer(0),
        .email = row.text(4),
        .address = row.text(5),
        .status = row.text(7),
        .subscription = row.text(8),
        .onboarding = row.text(9),
        .is_demo = row.boolean(10),
        .created_at = row.instant(11),
        .updated_at = row.instant(12),
        .settings = {}
    };
    CHECK(documents::decode_settings(row.text(6), record.settings));
    record.settings.business = business;
    record.settings.name = row.text(1);
    record.settings.type = row.text(2);
    record.settings.phone = row.text(3);
    return record;
}

Result<std::optional<UserId>> owner_of(Session& session, BusinessId business) {
    auto const rows =
        TRY(session.query("select owner_user_id from businesses where business_id = $1", {business})
        );
    return rows.empty() ? std::nullopt : std::optional(rows.front().id<UserId>(0));
}

Result<bool> save_business(Session& session, BusinessRecord const& record, Instant at) {
    auto const changed = TRY(session.execute(
        "update businesses set version = version + 1, name = $3, type = $4, phone = $5, "
        "email = $6, address = $7, settings = $8, updated_at = $9 "
        "where business_id = $1 and version = $2",
        {record.id,
         record.version,
         record.settings.name,
         record.settings.type,
         record.settings.phone,
         record.email,
         record.address,
         documents::encode_settings(record.settings),
         at}
    ));
    return changed > 0;
}

}  // namespace croozer::store
