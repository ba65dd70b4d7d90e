// The state of an OAuth dialog under way: one use, short-lived, bound to the browser that began it.
// Global: not inside a command of a business.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct OauthState {
    std::string state_hash;   // SHA-256 of `state`
    std::string cookie_hash;  // SHA-256 of the pre-login cookie
    std::string purpose;      // "login"
    std::string next_path;
    Instant expires_at;
};

// Sweeps those that ended a day ago as well; until then a late return can be told from a foreign
// one.
[[nodiscard]] Result<void> insert_oauth_state(
    Session& session, OauthState const& state, Instant now
);
// Removes and returns it; a second call finds nothing.
[[nodiscard]] Result<std::optional<OauthState>> take_oauth_state(
    Session& session, std::string_view state_hash
);

}  // namespace croozer::store
