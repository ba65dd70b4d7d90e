// What `croozer verify-meta` found out, and how it says so.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::main {

enum class Verdict : std::uint8_t {
    Passed,
    Skipped,  // nobody asked for it
    Warned,
    Failed,
    NotRun,  // could not be asked: no network, trouble of Meta's
};

// In the order of docs/meta-setup.md.
enum class Check : std::uint8_t {
    Version = 1,
    Token,
    Accounts,
    AccountState,
    Numbers,
    Limits,
    Templates,
    AppWebhook,
    Subscription,
    Override,
    Callback,
    Send,
};

// "app_webhook".
[[nodiscard]] std::string_view check_name(Check check);

struct Finding {
    Check check{Check::Version};
    std::string subject;  // an account's, number's or app's id; empty: the whole
    Verdict verdict{Verdict::Passed};
    std::string detail;  // what was seen
    std::string advice;  // what to do about it: a sentence; empty if nothing
};

// 0 all is well, 1 a check failed, 2 warnings only, 3 something could not be asked and nothing
// failed.
[[nodiscard]] int exit_code_of(std::vector<Finding> const& findings);

struct Verified {
    std::string graph_url;
    std::string graph_version;
    std::string app_id;
    std::string callback_url;
};

void write_table(Verified const& what, std::vector<Finding> const& findings, std::ostream& out);
// One JSON object.
void write_json(Verified const& what, std::vector<Finding> const& findings, std::ostream& out);

}  // namespace croozer::main
