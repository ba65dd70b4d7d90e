#include "main/verify/judge.hpp"

#include "app/needed_access.hpp"
#include "main/verify/judge_parts.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace croozer::main {
namespace {

using namespace judging;

// What Meta says is wrong with an entity, and its own way out of it.
struct HealthWords {
    std::string errors;
    std::string solution;
};

HealthWords words_of(app::Health const& health) {
    HealthWords words;
    for (auto const& entity : health.entities) {
        for (auto const& trouble : entity.troubles) {
            words.errors += (words.errors.empty() ? "" : "; ") + entity.type + " " +
                            std::to_string(trouble.code) + " " + trouble.description;
            if (words.solution.empty()) {
                words.solution = trouble.possible_solution;
            }
        }
    }
    return words;
}

std::string health_advice(HealthWords const& words) {
    return words.solution.empty()
               ? "Open WhatsApp Manager and look at the account's and number's messages from Meta."
               : words.solution;
}

std::string until(Instant end, Instant now) {
    auto const days = std::chrono::duration_cast<std::chrono::days>(end - now).count();
    return std::to_string(days) + " days, until " + end.to_rfc3339();
}

}  // namespace

Finding refused_finding(
    Check check, std::string subject, app::PlatformError const& error, std::string advice
) {
    auto detail =
        error.http_status == 0
            ? "no answer: " + error.detail
            : "Graph error " + std::to_string(error.code) +
                  (error.subcode == 0 ? std::string() : "/" + std::to_string(error.subcode)) +
                  ": " + error.detail;
    if (!error.trace_id.empty()) {
        detail += " (fbtrace_id " + error.trace_id + ")";
    }
    if (error.is_passing) {
        return finding(
            check, subject, Verdict::NotRun, std::move(detail), "Try again in a few minutes."
        );
    }
    return finding(check, subject, Verdict::Failed, std::move(detail), std::move(advice));
}

// developers.facebook.com/docs/graph-api/changelog: an ended version answers with its successor, so
// only a made-up or coming one is refused.
Finding judge_version(
    std::string_view version, app::PlatformResult<meta::JsonObject> const& answer
) {
    constexpr std::int64_t no_token = 2500;
    auto const advice =
        "Set meta.graph_version to a version of Meta's changelog (v26.0 since "
        "2026-07-29).";
    if (answer) {
        return finding(
            Check::Version, version, Verdict::Failed, "answered without a token", advice
        );
    }
    auto const& error = answer.error();
    if (error.code == no_token && !error.detail.contains("Unknown path")) {
        return finding(Check::Version, version, Verdict::Passed, "the version is known to Graph");
    }
    return refused_finding(Check::Version, std::string(version), error, advice);
}

// developers.facebook.com/docs/graph-api/reference/debug_token
Finding judge_token(
    app::TokenFacts const& facts, std::string_view app_id, std::string_view who, Instant now
) {
    constexpr auto soon = std::chrono::days(14);
    auto const failed = [&](std::string detail, std::string advice) {
        return finding(Check::Token, who, Verdict::Failed, std::move(detail), std::move(advice));
    };
    if (!facts.is_valid) {
        return failed(
            "the token is not valid (any more)",
            "Connect the number anew in Croozer, or make a new system-user token: an expired one "
            "cannot be renewed."
        );
    }
    if (facts.app_id != app_id) {
        return failed(
            "the token was made for app " + or_unknown(facts.app_id),
            "Make the token for the app of meta.app_id, or set meta.app_id to the token's app."
        );
    }
    if (auto const missing = missing_of(app::needed_scopes, facts.scopes); !missing.empty()) {
        return failed(
            "missing permissions: " + listed(missing),
            "Make the token anew with these permissions; for others' accounts the app needs "
            "Advanced access to them (App Review)."
        );
    }
    std::string detail = or_unknown(facts.type) + ", permissions " + listed(facts.scopes);
    for (auto const& end : {facts.expires_at, facts.data_access_expires_at}) {
        if (end && *end - now < soon) {
            return finding(
                Check::Token,
                who,
                Verdict::Warned,
                detail + ", ends in " + until(*end, now),
                "Refresh the token in Croozer (WhatsApp settings) while it lives, or connect anew."
            );
        }
    }
    detail += facts.expires_at ? ", lives " + until(*facts.expires_at, now) : ", does not end";
    return finding(Check::Token, who, Verdict::Passed, std::move(detail));
}

Finding judge_accounts(
    std::string_view waba_id,
    std::vector<std::string> const& granted,
    std::vector<std::string> const& listed_ids
) {
    if (has(granted, waba_id) || has(listed_ids, waba_id)) {
        return finding(
            Check::Accounts,
            waba_id,
            Verdict::Passed,
            has(granted, waba_id) ? "granted to the token" : "listed by the portfolio"
        );
    }
    if (granted.empty() && listed_ids.empty()) {
        return finding(
            Check::Accounts,
            waba_id,
            Verdict::Warned,
            "the token names no accounts, and no portfolio was asked",
            "Give the portfolio's id with --portfolio to see its accounts."
        );
    }
    return finding(
        Check::Accounts,
        waba_id,
        Verdict::Failed,
        "granted: " + (granted.empty() ? "all" : listed(granted)) +
            (listed_ids.empty() ? std::string() : "; of the portfolio: " + listed(listed_ids)),
        "Connect this account anew and choose it in Meta's window, or assign it to the system user "
        "in Business settings."
    );
}

