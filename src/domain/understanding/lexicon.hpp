// The compiled menu: every name, synonym and generated form together with the general words, in
// one trie over words.
#pragma once

#include "domain/understanding/tokens.hpp"
#include "domain/understanding/understand.hpp"
#include "domain/understanding/words.hpp"

#include <cstdint>
#include <map>
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
    bool fuzzy{false};
};

struct Category {
    std::string key;
    std::vector<std::int32_t> products;
    // The product that the category's own word means ("pizza" is the plain one); -1 if none.
    std::int32_t plain{-1};
    // Match keys of the category's own word: it may stand beside a product's name and adds nothing.
    std::vector<std::string> words;
};

struct PhraseMatch {
    std::size_t length{0};  // words; 0: none
    std::uint8_t prefix{0};
    bool fuzzy{false};
    std::span<Meaning const> meanings;
};

class CompiledLexicon final : public Lexicon {
public:
    explicit CompiledLexicon(std::shared_ptr<menu::Menu const> menu);

    [[nodiscard]] menu::Menu const& menu() const override { return *menu_; }

    [[nodiscard]] std::vector<Category> const& categories() const { return categories_; }

    [[nodiscard]] std::vector<Reading> readings(Token const& token) const;
    // The longest phrase that starts at `at`.
    [[nodiscard]] PhraseMatch longest(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        std::size_t at
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
    struct Node {
        std::map<std::uint32_t, std::uint32_t> next;
        std::vector<Meaning> meanings;
        bool generated{false};
    };

    using Keys = std::vector<std::string>;

    void add_general(std::span<WordList const> lists);
    void add_names();
    void add_product_names(std::int32_t index);
    void add_categories();
    void add_name(std::string_view name, Meaning const& meaning, bool adjective);
    void add_generated();
    void insert(Keys const& keys, Meaning const& meaning, bool generated);
    void set_plain_products();
    [[nodiscard]] std::vector<Meaning> const* exact(Keys const& keys) const;
    std::uint32_t word_number(std::string const& key);
    void add_fuzzy(std::vector<Reading>& found, std::string_view key, std::uint8_t bits) const;
    void walk(
        std::vector<Token> const& tokens,
        std::vector<std::vector<Reading>> const& readings,
        std::size_t at,
        std::uint32_t node,
        PhraseMatch so_far,
        PhraseMatch& best
    ) const;

    struct Pending {
        Keys keys;
        Meaning meaning;
        bool adjective{false};
    };

    struct MenuWord {
        std::u32string letters;
        std::string sound;
        std::uint32_t word{0};
        std::uint32_t base{0};  // the written word a form was made from
    };

    std::shared_ptr<menu::Menu const> menu_;
    std::vector<Category> categories_;
    std::unordered_map<std::string, std::uint32_t> vocabulary_;
    std::vector<Node> nodes_{1};
    std::vector<Pending> names_;
    std::vector<MenuWord> menu_words_;
    std::vector<std::vector<bool>> product_has_group_;
};

}  // namespace croozer::understanding
