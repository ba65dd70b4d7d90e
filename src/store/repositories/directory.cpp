#include "store/repositories/directory.hpp"

namespace croozer::store {

Result<void> put_business_route(
    Session& session,
    BusinessId business,
    std::string_view name,
    std::string_view status,
    Instant at
) {
    TRY(session.execute(
        "insert into business_directory (business_id, name, status, bucket, created_at) "
        "values ($1, $2, $3, $4, $5) "
        "on conflict (business_id) do update set name = excluded.name, status = excluded.status",
        {business, name, status, bucket_of(business), at}
    ));
    return {};
}

Result<void> rename_business_route(Session& session, BusinessId business, std::string_view name) {
    TRY(session.execute(
        "update business_directory set name = $2 where business_id = $1", {business, name}
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

Result<std::vector<Membership>> memberships_of(Session& session, UserId user) {
    auto const rows = TRY(session.query(
        "select u.business_id, u.role, d.name, d.status from user_businesses u "
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
                 .business_name = row.text(2),
                 .business_status = row.text(3)}
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
