// The compiled menu: every name, synonym and generated form.
#pragma once

#include "domain/understanding/tokens.hpp"
#include "domain/understanding/trie.hpp"
#include "domain/understanding/understand.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

struct Category {
    std::string key;
    std::vector<std::int32_t> products;
    // The product that the category's own word means ("pizza" is the plain one); -1 if none.
    std::int32_t plain{-1};
    // Match keys of the category's own word: it may stand beside a product's name and adds nothing.
    std::vector<std::string> words;
};

// An option whose name starts with a number: "12 pieces".
struct NumberedOption {
    std::int32_t group{-1};
    std::int32_t option{-1};
    std::int64_t number{0};
};

// An option that says how another of `of` comes: "dressing on the side".
struct AsideOption {
    std::int32_t of{-1};
    std::int32_t group{-1};
    std::int32_t option{-1};
};

// "large", "קטנה": of things that come in sizes.
// "beer": what a shop calls by its brand.
[[nodiscard]] bool is_kind_of_drink(std::string_view key);
[[nodiscard]] bool is_size_word(std::string_view key);

// The readings of each token, in the general words and on the menu.
struct Readings {
    std::vector<std::vector<Reading>> general;
    std::vector<std::vector<Reading>> menu;
    Joined general_joined;
    Joined menu_joined;
};

class CompiledLexicon final : public Lexicon {
public:
    explicit CompiledLexicon(std::shared_ptr<menu::Menu const> menu);

    [[nodiscard]] menu::Menu const& menu() const override { return *menu_; }

    [[nodiscard]] std::vector<Category> const& categories() const { return categories_; }

    // Each token as it is written, prefixes taken off.
    [[nodiscard]] Readings readings(std::vector<Token> const& tokens) const;
    // Adds what may have been meant by a token that says nothing as it is written.
    void add_near(Token const& token, std::size_t at, Readings& readings) const;
    // A word of English in Hebrew letters, by its sound.
    void add_transliterated(Token const& token, std::size_t at, Readings& readings) const;
    // …by a token of a message that is Hebrew in Latin letters. False: nothing.
    [[nodiscard]] bool add_romanised(Token const& token, std::size_t at, Readings& readings) const;
    // …and the names of the menu by a short word that is also English. False: none.
    [[nodiscard]] bool add_romanised_name(Token const& token, std::size_t at, Readings& readings)
        const;
    // Whether it stands for something by itself, prefixes taken off; of the menu.
    [[nodiscard]] bool known(Token const& token) const;
    [[nodiscard]] bool names(Token const& token) const;
    // Appends every phrase that starts at `at`.
    void edges(
        std::vector<Token> const& tokens,
        Readings const& readings,
        std::size_t at,
        std::vector<Edge>& out
    ) const;

    [[nodiscard]] bool has_group(std::int32_t product, std::int32_t group) const {
        return product_has_group_
                   [static_cast<std::size_t>(product) * menu_->groups.size() +
                    static_cast<std::size_t>(group)] != 0;
    }

    // The products, in order, that an option of the group alone may mean: the plain ones that have
    // it, or else all that have it.
    [[nodiscard]] std::span<std::int32_t const> meant_by_option(std::int32_t group) const {
        return meant_by_option_[static_cast<std::size_t>(group)];
    }

    // Whether the group's options are products of their own too (the drink of a meal); whether the
    // product has a group by which it becomes a meal, and whether an option is of such a group.
    [[nodiscard]] bool is_component(std::int32_t group) const {
        return roles_[static_cast<std::size_t>(group)].component;
    }

    [[nodiscard]] bool makes_meal(std::int32_t group) const {
        return roles_[static_cast<std::size_t>(group)].meal;
    }

    [[nodiscard]] bool can_be_meal(std::int32_t product) const;
    // …and one that is a meal by itself: "kids meal".
    [[nodiscard]] bool is_meal(std::int32_t product) const;

    // "12" of "12 pieces", among the options of a group of which a line has one.
    [[nodiscard]] std::span<NumberedOption const> numbered_options() const { return numbered_; }

    // "half" of a sandwich or a beer, where that is a choice.
    [[nodiscard]] std::span<NumberedOption const> half_options() const { return halves_; }

    [[nodiscard]] std::span<AsideOption const> aside_options() const { return asides_; }

    // "bottle"; "large": of a choice among vessels the size says which one.
    [[nodiscard]] bool is_vessel(std::int32_t group, std::int32_t option) const {
        return sized(group, option).vessel;
    }

    [[nodiscard]] bool is_measure(std::int32_t group, std::int32_t option) const {
        return sized(group, option).measure;
    }

    // Whether there are sizes, vessels or amounts of it to choose among.
    [[nodiscard]] bool comes_in_sizes(std::int32_t product) const;

