// Runs of the wizard that connects a number: one row each, its steps with it.
#pragma once

#include "base/secret.hpp"
#include "store/documents/connect_document.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

enum class ConnectVariant : std::uint8_t { Embedded, Coexistence, Manual };
enum class ConnectState : std::uint8_t { Running, Waiting, Failed, Done };

[[nodiscard]] std::string_view variant_name(ConnectVariant variant);
[[nodiscard]] std::optional<ConnectVariant> variant_from_name(std::string_view name);
[[nodiscard]] std::string_view connect_state_name(ConnectState state);

struct ConnectAttempt {
    ConnectAttemptId id;
    std::int64_t version{1};
    ConnectVariant variant{ConnectVariant::Embedded};
    ConnectState state{ConnectState::Running};
    // What the browser said; nothing of it is believed.
    std::string waba_hint;
    std::string number_hint;
    std::string waba_id;
    std::string phone_number_id;
    std::string portfolio_id;
    std::optional<SealedSecret> token;
    std::string token_kind;  // permanent, temporary; empty: not known yet
    std::optional<Instant> token_expires_at;
    std::optional<Instant> data_access_expires_at;
    std::vector<std::string> scopes;
    std::optional<SealedSecret> pin;
    ConnectFacts facts;
    ConnectSteps steps;
    std::optional<AccountId> account;
    std::optional<UserId> requested_by;
    Instant created_at;
    Instant updated_at;
};

// Error: ConstraintUnique if another of this business is running.
[[nodiscard]] Result<void> insert_attempt(
    Session& session, BusinessId business, ConnectAttempt const& attempt
);
[[nodiscard]] Result<std::optional<ConnectAttempt>> find_attempt(
    Session& session, BusinessId business, ConnectAttemptId id
);
[[nodiscard]] Result<std::optional<ConnectAttempt>> latest_attempt(
    Session& session, BusinessId business
);
[[nodiscard]] Result<bool> has_running_attempt(Session& session, BusinessId business);
// Writes all that may change, `updated_at` included, and raises the version; false if the row is no
// longer at `attempt.version`. Error: ConstraintUnique if it would be a second one that runs.
[[nodiscard]] Result<bool> save_attempt(
    Session& session, BusinessId business, ConnectAttempt const& attempt
);
// A newer one takes their place: nobody goes on with what waits or failed, and their secrets go.
[[nodiscard]] Result<void> retire_attempts(Session& session, BusinessId business, Instant at);

}  // namespace croozer::store
