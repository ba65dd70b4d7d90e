// What options are to each other: "dressing on the side" to the dressing, "large" to the bottle.
#include "domain/understanding/forms.hpp"
#include "domain/understanding/lexicon.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

using Words = std::span<std::string_view const>;

bool is_one_of(Words words, std::string_view key) {
    return std::ranges::find(words, key) != words.end();
}

// The words of a name before "on the side"; none if it does not end so.
std::vector<std::string> named_aside(std::string const& name) {
    std::vector<std::string> keys = name_keys(name);
    if (keys.size() > 1 && keys.back() == "בצד") {
        keys.pop_back();
        return keys;
    }
    constexpr std::size_t on_the_side = 3;
    if (keys.size() > on_the_side && keys.back() == "side" && keys[keys.size() - 3] == "on") {
        keys.resize(keys.size() - on_the_side);
        return keys;
    }
    return {};
}

bool shares_a_word(std::vector<std::string> const& one, std::vector<std::string> const& other) {
    return std::ranges::any_of(one, [&](std::string const& key) {
        return std::ranges::find(other, key) != other.end();
    });
}

}  // namespace

void CompiledLexicon::set_asides() {
    for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
        auto const& options = menu_->groups[g].options;
        for (std::size_t o = 0; o < options.size(); ++o) {
            for (std::string const* name : {&options[o].name.he, &options[o].name.en}) {
                std::vector<std::string> const what = named_aside(*name);
                for (std::size_t of = 0; of < menu_->groups.size() && !what.empty(); ++of) {
                    menu::OptionGroup const& owner = menu_->groups[of];
                    bool const its = of != g && (shares_a_word(what, name_keys(owner.id)) ||
                                                 shares_a_word(what, name_keys(owner.name.he)) ||
                                                 shares_a_word(what, name_keys(owner.name.en)));
                    if (its) {
                        asides_.push_back(
                            {.of = static_cast<std::int32_t>(of),
                             .group = static_cast<std::int32_t>(g),
                             .option = static_cast<std::int32_t>(o)}
                        );
                    }
                }
            }
        }
    }
}

// "גבינה בולגרית" and "feta cheese" are the one thing, where a menu lists cheese and feta.
void CompiledLexicon::add_kinds() {
    static constexpr auto cheeses = std::to_array<std::string_view>(
        {"בולגרית", "צהובה", "פטה",      "מוצרלה",    "צפתית",      "עיזימ",   "פרמזנ",
         "צדר",     "חלומי", "feta",     "bulgarian", "mozzarella", "cheddar", "parmesan",
         "goat",    "swiss", "halloumi", "provolone", "american",   "ricotta", "gouda"}
    );
    std::size_t const count = names_.size();
    for (std::size_t i = 0; i < count; ++i) {
        Pending const name = names_[i];
        if (name.keys.size() != 1 || name.meaning.kind != MeaningKind::Option ||
            !is_one_of(cheeses, name.keys.front())) {
            continue;
        }
        insert({"גבינה", name.keys.front()}, name.meaning, Origin::Generated);
        insert({"גבינת", name.keys.front()}, name.meaning, Origin::Generated);
        insert({name.keys.front(), "cheese"}, name.meaning, Origin::Generated);
    }
}

// "רוטב שמנת" for the cream of sauces, where one of them is "רוטב עגבניות" or "עגבניות".
void CompiledLexicon::add_kind_words() {
    auto const is_latin = [](std::string const& key) {
        return key.front() >= 'a' && key.front() <= 'z';
    };
    std::vector<std::pair<std::int32_t, std::string>> kinds;
    for (Pending const& name : names_) {
        if (name.meaning.kind != MeaningKind::Option || group(name.meaning.group).max != 1 ||
            name.keys.size() != 2) {
            continue;
        }
        bool const latin = is_latin(name.keys.back());
        Keys const bare{latin ? name.keys.front() : name.keys.back()};
        bool const alone = std::ranges::any_of(names_, [&](Pending const& other) {
            return other.meaning == name.meaning && other.keys == bare;
        });
        std::pair kind(name.meaning.group, latin ? name.keys.back() : name.keys.front());
        bool const says_else = is_general({kind.second}) && !is_filler({kind.second});
        if (alone && !says_else && std::ranges::find(kinds, kind) == kinds.end()) {
            kinds.push_back(std::move(kind));
        }
    }
    std::size_t const count = names_.size();
    for (auto const& [of_group, word] : kinds) {
        for (std::size_t i = 0; i < count; ++i) {
            Pending const& name = names_[i];
            bool const latin = is_latin(word);
            bool const its = name.meaning.kind == MeaningKind::Option &&
                             name.meaning.group == of_group &&
                             is_latin(name.keys.front()) == latin &&
                             std::ranges::find(name.keys, word) == name.keys.end();
            if (its) {
                Keys keys = name.keys;
                keys.insert(latin ? keys.end() : keys.begin(), word);
                insert(keys, name.meaning, Origin::Generated);
            }
        }
    }
}

