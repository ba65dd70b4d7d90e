// Every way to read a message word by word: the edges that a search may walk.
#pragma once

#include "domain/understanding/lexicon.hpp"
#include "domain/understanding/tokens.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace croozer::understanding {

class Lattice {
public:
    // `romanised`: what is unknown may be Hebrew in Latin letters.
    Lattice(CompiledLexicon const& lexicon, Tokens const& tokens, bool romanised = false);

    [[nodiscard]] std::span<Edge const> starting(std::size_t token) const {
        return std::span(edges_).subspan(first_[token], first_[token + 1] - first_[token]);
    }

    // One reading for what needs no search: the longest phrase, the menu's before a general one.
    // With `sure`, guesses at menu words do not count.
    [[nodiscard]] Edge const* longest(std::size_t token, bool sure) const;

    // Whether some word is of the menu without guessing; whether some word means nothing.
    [[nodiscard]] bool names_menu() const;
    [[nodiscard]] bool has_strangers() const;

    [[nodiscard]] Tokens const& tokens() const { return tokens_; }

private:
    void build(CompiledLexicon const& lexicon, Readings const& readings);
    static void weigh(std::span<Edge> edges);
    static void trust_measure(std::span<Edge> edges);

    Tokens const& tokens_;
    std::vector<Edge> edges_;
    std::vector<std::size_t> first_;
};

}  // namespace croozer::understanding
