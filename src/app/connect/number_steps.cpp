// What is done with the number, once it is known: from whose it is to the test.
#include "app/connect/connect_steps.hpp"
#include "app/connect/step_ends.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::app {

using store::ConnectAttempt;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepError;
using store::StepState;

namespace {

// developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
constexpr std::int64_t pin_mismatch = 133'005;
constexpr std::int64_t not_verified = 133'006;
constexpr std::int64_t too_many_guesses = 133'008;
constexpr std::int64_t guessed_too_fast = 133'009;
constexpr std::int64_t too_many_registrations = 133'016;

// Each once within 24 hours of signing up
// (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/custom-flows).
constexpr std::array<std::string_view, 2> app_data_types{"smb_app_state_sync", "history"};

// Null: it was not listed.
store::ListedNumber const* chosen_number(ConnectAttempt const& attempt) {
    auto const& numbers = attempt.facts.numbers;
    auto const number =
        std::ranges::find(numbers, attempt.phone_number_id, &store::ListedNumber::id);
    return number == numbers.end() ? nullptr : &*number;
}

// The number works without its old chats, so that it is no failure.
std::optional<StepError> app_data_warning(ConnectAttempt const& attempt) {
    auto const& asked = attempt.facts.app_data;
    auto const refused = std::ranges::find(asked, false, &store::AppDataRequest::accepted);
    if (refused == asked.end()) {
        return std::nullopt;
    }
    auto warning = our_error("app_data_refused", refused->sync_type + ": " + refused->detail);
    warning.code = refused->code;
    return warning;
}

}  // namespace

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

bool is_coexistence(ConnectAttempt const& attempt) {
    auto const* const number = chosen_number(attempt);
    return attempt.variant == ConnectVariant::Coexistence ||
           (number != nullptr && number->is_on_business_app);
}

bool needs_registration(ConnectAttempt const& attempt) {
    if (is_coexistence(attempt)) {
        return false;
    }
    auto const* const number = chosen_number(attempt);
    // Registered already, and its PIN may be one that we never knew.
    bool const is_registered = !attempt.pin && number != nullptr && number->status == "CONNECTED" &&
                               number->platform_type == "CLOUD_API";
    return !is_registered;
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

void settle_templates(ConnectAttempt& attempt, ReadTemplates const& read, Instant now) {
    std::optional<StepError> warning;
    if (!read.templates) {
        warning = metas_error("templates_unread", read.templates.error());
    } else if (!read.profile) {
        warning = metas_error("profile_unread", read.profile.error());
    }
    end_step(attempt, ConnectStep::Templates, StepState::Done, now, std::move(warning));
}

void settle_lost_account(ConnectAttempt& attempt, Instant now) {
    attempt.account.reset();
    fail(attempt, ConnectStep::Templates, our_error("refused", "disconnected meanwhile"), now);
}

std::optional<std::string_view> app_data_to_request(ConnectAttempt const& attempt) {
    if (!is_coexistence(attempt)) {
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

void settle_app_data(
    ConnectAttempt& attempt,
    std::string_view sync_type,
    PlatformResult<bool> const& accepted,
    Instant now
) {
    if (!accepted && accepted.error().is_passing) {
        refuse(attempt, ConnectStep::Test, accepted.error(), "refused", now);
        return;
    }
    record_of(attempt, ConnectStep::Test).error.reset();
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
    end_step(attempt, step, StepState::Done, now, app_data_warning(attempt));
}

}  // namespace croozer::app
