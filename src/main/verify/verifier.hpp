// Asks Graph, and our own callback, everything that `croozer verify-meta` judges. Waits for each
// answer: for a command line only.
#pragma once

#include "main/configuration.hpp"
#include "main/verify/findings.hpp"
#include "main/verify/subjects.hpp"
#include "meta/business_platform.hpp"
#include "meta/graph_call.hpp"
#include "net/http_client.hpp"

#include <functional>
#include <string>
#include <vector>

namespace croozer::main {

class Verifier {
public:
    // Both must outlive it.
    Verifier(Configuration const& configuration, net::HttpClient& http);

    // False: Graph cannot be asked at all, and the rest makes no sense.
    bool check_version();
    void check_subject(Subject subject);
    // Once for all accounts: they share the app and its callback. After the accounts, which tell
    // whether coexistence's fields are needed.
    void check_app();
    void check_callback();
    // Sends Meta's own sample template. `status_came`: whether the server beside us has had a
    // status that it knows no message of; empty: nobody can tell.
    void check_send(
        Subject const& subject,
        std::string const& phone,
        std::function<Result<bool>(std::string const& wamid)> const& status_came
    );
    void skip_send();

    [[nodiscard]] std::string callback_url() const;

    [[nodiscard]] std::vector<Finding> const& findings() const { return findings_; }

private:
    void add(Finding finding) { findings_.push_back(std::move(finding)); }

    std::vector<std::string> check_token(Subject const& subject);
    void check_accounts(Subject const& subject, std::vector<std::string> const& granted);
    void check_waba(Subject const& subject);
    // The ids of those that are meant.
    std::vector<std::string> check_numbers(Subject const& subject);
    void check_limits(Subject const& subject, std::string const& phone_number_id);
    void check_override(Subject const& subject, std::string const& phone_number_id);
    std::vector<std::string> accounts_of_portfolio(Subject const& subject);

    Configuration const& configuration_;
    net::HttpClient& http_;
    meta::GraphCaller graph_;
    meta::BusinessPlatform platform_;
    bool coexistence_{false};
    std::vector<Finding> findings_;
};

// For print: the last four characters and the beginning of its SHA-256.
[[nodiscard]] std::string shown_secret(Secret const& secret);

}  // namespace croozer::main
