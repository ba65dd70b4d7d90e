#include "domain/understanding/cart_lookup.hpp"

#include <algorithm>
#include <numeric>

namespace croozer::understanding {

namespace {

bool is_called(menu::Option const& option, std::string const& name) {
    return !name.empty() && (option.name.he == name || option.name.en == name ||
                             std::ranges::find(option.synonyms, name) != option.synonyms.end());
}

// "large" may be the family size of a pizza and the large one of fries.
bool shares_name(menu::Option const& one, menu::Option const& other) {
    return is_called(one, other.name.he) || is_called(one, other.name.en) ||
           std::ranges::any_of(other.synonyms, [&](std::string const& name) {
               return is_called(one, name);
           });
}

}  // namespace

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

// "the shawarma", a word for any main dish: rather the one that is called so.
std::vector<std::int64_t> CartLookup::called_so(
    std::vector<std::int64_t> const& lines, Category const& category
) const {
    std::vector<std::int64_t> called = lines;
    std::erase_if(called, [&](std::int64_t line) {
        menu::Product const& product = lexicon_.product(product_of(line));
        std::vector<std::string> keys = name_keys(product.name.he);
        std::ranges::move(name_keys(product.name.en), std::back_inserter(keys));
        return std::ranges::none_of(keys, [&](std::string const& key) {
            return std::ranges::find(category.words, key) != category.words.end();
        });
    });
    return lines.size() > 1 && !called.empty() ? called : lines;
}

std::vector<std::int64_t> CartLookup::lines_of_draft(Draft const& draft) const {
    std::vector<std::int64_t> found = lines_with(draft.candidates);
    if (draft.candidates.size() > 1 && found.size() > 1) {
        for (Category const& category : lexicon_.categories()) {
            found = std::ranges::is_permutation(category.products, draft.candidates)
                        ? called_so(found, category)
                        : found;
        }
    }
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

std::vector<std::int64_t> CartLookup::lines_of_span(Span const& span) const {
    std::vector<std::int32_t> products;
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind == MeaningKind::Product) {
            products.push_back(meaning.product);
        }
        if (meaning.kind == MeaningKind::Category && span.meanings.size() == 1) {
            Category const& category =
                lexicon_.categories()[static_cast<std::size_t>(meaning.category)];
            return called_so(lines_with(category.products), category);
        }
        if (meaning.category >= 0) {
            Category const& whole =
                lexicon_.categories()[static_cast<std::size_t>(meaning.category)];
            std::ranges::copy(whole.products, std::back_inserter(products));
        }
    }
    return lines_with(products);
}

std::vector<std::int64_t> CartLookup::lines_of_kind(Span const& span) const {
    std::vector<std::int64_t> const named = lines_of_span(span);
    std::vector<std::int32_t> products;
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind != MeaningKind::Product) {
            continue;
        }
        std::string const& key = lexicon_.product(meaning.product).category;
        auto const category = std::ranges::find(lexicon_.categories(), key, &Category::key);
        if (category->plain == meaning.product || named.empty()) {
            std::ranges::copy(category->products, std::back_inserter(products));
        }
        // "all the croissants": the almond one is one, too.
        std::ranges::copy_if(
            category->products,
            std::back_inserter(products),
            [&](std::int32_t other) {
                return other == meaning.product || lexicon_.names_more(meaning.product, other);
            }
        );
    }
    return products.empty() ? named : lines_with(products);
}

std::vector<std::int64_t> CartLookup::lines_of_category(Span const& span) const {
    std::vector<std::int64_t> found = lines();
    std::erase_if(found, [&](std::int64_t line) {
        std::int32_t const held = product_of(line);
        return held < 0 || std::ranges::none_of(
                               span.meanings,
                               [&](Meaning const& meaning) {
                                   return meaning.kind == MeaningKind::Product &&
                                          lexicon_.product(meaning.product).category ==
                                              lexicon_.product(held).category;
                               }
                           );
    });
    return found;
}

std::vector<std::int64_t> CartLookup::lines_described(Span const& span, bool of_one) const {
    std::vector<std::int64_t> found = lines();
    std::erase_if(found, [&](std::int64_t line) {
        return std::ranges::none_of(span.meanings, [&](Meaning const& meaning) {
            if (meaning.kind != MeaningKind::Option ||
                (of_one && lexicon_.group(meaning.group).max != 1)) {
                return false;
            }
            auto const own = on_line({.group = meaning.group, .option = meaning.option}, line);
            return own && holds(*own, line);
        });
    });
    return found;
}

// The choice that is refused there: "no onion" of the burger.
std::optional<ordering::ChosenOption> CartLookup::refused_on(Span const& span, std::int64_t line)
    const {
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind != MeaningKind::Option) {
            continue;
        }
        auto const own = on_line({.group = meaning.group, .option = meaning.option}, line);
        for (auto const& held : cart_.lines[static_cast<std::size_t>(line)].options) {
            if (own && held.negated && held.group == own->group && held.option == own->option) {
                return held;
            }
        }
    }
    return std::nullopt;
}

