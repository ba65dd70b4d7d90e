// What of a message is in the answer.
#include "domain/understanding/auditor.hpp"
#include "domain/understanding/cart_lookup.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

// Whether the number was not taken back, added to or of something else: "two toppings".
bool Audit::is_amount(std::size_t at) const {
    static constexpr auto changes =
        std::to_array<Word>({Word::Actually, Word::Deny, Word::Not, Word::More, Word::Make});
    bool const unit = at + 1 < spans_.size() && spans_[at + 1].is(Word::Unit);
    for (std::size_t i = at + 1; i < spans_.size(); ++i) {
        if (spans_[i].number && counts(*spans_[at].number + *spans_[i].number)) {
            return false;  // "two… and one more for my cousin"
        }
    }
    return !unit &&
           std::none_of(
               spans_.begin() + static_cast<std::ptrdiff_t>(at),
               spans_.end(),
               [&](Span const& span) {
                   return std::ranges::any_of(changes, [&](Word word) { return span.is(word); });
               }
           );
}

// By any name that the word is part of.
bool Audit::holds(Span const& span) const {
    if (holds(span.meanings, span.first)) {
        return true;
    }
    constexpr std::size_t longest_name = 4;
    std::size_t const from = span.first - std::min(span.first, longest_name);
    for (std::size_t at = from; at < span.last; ++at) {
        for (Edge const& edge : lattice_.starting(at)) {
            bool const over = edge.last > span.first && edge.first < span.last;
            bool const same = edge.first == span.first && edge.last == span.last;
            if (over && !edge.number &&
                (edge.general() ? same : holds(edge.meanings, edge.first))) {
                return true;
            }
        }
    }
    return false;
}

bool Audit::holds(std::span<Meaning const> meanings, std::size_t at) const {
    return std::ranges::any_of(meanings, [&](Meaning const& meaning) {
        switch (meaning.kind) {
            case MeaningKind::Product:
                return held(lexicon_.product(meaning.product).id) || implied(at, meaning) ||
                       within_longer(meaning.product);
            case MeaningKind::Category:
                return has_one_of(lexicon_.categories()[static_cast<std::size_t>(meaning.category)]
                );
            case MeaningKind::Option:
                return chosen(meaning);
            default:
                return false;
        }
    });
}

// "the tuna", of the sandwich in the cart that is called so.
bool Audit::calls(Span const& span, ordering::Cart const* cart) const {
    if (cart == nullptr) {
        return false;
    }
    CartLookup const at(lexicon_, *cart);
    return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
        return meaning.kind == MeaningKind::Option &&
               std::ranges::any_of(at.lines(), [&](std::int64_t line) {
                   return at.is_called({.group = meaning.group, .option = meaning.option}, line);
               });
    });
}

bool Audit::has_one_of(Category const& category) const {
    return std::ranges::any_of(category.products, [&](std::int32_t product) {
        return held(lexicon_.product(product).id);
    });
}

bool Audit::held(ProductId product) const {
    return std::ranges::find(held_.products, product) != held_.products.end();
}

// "a croissant with chocolate", which is a chocolate croissant.
bool Audit::within_longer(std::int32_t product) const {
    return std::ranges::any_of(held_.products, [&](ProductId other) {
        std::int32_t const longer = lexicon_.product_index(other);
        return longer >= 0 && lexicon_.names_more(product, longer);
    });
}

// The category's word beside a name of it: "greek pizza".
bool Audit::implied(std::size_t at, Meaning const& meaning) const {
    std::string const& key = lexicon_.product(meaning.product).category;
    auto const category = std::ranges::find(lexicon_.categories(), key, &Category::key);
    bool const word =
        std::ranges::find(category->words, tokens_.list[at].key) != category->words.end() ||
        category->plain == meaning.product ||
        lexicon_.kind_word(meaning.product) == tokens_.list[at].key;
    return word && has_one_of(*category);
}

bool Audit::chosen(Meaning const& meaning) const {
    auto const& wanted =
        lexicon_.group(meaning.group).options[static_cast<std::size_t>(meaning.option)];
    bool const vessel = lexicon_.is_vessel(meaning.group, meaning.option);
    for (ordering::ChosenOption const* option : held_.options) {
        // "a bottle of cola, 1.5 liter": the size has said which bottle.
        if (option->option == wanted.id || (vessel && measures(meaning.group, *option))) {
            return true;
        }
    }
    // One of that name in another group.
    return std::ranges::any_of(held_.options, [&](ordering::ChosenOption const* option) {
        auto const* const group = lexicon_.menu().group(option->group);
        return group != nullptr && std::ranges::any_of(group->options, [&](auto const& own) {
                   return own.id == option->option && own.name == wanted.name;
               });
    });
}

bool Audit::measures(std::int32_t group, ordering::ChosenOption const& option) const {
    auto const& own = lexicon_.group(group);
    auto const at = std::ranges::find(own.options, option.option, &menu::Option::id);
    return own.id == option.group && at != own.options.end() &&
           lexicon_.is_measure(group, static_cast<std::int32_t>(at - own.options.begin()));
}

// Of one line, of several together, of an option, or in an option's name.
bool Audit::counts(std::int64_t number) const {
    auto const& all = held_.quantities;
    for (std::size_t first = 0; first < all.size(); ++first) {
        std::int64_t sum = 0;
        for (std::size_t i = first; i < all.size(); ++i) {
            sum += all[i];
            if (sum == number) {
                return true;
            }
        }
    }
    return std::ranges::any_of(
               held_.options,
               [&](ordering::ChosenOption const* option) {
                   return option->count == number ||
                          option->option.find(std::to_string(number)) != std::string::npos;
               }
           ) ||
           std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& own) {
               return own.number == number;
           });
}

// A picture behind a name.
bool Audit::decorates(std::size_t at) const {
    return spans_[at].emoji && at > 0 && spans_[at].before == Break::None && spans_[at - 1].menu();
}

// "large" beside a dish that comes in one size.
bool Audit::sizes_nothing(std::size_t at) const {
    Span const& span = spans_[at];
    if (span.last != span.first + 1 || !is_size_word(tokens_.list[span.first].key)) {
        return false;
    }
    auto const one_size = [&](Span const& dish) {
        return std::ranges::any_of(dish.meanings, [&](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Product &&
                   held(lexicon_.product(meaning.product).id) &&
                   !lexicon_.comes_in_sizes(meaning.product);
        });
    };
    bool const before = at > 0 && span.before == Break::None && one_size(spans_[at - 1]);
    bool const behind =
        at + 1 < spans_.size() && spans_[at + 1].before == Break::None && one_size(spans_[at + 1]);
    return before || behind;
}

bool Audit::counts_of_option(std::int64_t number) const {
    return std::ranges::any_of(held_.options, [&](ordering::ChosenOption const* option) {
        return option->count == number;
    });
}

// "two scoops", where they became the count of a flavour.
bool Audit::only_counts(Span const& span) const {
    Edge const* const whole = lattice_.longest(span.first, false);
    if (whole != nullptr && whole->cost > 0 && span.last > span.first + 1) {
        for (Edge const& edge : lattice_.starting(span.first)) {
            if (edge.number && counts_of_option(*edge.number)) {
                return true;  // "one shot of honey": a part of a name and no more
            }
        }
    }
    return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
        return std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& own) {
            return meaning.kind == MeaningKind::Option && own.group == meaning.group &&
                   own.option == meaning.option && counts_of_option(own.number);
        });
    });
}

}  // namespace croozer::understanding
