#include "store/repositories/directory.hpp"

namespace croozer::store {

BusinessSummary summary_of(business::Settings const& settings) {
    return {
        .name = settings.name,
        .type = settings.type,
        .timezone = settings.timezone,
        .currency = settings.currency,
        .language = std::string(language_code(settings.language))
    };
}

Result<void> put_business_route(
    Session& session,
    BusinessId business,
    BusinessSummary const& summary,
    std::string_view status,
    Instant at
) {
    TRY(session.execute(
        "insert into business_directory (business_id, name, status, type, timezone, currency, "
        "language, version, bucket, created_at) values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9) "
        "on conflict (business_id) do update set status = excluded.status",
        {business,
         summary.name,
         status,
         summary.type,
         summary.timezone,
         summary.currency,
         summary.language,
         bucket_of(business),
         at}
    ));
    return {};
}

Result<void> update_business_route(
    Session& session, BusinessId business, BusinessSummary const& summary, std::int64_t version
) {
    TRY(session.execute(
        "update business_directory set name = $2, type = $3, timezone = $4, currency = $5, "
        "language = $6, version = $7 where business_id = $1 and version < $7",
        {business,
         summary.name,
         summary.type,
         summary.timezone,
         summary.currency,
         summary.language,
         version}
    ));
    return {};
}

Result<void> put_user_route(
    Session& session, UserId user, BusinessId business, ordering::Role role
) {
    TRY(session.execute(
        "insert into user_businesses (user_id, business_id, role) values ($1, $2, $3) "
        "on conflict (user_id, business_id) do update set role = excluded.role",
        {user, business, ordering::role_name(role)}
    ));
    return {};
}

Result<void> delete_user_route(Session& session, UserId user, BusinessId business) {
    TRY(session.execute(
        "delete from user_businesses where user_id = $1 and business_id = $2", {user, business}
    ));
    return {};
}

Result<void> delete_user_routes(Session& session, UserId user) {
    TRY(session.execute(
        "delete from user_businesses where user_id = $1 and role <> $2",
        {user, ordering::role_name(ordering::Role::Owner)}
    ));
    return {};
}

Result<std::vector<Membership>> memberships_of(Session& session, UserId user) {
    auto const rows = TRY(session.query(
        "select u.business_id, u.role, d.status, d.name, d.type, d.timezone, d.currency, "
        "d.language from user_businesses u "
        "join business_directory d on d.business_id = u.business_id "
        "where u.user_id = $1 order by d.created_at, u.business_id",
        {user}
    ));
    std::vector<Membership> memberships;
    for (auto const& row : rows) {
        if (auto const role = ordering::role_from_name(row.text(1))) {
            memberships.push_back(
                {.business = row.id<BusinessId>(0),
                 .role = *role,
                 .summary =
                     {.name = row.text(3),
                      .type = row.text(4),
                      .timezone = row.text(5),
                      .currency = row.text(6),
                      .language = row.text(7)},
                 .business_status = row.text(2)}
            );
        }
    }
    return memberships;
}

Result<std::vector<BusinessId>> all_businesses(Session& session) {
    auto const rows =
        TRY(session.query("select business_id from business_directory order by created_at"));
    std::vector<BusinessId> businesses;
    for (auto const& row : rows) {
        businesses.push_back(row.id<BusinessId>(0));
    }
    return businesses;
}

}  // namespace croozer::store
