#include "domain/understanding/cart_lookup.hpp"

#include <algorithm>

namespace croozer::understanding {

std::vector<std::int64_t> CartLookup::lines_with(std::vector<std::int32_t> const& products) const {
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < cart_.lines.size(); ++i) {
        std::int32_t const held = lexicon_.product_index(cart_.lines[i].product);
        if (std::ranges::find(products, held) != products.end()) {
            found.push_back(static_cast<std::int64_t>(i));
        }
    }
    return found;
}

std::vector<std::int64_t> CartLookup::lines_of_draft(Draft const& draft) const {
    std::vector<std::int64_t> found = lines_with(draft.candidates);
    if (!found.empty() || !draft.plain || draft.candidates.empty()) {
        return found;
    }
    std::string const& key = lexicon_.product(draft.candidates.front()).category;
    for (Category const& category : lexicon_.categories()) {
        if (category.key == key) {
            return lines_with(category.products);
        }
    }
    return found;
}

std::vector<std::int64_t> CartLookup::lines_with_group(std::int32_t group) const {
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < cart_.lines.size(); ++i) {
        std::int32_t const held = lexicon_.product_index(cart_.lines[i].product);
        if (held >= 0 && lexicon_.has_group(held, group)) {
            found.push_back(static_cast<std::int64_t>(i));
        }
    }
    return found;
}

std::vector<std::int64_t> CartLookup::lines_with_option(ordering::ChosenOption const& option
) const {
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < cart_.lines.size(); ++i) {
        bool const has = std::ranges::any_of(cart_.lines[i].options, [&](auto const& held) {
            return held.group == option.group && held.option == option.option && !held.negated;
        });
        if (has) {
            found.push_back(static_cast<std::int64_t>(i));
        }
    }
    return found;
}

bool CartLookup::has_options(std::int64_t line, Draft const& draft) const {
    auto const& held = cart_.lines[static_cast<std::size_t>(line)].options;
    return std::ranges::all_of(draft.options, [&](Chosen const& chosen) {
        ordering::ChosenOption const wanted = chosen_option(lexicon_, chosen);
        return std::ranges::any_of(held, [&](auto const& option) {
            return option.group == wanted.group && option.option == wanted.option;
        });
    });
}

}  // namespace croozer::understanding
