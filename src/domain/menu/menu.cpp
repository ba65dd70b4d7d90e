#include "domain/menu/menu.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace croozer::menu {
namespace {

bool is_amount(Money money) {
    return money.minor >= 0 && money.minor <= limits::order_total_minor;
}

}  // namespace

bool Deal::sound() const {
    std::int64_t units = 0;
    for (DealSlot const& slot : slots) {
        bool const amounts = std::ranges::all_of(slot.upcharges, [](auto const& upcharge) {
            return is_amount(upcharge.second);
        });
        if (!amounts || slot.quantity < 1 || slot.quantity > limits::deal_units - units) {
            return false;
        }
        units += slot.quantity;
    }
    return units > 0 && is_amount(price);
}

Product const* Menu::product(ProductId id) const {
    auto const found = std::ranges::find(products, id, &Product::id);
    return found == products.end() ? nullptr : &*found;
}

OptionGroup const* Menu::group(std::string const& id) const {
    auto const found = std::ranges::find(groups, id, &OptionGroup::id);
    return found == groups.end() ? nullptr : &*found;
}

std::pair<OptionGroup const*, Option const*> Menu::option(
    Product const& product, std::string const& group_id, std::string const& option_id
) const {
    if (std::ranges::find(product.groups, group_id) == product.groups.end()) {
        return {nullptr, nullptr};
    }
    OptionGroup const* const of = group(group_id);
    if (of == nullptr) {
        return {nullptr, nullptr};
    }
    auto const found = std::ranges::find(of->options, option_id, &Option::id);
    if (found == of->options.end()) {
        return {nullptr, nullptr};
    }
    return {of, &*found};
}

}  // namespace croozer::menu
