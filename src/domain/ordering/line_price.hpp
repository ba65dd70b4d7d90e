// The price of one cart line and what stands against it. Part of quote(); nothing else calls it.
#pragma once

#include "domain/ordering/quote.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace croozer::ordering {

// Whether the line's quantity can be sold at all.
[[nodiscard]] bool quantity_in_range(std::int64_t quantity);

// nullopt if it cannot be priced; what is wrong is appended to `problems` under `index`.
[[nodiscard]] std::optional<PricedLine> price_line(
    menu::Menu const& menu, CartLine const& line, std::int64_t index, std::vector<Problem>& problems
);

}  // namespace croozer::ordering
