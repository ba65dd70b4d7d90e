#include "domain/learning/menu_names.hpp"

#include "domain/learning/unknown_words.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/tokens.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace croozer::learning {

namespace {

constexpr std::size_t no_thing = std::numeric_limits<std::size_t>::max();
// Strokes for a letter: beyond it two words have nothing in common but chance.
constexpr float most_strokes_a_letter = 0.5F;
// Of the letters of the one with more of them, those that both have.
constexpr float least_common = 0.5F;
// A word of a name says less than the name.
constexpr float part_handicap = 0.1F;
constexpr std::size_t least_part_letters = 3;

// Most names have too little in common with a word to be near, and this is cheap to know.
bool share_letters(std::uint64_t one, std::uint64_t other) {
    auto const more = static_cast<float>(std::max(std::popcount(one), std::popcount(other)));
    return static_cast<float>(std::popcount(one & other)) >= least_common * more;
}

}  // namespace

MenuNames::MenuNames(menu::Menu const& menu) {
    for (menu::Product const& product : menu.products) {
        add_product(product);
    }
    for (menu::OptionGroup const& group : menu.groups) {
        for (menu::Option const& option : group.options) {
            add_option(group, option);
        }
    }
}

void MenuNames::add_product(menu::Product const& product) {
    std::size_t const thing = things_.size();
    things_.push_back(
        {.thing = {.product = product.id, .group = {}, .option = {}}, .name = product.name}
    );
    add_name(product.name.he, thing);
    add_name(product.name.en, thing);
    for (std::string const& synonym : product.synonyms) {
        add_name(synonym, thing);
    }
    for (menu::ImpliedOption const& implied : product.implied) {
        add_name(implied.word, thing);
    }
    for (std::string const* kind : {&product.category_name.he, &product.category_name.en}) {
        if (std::string key = word_key(*kind); !key.empty()) {
            names_.push_back(
                {.key = std::move(key), .thing = no_thing, .shown = product.category_name}
            );
        }
    }
}

void MenuNames::add_option(menu::OptionGroup const& group, menu::Option const& option) {
    std::size_t const thing = things_.size();
    things_.push_back(
        {.thing = {.product = std::nullopt, .group = group.id, .option = option.id},
         .name = option.name}
    );
    add_name(option.name.he, thing);
    add_name(option.name.en, thing);
    for (std::string const& synonym : option.synonyms) {
        add_name(synonym, thing);
    }
    for (menu::CountedWord const& counted : option.counted) {
        add_name(counted.word, thing);
    }
}

void MenuNames::add_name(std::string_view name, std::size_t thing) {
    std::vector<std::string> const keys = understanding::name_keys(name);
    std::string key = word_key(name);
    if (key.empty()) {
        return;
    }
    add_spelling(understanding::wide(key), thing, 0);
    if (keys.size() > 1) {
        for (std::string const& part : keys) {
            std::u32string letters = understanding::wide(part);
            if (letters.size() >= least_part_letters) {
                add_spelling(std::move(letters), thing, part_handicap);
            }
        }
    }
    names_.push_back({.key = std::move(key), .thing = thing, .shown = things_[thing].name});
}

void MenuNames::add_spelling(std::u32string letters, std::size_t thing, float handicap) {
    std::uint64_t const set = understanding::letter_set(letters);
    spellings_.push_back(
        {.letters = std::move(letters), .set = set, .thing = thing, .handicap = handicap}
    );
}

std::optional<LocalText> MenuNames::name_of(Thing const& thing) const {
    auto const found = std::ranges::find(things_, thing, &NamedThing::thing);
    return found == things_.end() ? std::nullopt : std::optional(found->name);
}

std::optional<LocalText> MenuNames::other_holder(std::string_view word, Thing const& thing) const {
    for (Name const& name : names_) {
        bool const same = name.thing != no_thing && things_[name.thing].thing == thing;
        if (name.key == word && !same) {
            return name.shown;
        }
    }
    return std::nullopt;
}

bool MenuNames::has(Thing const& thing, std::string_view word) const {
    return std::ranges::any_of(names_, [&](Name const& name) {
        return name.thing != no_thing && name.key == word && things_[name.thing].thing == thing;
    });
}

std::vector<NamedThing> MenuNames::nearest(std::string_view word, std::size_t most) const {
    std::u32string const letters = understanding::wide(word);
    std::uint64_t const set = understanding::letter_set(letters);
    std::vector<float> best(things_.size(), std::numeric_limits<float>::max());
    for (Spelling const& spelling : spellings_) {
        auto const length = static_cast<float>(std::max(letters.size(), spelling.letters.size()));
        float const allowed = std::min(
            (most_strokes_a_letter - spelling.handicap) * length,
            (best[spelling.thing] - spelling.handicap) * length
        );
        auto const shorter = static_cast<float>(std::min(letters.size(), spelling.letters.size()));
        if (length - shorter > allowed || !share_letters(set, spelling.set)) {
            continue;
        }
        float const strokes = understanding::typing_distance(letters, spelling.letters, allowed);
        if (strokes <= allowed) {
            best[spelling.thing] = strokes / length + spelling.handicap;
        }
    }
    std::vector<std::pair<float, std::size_t>> order;  // equals as the menu has them
    for (std::size_t i = 0; i < best.size(); ++i) {
        if (best[i] <= most_strokes_a_letter) {
            order.emplace_back(best[i], i);
        }
    }
    std::ranges::sort(order);
    order.resize(std::min(order.size(), most));
    std::vector<NamedThing> things;
    things.reserve(order.size());
    for (auto const& [strokes, i] : order) {
        things.push_back(things_[i]);
    }
    return things;
}

}  // namespace croozer::learning
