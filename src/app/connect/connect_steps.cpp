#include "app/connect/connect_steps.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::app {
namespace {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepError;
using store::StepState;

// developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
constexpr std::int64_t pin_mismatch = 133'005;
constexpr std::int64_t not_verified = 133'006;
constexpr std::int64_t too_many_guesses = 133'008;
constexpr std::int64_t guessed_too_fast = 133'009;
constexpr std::int64_t too_many_registrations = 133'016;

constexpr std::array<std::string_view, 2> needed_scopes{
    "whatsapp_business_management", "whatsapp_business_messaging"
};
// Each once within 24 hours of signing up
// (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/custom-flows).
constexpr std::array<std::string_view, 2> app_data_types{"smb_app_state_sync", "history"};

store::StepRecord& record_of(ConnectAttempt& attempt, ConnectStep step) {
    return attempt.steps[static_cast<std::size_t>(step)];
}

bool is_over(store::StepRecord const& record) {
    return record.state == StepState::Done || record.state == StepState::Skipped;
}

StepError our_error(std::string slug, std::string detail = {}) {
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

// The next step begins.
void end_step(
    ConnectAttempt& attempt,
    ConnectStep step,
    StepState state,
    Instant now,
    std::optional<StepError> warning = std::nullopt
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
    ConnectAttempt& attempt,
    ConnectStep step,
    StepError error,
    Instant now,
    ConnectState state = ConnectState::Failed
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

// Meta's refusal of a step: for good, or noted while it may pass.
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

std::string joined_by_comma(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) {
        text.append(text.empty() ? "" : ", ").append(word);
    }
    return text;
}

bool holds(std::vector<std::string> const& list, std::string_view text) {
    return std::ranges::find(list, text) != list.end();
}

}  // namespace

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

void settle_exchange(
    ConnectAttempt& attempt, PlatformResult<GrantedToken> const& granted, Instant now
) {
    if (!granted) {
        // Even what may pass fails here: by the time it had passed the code would be too old.
        fail(
            attempt,
            ConnectStep::Exchange,
            metas_error(granted.error().is_passing ? "upstream" : "oauth_code", granted.error()),
            now
        );
        return;
    }
    if (granted->lifetime) {
        attempt.token_expires_at = now + Duration(*granted->lifetime);
    }
    end_step(attempt, ConnectStep::Exchange, StepState::Done, now);
}

void settle_lost_code(ConnectAttempt& attempt, Instant now) {
    fail(attempt, ConnectStep::Exchange, our_error("oauth_code"), now);
}

void settle_inspect(
    ConnectAttempt& attempt,
    PlatformResult<TokenFacts> const& facts,
    std::string_view app_id,
    Instant now
) {
    constexpr auto step = ConnectStep::Inspect;
    if (!facts) {
        refuse(attempt, step, facts.error(), "refused", now);
        return;
    }
    if (!facts->is_valid) {
        fail(attempt, step, our_error("refused", "the token is not valid"), now);
        return;
    }
    if (app_id.empty() || facts->app_id != app_id) {
        fail(attempt, step, our_error("not_our_app"), now);
        return;
    }
    std::vector<std::string> missing;
    for (auto const scope : needed_scopes) {
        if (!holds(facts->scopes, scope)) {
            missing.emplace_back(scope);
        }
    }
    attempt.scopes = facts->scopes;
    if (!missing.empty()) {
        fail(attempt, step, our_error("scopes_missing", joined_by_comma(missing)), now);
        return;
    }
    attempt.token_expires_at = facts->expires_at;
    attempt.data_access_expires_at = facts->data_access_expires_at;
    attempt.token_kind = facts->expires_at ? "temporary" : "permanent";
    attempt.facts.granted_wabas = facts->waba_ids;
    end_step(attempt, step, StepState::Done, now);
}

void settle_waba(ConnectAttempt& attempt, Instant now) {
    constexpr auto step = ConnectStep::Waba;
    auto const& granted = attempt.facts.granted_wabas;
    auto const& hint = attempt.waba_hint;
    if (hint.empty() && granted.size() == 1) {
        attempt.waba_id = granted.front();
    } else if (!hint.empty() && (granted.empty() || holds(granted, hint))) {
        // A token that names no accounts may see all of its owner's; that this is one of them is
        // what reading its numbers shows.
        attempt.waba_id = hint;
    } else {
        fail(
            attempt,
            step,
            our_error("waba_not_granted", hint.empty() ? "not exactly one was granted" : ""),
            now
        );
        return;
    }
    end_step(attempt, step, StepState::Done, now);
}

void settle_numbers(
    ConnectAttempt& attempt, PlatformResult<std::vector<NumberFacts>> const& numbers, Instant now
) {
    constexpr auto step = ConnectStep::Numbers;
    if (!numbers) {
        refuse(attempt, step, numbers.error(), "refused", now);
        return;
    }
    attempt.facts.numbers.clear();
    for (auto const& number : *numbers) {
        attempt.facts.numbers.push_back(
            {.id = number.id,
             .display_phone_number = number.display_phone_number,
             .verified_name = number.verified_name,
             .status = number.status,
             .platform_type = number.platform_type,
             .is_on_business_app = number.is_on_business_app}
        );
    }
    auto const& listed = attempt.facts.numbers;
    if (attempt.number_hint.empty() && listed.size() > 1) {
        fail(attempt, step, our_error("number_choice"), now, ConnectState::Waiting);
        return;
    }
    auto const chosen =
        attempt.number_hint.empty()
            ? listed.begin()
            : std::ranges::find(listed, attempt.number_hint, &store::ListedNumber::id);
    if (chosen == listed.end()) {
        fail(attempt, step, our_error("number_not_found"), now);
        return;
    }
    attempt.phone_number_id = chosen->id;
    attempt.facts.phone_number = chosen->display_phone_number;
    attempt.facts.verified_name = chosen->verified_name;
    end_step(attempt, step, StepState::Done, now);
}

void settle_ownership(ConnectAttempt& attempt, Ownership ownership, Instant now) {
    constexpr auto step = ConnectStep::Ownership;
    switch (ownership) {
        case Ownership::Free:
            end_step(attempt, step, StepState::Done, now);
            return;
        case Ownership::Elsewhere:
            fail(attempt, step, our_error("number_in_use"), now);
            return;
        case Ownership::HasOther:
            fail(attempt, step, our_error("already_connected"), now);
            return;
    }
}

void settle_subscribe(
    ConnectAttempt& attempt, PlatformResult<bool> const& subscribed, Instant now
) {
    if (!subscribed) {
        refuse(attempt, ConnectStep::Subscribe, subscribed.error(), "refused", now);
        return;
    }
    end_step(attempt, ConnectStep::Subscribe, StepState::Done, now);
}

bool needs_registration(ConnectAttempt const& attempt) {
    if (attempt.variant == ConnectVariant::Coexistence) {
        return false;
    }
    auto const& numbers = attempt.facts.numbers;
    auto const number =
        std::ranges::find(numbers, attempt.phone_number_id, &store::ListedNumber::id);
    if (number == numbers.end()) {
        return true;
    }
    // Registered already, and its PIN may be one that we have erased with the account.
    bool const is_registered =
        !attempt.pin && number->status == "CONNECTED" && number->platform_type == "CLOUD_API";
    return !number->is_on_business_app && !is_registered;
}

void skip_registration(ConnectAttempt& attempt, Instant now) {
    end_step(attempt, ConnectStep::Register, StepState::Skipped, now);
}

void settle_register(ConnectAttempt& attempt, PlatformResult<bool> const& registered, Instant now) {
    constexpr auto step = ConnectStep::Register;
    if (registered) {
        end_step(attempt, step, StepState::Done, now);
        return;
    }
    auto const& error = registered.error();
    auto const known = [&](std::string slug) {
        // Guessing on by ourselves would only lock the number for longer.
        fail(attempt, step, metas_error(std::move(slug), error), now);
    };
    switch (error.code) {
        case pin_mismatch:
            known("pin_wrong");
            return;
        case not_verified:
            known("number_unverified");
            return;
        case too_many_guesses:
        case guessed_too_fast:
            known("pin_wait");
            return;
        case too_many_registrations:
            known("registration_limit");
            return;
        default:
            refuse(attempt, step, error, "refused", now);
    }
}

void settle_facts(ConnectAttempt& attempt, ReadFacts const& facts, Instant now) {
    constexpr auto step = ConnectStep::Facts;
    if (!facts.waba || !facts.number) {
        auto const& error = facts.waba ? facts.number.error() : facts.waba.error();
        refuse(attempt, step, error, "refused", now);
        return;
    }
    attempt.portfolio_id = facts.waba->owner_id;
    auto const& number = *facts.number;
    if (!number.display_phone_number.empty()) {
        attempt.facts.phone_number = number.display_phone_number;
    }
    if (!number.verified_name.empty()) {
        attempt.facts.verified_name = number.verified_name;
    }
    attempt.facts.quality = number.quality_rating;
    attempt.facts.throughput_level = number.throughput_level;
    attempt.facts.messaging_limit = number.messaging_limit;
    // Free answers inside the window go out without it, so it is no failure.
    auto warning =
        facts.waba->funding_id == "" ? std::optional(our_error("payments_missing")) : std::nullopt;
    end_step(attempt, step, StepState::Done, now, std::move(warning));
}

void settle_templates(ConnectAttempt& attempt, Instant now) {
    end_step(attempt, ConnectStep::Templates, StepState::Done, now);
}

void settle_lost_account(ConnectAttempt& attempt, Instant now) {
    attempt.account.reset();
    fail(attempt, ConnectStep::Templates, our_error("refused", "disconnected meanwhile"), now);
}

std::optional<std::string_view> app_data_to_request(ConnectAttempt const& attempt) {
    if (attempt.variant != ConnectVariant::Coexistence) {
        return std::nullopt;
    }
    for (auto const type : app_data_types) {
        auto const& asked = attempt.facts.app_data;
        if (std::ranges::find(asked, type, &store::AppDataRequest::sync_type) == asked.end()) {
            return type;
        }
    }
    return std::nullopt;
}

void note_app_data(
    ConnectAttempt& attempt, std::string_view sync_type, PlatformResult<bool> const& accepted
) {
    attempt.facts.app_data.push_back(
        {.sync_type = std::string(sync_type),
         .accepted = accepted.has_value(),
         .code = accepted ? 0 : accepted.error().code,
         .detail = accepted ? std::string() : accepted.error().detail}
    );
}

void settle_test(
    ConnectAttempt& attempt, TestRead const& read, std::string_view app_id, Instant now
) {
    constexpr auto step = ConnectStep::Test;
    if (!read.number || !read.apps) {
        auto const& error = read.number ? read.apps.error() : read.number.error();
        refuse(attempt, step, error, "refused", now);
        return;
    }
    attempt.facts.latency_ms = read.latency.count();
    if (std::ranges::find(*read.apps, app_id, &SubscribedApp::id) == read.apps->end()) {
        fail(attempt, step, our_error("refused", "the account does not name our app"), now);
        // Trying again begins where that is mended.
        record_of(attempt, ConnectStep::Subscribe).state = StepState::Pending;
        return;
    }
    end_step(attempt, step, StepState::Done, now);
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
    attempt.state = ConnectState::Running;
    attempt.updated_at = now;
    if (auto const next = next_step(attempt)) {
        record_of(attempt, *next) = {.state = StepState::Running, .at = now, .error = std::nullopt};
    }
    return true;
}

}  // namespace croozer::app
