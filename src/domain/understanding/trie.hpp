// Phrases over words, and the words themselves as they may be written. The general words of both
// languages are one trie shared by all shops; each menu has its own.
#pragma once

#include "domain/understanding/tokens.hpp"
#include "domain/understanding/transliterated.hpp"
#include "domain/understanding/words.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

enum class MeaningKind : std::uint8_t { General, Product, Option, Category };

// Indexes are into the menu's vectors.
struct Meaning {
    MeaningKind kind{MeaningKind::General};
    Word word{Word::Filler};
    bool formed{false};  // a generated form of what another group has by that very name
    std::int64_t value{0};
    std::int32_t product{-1};
    std::int32_t group{-1};  // of an option, or of what a product's word implies
    std::int32_t option{-1};
    std::int32_t category{-1};

    friend bool operator==(Meaning const&, Meaning const&) = default;
};

// One way to read a word: its number in the vocabulary and the prefix letters in front.
struct Reading {
    std::uint32_t word{0};
    std::uint8_t prefix{0};
    float cost{0};
};

// A phrase at a place of the message. Costs are in units of a doubt: 0 is certain, 1 is a guess
// that something else in the message must bear out.
struct Edge {
    std::size_t first{0};
    std::size_t last{0};  // tokens [first, last)
    std::span<Meaning const> meanings;
    std::optional<std::int64_t> number{};
    float cost{0};
    std::uint8_t prefix{0};
    bool fuzzy{false};
    bool modifier{false};  // "black" of "black olives": may describe what follows instead

    [[nodiscard]] bool general() const {
        return !meanings.empty() && meanings.front().kind == MeaningKind::General;
    }
};

// How a phrase came to mean something; a better one owns it alone.
// A tail is what is left of a name without the word that its category's names share: "יוונית".
enum class Origin : std::uint8_t { Written, Generated, Tail, TailForm, Part, PartForm };

// A word that misspelt tokens are compared with, and how far it is from one.
struct Near {
    float distance{0};
    std::uint32_t word{0};
};

// The word that each token makes with the next one: "pepperjack" of "pepper jack".
using Joined = std::vector<std::optional<std::uint32_t>>;

class Trie {
public:
    using Keys = std::vector<std::string>;

    struct Node {
        std::vector<Meaning> meanings;
        Origin origin{Origin::Written};
        bool modifier{false};
        bool head{false};  // "muffin" of "blueberry muffin"
    };

    // The node of a phrase, made if there is none.
    [[nodiscard]] Node& at(Keys const& keys);
    [[nodiscard]] Node const* find(Keys const& keys) const;

    [[nodiscard]] std::vector<Node>& nodes() { return nodes_; }

    // Has misspelt tokens compared with this word.
    void spell(std::string const& key);

    // The word itself, if it is in the vocabulary.
    [[nodiscard]] std::optional<std::uint32_t> word(std::string const& key) const;
    // Whether the word is a whole phrase.
    [[nodiscard]] bool stands_alone(std::uint32_t word) const;
    // …and one that was written or formed, no part of a name.
    [[nodiscard]] bool is_name(std::uint32_t word) const;
    // …and one that by itself means nothing but things of this kind.
    [[nodiscard]] bool is_only_of(std::uint32_t word, MeaningKind kind) const;
    [[nodiscard]] bool is_only_filler(std::uint32_t word) const;
    // …and one that nothing else is read as (words.hpp: only_as_written).
    [[nodiscard]] bool is_as_written(std::uint32_t word) const;
    // Words within `most` of these letters (forms.hpp), the nearest first.
    [[nodiscard]] std::vector<Near> near(std::u32string const& letters, float most) const;
    // Once no word comes any more: what each Hebrew one sounds like.
    void hear();
    // After hear(): Hebrew words that sound like this one in Latin letters.
    [[nodiscard]] std::vector<Reading> romanised(std::string_view key) const;
    // …and English words that this one in Hebrew letters sounds like.
    [[nodiscard]] std::vector<Reading> transliterated(std::string_view key) const;

    [[nodiscard]] Joined joined(std::vector<Token> const& tokens) const;

    // Appends every phrase that starts at `at`; a phrase does not cross a break.
    void phrases(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        Joined const& joined,
        std::size_t at,
        std::vector<Edge>& out
    ) const;

private:
    // What most comparisons end with: small and side by side, for every unknown word is compared
    // with all of them.
    struct Sketch {
        std::uint64_t set{0};  // which letters it has
        std::uint32_t word{0};
        std::uint32_t length{0};
    };

    // A Hebrew word that sounds so.
    struct Heard {
        std::uint32_t word{0};
        std::uint32_t length{0};
    };

    struct English {
        std::uint32_t word{0};
        Sounded sounds;
    };

    using Sounds =
        boost::unordered_flat_map<std::string, std::vector<Heard>, std::hash<std::string>>;

    std::uint32_t number(std::string const& key);
    [[nodiscard]] std::optional<std::uint32_t> step(std::uint32_t node, std::uint32_t word) const;
    void walk(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        Joined const& joined,
        std::uint32_t node,
        Edge const& so_far,
        std::vector<Edge>& out
    ) const;
    void emit(Node const& node, Edge const& so_far, std::vector<Edge>& out) const;

    // Boost's own hash of text goes byte by byte.
    boost::unordered_flat_map<std::string, std::uint32_t, std::hash<std::string>> vocabulary_;
    std::vector<Node> nodes_{1};
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> steps_;  // node and word → node
    std::vector<std::uint32_t> first_steps_;                         // the root's, by word; 0: none
    std::vector<Sketch> sketches_;
    std::vector<std::u32string> letters_;  // of each sketch
    std::vector<bool> is_spelled_;         // by word
    Sounds skeletons_;                     // romanised.hpp
    Sounds voiced_;
    boost::unordered_flat_map<std::string, std::vector<English>, std::hash<std::string>> english_;
};

// The general words of both languages.
[[nodiscard]] Trie const& general_words();
[[nodiscard]] bool is_general(Trie::Keys const& keys);
[[nodiscard]] bool is_filler(Trie::Keys const& keys);

}  // namespace croozer::understanding
