#include "main/understand/menu_file.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace croozer::main {

namespace {

namespace json = boost::json;

// Ids of a menu in a file are words; the trade's are UUIDs. The position stands in the last bytes.
ProductId id_of(std::size_t position) {
    constexpr unsigned byte_bits = 8;
    ProductId id;
    id.value.bytes[0] = 1;
    id.value.bytes[14] = static_cast<std::uint8_t>(position >> byte_bits);
    id.value.bytes[15] = static_cast<std::uint8_t>(position);
    return id;
}

Money money_of(json::value const* value) {
    constexpr double minor_per_major = 100;
    if (value == nullptr || !value->is_number()) {
        return {};
    }
    return {std::llround(value->to_number<double>() * minor_per_major)};
}

bool is_hebrew(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t const c = next_code_point(text, at);
        if (c >= 0x05D0 && c <= 0x05EA) {
            return true;
        }
    }
    return false;
}

// The first name of each language is what is shown, the others are synonyms.
void take_names(json::array const& names, LocalText& shown, std::vector<std::string>& synonyms) {
    for (json::value const& value : names) {
        std::string name(value.as_string());
        std::string& slot = is_hebrew(name) ? shown.he : shown.en;
        if (slot.empty()) {
            slot = std::move(name);
        } else {
            synonyms.push_back(std::move(name));
        }
    }
}

class Builder {
public:
    app::KeyedMenu build(json::object const& file) {
        for (auto const& [id, options] : file.at("option_groups").as_object()) {
            groups_.push_back(group(std::string(id), options.as_array()));
        }
        for (json::value const& value : file.at("products").as_array()) {
            product(value.as_object());
        }
        name_categories();
        menu_.groups = std::move(groups_);
        out_.menu = std::make_shared<menu::Menu const>(std::move(menu_));
        return std::move(out_);
    }

private:
    static menu::OptionGroup group(std::string id, json::array const& options) {
        menu::OptionGroup group{
            .id = std::move(id), .name = {}, .default_option = {}, .options = {}
        };
        group.is_size = group.id.find("size") != std::string::npos;
        for (json::value const& value : options) {
            json::object const& object = value.as_object();
            std::string const id_text(object.at("id").as_string());
            auto held = std::ranges::find(group.options, id_text, &menu::Option::id);
            if (held == group.options.end()) {
                group.options.push_back(
                    {.id = id_text,
                     .name = {},
                     .synonyms = {},
                     .price = money_of(object.if_contains("price")),
                     .price_by_size = {}}
                );
                held = std::prev(group.options.end());
            }
            json::array const& names = object.at("names").as_array();
            json::value const* const count = object.if_contains("count");
            // Taskmaster's menu counts there how often a value occurs.
            constexpr std::int64_t most = 9;
            if (count != nullptr && count->to_number<std::int64_t>() <= most) {
                for (json::value const& name : names) {
                    held->counted.push_back(
                        {.word = std::string(name.as_string()),
                         .count = count->to_number<std::int64_t>()}
                    );
                }
                if (held->name.en.empty() && !names.empty()) {
                    held->name.en = id_text;
                    std::ranges::replace(held->name.en, '_', ' ');
                }
                continue;
            }
            take_names(names, held->name, held->synonyms);
        }
        return group;
    }

    void product(json::object const& object) {
        std::string const key(object.at("id").as_string());
        json::value const* const category = object.if_contains("category");
        std::string const category_key(
            category == nullptr ? "" : std::string(category->as_string())
        );
        if (auto const* generic = object.if_contains("generic");
            generic != nullptr && generic->as_bool()) {
            take_names(
                object.at("names").as_array(),
                category_names_[category_key],
                category_words_[category_key]
            );
            return;
        }
        menu::Product product;
        product.id = id_of(menu_.products.size());
        product.category = category_key.empty() ? key : category_key;
        product.price = money_of(object.if_contains("price"));
        take_names(object.at("names").as_array(), product.name, product.synonyms);
        if (auto const* implied = object.if_contains("implied")) {
            for (auto const& [word, choices] : implied->as_object()) {
                for (auto const& [group, option] : choices.as_object()) {
                    product.implied.push_back(
                        {.word = std::string(word),
                         .group = std::string(group),
                         .option = std::string(option.as_string())}
                    );
                }
            }
        }
        attach_groups(object, product);
        out_.product_keys.push_back(key);
        menu_.products.push_back(std::move(product));
    }

    void attach_groups(json::object const& object, menu::Product& product) {
        auto const* const links = object.if_contains("option_groups");
        if (links == nullptr) {
            // Taskmaster's menu does not say which product takes what.
            for (menu::OptionGroup const& group : groups_) {
                product.groups.push_back(group.id);
            }
            return;
        }
        for (json::value const& value : links->as_array()) {
            json::object const& link = value.as_object();
            auto const group = std::ranges::find(
                groups_, std::string_view(link.at("group").as_string()), &menu::OptionGroup::id
            );
            if (group == groups_.end()) {
                continue;
            }
            group->max = link.at("max").is_null() ? 0 : link.at("max").to_number<std::int64_t>();
            group->negatable = link.at("negatable").as_bool();
            group->qualifiable = link.at("qualifiable").as_bool();
            product.groups.push_back(group->id);
        }
        if (auto const* halves = object.if_contains("halves")) {
            for (json::value const& value : halves->as_array()) {
                auto const group = std::ranges::find(
                    groups_, std::string_view(value.as_string()), &menu::OptionGroup::id
                );
                if (group != groups_.end()) {
                    group->halves = menu::HalvesPolicy::HalfPrice;
                }
            }
        }
    }

    void name_categories() {
        for (menu::Product& product : menu_.products) {
            auto const found = category_names_.find(product.category);
            if (found != category_names_.end()) {
                product.category_name = found->second;
            } else {
                product.category_name.en = product.category;
            }
        }
    }

    menu::Menu menu_;
    std::vector<menu::OptionGroup> groups_;
    std::map<std::string, LocalText> category_names_;
    std::map<std::string, std::vector<std::string>> category_words_;
    app::KeyedMenu out_;
};

}  // namespace

Result<app::KeyedMenu> parse_menu_file(std::string_view text) {
    try {
        return Builder().build(json::parse(text).as_object());
    } catch (std::exception const& error) {
        return failure(ErrorCode::Validation, "invalid_menu_file", error.what());
    }
}

}  // namespace croozer::main
