// A new order as a body gives it: choices only, never a price.
#pragma once

#include "api/json/reader.hpp"
#include "app/order_commands.hpp"

namespace croozer::api {

[[nodiscard]] app::CreateOrder read_new_order(input::ObjectReader& reader);

}  // namespace croozer::api
