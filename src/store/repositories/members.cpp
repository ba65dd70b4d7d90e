#include "store/repositories/members.hpp"

namespace croozer::store {
namespace {

Member member_from(Row const& row) {
    return {
        .id = row.id<MemberId>(0),
        .user = row.maybe_id<UserId>(1),
        .role = ordering::role_from_name(row.text(2)).value_or(ordering::Role::Viewer),
        .name = row.text(3),
        .phone = row.text(4),
        .disabled = !row.is_null(5)
    };
}

}  // namespace

Result<void> insert_member(
    Session& session, BusinessId business, Member const& member, Instant at
) {
    TRY(session.execute(
        "insert into members (business_id, id, user_id, role, name, phone, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        {business,
         member.id,
         member.user,
         ordering::role_name(member.role),
         member.name,
         member.phone.empty() ? Value() : Value(member.phone),
         at}
    ));
    return {};
}

Result<std::vector<Member>> list_members(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select id, user_id, role, name, phone, disabled_at from members "
        "where business_id = $1 order by name, id",
        {business}
    ));
    std::vector<Member> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(member_from(row));
    }
    return list;
}

Result<std::optional<Member>> find_member_of_user(
    Session& session, BusinessId business, UserId user
) {
    auto const rows = TRY(session.query(
        "select id, user_id, role, name, phone, disabled_at from members "
        "where business_id = $1 and user_id = $2",
        {business, user}
    ));
    return rows.empty() ? std::nullopt : std::optional(member_from(rows.front()));
}

Result<void> erase_member(
    Session& session, BusinessId business, MemberId id, bool stays, Instant at
) {
    constexpr std::string_view nobody = "—";
    TRY(session.execute(
        "update members set name = $3, phone = null, pin_hash = null "
        "where business_id = $1 and id = $2",
        {business, id, nobody}
    ));
    if (!stays) {
        TRY(session.execute(
            "update members set user_id = null, disabled_at = coalesce(disabled_at, $3) "
            "where business_id = $1 and id = $2",
            {business, id, at}
        ));
    }
    return {};
}

}  // namespace croozer::store
