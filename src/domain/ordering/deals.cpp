#include "domain/ordering/deals.hpp"

#include "base/limits.hpp"
#include "domain/menu/availability.hpp"
#include "domain/ordering/deal_search.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace croozer::ordering {
namespace {

using menu::Deal;
using menu::DealSlot;

bool applies(Deal const& deal, Goods const& goods, std::string const& timezone, Instant now) {
    menu::DealConditions const& conditions = deal.conditions;
    // As long as it is not known how the order is fetched, only what holds for both is promised.
    bool const fetched = (conditions.pickup || goods.fulfilment == Fulfilment::Delivery) &&
                         (conditions.delivery || goods.fulfilment == Fulfilment::Pickup);
    return fetched && deal.sound() && goods.subtotal >= conditions.minimum_subtotal &&
           menu::on_sale(deal, timezone, now);
}

// What the slot covers of one unit of the line, less its upcharge.
std::int64_t worth(DealSlot const& slot, PricedLine const& line, Money product_price) {
    if (std::ranges::find(slot.products, line.product) == slot.products.end()) {
        return does_not_fit;
    }
    std::int64_t base = product_price.minor;
    if (slot.required) {
        auto const option = std::ranges::find_if(line.options, [&](PricedOption const& priced) {
            ChosenOption const& chosen = priced.chosen;
            return chosen.group == slot.required->group && chosen.option == slot.required->option &&
                   chosen.part == Part::Whole && !chosen.negated;
        });
        if (option == line.options.end()) {
            return does_not_fit;
        }
        base += option->price.minor;
    }
    auto const upcharge =
        std::ranges::find(slot.upcharges, line.product, &std::pair<ProductId, Money>::first);
    // Never more than the unit costs, so that no order is worth less than nothing.
    return std::clamp<std::int64_t>(base, 0, line.unit.minor) -
           (upcharge == slot.upcharges.end() ? 0 : upcharge->second.minor);
}

// Units that are worth the same to every slot are of one kind, whatever line they are on; sorted,
// so that the order of the lines does not matter.
std::vector<UnitKind> unit_kinds(
    menu::Menu const& menu,
    std::vector<PricedLine> const& lines,
    std::vector<Deal const*> const& deals
) {
    std::map<std::vector<std::int64_t>, std::int64_t> counts;
    for (PricedLine const& line : lines) {
        menu::Product const* const product = menu.product(line.product);
        std::vector<std::int64_t> worths;
        for (Deal const* deal : deals) {
            for (DealSlot const& slot : deal->slots) {
                worths.push_back(
                    product == nullptr ? does_not_fit : worth(slot, line, product->price)
                );
            }
        }
        if (std::ranges::any_of(worths, [](std::int64_t each) { return each != does_not_fit; })) {
            counts[std::move(worths)] += line.quantity;
        }
    }
    std::vector<UnitKind> kinds;
    kinds.reserve(counts.size());
    for (auto const& [worths, count] : counts) {
        kinds.push_back(UnitKind{.worth = worths, .count = count});
    }
    return kinds;
}

std::vector<DealShape> shapes_of(std::vector<Deal const*> const& deals) {
    std::vector<DealShape> shapes;
    std::size_t slot = 0;
    for (Deal const* deal : deals) {
        DealShape shape{.price = deal->price.minor, .seats = {}};
        for (DealSlot const& each : deal->slots) {
            shape.seats.insert(shape.seats.end(), static_cast<std::size_t>(each.quantity), slot);
            ++slot;
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

LocalText times_text(std::int64_t times, LocalText const& name) {
    if (times == 1) {
        return name;
    }
    std::string const prefix = std::to_string(times) + " × ";
    return {.he = prefix + name.in(Language::Hebrew), .en = prefix + name.in(Language::English)};
}

}  // namespace

std::vector<DealSaving> deal_savings(
    menu::Menu const& menu, Goods const& goods, std::string const& timezone, Instant now
) {
    std::vector<Deal const*> deals;
    for (Deal const& deal : menu.deals) {
        if (deals.size() < limits::deals_per_business && applies(deal, goods, timezone, now)) {
            deals.push_back(&deal);
        }
    }
    auto const uses = best_deals(unit_kinds(menu, goods.lines, deals), shapes_of(deals));
    std::vector<DealSaving> savings;
    for (std::size_t i = 0; i < deals.size(); ++i) {
        if (uses[i].times > 0) {
            savings.push_back(
                {.name = times_text(uses[i].times, deals[i]->name), .amount = {uses[i].saving}}
            );
        }
    }
    return savings;
}

}  // namespace croozer::ordering
