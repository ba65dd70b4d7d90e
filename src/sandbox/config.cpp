#include "sandbox/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <set>
#include <sstream>

namespace croozer::sandbox {
namespace {

std::unexpected<Error> wrong(std::string const& key, std::string detail) {
    Error error = make_error(ErrorCode::Validation, "config", key + ": " + std::move(detail));
    error.pointer = "/" + key;
    return std::unexpected(std::move(error));
}

// Takes keys out of a table one by one, so that what is left over is a misspelling.
class Table {
public:
    Table(toml::table const& table, std::string prefix)
        : table_(table), prefix_(std::move(prefix)) {}

    Result<std::string> required(std::string const& key) {
        std::string const value = TRY(optional(key, ""));
        if (value.empty()) {
            return wrong(prefix_ + key, "is missing");
        }
        return value;
    }

    Result<std::string> optional(std::string const& key, std::string fallback) {
        known_.insert(key);
        toml::node const* const node = table_.get(key);
        if (node == nullptr) {
            return fallback;
        }
        auto const value = node->value_exact<std::string>();
        if (!value) {
            return wrong(prefix_ + key, "must be text");
        }
        return *value;
    }

    Result<std::int64_t> integer(
        std::string const& key, std::int64_t fallback, std::int64_t least, std::int64_t most
    ) {
        known_.insert(key);
        toml::node const* const node = table_.get(key);
        if (node == nullptr) {
            return fallback;
        }
        auto const value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most) {
            return wrong(prefix_ + key, "must be a whole number in range");
        }
        return *value;
    }

    Result<bool> flag(std::string const& key, bool fallback) {
        known_.insert(key);
        toml::node const* const node = table_.get(key);
        if (node == nullptr) {
            return fallback;
        }
        auto const value = node->value_exact<bool>();
        if (!value) {
            return wrong(prefix_ + key, "must be true or false");
        }
        return *value;
    }

    // The tables of `[[key]]`, in order.
    Result<std::vector<toml::table const*>> tables(std::string const& key) {
        known_.insert(key);
        std::vector<toml::table const*> found;
        toml::node const* const node = table_.get(key);
        if (node == nullptr) {
            return found;
        }
        toml::array const* const array = node->as_array();
        if (array == nullptr) {
            return wrong(prefix_ + key, "must be tables: [[" + key + "]]");
        }
        for (toml::node const& item : *array) {
            if (item.as_table() == nullptr) {
                return wrong(prefix_ + key, "must be tables: [[" + key + "]]");
            }
            found.push_back(item.as_table());
        }
        return found;
    }

