#include "store/repositories/oauth_states.hpp"

#include <chrono>

namespace croozer::store {
namespace {

constexpr auto kept_after_its_end = std::chrono::hours(24);

}  // namespace

Result<void> insert_oauth_state(Session& session, OauthState const& state, Instant now) {
    TRY(session.execute(
        "delete from oauth_states where expires_at <= $1", {now - Duration(kept_after_its_end)}
    ));
    TRY(session.execute(
        "insert into oauth_states (state_hash, cookie_hash, purpose, next_path, expires_at) "
        "values ($1, $2, $3, $4, $5)",
        {Blob{state.state_hash},
         Blob{state.cookie_hash},
         state.purpose,
         state.next_path,
         state.expires_at}
    ));
    return {};
}

Result<std::optional<OauthState>> take_oauth_state(Session& session, std::string_view state_hash) {
    auto const rows = TRY(session.query(
        "delete from oauth_states where state_hash = $1 "
        "returning cookie_hash, purpose, next_path, expires_at",
        {Blob{std::string(state_hash)}}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return OauthState{
        .state_hash = std::string(state_hash),
        .cookie_hash = row.bytes(0),
        .purpose = row.text(1),
        .next_path = row.text(2),
        .expires_at = row.instant(3)
    };
}

}  // namespace croozer::store
