// A new order as a body gives it: choices only, never a price.
#pragma once

#include "api/json/reader.hpp"
#include "app/order_commands.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace croozer::api {

// The lines of an array of items. nullopt if it is not there.
[[nodiscard]] std::optional<std::vector<ordering::CartLine>> read_lines(
    input::ObjectReader& reader, std::string_view name, input::Need need
);
[[nodiscard]] app::CreateOrder read_new_order(input::ObjectReader& reader);

}  // namespace croozer::api
