// What orders do to the stock. Products are changed by ascending id, then the menu's revision is
// raised once: the order in which every command locks them.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/ordering/quote.hpp"

#include <set>
#include <vector>

namespace croozer::app {

// Counts what is ordered and takes it off the stock, as far as that is tracked. Returns the
// products of which it was taken. Error: Conflict "out_of_stock".
[[nodiscard]] Result<std::set<ProductId>> take_stock(
    Context& context, std::vector<ordering::PricedLine> const& lines
);
// Exactly the units that the order took, however the product is tracked by now.
[[nodiscard]] Result<void> release_stock(Context& context, OrderId order);
// Error: Conflict "out_of_stock": somebody else has bought them meanwhile.
[[nodiscard]] Result<void> retake_stock(Context& context, OrderId order);

}  // namespace croozer::app
