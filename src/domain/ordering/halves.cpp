#include "domain/ordering/halves.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace croozer::ordering {
namespace {

using menu::HalvesPolicy;

// Shares of a price are rounded up to the smallest coin, 10 agorot.
constexpr std::int64_t coin_minor = 10;

// Towards positive infinity.
std::int64_t divided_up(std::int64_t value, std::int64_t by) {
    return value / by + (value % by > 0 ? 1 : 0);
}

std::int64_t half_rounded_up(std::int64_t minor) {
    return divided_up(minor, 2 * coin_minor) * coin_minor;
}

bool same_wish(ChosenOption const& a, ChosenOption const& b) {
    return a.group == b.group && a.option == b.option && a.qualifier == b.qualifier &&
           a.negated == b.negated && a.count == b.count;
}

bool opposite(Part a, Part b) {
    return (a == Part::First && b == Part::Second) || (a == Part::Second && b == Part::First);
}

struct Charge {
    Part part{Part::Whole};
    std::int64_t price{0};  // of one, on a whole unit
    std::int64_t count{0};  // to be paid
};

Charge charge_of(menu::OptionGroup const& group, Choice const& choice) {
    ChosenOption const& chosen = choice.chosen;
    // Of a size there is one: "extra" says nothing about it.
    bool const doubled = chosen.qualifier == Qualifier::Extra && !group.is_size;
    return Charge{
        .part = chosen.part,
        .price = choice.whole_price.minor * (doubled ? 2 : 1),
        .count = chosen.negated ? 0 : chosen.count,
    };
}

// The cheapest are free. Counted in halves, so that two halves use up one included option, but a
// half that costs the whole also counts as one.
void take_included(menu::OptionGroup const& group, std::vector<Charge>& charges) {
    std::vector<std::size_t> order(charges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(charges[i].price, i); });
    constexpr std::int64_t most = 1'000'000;
    std::int64_t halves_left = 2 * std::clamp<std::int64_t>(group.included_free, 0, most);
    for (std::size_t const i : order) {
        Charge& charge = charges[i];
        // A negative price is no gift to take away.
        if (charge.price < 0) {
            continue;
        }
        bool const half = charge.part != Part::Whole && group.halves != HalvesPolicy::FullPrice;
        std::int64_t const weight = half ? 1 : 2;
        std::int64_t const free = std::min(charge.count, halves_left / weight);
        charge.count -= free;
        halves_left -= free * weight;
    }
}

std::int64_t half_total(std::vector<Charge> const& charges, Part part) {
    std::int64_t total = 0;
    for (Charge const& charge : charges) {
        total += charge.part == part ? charge.price * charge.count : 0;
    }
    return total;
}

// Each half option shows its own half; what rounding adds is on the first of them.
void share_average(std::vector<Charge> const& charges, std::vector<Money>& prices) {
    std::int64_t rest =
        half_rounded_up(half_total(charges, Part::First) + half_total(charges, Part::Second));
    std::size_t first = charges.size();
    for (std::size_t i = 0; i < charges.size(); ++i) {
        if (charges[i].part == Part::Whole) {
            continue;
        }
        first = std::min(first, i);
        prices[i].minor = charges[i].price * charges[i].count / 2;
        rest -= prices[i].minor;
    }
    if (first < charges.size()) {
        prices[first].minor += rest;
    }
}

}  // namespace

std::vector<ChosenOption> merged_halves(std::vector<ChosenOption> const& options) {
    std::vector<ChosenOption> merged;
    for (ChosenOption const& option : options) {
        auto const other = std::ranges::find_if(merged, [&](ChosenOption const& earlier) {
            return same_wish(earlier, option) && opposite(earlier.part, option.part);
        });
        if (other != merged.end()) {
            other->part = Part::Whole;
        } else {
            merged.push_back(option);
        }
    }
    return merged;
}

std::vector<Money> choice_prices(
    menu::OptionGroup const& group, std::vector<Choice> const& choices
) {
    std::vector<Charge> charges;
    charges.reserve(choices.size());
    for (Choice const& choice : choices) {
        charges.push_back(charge_of(group, choice));
    }
    take_included(group, charges);
    bool const first_dearer = half_total(charges, Part::First) >= half_total(charges, Part::Second);
    Part const dearer = first_dearer ? Part::First : Part::Second;
    std::vector<Money> prices(choices.size());
    for (std::size_t i = 0; i < charges.size(); ++i) {
        Charge const& charge = charges[i];
        bool const half = charge.part != Part::Whole;
        if (half && group.halves == HalvesPolicy::HalfPrice) {
            prices[i].minor = half_rounded_up(charge.price) * charge.count;
        } else if (!half || group.halves != HalvesPolicy::DearerHalf || charge.part == dearer) {
            prices[i].minor = charge.price * charge.count;
        }
    }
    if (group.halves == HalvesPolicy::AverageHalf) {
        share_average(charges, prices);
    }
    return prices;
}

std::int64_t options_used(std::vector<Choice> const& choices) {
    std::int64_t whole = 0;
    std::int64_t first = 0;
    std::int64_t second = 0;
    for (Choice const& choice : choices) {
        if (choice.chosen.negated) {
            continue;
        }
        switch (choice.chosen.part) {
            case Part::Whole:
                whole += choice.chosen.count;
                break;
            case Part::First:
                first += choice.chosen.count;
                break;
            case Part::Second:
                second += choice.chosen.count;
                break;
        }
    }
    return whole + std::max(first, second);
}

}  // namespace croozer::ordering
