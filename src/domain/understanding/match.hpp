// The message as spans: phrases of the menu, general words, numbers and what is neither.
#pragma once

#include "domain/understanding/lattice.hpp"
#include "domain/understanding/tokens.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace croozer::understanding {

struct Span {
    std::size_t first{0};
    std::size_t last{0};  // tokens [first, last)
    std::span<Meaning const> meanings;
    std::uint8_t prefix{0};
    bool fuzzy{false};
    Break before{Break::None};
    std::optional<std::int64_t> number;
    bool latin{false};
    bool emoji{false};
    bool asked{false};
    bool used{false};  // an address, a price, a time…: not for the dishes

    // A span is of the general words or of the menu, never of both.
    [[nodiscard]] bool is(Word word) const {
        return !meanings.empty() && meanings.front().kind == MeaningKind::General &&
               std::ranges::any_of(meanings, [word](Meaning const& meaning) {
                   return meaning.word == word;
               });
    }

    [[nodiscard]] bool has(MeaningKind kind) const;

    // A given name is as good as unknown: it may be a street's or a customer's.
    [[nodiscard]] bool unknown() const {
        return (meanings.empty() || is(Word::GivenName)) && !number;
    }

    [[nodiscard]] bool product() const {
        return has(MeaningKind::Product) || has(MeaningKind::Category);
    }

    [[nodiscard]] bool option() const { return has(MeaningKind::Option); }

    [[nodiscard]] bool menu() const { return product() || option(); }

    [[nodiscard]] bool joined() const { return (prefix & prefix::and_) != 0; }

    // Says nothing about what is ordered.
    [[nodiscard]] bool filler() const;
};

// The message in one reading, the longest phrases first.
[[nodiscard]] std::vector<Span> match(Lattice const& lattice, bool sure = false);
// Without the used spans; their breaks pass to the span after them.
[[nodiscard]] std::vector<Span> unused(std::vector<Span> const& spans);

}  // namespace croozer::understanding
