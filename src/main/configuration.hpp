// What an operator may set, from a TOML file. An unknown key is an error that names the nearest
// known one; docs/configuration.md lists them.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "llm/model_interpreter.hpp"
#include "net/smtp_client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::main {

struct DemoPerson {
    std::string facebook_id;
    std::string name;
    std::string role;  // owner, cashier, kitchen…
    std::string shop;  // key of a DemoShop
};

struct DemoShop {
    std::string key;  // "pizzeria", "florist": which menu
    std::string waba_id;
    std::string phone_number_id;
    std::string phone_number;
    std::string portfolio_id;
    Secret access_token;
};

struct Configuration {
    // [server]
    std::string address{"127.0.0.1"};
    std::uint16_t port{8080};
    std::string public_url;  // "https://croozer.example"; empty: http://address:port
    std::vector<std::string> public_hosts;
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> frame_ancestors;
    // [data]
    std::string data_directory{"data"};
    std::string key_file;        // empty: <directory>-keys/kek, beside the data, never inside
    std::string postgres;        // conninfo of croozer_app; empty: embedded SQLite
    std::string postgres_owner;  // migrates; may be empty
    std::string postgres_scan;
    // [meta]
    std::string graph_url{"https://graph.facebook.com"};
    std::string dialog_url{"https://www.facebook.com"};
    std::string graph_version{"v26.0"};
    std::string app_id;
    std::string config_id;  // of Embedded Signup; empty: numbers are connected by hand
    std::string config_id_coexistence;
    std::string sdk_url{"https://connect.facebook.net/en_US/sdk.js"};
    std::vector<Secret> app_secrets;  // current first, then the one being retired
    Secret verify_token;
    std::int64_t token_check_seconds{86'400};
    std::int64_t health_check_seconds{3'600};
    // Facebook Login's app: another than the one above only where the file names it.
    std::string login_app_id;
    Secret login_app_secret;
    // [sender]
    double number_per_second{70};
    double pair_per_second{1.0 / 6};
    double pair_burst{10};
    bool read_receipts{true};
    std::int64_t status_watch_seconds{300};
    // [llm]; nothing: no model is asked
    std::optional<llm::ModelInterpreterOptions> model;
    // [mail]; nothing: alerts are shown, not mailed
    std::optional<net::SmtpOptions> mail;
    std::string mail_operator;  // of whoever runs this installation; empty: the log alone tells
    // [log]
    std::string log_level{"info"};
    bool log_json{true};
    // [demo]
    bool demo{false};
    std::string demo_phone_url;
    std::int64_t demo_burst_seconds{4};  // of the shops that it seeds
    std::vector<DemoShop> demo_shops;
    std::vector<DemoPerson> demo_people;
};

// Errors: BadRequest "configuration" with a sentence for the operator.
[[nodiscard]] Result<Configuration> load_configuration(std::string const& path);

}  // namespace croozer::main
