#include "store/repositories/sessions.hpp"

namespace croozer::store {

Result<void> insert_session(Session& session, NewSession const& row, Instant at) {
    TRY(session.execute(
        "insert into sessions (id, token_hash, user_id, csrf_hash, auth_epoch, created_at, "
        "last_seen_at, idle_seconds, expires_at, remote_address, user_agent) "
        "values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)",
        {row.id,
         Blob{row.token_hash},
         row.user,
         Blob{row.csrf_hash},
         row.auth_epoch,
         at,
         row.idle_seconds,
         row.expires_at,
         row.remote_address,
         row.user_agent}
    ));
    return {};
}

Result<std::optional<LiveSession>> find_live_session(
    Session& session, std::string_view token_hash, Instant now
) {
    auto const rows = TRY(session.query(
        "select s.id, s.last_seen_at, s.idle_seconds, s.expires_at, s.auth_epoch, u.id, u.name, "
        "u.email, u.locale, u.is_platform_admin, u.disabled_at, u.auth_epoch "
        "from sessions s join users u on u.id = s.user_id where s.token_hash = $1",
        {Blob{std::string(token_hash)}}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    LiveSession live{
        .id = row.id<SessionId>(0),
        .last_seen_at = row.instant(1),
        .user =
            {.id = row.id<UserId>(5),
             .name = row.text(6),
             .email = row.text(7),
             .locale = row.text(8),
             .is_platform_admin = row.boolean(9),
             .disabled = !row.is_null(10),
             .auth_epoch = row.integer(11)}
    };
    bool const idle = now - live.last_seen_at > std::chrono::seconds(row.integer(2));
    bool const over = now >= row.instant(3);
    bool const ended = live.user.disabled || row.integer(4) != live.user.auth_epoch;
    return idle || over || ended ? std::nullopt : std::optional(std::move(live));
}

Result<void> touch_session(Session& session, SessionId id, Instant now) {
    TRY(session.execute(
        "update sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2", {id, now}
    ));
    return {};
}

Result<void> delete_session(Session& session, std::string_view token_hash) {
    TRY(session.execute(
        "delete from sessions where token_hash = $1", {Blob{std::string(token_hash)}}
    ));
    return {};
}

Result<void> drop_oldest_sessions(Session& session, UserId user, std::int64_t keep) {
    TRY(session.execute(
        "delete from sessions where user_id = $1 and id not in "
        "(select id from sessions where user_id = $1 order by last_seen_at desc, id desc limit $2)",
        {user, keep}
    ));
    return {};
}

Result<std::int64_t> delete_expired_sessions(Session& session, Instant now) {
    return session.execute("delete from sessions where expires_at <= $1", {now});
}

Result<std::vector<SessionEntry>> list_live_sessions(Session& session, UserId user, Instant now) {
    auto const rows = TRY(session.query(
        "select s.id, s.token_hash, s.created_at, s.last_seen_at, s.expires_at, s.remote_address, "
        "s.user_agent, s.idle_seconds from sessions s join users u on u.id = s.user_id "
        "where s.user_id = $1 and s.expires_at > $2 and s.auth_epoch = u.auth_epoch "
        "order by s.last_seen_at desc, s.id desc",
        {user, now}
    ));
    std::vector<SessionEntry> list;
    for (auto const& row : rows) {
        SessionEntry entry{
            .id = row.id<SessionId>(0),
            .token_hash = row.bytes(1),
            .created_at = row.instant(2),
            .last_seen_at = row.instant(3),
            .expires_at = row.instant(4),
            .remote_address = row.text(5),
            .user_agent = row.text(6)
        };
        if (now - entry.last_seen_at <= std::chrono::seconds(row.integer(7))) {
            list.push_back(std::move(entry));
        }
    }
    return list;
}

Result<bool> delete_session_of(Session& session, UserId user, SessionId id) {
    return TRY(session.execute("delete from sessions where id = $1 and user_id = $2", {id, user})
           ) == 1;
}

Result<void> delete_other_sessions(Session& session, UserId user, std::string_view token_hash) {
    TRY(session.execute(
        "delete from sessions where user_id = $1 and token_hash <> $2",
        {user, Blob{std::string(token_hash)}}
    ));
    return {};
}

Result<void> delete_sessions_begun(Session& session, UserId user, Instant until) {
    TRY(session.execute(
        "delete from sessions where user_id = $1 and created_at <= $2", {user, until}
    ));
    return {};
}

Result<void> delete_sessions_of(Session& session, UserId user) {
    TRY(session.execute("delete from sessions where user_id = $1", {user}));
    return {};
}

}  // namespace croozer::store