    Result<void> finish() const {
        for (auto const& [key, node] : table_) {
            if (!known_.contains(std::string(key.str()))) {
                return wrong(prefix_ + std::string(key.str()), "is not a key of this file");
            }
        }
        return {};
    }

private:
    toml::table const& table_;
    std::string prefix_;
    std::set<std::string> known_;
};

Result<Shop> read_names(Table& table) {
    Shop shop;
    shop.name_he = TRY(table.required("name_he"));
    shop.name_en = TRY(table.required("name_en"));
    shop.waba_id = TRY(table.required("waba_id"));
    shop.phone_number_id = TRY(table.required("phone_number_id"));
    shop.display_phone_number = TRY(table.required("display_phone_number"));
    shop.portfolio_id = TRY(table.required("portfolio_id"));
    return shop;
}

Result<Shop> read_shop(toml::table const& source) {
    Table table(source, "shops/");
    Shop shop = TRY(read_names(table));
    shop.access_token = Secret(TRY(table.required("access_token")));
    shop.traits.is_registered = true;
    CHECK(table.finish());
    return shop;
}

Result<Shop> read_number(toml::table const& source) {
    Table table(source, "numbers/");
    Shop number = TRY(read_names(table));
    NumberTraits& traits = number.traits;
    traits.label_he = TRY(table.optional("label_he", ""));
    traits.label_en = TRY(table.optional("label_en", ""));
    traits.pin = TRY(table.optional("pin", ""));
    traits.quality = TRY(table.optional("quality", traits.quality));
    traits.is_registered = TRY(table.flag("registered", false));
    traits.is_verified = TRY(table.flag("verified", true));
    traits.is_funded = TRY(table.flag("funded", true));
    traits.is_coexistence = TRY(table.flag("coexistence", false));
    traits.is_foreign = TRY(table.flag("foreign", false));
    traits.refuses_history = TRY(table.flag("refuses_history", false));
    CHECK(table.finish());
    return number;
}

Result<Person> read_person(toml::table const& source) {
    Table table(source, "people/");
    Person person;
    person.id = TRY(table.required("id"));
    person.name = TRY(table.required("name"));
    person.email = TRY(table.optional("email", ""));
    person.label_he = TRY(table.required("label_he"));
    person.label_en = TRY(table.required("label_en"));
    CHECK(table.finish());
    return person;
}

Result<Template> read_template(toml::table const& source) {
    Table table(source, "templates/");
    Template made;
    made.name = TRY(table.required("name"));
    made.language = TRY(table.required("language"));
    made.category = TRY(table.optional("category", "UTILITY"));
    made.body = TRY(table.required("body"));
    CHECK(table.finish());
    return made;
}

Result<void> check_unique(Config const& config) {
    std::set<std::string> numbers;
    for (auto const* const list : {&config.shops, &config.numbers}) {
        for (Shop const& shop : *list) {
            if (!numbers.insert(shop.phone_number_id).second) {
                return wrong("shops/phone_number_id", "is there twice: " + shop.phone_number_id);
            }
        }
    }
    std::set<std::string> people;
    for (Person const& person : config.people) {
        if (!people.insert(person.id).second) {
            return wrong("people/id", "is there twice: " + person.id);
        }
    }
    return {};
}

Result<Config> read_config(toml::table const& source) {
    Table table(source, "");
    Config config;
    config.listen_address = TRY(table.optional("listen_address", config.listen_address));
    config.listen_port = static_cast<std::uint16_t>(TRY(table.integer(
        "listen_port", config.listen_port, 0, std::numeric_limits<std::uint16_t>::max()
    )));
    config.public_url = TRY(table.optional("public_url", ""));
    config.app_id = TRY(table.required("app_id"));
    config.app_secret = Secret(TRY(table.required("app_secret")));
    config.login_app_id = TRY(table.optional("login_app_id", config.app_id));
    config.login_app_secret =
        Secret(TRY(table.optional("login_app_secret", std::string(config.app_secret.reveal()))));
    config.verify_token = Secret(TRY(table.required("verify_token")));
    config.webhook_url = TRY(table.required("webhook_url"));
    config.server_url = TRY(table.required("server_url"));
    config.data_directory = TRY(table.optional("data_directory", ""));
    config.throughput =
        static_cast<std::uint32_t>(TRY(table.integer("throughput", config.throughput, 1, 100'000)));
    for (toml::table const* const item : TRY(table.tables("shops"))) {
        config.shops.push_back(TRY(read_shop(*item)));
    }
    for (toml::table const* const item : TRY(table.tables("numbers"))) {
        config.numbers.push_back(TRY(read_number(*item)));
    }
    for (toml::table const* const item : TRY(table.tables("people"))) {
        config.people.push_back(TRY(read_person(*item)));
    }
    for (toml::table const* const item : TRY(table.tables("templates"))) {
        config.templates.push_back(TRY(read_template(*item)));
    }
    CHECK(table.finish());
    CHECK(check_unique(config));
    while (config.server_url.ends_with('/')) {
        config.server_url.pop_back();
    }
    while (config.public_url.ends_with('/')) {
        config.public_url.pop_back();
    }
    return config;
}

}  // namespace

Person const* Config::person(std::string_view id) const {
    auto const found = std::ranges::find(people, id, &Person::id);
    return found == people.end() ? nullptr : &*found;
}

Result<Config> parse_config(std::string_view toml_text) {
    try {
        return read_config(toml::parse(toml_text));
    } catch (toml::parse_error const& error) {
        return failure(ErrorCode::Validation, "config", std::string(error.description()));
    }
}

Result<Config> load_config(std::string const& path) {
    std::ifstream const file(path, std::ios::binary);
    if (!file) {
        return failure(ErrorCode::NotFound, "config_file", "cannot read " + path);
    }
    std::ostringstream text;
    text << file.rdbuf();
    return parse_config(text.str());
}

}  // namespace croozer::sandbox
