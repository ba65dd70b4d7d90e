// Whether a product or a deal may be sold at an instant: the 86 list, the hours and the days.
#pragma once

#include "base/time.hpp"
#include "domain/menu/menu.hpp"

#include <string>

namespace croozer::menu {

// Stock is not looked at: it depends on the quantity (see ordering/quote.hpp). Hours and days are
// those of `timezone` (IANA; UTC if it is unknown).
[[nodiscard]] bool on_sale(
    Availability const& availability, std::string const& timezone, Instant now
);
// The conditions that depend on the order are the pricing's (see ordering/deals.hpp).
[[nodiscard]] bool on_sale(Deal const& deal, std::string const& timezone, Instant now);

}  // namespace croozer::menu
