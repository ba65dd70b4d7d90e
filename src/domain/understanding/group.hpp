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
};

// A line in the making.
struct Draft {
    std::vector<std::int32_t> candidates;  // products that it may be
    bool plain{false};    // named by its category's word or only by a size: a name may still follow
    bool counted{false};  // its quantity was said
    bool part{false};     // one of "two pizzas, one with…, one with…"
    bool removed{false};
    bool definite{false};  // "the pizza"
    std::int64_t quantity{1};
    int total{-1};  // of a part: the draft it is part of
    int halves{0};  // opened so far
    std::vector<Chosen> options;
    std::size_t first{0};  // tokens
    std::size_t last{0};
};

struct Grouped {
    std::vector<Draft> drafts;
    std::vector<Chosen> loose;  // options without a product, in order
    std::vector<Ambiguity> ambiguities;
    std::vector<std::string> unknown;
    std::optional<std::int64_t> lone_number;  // a number that no product took
    std::string loose_words;
};

[[nodiscard]] Grouped group(
    CompiledLexicon const& lexicon, Tokens const& tokens, std::span<Span const> spans
);
[[nodiscard]] ordering::ChosenOption chosen_option(
    CompiledLexicon const& lexicon, Chosen const& chosen
);
// The drafts as lines; one that may be several products becomes an ambiguity.
[[nodiscard]] std::vector<ordering::CartLine> lines_of(
    CompiledLexicon const& lexicon, Tokens const& tokens, Grouped& grouped
);

}  // namespace croozer::understanding