// English: "bouquet of roses" for "rose bouquet".
void CompiledLexicon::add_turned() {
    for (Pending const& name : names_) {
        bool const latin = name.keys.size() == 2 && name.keys.back().front() >= 'a' &&
                           name.keys.back().front() <= 'z';
        if (!latin || name.meaning.kind != MeaningKind::Product) {
            continue;
        }
        std::vector<std::string> firsts = other_forms(name.keys.front(), false);
        firsts.push_back(name.keys.front());
        std::vector<std::string> lasts = other_forms(name.keys.back(), false);
        lasts.push_back(name.keys.back());
        for (std::string const& first : firsts) {
            for (std::string const& last : lasts) {
                insert({last, "of", first}, name.meaning, Origin::Generated);
            }
        }
    }
}

bool CompiledLexicon::is_plain_of(std::int32_t plain, std::int32_t product_index) const {
    auto const category =
        std::ranges::find(categories_, product(product_index).category, &Category::key);
    return category != categories_.end() && category->plain == plain;
}

bool CompiledLexicon::names_more(std::int32_t shorter, std::int32_t longer) const {
    auto const within = [](Keys const& words, Keys const& among) {
        return !words.empty() && words.size() < among.size() &&
               std::ranges::all_of(
                   words,
                   [&](std::string const& word) {
                       return std::ranges::find(among, word) != among.end();
                   }
               );
    };
    Named const& one = named_[static_cast<std::size_t>(shorter)];
    Named const& other = named_[static_cast<std::size_t>(longer)];
    return within(one.he, other.he) || within(one.en, other.en);
}

bool CompiledLexicon::go_together(std::int32_t one, std::int32_t other) const {
    for (std::size_t p = 0; p < menu_->products.size(); ++p) {
        auto const product = static_cast<std::int32_t>(p);
        if (has_group(product, one) && has_group(product, other)) {
            return true;
        }
    }
    return false;
}

bool is_size_word(std::string_view key) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"small", "medium", "large", "big",   "regular", "lrg",     "lg",       "med",
         "md",    "sml",    "sm",    "reg",   "גדול",    "גדולה",   "גדולימ",   "גדולות",
         "קטנ",   "קטנה",   "קטנימ", "קטנות", "בינוני",  "בינונית", "בינוניימ", "בינוניות"}
    );
    return is_one_of(words, key);
}

bool CompiledLexicon::comes_in_sizes(std::int32_t product) const {
    for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
        bool const sizes =
            menu_->groups[g].is_size ||
            std::ranges::any_of(
                sized_[g], [](Sized const& sized) { return sized.vessel || sized.measure; }
            ) ||
            std::ranges::any_of(numbered_, [&](NumberedOption const& numbered) {
                return numbered.group == static_cast<std::int32_t>(g);
            });
        if (sizes && has_group(product, static_cast<std::int32_t>(g))) {
            return true;
        }
    }
    return false;
}

void CompiledLexicon::set_sized() {
    static constexpr auto vessels =
        std::to_array<std::string_view>({"בקבוק", "כוס", "bottle", "cup", "glass"});
    static constexpr auto measures =
        std::to_array<std::string_view>({"גדול", "קטנ", "בינוני", "large", "small", "medium", "big"}
        );
    for (menu::Product const& product : menu_->products) {
        Keys const kind = name_keys(product.category_name.en);
        named_.push_back(
            {.he = name_keys(product.name.he),
             .en = name_keys(product.name.en),
             .kind = kind.size() == 1 ? kind.front() : std::string()}
        );
    }
    for (menu::OptionGroup const& owner : menu_->groups) {
        std::vector<Sized>& own = sized_.emplace_back();
        for (menu::Option const& option : owner.options) {
            Sized& sized = own.emplace_back();
            std::vector<std::string> names{option.name.he, option.name.en};
            names.insert(names.end(), option.synonyms.begin(), option.synonyms.end());
            for (std::string const& name : names) {
                std::vector<std::string> const keys = name_keys(name);
                if (keys.size() == 1) {
                    sized.vessel = sized.vessel || is_one_of(vessels, keys.front());
                    sized.measure = sized.measure || is_one_of(measures, keys.front());
                }
            }
            sized.measure = sized.measure && !sized.vessel;
        }
    }
}

}  // namespace croozer::understanding
