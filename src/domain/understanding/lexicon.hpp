// The compiled menu: every name, synonym and generated form together with the general words, in
// one trie over words.
#pragma once

#include "domain/understanding/tokens.hpp"
#include "domain/understanding/understand.hpp"
#include "domain/understanding/words.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace croozer::understanding {

enum class MeaningKind : std::uint8_t { General, Product, Option, Category };

// Indexes are into the menu's vectors.
struct Meaning {
    MeaningKind kind{MeaningKind::General};
    Word word{Word::Filler};
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

struct Category {
    std::string key;
    std::vector<std::int32_t> products;
    // The product that the category's own word means ("pizza" is the plain one); -1 if none.
    std::int32_t plain{-1};
    // Match keys of the category's own word: it may stand beside a product's name and adds nothing.
    std::vector<std::string> words;
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

// The key of a step of the trie: from `node` by `word`.
[[nodiscard]] constexpr std::uint64_t step_key(std::uint32_t node, std::uint32_t word) {
    constexpr unsigned word_bits = 32;
    return (static_cast<std::uint64_t>(node) << word_bits) | word;
}

class CompiledLexicon final : public Lexicon {
public:
    explicit CompiledLexicon(std::shared_ptr<menu::Menu const> menu);

    [[nodiscard]] menu::Menu const& menu() const override { return *menu_; }

    [[nodiscard]] std::vector<Category> const& categories() const { return categories_; }

    // As it is written, prefixes taken off.
    [[nodiscard]] std::vector<Reading> readings(Token const& token) const;
    // For a token that says nothing as it is written: what may have been meant.
    [[nodiscard]] std::vector<Reading> near_readings(Token const& token) const;
    // For a token of a message that is Hebrew in Latin letters.
    [[nodiscard]] std::vector<Reading> romanised_readings(Token const& token) const;
    // Whether it stands for something by itself, prefixes taken off; of the menu.
    [[nodiscard]] bool known(Token const& token) const;
    [[nodiscard]] bool names(Token const& token) const;
    // Appends every phrase that starts at `at`; a phrase does not cross a break.
    void edges(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        std::size_t at,
        std::vector<Edge>& out
    ) const;

    [[nodiscard]] bool has_group(std::int32_t product, std::int32_t group) const;

    [[nodiscard]] menu::OptionGroup const& group(std::int32_t group) const {
        return menu_->groups[static_cast<std::size_t>(group)];
    }

    [[nodiscard]] menu::Product const& product(std::int32_t product) const {
        return menu_->products[static_cast<std::size_t>(product)];
    }

    // -1 if there is none.
    [[nodiscard]] std::int32_t product_index(ProductId id) const;

private:
    // How a phrase came to mean something; a better one owns it alone.
    enum class Origin : std::uint8_t { Written, Generated, Part, PartForm };

    struct Node {
        std::vector<Meaning> meanings;  // of the menu
        std::optional<Meaning> general;
        Origin origin{Origin::Written};
        bool modifier{false};
    };

    using Keys = std::vector<std::string>;

    struct Pending {
        Keys keys;
        Meaning meaning;
        bool adjective{false};
    };

    void add_general(std::span<WordList const> lists);
    void add_names();
    void add_product_names(std::int32_t index);
    void add_categories();
    void add_name(std::string_view name, Meaning const& meaning, bool adjective);
    void add_generated();
    void add_parts();
    void add_part(Pending const& name, std::size_t first, std::size_t last);
    void drop_unclear_parts();
    [[nodiscard]] bool joins(std::string const& key) const;
    void insert_general(Keys const& keys, Meaning const& meaning);
    void insert(Keys const& keys, Meaning const& meaning, Origin origin);
    std::uint32_t node_of(Keys const& keys);
    void set_plain_products();
    void add_plain_names(Category& category) const;
    [[nodiscard]] Node const* exact(Keys const& keys) const;
    std::uint32_t word_number(std::string const& key);
    void spell(std::string const& key, std::uint32_t word);
    void add_near(std::vector<Reading>& found, std::string_view key, std::uint8_t bits) const;
    [[nodiscard]] bool stands_alone(std::uint32_t word) const;
    void add_emoji();
    void walk(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        std::uint32_t node,
        Edge so_far,
        std::vector<Edge>& out
    ) const;

    struct SpelledWord {
        std::u32string letters;
        std::uint64_t set{0};  // which letters it has
        std::uint32_t word{0};
    };

    std::shared_ptr<menu::Menu const> menu_;
    std::vector<Category> categories_;
    std::unordered_map<std::string, std::uint32_t> vocabulary_;
    std::vector<Node> nodes_{1};
    std::unordered_map<std::uint64_t, std::uint32_t> steps_;  // node and word → node
    std::vector<Pending> names_;
    std::vector<SpelledWord> spelled_;
    std::vector<bool> is_spelled_;  // by word
    std::vector<std::vector<bool>> product_has_group_;
};

}  // namespace croozer::understanding
