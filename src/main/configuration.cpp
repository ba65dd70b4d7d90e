#include "main/configuration.hpp"

#include "api/access/browser.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/client_address.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace croozer::main {
namespace {

struct Known {
    std::string_view table;
    std::vector<std::string_view> keys;
};

std::vector<Known> const& known_keys() {
    static std::vector<Known> const known{
        {.table = "server",
         .keys =
             {"address", "port", "public_url", "public_hosts", "trusted_proxies", "frame_ancestors"}
        },
        {.table = "data",
         .keys = {"directory", "key_file", "postgres", "postgres_owner", "postgres_scan"}},
        {.table = "meta",
         .keys =
             {"graph_url",
              "dialog_url",
              "graph_version",
              "app_id",
              "app_secrets",
              "verify_token",
              "token_check_seconds",
              "health_check_seconds",
              "config_id",
              "config_id_coexistence",
              "sdk_url",
              "login_app_id",
              "login_app_secret"}},
        {.table = "sender",
         .keys =
             {"number_per_second",
              "pair_per_second",
              "pair_burst",
              "read_receipts",
              "status_watch_seconds"}},
        {.table = "mail", .keys = {"url", "username", "password", "from", "operator"}},
        {.table = "llm",
         .keys =
             {"provider",
              "url",
              "model",
              "api_key",
              "timeout_ms",
              "customer_per_hour",
              "business_per_day"}},
        {.table = "log", .keys = {"level", "json"}},
        {.table = "demo", .keys = {"enabled", "phone_url", "burst_seconds", "shops", "people"}},
    };
    return known;
}

std::unexpected<Error> wrong(std::string sentence) {
    return failure(ErrorCode::BadRequest, "configuration", std::move(sentence));
}

// Edit distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const above = row[j];
            row[j] =
                std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

Result<void> check_keys(toml::table const& file) {
    for (auto const& [table_name, node] : file) {
        auto const& all = known_keys();
        auto const known = std::ranges::find(all, table_name.str(), &Known::table);
        if (known == all.end()) {
            return wrong("unknown section [" + std::string(table_name.str()) + "]");
        }
        auto const* table = node.as_table();
        if (table == nullptr) {
            return wrong("[" + std::string(table_name.str()) + "] must be a section");
        }
        for (auto const& [key, value] : *table) {
            if (std::ranges::find(known->keys, key.str()) != known->keys.end()) {
                continue;
            }
            auto const nearest = std::ranges::min_element(known->keys, {}, [&](auto candidate) {
                return distance(candidate, key.str());
            });
            return wrong(
                "unknown key " + std::string(known->table) + "." + std::string(key.str()) +
                "; did you mean " + std::string(*nearest) + "?"
            );
        }
    }
    return {};
}

template <class T, class View>
void read(View const& view, T& into) {
    if (auto const value = view.template value<T>()) {
        into = *value;
    }
}

template <class View>
std::vector<std::string> texts(View const& view) {
    std::vector<std::string> result;
    if (auto const* array = view.as_array()) {
        for (auto const& entry : *array) {
            if (auto const text = entry.template value<std::string>()) {
                result.push_back(*text);
            }
        }
    }
    return result;
}

std::string text(toml::table const& table, std::string_view key) {
    return table[key].value_or(std::string());
}

// The host of "http://[::1]:8080/x" is "::1". Empty for what has user names in it.
std::string host_of(std::string_view url) {
    auto authority = api::origin_of(url);
    authority.remove_prefix(std::min(authority.find("://") + 3, authority.size()));
    if (authority.contains('@')) {
        return {};
    }
    if (authority.starts_with('[')) {
        return std::string(authority.substr(1, authority.find(']') - 1));
    }
    return lower_ascii(authority.substr(0, authority.find(':')));
}

bool is_loopback(std::string_view host) {
    auto const address = http::parse_address(host);
    bool const four = address && http::address_text(*address).starts_with("127.");
    return host == "localhost" || host == "::1" || four;
}

// Over plain http the session's cookie is neither Secure nor bound to the host: any network on the
// way could read it, so that is for one's own machine only.
Result<void> check_public_url(std::string const& url) {
    auto const host = host_of(url);
    bool const secure = url.starts_with("https://") && !host.empty();
    if (url.empty() || secure || (url.starts_with("http://") && is_loopback(host))) {
        return {};
    }
    return wrong(
        "server.public_url must begin with https:// (plain http:// is for localhost only), or "
        "sign-in cookies could be read on the way"
    );
}

void read_demo(toml::table const& file, Configuration& configuration) {
    auto const demo = file["demo"];
    read(demo["enabled"], configuration.demo);
    read(demo["phone_url"], configuration.demo_phone_url);
    read(demo["burst_seconds"], configuration.demo_burst_seconds);
    if (auto const* shops = demo["shops"].as_array()) {
        for (auto const& entry : *shops) {
            if (auto const* shop = entry.as_table()) {
                configuration.demo_shops.push_back(
                    {.key = text(*shop, "key"),
                     .waba_id = text(*shop, "waba_id"),
                     .phone_number_id = text(*shop, "phone_number_id"),
                     .phone_number = text(*shop, "phone_number"),
                     .portfolio_id = text(*shop, "portfolio_id"),
                     .access_token = Secret(text(*shop, "access_token"))}
                );
            }
        }
    }
    if (auto const* people = demo["people"].as_array()) {
        for (auto const& entry : *people) {
            if (auto const* person = entry.as_table()) {
                configuration.demo_people.push_back(
                    {.facebook_id = text(*person, "facebook_id"),
                     .name = text(*person, "name"),
                     .role = text(*person, "role"),
                     .shop = text(*person, "shop")}
                );
            }
        }
    }
}

Result<void> read_server(toml::table const& file, Configuration& configuration) {
    auto const server = file["server"];
    read(server["address"], configuration.address);
    std::int64_t port = configuration.port;
    read(server["port"], port);
    if (port < 0 || port > UINT16_MAX) {
        return wrong("server.port must be between 0 and 65535");
    }
    configuration.port = static_cast<std::uint16_t>(port);
    read(server["public_url"], configuration.public_url);
    CHECK(check_public_url(configuration.public_url));
    configuration.public_hosts = texts(server["public_hosts"]);
    configuration.trusted_proxies = texts(server["trusted_proxies"]);
    configuration.frame_ancestors = texts(server["frame_ancestors"]);
    return {};
}

// An app signs what it sends with its own secret, so an id without one is of no use.
Result<void> read_login_app(toml::table const& file, Configuration& configuration) {
    auto const meta = file["meta"];
    read(meta["login_app_id"], configuration.login_app_id);
    configuration.login_app_secret = Secret(meta["login_app_secret"].value_or(std::string()));
    if (configuration.login_app_id.empty() != configuration.login_app_secret.empty()) {
        return wrong(
            "meta.login_app_id and meta.login_app_secret belong together: both, or neither to sign "
            "in with the app of meta.app_id"
        );
    }
    if (configuration.login_app_id.empty()) {
        configuration.login_app_id = configuration.app_id;
        configuration.login_app_secret = configuration.app_secrets.front();
    }
    return {};
}

Result<void> read_meta(toml::table const& file, Configuration& configuration) {
    auto const meta = file["meta"];
    read(meta["graph_url"], configuration.graph_url);
    read(meta["dialog_url"], configuration.dialog_url);
    read(meta["graph_version"], configuration.graph_version);
    read(meta["app_id"], configuration.app_id);
    read(meta["config_id"], configuration.config_id);
    read(meta["config_id_coexistence"], configuration.config_id_coexistence);
    read(meta["sdk_url"], configuration.sdk_url);
    // Its script runs in our page.
    auto const sdk_host = host_of(configuration.sdk_url);
    bool const plain = configuration.sdk_url.starts_with("http://") && is_loopback(sdk_host);
    if (sdk_host.empty() || (!plain && !configuration.sdk_url.starts_with("https://"))) {
        return wrong("meta.sdk_url must begin with https:// (plain http:// is for localhost only)");
    }
    for (auto& secret : texts(meta["app_secrets"])) {
        configuration.app_secrets.emplace_back(std::move(secret));
    }
    configuration.verify_token = Secret(meta["verify_token"].value_or(std::string()));
    if (configuration.app_secrets.empty() || configuration.app_secrets.front().empty()) {
        return wrong("meta.app_secrets must name the app's secret");
    }
    if (configuration.verify_token.empty()) {
        return wrong("meta.verify_token must be set");
    }
    return read_login_app(file, configuration);
}

// The address without a path: "https://api.openai.com/v1/" too.
std::string model_url(std::string url) {
    for (std::string_view const ending : {"/", "/v1"}) {
        if (url.ends_with(ending)) {
            url.resize(url.size() - ending.size());
        }
    }
    return url;
}

Result<std::string> checked_model_url(std::string given, llm::Provider provider) {
    if (given.empty() && provider == llm::Provider::LlamaCpp) {
        return wrong("llm.url must name the llama.cpp server, as in http://127.0.0.1:8089");
    }
    if (given.empty()) {
        return provider == llm::Provider::Anthropic ? "https://api.anthropic.com"
                                                    : "https://api.openai.com";
    }
    auto url = model_url(std::move(given));
    auto const host = host_of(url);
    bool const good = (url.starts_with("https://") && !host.empty()) ||
                      (url.starts_with("http://") && is_loopback(host));
    if (!good || api::origin_of(url) != url) {
        return wrong(
            "llm.url must be https:// and a host (plain http:// is for this machine only), without "
            "a path"
        );
    }
    return url;
}

// Of the environment first, so that the file need not hold it.
Result<Secret> model_key(toml::table const& file, llm::Provider provider) {
    char const* const set = std::getenv("CROOZER_LLM_API_KEY");
    Secret key(set != nullptr ? std::string(set) : file["llm"]["api_key"].value_or(std::string()));
    if (key.empty() && provider != llm::Provider::LlamaCpp) {
        return wrong("llm.api_key or CROOZER_LLM_API_KEY must hold the provider's key");
    }
    if (!std::ranges::all_of(key.reveal(), [](char c) { return c > ' ' && c <= '~'; })) {
        return wrong("llm.api_key must be of printable ASCII without blanks");
    }
    return key;
}

Result<std::int64_t> whole_number(
    toml::table const& file,
    std::string_view section,
    std::string_view key,
    std::int64_t unset,
    std::int64_t least,
    std::int64_t most
) {
    auto const node = file[section][key];
    auto const number = node.value_exact<std::int64_t>();
    if ((node && !number) || number.value_or(unset) < least || number.value_or(unset) > most) {
        return wrong(
            std::string(section) + "." + std::string(key) + " must be a whole number from " +
            std::to_string(least) + " to " + std::to_string(most)
        );
    }
    return number.value_or(unset);
}

Result<void> read_model(toml::table const& file, Configuration& configuration) {
    constexpr std::int64_t least_milliseconds = 500;
    constexpr std::int64_t most_budget = 1'000'000;
    auto const name = file["llm"]["provider"].value_or(std::string("off"));
    if (name == "off") {
        return {};
    }
    auto const provider = llm::provider_from(name);
    if (!provider) {
        return wrong(
            "llm.provider must be off, openai_chat, openai_responses, anthropic or llama_cpp"
        );
    }
    llm::ModelInterpreterOptions options;
    options.endpoint.provider = *provider;
    options.endpoint.url =
        TRY(checked_model_url(file["llm"]["url"].value_or(std::string()), *provider));
    options.endpoint.model = file["llm"]["model"].value_or(std::string());
    if (options.endpoint.model.empty() && *provider == llm::Provider::LlamaCpp) {
        options.endpoint.model = "default";  // that server has but one
    }
    if (options.endpoint.model.empty()) {
        return wrong("llm.model must name the provider's model");
    }
    options.endpoint.api_key = TRY(model_key(file, *provider));
    auto& budgets = options.budgets;
    options.timeout = std::chrono::milliseconds(TRY(whole_number(
        file,
        "llm",
        "timeout_ms",
        options.timeout.count(),
        least_milliseconds,
        std::chrono::milliseconds(limits::llm_longest_time).count()
    )));
    budgets.customer_per_hour = TRY(
        whole_number(file, "llm", "customer_per_hour", budgets.customer_per_hour, 0, most_budget)
    );
    budgets.business_per_day =
        TRY(whole_number(file, "llm", "business_per_day", budgets.business_per_day, 0, most_budget)
        );
    configuration.model = std::move(options);
    return {};
}

// How often numbers are looked after.
Result<void> read_periods(toml::table const& file, Configuration& configuration) {
    constexpr std::int64_t most_seconds = 7 * 86'400;
    auto const seconds = [&](std::string_view section, std::string_view key, std::int64_t& into
                         ) -> Result<void> {
        into = TRY(whole_number(file, section, key, into, 1, most_seconds));
        return {};
    };
    CHECK(seconds("meta", "token_check_seconds", configuration.token_check_seconds));
    CHECK(seconds("meta", "health_check_seconds", configuration.health_check_seconds));
    return seconds("sender", "status_watch_seconds", configuration.status_watch_seconds);
}

Result<void> read_mail(toml::table const& file, Configuration& configuration) {
    auto const mail = file["mail"];
    net::SmtpOptions options;
    options.url = mail["url"].value_or(std::string());
    if (options.url.empty()) {
        return {};
    }
    if (auto const objection = net::objection_to_smtp(options.url); !objection.empty()) {
        return wrong("mail.url: " + objection);
    }
    options.username = mail["username"].value_or(std::string());
    // Of the environment first, so that the file need not hold it.
    char const* const set = std::getenv("CROOZER_MAIL_PASSWORD");
    options.password =
        Secret(set != nullptr ? std::string(set) : mail["password"].value_or(std::string()));
    auto from = net::parse_mail_address(mail["from"].value_or(std::string()));
    if (!from) {
        return wrong("mail.from must be an address, as in Croozer <desk@croozer.example>");
    }
    options.from = *std::move(from);
    configuration.mail_operator = mail["operator"].value_or(std::string());
    if (!configuration.mail_operator.empty() &&
        !net::is_mail_address(configuration.mail_operator)) {
        return wrong("mail.operator must be an address, as in operator@croozer.example");
    }
    configuration.mail = std::move(options);
    return {};
}

}  // namespace