std::vector<std::int64_t> CartLookup::lines_refusing(Span const& span) const {
    std::vector<std::int64_t> found = lines();
    std::erase_if(found, [&](std::int64_t line) { return !refused_on(span, line); });
    return found;
}

std::optional<Chosen> CartLookup::chosen_of(ordering::ChosenOption const& option) const {
    Chosen chosen{
        .part = option.part,
        .qualifier = option.qualifier,
        .negated = option.negated,
        .count = static_cast<std::uint8_t>(option.count),
    };
    auto const& groups = lexicon_.menu().groups;
    auto const group = std::ranges::find(groups, option.group, &menu::OptionGroup::id);
    if (group == groups.end()) {
        return std::nullopt;
    }
    auto const own = std::ranges::find(group->options, option.option, &menu::Option::id);
    if (own == group->options.end()) {
        return std::nullopt;
    }
    chosen.group = static_cast<std::int32_t>(group - groups.begin());
    chosen.option = static_cast<std::int32_t>(own - group->options.begin());
    return chosen;
}

std::vector<std::int64_t> CartLookup::lines_told(Span const& span) const {
    std::vector<std::int64_t> const named = lines_of_span(span);
    std::vector<std::int64_t> const described = lines_described(span, false);
    std::vector<std::int64_t> found = lines();
    std::erase_if(found, [&](std::int64_t line) {
        bool const called = std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Option &&
                   is_called({.group = meaning.group, .option = meaning.option}, line);
        });
        return !called && std::ranges::find(named, line) == named.end() &&
               std::ranges::find(described, line) == described.end();
    });
    return found;
}

bool CartLookup::is_called(Chosen const& chosen, std::int64_t line) const {
    std::int32_t const product = product_of(line);
    menu::Option const& said =
        lexicon_.group(chosen.group).options[static_cast<std::size_t>(chosen.option)];
    auto const holds = [](std::string const& name, std::string const& part) {
        std::vector<std::string> const all = name_keys(name);
        std::vector<std::string> const keys = name_keys(part);
        return !keys.empty() && std::ranges::all_of(keys, [&](std::string const& key) {
            return std::ranges::find(all, key) != all.end();
        });
    };
    return product >= 0 && (holds(lexicon_.product(product).name.he, said.name.he) ||
                            holds(lexicon_.product(product).name.en, said.name.en));
}

bool CartLookup::has_meal() const {
    return std::ranges::any_of(cart_.lines, [&](ordering::CartLine const& line) {
        std::int32_t const product = lexicon_.product_index(line.product);
        if (product < 0) {
            return false;
        }
        bool component = false;
        bool chosen = false;
        for (std::size_t g = 0; g < lexicon_.menu().groups.size(); ++g) {
            auto const group = static_cast<std::int32_t>(g);
            component =
                component || (lexicon_.is_component(group) && lexicon_.has_group(product, group));
            chosen = chosen || (lexicon_.makes_meal(group) &&
                                std::ranges::any_of(line.options, [&](auto const& option) {
                                    return option.group == lexicon_.group(group).id;
                                }));
        }
        return component && (chosen || !lexicon_.can_be_meal(product));
    });
}

std::vector<std::int64_t> CartLookup::lines() const {
    std::vector<std::int64_t> all(cart_.lines.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

std::optional<ordering::ChosenOption> CartLookup::on_line(Chosen const& chosen, std::int64_t line)
    const {
    std::int32_t const held = product_of(line);
    if (held < 0) {
        return std::nullopt;
    }
    ordering::ChosenOption wanted = chosen_option(lexicon_, chosen);
    if (lexicon_.has_group(held, chosen.group)) {
        return wanted;
    }
    menu::Option const& said =
        lexicon_.group(chosen.group).options[static_cast<std::size_t>(chosen.option)];
    for (std::string const& id : lexicon_.product(held).groups) {
        menu::OptionGroup const* const group = lexicon_.menu().group(id);
        if (group == nullptr) {
            continue;
        }
        auto const same = std::ranges::find_if(group->options, [&](menu::Option const& option) {
            return shares_name(option, said);
        });
        if (same != group->options.end()) {
            wanted.group = id;
            wanted.option = same->id;
            return wanted;
        }
    }
    return std::nullopt;
}

bool CartLookup::holds(ordering::ChosenOption const& option, std::int64_t line) const {
    auto const& options = cart_.lines[static_cast<std::size_t>(line)].options;
    return std::ranges::any_of(options, [&](ordering::ChosenOption const& held) {
        return held.group == option.group && held.option == option.option && !held.negated;
    });
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
