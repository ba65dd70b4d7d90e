// What Meta's dialog granted: from the code to the number.
#include "app/connect/connect_steps.hpp"
#include "app/connect/step_ends.hpp"
#include "app/needed_access.hpp"

#include <algorithm>
#include <utility>

namespace croozer::app {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepState;

namespace {

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
        fail(attempt, step, our_error("token_invalid"), now);
        return;
    }
    if (app_id.empty() || facts->app_id != app_id) {
        fail(attempt, step, our_error("not_our_app"), now);
        return;
    }
    // Meta's dialog gives a system user's; by hand a person's own may come, which is for signing in
    // only (developers.facebook.com/documentation/business-messaging/whatsapp/access-tokens).
    if (attempt.variant == ConnectVariant::Manual && facts->type == "USER") {
        fail(attempt, step, our_error("user_token"), now);
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

}  // namespace croozer::app
