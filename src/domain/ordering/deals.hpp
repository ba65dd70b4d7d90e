// What the shop's deals take off an order. Part of quote(); nothing else calls it.
#pragma once

#include "domain/ordering/quote.hpp"

#include <string>
#include <vector>

namespace croozer::ordering {

struct Goods {
    std::vector<PricedLine> const& lines;
    Money subtotal;
    Fulfilment fulfilment{Fulfilment::Unknown};
};

struct DealSaving {
    LocalText name;  // "2 × …" if the deal applies twice
    Money amount;    // above 0
};

// One for each deal that applies, in the menu's order. Units are put into the slots of deals, none
// into two, so that the order costs least (see deal_search.hpp). Which line a unit stands on, and
// the order of the lines, make no difference.
[[nodiscard]] std::vector<DealSaving> deal_savings(
    menu::Menu const& menu, Goods const& goods, std::string const& timezone, Instant now
);

}  // namespace croozer::ordering
