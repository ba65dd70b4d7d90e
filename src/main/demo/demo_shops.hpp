// The demo's two shops: what we wrote ourselves, with real price levels. A pizzeria, and a florist
// that cannot be seen from it.
#pragma once

#include "app/shop_commands.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"

#include <string_view>
#include <vector>

namespace croozer::main {

struct DemoMenu {
    business::Settings settings;
    std::string email;
    std::vector<menu::OptionGroup> groups;
    std::vector<app::ProductEdit> products;
};

// nullptr-like: empty name if the key is unknown.
[[nodiscard]] DemoMenu demo_menu(std::string_view key);

}  // namespace croozer::main
