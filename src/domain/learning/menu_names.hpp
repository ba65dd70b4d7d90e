// What the menu calls its things: who has a word already, and what is spelt like it.
#pragma once

#include "domain/menu/menu.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::learning {

// A product, or an option of a group.
struct Thing {
    std::optional<ProductId> product;
    std::string group;
    std::string option;

    friend bool operator==(Thing const&, Thing const&) = default;
};

struct NamedThing {
    Thing thing;
    LocalText name;
};

class MenuNames {
public:
    explicit MenuNames(menu::Menu const& menu);

    // Of a product or option: its own name. nullopt: the menu has no such thing.
    [[nodiscard]] std::optional<LocalText> name_of(Thing const& thing) const;
    // Whatever has this name or synonym besides `thing`, by word_key(); a product's kind counts as
    // a name of all of them. nullopt: the word is free.
    [[nodiscard]] std::optional<LocalText> other_holder(std::string_view word, Thing const& thing)
        const;
    [[nodiscard]] bool has(Thing const& thing, std::string_view word) const;
    // The things whose names, or words of them, are spelt most alike, the nearest first.
    [[nodiscard]] std::vector<NamedThing> nearest(std::string_view word, std::size_t most) const;

private:
    struct Name {
        std::string key;
        std::size_t thing;  // of things_; none of them: a kind of products
        LocalText shown;
    };

    // To be compared with: a whole name or a word of one.
    struct Spelling {
        std::u32string letters;
        std::uint64_t set;  // of its letters
        std::size_t thing;
        float handicap;
    };

    void add_product(menu::Product const& product);
    void add_option(menu::OptionGroup const& group, menu::Option const& option);
    void add_name(std::string_view name, std::size_t thing);
    void add_spelling(std::u32string letters, std::size_t thing, float handicap);

    std::vector<NamedThing> things_;
    std::vector<Name> names_;
    std::vector<Spelling> spellings_;
};

}  // namespace croozer::learning
