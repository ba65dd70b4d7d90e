// A clause of a message to an open cart: the words that point at lines of the cart, and the rest.
#pragma once

#include "domain/understanding/cart_lookup.hpp"

#include <optional>
#include <vector>

namespace croozer::understanding {

using Spans = std::span<Span const>;

// Which lines a clause speaks of, without asking for a dish.
struct Pointer {
    std::optional<std::int64_t> ordinal;  // "the second one"; -1: the last
    std::optional<std::int64_t> portion;  // "one of them"
    bool all{false};                      // "both", "everything"
    std::optional<std::int64_t> count;    // …and how many they are: "both" are 2
    bool same{false};                     // "like that one"
    bool other{false};                    // "the other one": never clear by itself
    std::vector<std::int64_t> named;      // "from the pizza": lines of that dish

    [[nodiscard]] bool any() const {
        return ordinal || portion || all || same || other || !named.empty();
    }
};

struct Pointed {
    Pointer pointer;
    std::vector<Span> rest;  // without the words that pointed
};

// A place told by what its line has: the spans up to `last` tell it.
struct Place {
    std::size_t last{0};
    std::vector<std::int64_t> lines;
};

// From `at` on: "on the pizza with tuna", "to the small one".
[[nodiscard]] std::optional<Place> place_at(Spans clause, std::size_t at, CartLookup const& cart);
[[nodiscard]] Span const* find(Spans spans, Word word);
// "cancel everything".
[[nodiscard]] bool cancels_all(Spans spans);
// "start over".
[[nodiscard]] bool starts_over(Span const& span);
// "double the order".
[[nodiscard]] bool doubles(Spans spans);
// "just", "only".
[[nodiscard]] bool says_only(Spans spans);
// "the tuna": whether the clause speaks of that choice as of one that is there.
[[nodiscard]] bool says_the(Spans spans, Chosen const& chosen);
// "a", "an".
[[nodiscard]] bool is_article(Span const& span);
[[nodiscard]] bool says_menu(Spans spans);
// Something of the menu, or a number.
[[nodiscard]] bool says(Spans spans);
// The last number, if there is one.
[[nodiscard]] std::optional<std::int64_t> lone_number(Spans spans);
// The message cut where another change begins.
[[nodiscard]] std::vector<Spans> clauses_of(Spans spans);
// …without what it says of lines that stay as they are.
[[nodiscard]] std::vector<Span> without_stays(Spans spans);
// …without what it only gives as a reason.
[[nodiscard]] std::vector<Span> without_reasons(Spans clause);
[[nodiscard]] Pointed read_pointer(Spans clause, CartLookup const& cart);

}  // namespace croozer::understanding
