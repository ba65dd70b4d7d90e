// The priced read-back, as words.
#pragma once

#include "domain/business/settings.hpp"
#include "domain/ordering/quote.hpp"

#include <string>

namespace croozer::conversation {

// "Family, olives".
[[nodiscard]] std::string options_text(ordering::PricedLine const& line, Language language);
// "2 × Greek pizza (Family; olives): ₪144.00", a line each.
[[nodiscard]] std::string lines_text(
    ordering::Quote const& quote, business::Settings const& settings, Language language
);
// Fulfilment, fee, total, minutes.
[[nodiscard]] std::string summary_text(
    ordering::Quote const& quote,
    ordering::Cart const& cart,
    business::Settings const& settings,
    std::int64_t minutes,
    Language language
);
[[nodiscard]] std::string address_text(ordering::Address const& address, Language language);

}  // namespace croozer::conversation
