// What is wrong with an order's lines, as an error of a command.
#pragma once

#include "base/error.hpp"
#include "domain/ordering/quote.hpp"

namespace croozer::app {

// Conflict where the shop's words refuse it (sold out, outside the zones…), else Validation; the
// pointer names the line under /items.
[[nodiscard]] Error error_of(ordering::Problem const& problem);

}  // namespace croozer::app
