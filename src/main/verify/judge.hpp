// What Graph's answers mean for an operator, as pure functions; the rules' own pages stand at
// each.
#pragma once

#include "app/business_platform.hpp"
#include "main/verify/findings.hpp"
#include "meta/json_reading.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::main {

// Graph's "no": NotRun when it is passing, Failed with `advice` otherwise.
[[nodiscard]] Finding refused_finding(
    Check check, std::string subject, app::PlatformError const& error, std::string advice
);

// The probe without a token: only an error tells whether the version lives.
[[nodiscard]] Finding judge_version(
    std::string_view version, app::PlatformResult<meta::JsonObject> const& answer
);

// `who`: what stands for the token in print.
[[nodiscard]] Finding judge_token(
    app::TokenFacts const& facts, std::string_view app_id, std::string_view who, Instant now
);
// `listed`: of the portfolio, when it could be read.
[[nodiscard]] Finding judge_accounts(
    std::string_view waba_id,
    std::vector<std::string> const& granted,
    std::vector<std::string> const& listed
);
[[nodiscard]] Finding judge_account_state(app::WabaFacts const& facts);
// The one expected number, or all of the account if `phone_number_id` is empty.
[[nodiscard]] Finding judge_numbers(
    std::string_view waba_id,
    std::vector<app::NumberFacts> const& numbers,
    std::string_view phone_number_id
);
[[nodiscard]] Finding judge_limits(app::NumberFacts const& facts);
[[nodiscard]] Finding judge_templates(std::string_view waba_id, meta::JsonArray const& templates);

// Elements of GET /{app}/subscriptions. `coexistence`: some number is in the phone's app as well,
// which has fields of its own.
[[nodiscard]] Finding judge_app_webhook(
    std::string_view app_id,
    meta::JsonArray const& subscriptions,
    std::string_view callback_url,
    bool coexistence
);
[[nodiscard]] Finding judge_subscription(
    std::string_view waba_id,
    std::vector<app::SubscribedApp> const& apps,
    std::string_view app_id,
    std::string_view callback_url
);
[[nodiscard]] Finding judge_override(
    std::string_view phone_number_id, meta::JsonObject const& number, std::string_view callback_url
);

// Whether two addresses lead to the same place; names of this machine's loopback are one.
[[nodiscard]] bool same_url(std::string_view one, std::string_view other);

}  // namespace croozer::main
