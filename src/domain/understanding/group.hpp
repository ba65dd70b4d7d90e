// Dishes out of spans: which number, option and half belongs to which product.
#pragma once

#include "domain/understanding/match.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::understanding {

struct Chosen {
    std::int32_t group{-1};
    std::int32_t option{-1};
    ordering::Part part{ordering::Part::Whole};
    ordering::Qualifier qualifier{ordering::Qualifier::None};
    bool negated{false};
    std::uint8_t count{1};

    friend bool operator==(Chosen const&, Chosen const&) = default;
};

// A line in the making.
struct Draft {
    std::vector<std::int32_t> candidates;  // products that it may be
    bool plain{false};    // named by its category's word or only by a size: a name may still follow
    bool counted{false};  // its quantity was said
    bool definite{false};  // "the pizza"
    std::int64_t quantity{1};
    std::vector<Chosen> options;
    std::size_t first{0};  // tokens
    std::size_t last{0};
};

struct Grouped {
    std::vector<Draft> drafts;
    std::vector<Chosen> loose;  // options without a product, in order
    std::vector<Ambiguity> ambiguities;
    std::vector<std::string> unknown;
    std::string loose_words;
    float doubt{0};           // what speaks against this reading
    std::int32_t phrases{0};  // of the menu, read in it
    bool guessed{false};      // a misspelt one among them
    float margin{0};          // how much dearer the best reading with another result is
};

// What an option without a product means: one more line, or something for the open cart.
// `NoMeals`: …where nothing in the cart is a meal, so that a drink is a drink.
enum class Bare : std::uint8_t { StartsLine, StaysLoose, StaysLooseNoMeals };

// The best reading of the tokens in `spans`, which are in order.
[[nodiscard]] Grouped group(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::span<Span const> spans,
    Bare bare = Bare::StartsLine
);
[[nodiscard]] ordering::ChosenOption chosen_option(
    CompiledLexicon const& lexicon, Chosen const& chosen
);
// The drafts as lines; one that may be several products becomes an ambiguity.
[[nodiscard]] std::vector<ordering::CartLine> lines_of(
    CompiledLexicon const& lexicon, Tokens const& tokens, Grouped& grouped
);

}  // namespace croozer::understanding
