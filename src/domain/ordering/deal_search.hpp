// Which deals to use how often, as pure numbers: units of an order, seats of deals. Part of
// quote(); deals.hpp makes these numbers of a menu and an order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace croozer::ordering {

inline constexpr std::int64_t does_not_fit = std::numeric_limits<std::int64_t>::min();

// Units that are alike to every deal.
struct UnitKind {
    // By slot of every deal: what the deal covers of one unit, less its upcharge; does_not_fit.
    std::vector<std::int64_t> worth;
    std::int64_t count{0};
};

struct DealShape {
    std::int64_t price{0};
    std::vector<std::size_t> seats;  // the slot of each unit: {0, 1, 1} is one of slot 0, two of 1
};

struct DealUse {
    std::int64_t times{0};
    std::int64_t saving{0};  // of all times together; above 0 if there are any
};

// One use for each deal; no unit is in two. The result depends on the order of `kinds` only where
// two ways cost the same, so sort them. It is the cheapest of limits::deal_tries steps of a search
// that begins with the greedy way (the deal that saves most, again and again).
[[nodiscard]] std::vector<DealUse> best_deals(
    std::vector<UnitKind> const& kinds, std::vector<DealShape> const& deals
);

}  // namespace croozer::ordering
