#include "store/repositories/users.hpp"

namespace croozer::store {
namespace {

std::optional<User> first_user(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return User{
        .id = row.id<UserId>(0),
        .name = row.text(1),
        .email = row.text(2),
        .locale = row.text(3),
        .is_platform_admin = row.boolean(4),
        .disabled = !row.is_null(5),
        .auth_epoch = row.integer(6)
    };
}

}  // namespace

Result<std::optional<User>> find_user(Session& session, UserId id) {
    return first_user(TRY(session.query(
        "select id, name, email, locale, is_platform_admin, disabled_at, auth_epoch "
        "from users where id = $1",
        {id}
    )));
}

Result<std::optional<User>> find_user_by_facebook_id(
    Session& session, std::string_view facebook_id
) {
    return first_user(TRY(session.query(
        "select id, name, email, locale, is_platform_admin, disabled_at, auth_epoch "
        "from users where facebook_id = $1",
        {facebook_id}
    )));
}

Result<void> insert_user(
    Session& session, User const& user, std::string_view facebook_id, Instant at
) {
    TRY(session.execute(
        "insert into users (id, facebook_id, name, email, locale, is_platform_admin, auth_epoch, "
        "created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        {user.id,
         facebook_id,
         user.name,
         user.email.empty() ? Value() : Value(user.email),
         user.locale,
         user.is_platform_admin,
         user.auth_epoch,
         at}
    ));
    return {};
}

Result<void> set_user_profile(
    Session& session, UserId id, std::string_view name, std::string_view email, Instant at
) {
    TRY(session.execute(
        "update users set name = $2, email = coalesce($3, email), updated_at = $4 where id = $1",
        {id, name, email.empty() ? Value() : Value(email), at}
    ));
    return {};
}

Result<std::optional<UserId>> find_user_known_by(
    Session& session, std::string_view facebook_id, Instant until
) {
    auto const rows = TRY(session.query(
        "select id from users where facebook_id = $1 and created_at <= $2", {facebook_id, until}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().id<UserId>(0));
}

Result<void> erase_user(Session& session, UserId id, Instant at) {
    TRY(session.execute(
        "update users set facebook_id = null, name = '', email = null, is_platform_admin = $3, "
        "disabled_at = coalesce(disabled_at, $2), auth_epoch = auth_epoch + 1, updated_at = $2 "
        "where id = $1",
        {id, at, false}
    ));
    return {};
}

}  // namespace croozer::store
