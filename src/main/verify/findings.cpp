#include "main/verify/findings.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <iomanip>

namespace croozer::main {
namespace {

namespace json = boost::json;

struct Named {
    Check check;
    std::string_view name;
    // Of the five of the first roadmap's script; 0: beyond it.
    int roadmap;
};

constexpr std::array names{
    Named{Check::Version, "version", 0},
    Named{Check::Token, "token", 1},
    Named{Check::Accounts, "accounts", 2},
    Named{Check::AccountState, "account_state", 0},
    Named{Check::Numbers, "numbers", 0},
    Named{Check::Limits, "limits", 0},
    Named{Check::Templates, "templates", 4},
    Named{Check::AppWebhook, "app_webhook", 5},
    Named{Check::Subscription, "subscription", 5},
    Named{Check::Override, "override", 5},
    Named{Check::Callback, "callback", 5},
    Named{Check::Send, "send", 3},
};

Named const& named(Check check) {
    return *std::ranges::find(names, check, &Named::check);
}

std::string_view result_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::Passed:
            return "passed";
        case Verdict::Skipped:
            return "skipped";
        case Verdict::Warned:
            return "warning";
        case Verdict::Failed:
            return "failed";
        case Verdict::NotRun:
            break;
    }
    return "not_run";
}

bool any(std::vector<Finding> const& findings, Verdict verdict) {
    return std::ranges::find(findings, verdict, &Finding::verdict) != findings.end();
}

}  // namespace

std::string_view check_name(Check check) {
    return named(check).name;
}

int exit_code_of(std::vector<Finding> const& findings) {
    constexpr int could_not_run = 3;
    if (any(findings, Verdict::Failed)) {
        return 1;
    }
    if (findings.empty() || any(findings, Verdict::NotRun)) {
        return could_not_run;
    }
    return any(findings, Verdict::Warned) ? 2 : 0;
}

void write_table(Verified const& what, std::vector<Finding> const& findings, std::ostream& out) {
    constexpr int name_width = 14;
    constexpr int verdict_width = 8;
    out << "Graph " << what.graph_url << ' ' << what.graph_version << ", app " << what.app_id
        << ", callback " << what.callback_url << "\n\n";
    for (auto const& finding : findings) {
        out << std::right << std::setw(2) << static_cast<int>(finding.check) << ' ' << std::left
            << std::setw(name_width) << check_name(finding.check) << std::setw(verdict_width)
            << result_name(finding.verdict);
        if (!finding.subject.empty()) {
            out << finding.subject << ": ";
        }
        out << finding.detail << '\n';
        if (!finding.advice.empty()) {
            out << "   " << std::setw(name_width) << "" << "→ " << finding.advice << '\n';
        }
    }
    auto const count = [&](Verdict verdict) {
        return std::ranges::count(findings, verdict, &Finding::verdict);
    };
    out << '\n'
        << count(Verdict::Passed) << " passed, " << count(Verdict::Warned) << " warnings, "
        << count(Verdict::Failed) << " failed, " << count(Verdict::NotRun) << " not run\n";
}

void write_json(Verified const& what, std::vector<Finding> const& findings, std::ostream& out) {
    json::array checks;
    for (auto const& finding : findings) {
        auto const& name = named(finding.check);
        checks.push_back(json::object{
            {"number", static_cast<int>(finding.check)},
            {"check", name.name},
            {"roadmap", name.roadmap == 0 ? json::value() : json::value(name.roadmap)},
            {"subject", finding.subject},
            {"result", result_name(finding.verdict)},
            {"detail", finding.detail},
            {"advice", finding.advice}
        });
    }
    json::object const whole{
        {"graphUrl", what.graph_url},
        {"graphVersion", what.graph_version},
        {"appId", what.app_id},
        {"callbackUrl", what.callback_url},
        {"checks", std::move(checks)},
        {"exitCode", exit_code_of(findings)}
    };
    out << json::serialize(whole) << '\n';
}

}  // namespace croozer::main
