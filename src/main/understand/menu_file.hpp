// The harness's menu.json (tests/understanding/README.md) as a menu of the trade.
#pragma once

#include "app/labelled_row.hpp"
#include "base/result.hpp"

#include <string_view>

namespace croozer::main {

// Errors: invalid_menu_file with what is wrong.
[[nodiscard]] Result<app::KeyedMenu> parse_menu_file(std::string_view json);

}  // namespace croozer::main