Finding judge_account_state(app::WabaFacts const& facts) {
    auto const words = words_of(facts.health);
    std::string const detail = facts.name + ", review " + or_unknown(facts.review_status) +
                               ", business " + or_unknown(facts.verification_status) +
                               ", may send " + or_unknown(facts.health.can_send) +
                               (words.errors.empty() ? "" : " (" + words.errors + ")") +
                               (!facts.funding_id           ? ", payment method unknown"
                                : facts.funding_id->empty() ? ", no payment method"
                                                            : ", funded");
    auto const as = [&](Verdict verdict, std::string advice) {
        return finding(Check::AccountState, facts.id, verdict, detail, std::move(advice));
    };
    if (facts.review_status == "REJECTED" || facts.health.can_send == "BLOCKED") {
        return as(Verdict::Failed, health_advice(words));
    }
    // developers.facebook.com/documentation/business-messaging/whatsapp/pricing/non-template-messages:
    // messages beyond the free tier need one since October 2026.
    if (facts.funding_id == "") {
        return as(
            Verdict::Warned,
            "Add a payment method in WhatsApp Manager (Overview, Payment settings): without one "
            "Meta refuses messages with 131042 beyond the free tier."
        );
    }
    if (facts.review_status != "APPROVED" || facts.health.can_send == "LIMITED") {
        return as(Verdict::Warned, health_advice(words));
    }
    return as(Verdict::Passed, {});
}

Finding judge_numbers(
    std::string_view waba_id,
    std::vector<app::NumberFacts> const& numbers,
    std::string_view phone_number_id
) {
    std::string detail;
    bool good = !numbers.empty();
    bool seen = phone_number_id.empty();
    for (auto const& number : numbers) {
        if (!phone_number_id.empty() && number.id != phone_number_id) {
            continue;
        }
        seen = true;
        bool const verified = number.code_verification_status == "VERIFIED" ||
                              // A number of the phone's app was verified there.
                              number.is_on_business_app;
        good = good && number.status == "CONNECTED" && verified;
        detail += (detail.empty() ? "" : "; ") + number.id + " " + or_unknown(number.status) +
                  ", " + or_unknown(number.code_verification_status) + ", " +
                  or_unknown(number.platform_type) + ", name " + or_unknown(number.name_status);
    }
    if (numbers.empty() || !seen) {
        return finding(
            Check::Numbers,
            waba_id,
            Verdict::Failed,
            numbers.empty() ? "the account has no number"
                            : "number " + std::string(phone_number_id) + " is not in the account",
            "Add the number in WhatsApp Manager (Phone numbers) or connect again and choose it."
        );
    }
    return finding(
        Check::Numbers,
        waba_id,
        good ? Verdict::Passed : Verdict::Failed,
        std::move(detail),
        good ? ""
             : "Verify and register the number: retry the connection in Croozer, or WhatsApp "
               "Manager, Phone numbers."
    );
}

Finding judge_limits(app::NumberFacts const& facts) {
    auto const words = words_of(facts.health);
    std::string const detail = "limit " + or_unknown(facts.messaging_limit) + ", throughput " +
                               or_unknown(facts.throughput_level) + ", quality " +
                               or_unknown(facts.quality_rating) + ", may send " +
                               or_unknown(facts.health.can_send) +
                               (words.errors.empty() ? "" : " (" + words.errors + ")");
    auto const as = [&](Verdict verdict, std::string advice) {
        return finding(Check::Limits, facts.id, verdict, detail, std::move(advice));
    };
    if (facts.health.can_send == "BLOCKED") {
        return as(Verdict::Failed, health_advice(words));
    }
    if (facts.quality_rating == "RED" || facts.quality_rating == "YELLOW") {
        return as(
            Verdict::Warned, "Send less and only what customers asked for until quality recovers."
        );
    }
    return facts.health.can_send == "LIMITED" ? as(Verdict::Warned, health_advice(words))
                                              : as(Verdict::Passed, {});
}

Finding judge_templates(std::string_view waba_id, meta::JsonArray const& templates) {
    std::size_t approved = 0;
    for (auto const& element : templates) {
        auto const* const one = meta::as_object(element);
        approved += one != nullptr && meta::string_at(*one, "status") == "APPROVED" ? 1 : 0;
    }
    return finding(
        Check::Templates,
        waba_id,
        approved > 0 ? Verdict::Passed : Verdict::Failed,
        std::to_string(approved) + " approved of " + std::to_string(templates.size()),
        approved > 0 ? ""
                     : "Create a template in Croozer (WhatsApp settings, Templates) and wait for "
                       "its approval, usually within a day."
    );
}

}  // namespace croozer::main
