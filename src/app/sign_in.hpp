// Signing in and out. Global rows only: these run in a transaction of their own, not of a business.
#pragma once

#include "app/ports.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/session.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace croozer::app {

// A board stands open at a counter for a whole shift, so every role of a shop gets a shift of idle
// time and a day in all (NIST SP 800-63B-4 asks an overall limit of at most 24 h at AAL2; the
// longer idle time is our written deviation).
inline constexpr auto session_idle_time = std::chrono::hours(12);
inline constexpr auto session_whole_time = std::chrono::hours(24);
inline constexpr std::int64_t sessions_per_user = 20;

struct SignIn {
    FacebookProfile profile;
    std::string locale;      // "he", "en": of a person seen for the first time
    std::string token_hash;  // SHA-256 of the session's token
    std::string csrf_hash;
    std::string remote_address;
    std::string user_agent;
    // Of the session the browser had before; it ends. May be empty.
    std::string previous_token_hash;
};

// Finds or makes the person and begins a session; the oldest beyond sessions_per_user end.
// Errors: Forbidden "user_disabled".
[[nodiscard]] Result<UserId> sign_in(
    store::Session& session, IdSource& ids, Instant now, SignIn const& command
);
[[nodiscard]] Result<void> sign_out(store::Session& session, std::string_view token_hash);

}  // namespace croozer::app
