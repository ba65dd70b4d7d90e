// The attempt's life: how it begins, goes on, ends, and is tried again.
#include "app/connect/connect_steps.hpp"

#include "app/connect/step_ends.hpp"

#include <algorithm>
#include <utility>

namespace croozer::app {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepError;
using store::StepState;

namespace {

bool is_over(store::StepRecord const& record) {
    return record.state == StepState::Done || record.state == StepState::Skipped;
}

}  // namespace

store::StepRecord& record_of(ConnectAttempt& attempt, ConnectStep step) {
    return attempt.steps[static_cast<std::size_t>(step)];
}

StepError our_error(std::string slug, std::string detail) {
    return {
        .slug = std::move(slug),
        .code = 0,
        .subcode = 0,
        .detail = std::move(detail),
        .user_title = {},
        .user_message = {},
        .passing = false,
        .http_status = 0,
        .trace_id = {}
    };
}

StepError metas_error(std::string slug, PlatformError const& error) {
    return {
        .slug = std::move(slug),
        .code = error.code,
        .subcode = error.subcode,
        .detail = error.detail,
        .user_title = error.user_title,
        .user_message = error.user_message,
        .passing = error.is_passing,
        .http_status = error.http_status,
        .trace_id = error.trace_id
    };
}

void end_step(
    ConnectAttempt& attempt,
    ConnectStep step,
    StepState state,
    Instant now,
    std::optional<StepError> warning
) {
    auto& record = record_of(attempt, step);
    record = {.state = state, .at = now, .error = std::move(warning)};
    attempt.updated_at = now;
    if (auto const next = next_step(attempt)) {
        auto& following = record_of(attempt, *next);
        following = {.state = StepState::Running, .at = now, .error = std::nullopt};
    } else {
        attempt.state = ConnectState::Done;
    }
}

void fail(
    ConnectAttempt& attempt, ConnectStep step, StepError error, Instant now, ConnectState state
) {
    for (auto& record : attempt.steps) {
        if (record.state == StepState::Running) {
            record = {};
        }
    }
    record_of(attempt, step) = {.state = StepState::Failed, .at = now, .error = std::move(error)};
    attempt.state = state;
    attempt.updated_at = now;
}

void refuse(
    ConnectAttempt& attempt,
    ConnectStep step,
    PlatformError const& error,
    std::string_view slug,
    Instant now
) {
    if (!error.is_passing) {
        fail(attempt, step, metas_error(std::string(slug), error), now);
        return;
    }
    record_of(attempt, step) = {
        .state = StepState::Running, .at = now, .error = metas_error("upstream", error)
    };
    attempt.updated_at = now;
}

std::optional<ConnectStep> next_step(ConnectAttempt const& attempt) {
    auto const found = std::ranges::find_if_not(attempt.steps, is_over);
    return found == attempt.steps.end()
               ? std::nullopt
               : std::optional(static_cast<ConnectStep>(found - attempt.steps.begin()));
}

bool is_stalled(ConnectAttempt const& attempt) {
    auto const next = next_step(attempt);
    return attempt.state == ConnectState::Running && next &&
           attempt.steps[static_cast<std::size_t>(*next)].error.has_value();
}

void give_up(ConnectAttempt& attempt, Instant now) {
    if (auto const next = next_step(attempt); next && is_stalled(attempt)) {
        auto error = *record_of(attempt, *next).error;
        fail(attempt, *next, std::move(error), now);
    }
}

ConnectAttempt new_attempt(
    ConnectAttemptId id,
    ConnectVariant variant,
    std::string waba_hint,
    std::string number_hint,
    Instant now
) {
    ConnectAttempt attempt;
    attempt.id = id;
    attempt.variant = variant;
    attempt.waba_hint = std::move(waba_hint);
    attempt.number_hint = std::move(number_hint);
    attempt.created_at = now;
    attempt.updated_at = now;
    if (variant == ConnectVariant::Manual) {
        end_step(attempt, ConnectStep::Exchange, StepState::Skipped, now);
    } else {
        record_of(attempt, ConnectStep::Exchange) = {
            .state = StepState::Running, .at = now, .error = std::nullopt
        };
    }
    return attempt;
}

bool can_retry(ConnectAttempt const& attempt) {
    return (attempt.state == ConnectState::Failed || attempt.state == ConnectState::Waiting) &&
           attempt.token.has_value();
}

bool retry(ConnectAttempt& attempt, std::optional<std::string> number, Instant now) {
    if (number) {
        auto const& listed = attempt.facts.numbers;
        if (std::ranges::find(listed, *number, &store::ListedNumber::id) == listed.end()) {
            return false;
        }
        if (*number != attempt.phone_number_id) {
            // What was done for another number does not count for this one.
            for (auto step = static_cast<std::size_t>(ConnectStep::Numbers);
                 step < attempt.steps.size();
                 ++step) {
                attempt.steps[step] = {};
            }
        }
        attempt.number_hint = *std::move(number);
    }
    for (auto& record : attempt.steps) {
        if (record.state == StepState::Failed || record.state == StepState::Running) {
            record = {};
        }
    }
    // Another business may have connected the number since.
    record_of(attempt, ConnectStep::Ownership) = {};
    attempt.state = ConnectState::Running;
    attempt.updated_at = now;
    if (auto const next = next_step(attempt)) {
        record_of(attempt, *next) = {.state = StepState::Running, .at = now, .error = std::nullopt};
    }
    return true;
}

}  // namespace croozer::app
