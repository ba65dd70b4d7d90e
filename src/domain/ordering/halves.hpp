// What the options of one group add to one unit: qualifiers, included free ones and halves.
#pragma once

#include "base/money.hpp"
#include "domain/menu/menu.hpp"
#include "domain/ordering/cart.hpp"

#include <cstdint>
#include <vector>

namespace croozer::ordering {

// The same option on both halves, asked for alike, is the whole and takes the place of the first.
[[nodiscard]] std::vector<ChosenOption> merged_halves(std::vector<ChosenOption> const& options);

struct Choice {
    ChosenOption chosen;
    Money whole_price;  // of one on a whole unit, before qualifier and halves
};

// One amount for each choice; their sum is what the group adds. No choice is outside the limits
// (price ≤ limits::order_total_minor, count ≤ limits::line_quantity), so no sum here overflows.
[[nodiscard]] std::vector<Money> choice_prices(
    menu::OptionGroup const& group, std::vector<Choice> const& choices
);

// How many options lie on the fuller half; the removed ones do not count.
[[nodiscard]] std::int64_t options_used(std::vector<Choice> const& choices);

}  // namespace croozer::ordering