    // "roll" of the rolls; empty if the category's name has several words.
    [[nodiscard]] std::string const& kind_word(std::int32_t product) const {
        return named_[static_cast<std::size_t>(product)].kind;
    }

    // Whether the longer name holds all words of the shorter.
    [[nodiscard]] bool names_more(std::int32_t shorter, std::int32_t longer) const;
    // Whether that is the plain one of the other's category: "pizza" of a margherita.
    [[nodiscard]] bool is_plain_of(std::int32_t plain, std::int32_t product) const;

    // Whether some product has both groups.
    [[nodiscard]] bool go_together(std::int32_t one, std::int32_t other) const;

    // Whether its options are sizes: "small", "medium".
    [[nodiscard]] bool is_of_sizes(std::int32_t group) const {
        return roles_[static_cast<std::size_t>(group)].sizes > 1;
    }

    // Whether only one product has the group.
    [[nodiscard]] bool is_of_one_product(std::int32_t group) const {
        return roles_[static_cast<std::size_t>(group)].products == 1;
    }

    [[nodiscard]] menu::OptionGroup const& group(std::int32_t group) const {
        return menu_->groups[static_cast<std::size_t>(group)];
    }

    [[nodiscard]] menu::Product const& product(std::int32_t product) const {
        return menu_->products[static_cast<std::size_t>(product)];
    }

    // -1 if there is none.
    [[nodiscard]] std::int32_t product_index(ProductId id) const;

private:
    using Keys = Trie::Keys;

    struct Pending {
        Keys keys;
        Meaning meaning;
        bool adjective{false};
    };

    void add_names();
    void add_product_names(std::int32_t index);
    void add_categories();
    void add_name(std::string_view name, Meaning const& meaning, bool adjective);
    void add_spellings();
    void add_digits();
    void add_trade_names(Keys const& keys, Meaning const& meaning, bool adjective);
    void add_measures(Keys const& keys, Meaning const& meaning);
    void add_generated();
    void add_emoji();
    void add_parts();
    bool may_stand_beside(Trie::Node const& named, Meaning const& meaning) const;
    void add_parts_beside();
    [[nodiscard]] std::string word_of_category(std::int32_t product_index, std::string const& word)
        const;
    void count_name_words();
    [[nodiscard]] bool is_tail(Pending const& name, std::size_t first, std::size_t last) const;
    [[nodiscard]] bool is_dish_of_deal(
        Trie::Node const& named, Pending const& name, std::size_t first, std::size_t last
    ) const;
    void add_part(Pending const& name, std::size_t first, std::size_t last);
    void drop_unclear_parts();
    void insert(Keys const& keys, Meaning const& meaning, Origin origin);
    void set_plain_products();
    void set_meant_by_options();
    void set_group_roles();
    void set_asides();
    void add_kinds();
    void add_kind_words();
    void add_turned();
    void set_sized();
    void add_plain_names(Category& category) const;
    // Gives `take` every key that the token may stand for, with its prefix letters, until it says
    // that this was a phrase of its own.
    template <class Take>
    static void keys_of(Token const& token, Take take);
    [[nodiscard]] bool names_by(std::string const& key) const;
    void add_near(std::string_view key, std::uint8_t bits, std::size_t at, Readings& readings)
        const;

    std::shared_ptr<menu::Menu const> menu_;
    std::vector<Category> categories_;
    Trie trie_;
    static constexpr std::int32_t several_products = -1;

    std::vector<Pending> names_;  // while compiling
    // While compiling: the only product of a category that has a word in its name.
    boost::unordered_flat_map<std::string, std::int32_t> only_product_;

    struct Beside {
        std::string word;
        Meaning meaning;
    };

    std::vector<Beside> beside_;
    std::vector<std::uint8_t> product_has_group_;  // products × groups

    struct Role {
        bool component{false};
        bool meal{false};
        std::size_t products{0};  // that have the group
        std::size_t sizes{0};     // of its options, those that are called small, medium…
    };

    std::vector<std::vector<std::int32_t>> meant_by_option_;  // of each group
    std::vector<Role> roles_;                                 // of each group
    std::vector<NumberedOption> numbered_;
    std::vector<NumberedOption> halves_;
    std::vector<AsideOption> asides_;

    struct Sized {
        bool vessel{false};
        bool measure{false};
    };

    [[nodiscard]] Sized sized(std::int32_t group, std::int32_t option) const {
        return sized_[static_cast<std::size_t>(group)][static_cast<std::size_t>(option)];
    }

    std::vector<std::vector<Sized>> sized_;  // of each option of each group

    // Of each product: the words of its names, and its category's name where that is one word.
    struct Named {
        Keys he;
        Keys en;
        std::string kind;
    };

    std::vector<Named> named_;
};

}  // namespace croozer::understanding
