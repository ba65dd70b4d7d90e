// Graph said yes to a message and then nobody heard of it: webhooks are cut off, or Meta sits on
// it.
#pragma once

#include "app/context.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace croozer::app {

// A status follows a send within seconds; after so long without one somebody should look.
inline constexpr auto status_expected_within = std::chrono::minutes(5);

inline constexpr std::string_view no_status_alert = "no_status";

// Raises or resolves it. When to look again; nullopt: no message of
// the account waits, or it is disconnected.
[[nodiscard]] Result<std::optional<Instant>> watch_statuses(
    Context& context, AccountId account, Duration expected_within
);

}  // namespace croozer::app
