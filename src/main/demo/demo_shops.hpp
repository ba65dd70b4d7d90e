// The demo's two shops: what we wrote ourselves, with real price levels. A pizzeria, and a florist
// that cannot be seen from it.
#pragma once

#include "app/shop_commands.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::main {

// A slot names its products in English, with their upcharges: they get their ids when they are
// made.
struct DemoSlot {
    menu::DealSlot slot;
    std::vector<std::pair<std::string, Money>> products;
};

struct DemoDeal {
    menu::Deal deal;
    std::vector<DemoSlot> slots;
};

struct DemoMenu {
    business::Settings settings;
    std::string email;
    std::vector<menu::OptionGroup> groups;
    std::vector<app::ProductEdit> products;
    std::vector<DemoDeal> deals;
};

// nullptr-like: empty name if the key is unknown.
[[nodiscard]] DemoMenu demo_menu(std::string_view key);

}  // namespace croozer::main