Result<Configuration> load_configuration(std::string const& path) {
    auto const parsed = [&]() -> Result<toml::table> {
        // toml++ throws; its words name the line.
        try {
            return toml::parse_file(path);
        } catch (toml::parse_error const& error) {
            std::ostringstream sentence;
            sentence << path << ": " << error.description() << " (" << error.source().begin << ")";
            return wrong(sentence.str());
        }
    }();
    auto const& file = TRY(parsed);
    CHECK(check_keys(file));
    Configuration configuration;
    CHECK(read_server(file, configuration));
    auto const data = file["data"];
    read(data["directory"], configuration.data_directory);
    read(data["key_file"], configuration.key_file);
    read(data["postgres"], configuration.postgres);
    read(data["postgres_owner"], configuration.postgres_owner);
    read(data["postgres_scan"], configuration.postgres_scan);
    if (configuration.key_file.empty()) {
        configuration.key_file = configuration.data_directory + "-keys/kek";
    }
    CHECK(read_meta(file, configuration));
    auto const sender = file["sender"];
    read(sender["number_per_second"], configuration.number_per_second);
    read(sender["pair_per_second"], configuration.pair_per_second);
    read(sender["pair_burst"], configuration.pair_burst);
    read(sender["read_receipts"], configuration.read_receipts);
    CHECK(read_periods(file, configuration));
    CHECK(read_model(file, configuration));
    CHECK(read_mail(file, configuration));
    read(file["log"]["level"], configuration.log_level);
    read(file["log"]["json"], configuration.log_json);
    read_demo(file, configuration);
    return configuration;
}

}  // namespace croozer::main
