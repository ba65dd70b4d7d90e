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
        return std::span(edges_).subspan(blocks_[token].first, blocks_[token].count);
    }

    // "the salad" of a cart with a greek one: a part of the name of what is there names it.
    void trust_parts_of(std::span<std::int32_t const> products);

    // One reading for what needs no search: the longest phrase, the menu's before a general one.
    // With `sure`, guesses at menu words do not count.
    [[nodiscard]] Edge const* longest(std::size_t token, bool sure) const;

    // Whether some word is of the menu without guessing; whether some word means nothing.
    [[nodiscard]] bool names_menu() const;
    [[nodiscard]] bool has_strangers() const;
    // Whether one of these words was written.
    [[nodiscard]] bool says(std::initializer_list<Word> words) const;

    [[nodiscard]] Tokens const& tokens() const { return tokens_; }

private:
    void build(CompiledLexicon const& lexicon, Readings const& readings);
    [[nodiscard]] bool is_glass_of(Edge const& choice, Edge const& phrase) const;
    [[nodiscard]] bool cuts_name(Edge const& phrase) const;
    void weigh(std::span<Edge> edges) const;
    static void trust_measure(std::span<Edge> edges);

    Tokens const& tokens_;

    struct Block {
        std::size_t first{0};
        std::size_t count{0};
    };

    std::vector<Edge> edges_;    // those of the last token first
    std::vector<Block> blocks_;  // of each token
};

}  // namespace croozer::understanding
