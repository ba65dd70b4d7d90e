// The harness's menu.json (tests/understanding/README.md) as a menu of the trade.
#pragma once

#include "base/result.hpp"
#include "domain/menu/menu.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::main {

struct MenuFile {
    std::shared_ptr<menu::Menu const> menu;
    std::vector<std::string> product_keys;  // the file's own id of each product of the menu

    [[nodiscard]] std::string const* key(ProductId id) const;
    [[nodiscard]] std::optional<ProductId> product(std::string_view key) const;
};

// Errors: invalid_menu_file with what is wrong.
[[nodiscard]] Result<MenuFile> parse_menu_file(std::string_view json);

}  // namespace croozer::main
