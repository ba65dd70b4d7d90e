// What the demo's shops are put together from.
#pragma once

#include "main/demo/demo_shops.hpp"

#include <string>
#include <utility>
#include <vector>

namespace croozer::main::demo {

[[nodiscard]] constexpr Money shekels(std::int64_t whole, std::int64_t agorot = 0) {
    return {whole * 100 + agorot};
}

[[nodiscard]] menu::Option option(
    std::string id,
    std::string he,
    std::string en,
    Money price,
    std::vector<std::string> synonyms = {},
    std::vector<std::pair<std::string, Money>> by_size = {}
);

struct Product {
    std::string he;
    std::string en;
    std::string category;
    Money price;
    std::vector<std::string> groups;
    std::vector<std::string> synonyms;
    std::vector<menu::ImpliedOption> implied;
    std::vector<std::string> allergens;
    std::string sku;
    std::string description_he;
    std::string description_en;
};

// Without sku, description and implied options.
[[nodiscard]] Product simple(
    std::string he,
    std::string en,
    std::string category,
    Money price,
    std::vector<std::string> synonyms,
    std::vector<std::string> groups = {},
    std::vector<std::string> allergens = {}
);
[[nodiscard]] app::ProductEdit edit_of(Product const& product, std::int64_t display_order);
[[nodiscard]] business::Settings common_settings();

// Each in a file of its own.
[[nodiscard]] DemoMenu pizzeria();
[[nodiscard]] DemoMenu florist();

}  // namespace croozer::main::demo
