// How a step ends: what the decisions of connect_steps.hpp share among themselves.
#pragma once

#include "app/connect/connect_steps.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

[[nodiscard]] store::StepRecord& record_of(store::ConnectAttempt& attempt, store::ConnectStep step);
[[nodiscard]] store::StepError our_error(std::string slug, std::string detail = {});
[[nodiscard]] store::StepError metas_error(std::string slug, PlatformError const& error);
// The next step begins.
void end_step(
    store::ConnectAttempt& attempt,
    store::ConnectStep step,
    store::StepState state,
    Instant now,
    std::optional<store::StepError> warning = std::nullopt
);
void fail(
    store::ConnectAttempt& attempt,
    store::ConnectStep step,
    store::StepError error,
    Instant now,
    store::ConnectState state = store::ConnectState::Failed
);
// Meta's refusal of a step: for good, or noted while it may pass.
void refuse(
    store::ConnectAttempt& attempt,
    store::ConnectStep step,
    PlatformError const& error,
    std::string_view slug,
    Instant now
);

}  // namespace croozer::app
