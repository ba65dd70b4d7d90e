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

Result<Shop> read_shop(toml::table const& source) {
    Table table(source, "shops/");
    Shop shop;
    shop.name_he = TRY(table.required("name_he"));
    shop.name_en = TRY(table.required("name_en"));
    shop.waba_id = TRY(table.required("waba_id"));
    shop.phone_number_id = TRY(table.required("phone_number_id"));
    shop.display_phone_number = TRY(table.required("display_phone_number"));
    shop.access_token = Secret(TRY(table.required("access_token")));
    shop.portfolio_id = TRY(table.required("portfolio_id"));
    CHECK(table.finish());
    return shop;
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
    for (Shop const& shop : config.shops) {
        if (!numbers.insert(shop.phone_number_id).second) {
            return wrong("shops/phone_number_id", "is there twice: " + shop.phone_number_id);
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
    config.verify_token = Secret(TRY(table.required("verify_token")));
    config.webhook_url = TRY(table.required("webhook_url"));
    config.server_url = TRY(table.required("server_url"));
    config.data_directory = TRY(table.optional("data_directory", ""));
    config.throughput =
        static_cast<std::uint32_t>(TRY(table.integer("throughput", config.throughput, 1, 100'000)));
    for (toml::table const* const item : TRY(table.tables("shops"))) {
        config.shops.push_back(TRY(read_shop(*item)));
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

Shop const* Config::shop_by_number(std::string_view phone_number_id) const {
    auto const found = std::ranges::find(shops, phone_number_id, &Shop::phone_number_id);
    return found == shops.end() ? nullptr : &*found;
}

Shop const* Config::shop_by_account(std::string_view waba_id) const {
    auto const found = std::ranges::find(shops, waba_id, &Shop::waba_id);
    return found == shops.end() ? nullptr : &*found;
}

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
