// Browser sessions. Only the SHA-256 of a token is stored, so a copy of the table opens nothing.
// Global: not inside a command of a business.
#pragma once

#include "store/repositories/users.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct NewSession {
    SessionId id;
    std::string token_hash;  // 32 bytes
    std::string csrf_hash;   // 32 bytes
    UserId user;
    std::int64_t auth_epoch{0};
    std::int64_t idle_seconds{0};
    Instant expires_at;
    std::string remote_address;
    std::string user_agent;
};

[[nodiscard]] Result<void> insert_session(Session& session, NewSession const& row, Instant at);

struct LiveSession {
    SessionId id;
    Instant last_seen_at;
    User user;
};

// nullopt for one that is unknown, idle too long, past its end, or of a person who was disabled or
// signed out everywhere since.
[[nodiscard]] Result<std::optional<LiveSession>> find_live_session(
    Session& session, std::string_view token_hash, Instant now
);
[[nodiscard]] Result<void> touch_session(Session& session, SessionId id, Instant now);
[[nodiscard]] Result<void> delete_session(Session& session, std::string_view token_hash);
// Keeps the newest `keep` sessions of a person.
[[nodiscard]] Result<void> drop_oldest_sessions(Session& session, UserId user, std::int64_t keep);
[[nodiscard]] Result<std::int64_t> delete_expired_sessions(Session& session, Instant now);

struct SessionEntry {
    SessionId id;
    std::string token_hash;
    Instant created_at;
    Instant last_seen_at;
    Instant expires_at;
    std::string remote_address;
    std::string user_agent;
};

// Those of a person that live, the last seen first.
[[nodiscard]] Result<std::vector<SessionEntry>> list_live_sessions(
    Session& session, UserId user, Instant now
);
// False if that is none of theirs.
[[nodiscard]] Result<bool> delete_session_of(Session& session, UserId user, SessionId id);
// All of a person's but the one of this token.
[[nodiscard]] Result<void> delete_other_sessions(
    Session& session, UserId user, std::string_view token_hash
);
// Those begun by then.
[[nodiscard]] Result<void> delete_sessions_begun(Session& session, UserId user, Instant until);
[[nodiscard]] Result<void> delete_sessions_of(Session& session, UserId user);

}  // namespace croozer::store
