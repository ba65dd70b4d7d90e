#include "domain/understanding/lexicon.hpp"

#include "base/text.hpp"
#include "domain/understanding/forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

std::shared_ptr<Lexicon const> Lexicon::compile(std::shared_ptr<menu::Menu const> menu) {
    return std::make_shared<CompiledLexicon>(std::move(menu));
}

CompiledLexicon::CompiledLexicon(std::shared_ptr<menu::Menu const> menu) : menu_(std::move(menu)) {
    for (menu::Product const& item : menu_->products) {
        for (menu::OptionGroup const& group : menu_->groups) {
            bool const has = std::ranges::find(item.groups, group.id) != item.groups.end();
            product_has_group_.push_back(has ? 1 : 0);
        }
    }
    add_names();
    add_categories();
    add_spellings();
    add_generated();
    add_kinds();
    add_kind_words();
    add_turned();
    set_plain_products();
    set_meant_by_options();
    set_group_roles();
    set_asides();
    set_sized();
    add_emoji();
    add_parts();
    drop_unclear_parts();
    trie_.hear();
    names_ = {};
    only_product_ = {};
}

void CompiledLexicon::set_meant_by_options() {
    for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
        auto const group = static_cast<std::int32_t>(g);
        std::vector<std::int32_t>& meant = meant_by_option_.emplace_back();
        for (Category const& category : categories_) {
            if (category.plain >= 0 && has_group(category.plain, group)) {
                meant.push_back(category.plain);
            }
        }
        std::ranges::sort(meant);
        if (!meant.empty()) {
            continue;
        }
        for (std::size_t p = 0; p < menu_->products.size(); ++p) {
            if (has_group(static_cast<std::int32_t>(p), group)) {
                meant.push_back(static_cast<std::int32_t>(p));
            }
        }
    }
}

namespace {

bool names_size(menu::Option const& option) {
    auto const says = [](std::string const& name) {
        std::vector<std::string> const keys = name_keys(name);
        return keys.size() == 1 && is_size_word(keys.front());
    };
    return says(option.name.he) || says(option.name.en) ||
           std::ranges::any_of(option.synonyms, says);
}

}  // namespace

void CompiledLexicon::set_group_roles() {
    constexpr auto meal_words =
        std::to_array<std::string_view>({"ארוחה", "ארוחת", "קומבו", "עסקית", "meal", "combo"});
    // A volume ("2 liter") is asked for as such; pieces are also just counted.
    constexpr auto piece_words = std::to_array<std::string_view>(
        {"יחידות",
         "יח",
         "חתיכות",
         "נתחים",
         "סועדים",
         "אנשים",
         "pieces",
         "piece",
         "pcs",
         "units",
         "people",
         "persons",
         "guests"}
    );
    auto const counts = [&](std::vector<Token> const& tokens) {
        return !tokens.empty() && tokens.front().number &&
               (tokens.size() == 1 ||
                std::ranges::find(piece_words, tokens[1].key) != piece_words.end());
    };
    auto const says_half = [](Token const& token) {
        Trie::Node const* const node = general_words().find({token.key});
        return node != nullptr && !node->meanings.empty() &&
               node->meanings.front().word == Word::Half && node->meanings.front().value == 0;
    };
    auto const is_product = [&](menu::Option const& option) {
        Trie::Node const* const node = trie_.find(name_keys(option.name.he));
        return node != nullptr && std::ranges::any_of(node->meanings, [](Meaning const& meaning) {
                   return meaning.kind == MeaningKind::Product;
               });
    };
    for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
        menu::OptionGroup const& owner = menu_->groups[g];
        Role& role = roles_.emplace_back();
        for (std::size_t p = 0; p < menu_->products.size(); ++p) {
            role.products += has_group(static_cast<std::int32_t>(p), static_cast<std::int32_t>(g));
        }
        role.component = owner.max == 1 && owner.options.size() > 1 &&
                         std::ranges::all_of(owner.options, is_product);
        for (menu::Option const& option : owner.options) {
            role.sizes += names_size(option) ? 1 : 0;
        }
        for (std::size_t o = 0; o < owner.options.size(); ++o) {
            for (std::string const* name : {&owner.options[o].name.he, &owner.options[o].name.en}) {
                auto const tokens = tokenise(*name).list;
                role.meal = role.meal || std::ranges::any_of(tokens, [&](Token const& token) {
                                return std::ranges::find(meal_words, token.key) != meal_words.end();
                            });
                bool const half = owner.max == 1 && !tokens.empty() && says_half(tokens.front());
                if (half &&
                    (halves_.empty() || halves_.back().group != static_cast<std::int32_t>(g))) {
                    halves_.push_back(
                        {.group = static_cast<std::int32_t>(g),
                         .option = static_cast<std::int32_t>(o)}
                    );
                }
                if (owner.max == 1 && counts(tokens)) {
                    numbered_.push_back(
                        {.group = static_cast<std::int32_t>(g),
                         .option = static_cast<std::int32_t>(o),
                         .number = *tokens.front().number}
                    );
                    break;
                }
            }
        }
    }
}

bool CompiledLexicon::is_meal(std::int32_t product) const {
    for (std::size_t g = 0; g < roles_.size(); ++g) {
        if (roles_[g].component && has_group(product, static_cast<std::int32_t>(g))) {
            return !can_be_meal(product);
        }
    }
    return false;
}

bool CompiledLexicon::can_be_meal(std::int32_t product) const {
    for (std::size_t g = 0; g < roles_.size(); ++g) {
        if (roles_[g].meal && has_group(product, static_cast<std::int32_t>(g))) {
            return true;
        }
    }
    return false;
}

std::int32_t CompiledLexicon::product_index(ProductId id) const {
    auto const found = std::ranges::find(menu_->products, id, &menu::Product::id);
    return found == menu_->products.end()
               ? -1
               : static_cast<std::int32_t>(found - menu_->products.begin());
}

void CompiledLexicon::insert(Keys const& keys, Meaning const& meaning, Origin origin) {
    // "cups" where a cup is on the menu.
    bool const plural = origin == Origin::Generated && meaning.kind == MeaningKind::Product &&
                        keys.size() == 1 && is_filler(keys);
    // "קרה" is "cold" where that is a choice.
    bool const adjective = origin == Origin::Generated && meaning.kind == MeaningKind::Option &&
                           keys.size() == 1 && group(meaning.group).max == 1 && is_filler(keys);
    if (origin != Origin::Written && is_general(keys) && !plural && !adjective) {
        return;
    }
    Trie::Node& end = trie_.at(keys);
    bool const same_kind = std::ranges::any_of(end.meanings, [&](Meaning const& held) {
        return (held.kind == MeaningKind::Option) == (meaning.kind == MeaningKind::Option);
    });
    // "גדולה" may be a written size of pizzas and a form of another group's "גדול".
    bool const of_other_groups =
        meaning.kind == MeaningKind::Option &&
        std::ranges::all_of(end.meanings, [&](Meaning const& held) {
            return held.kind == MeaningKind::Option && held.group != meaning.group;
        });
    bool const beside = origin == Origin::Generated && end.origin == Origin::Written &&
                        (!same_kind || of_other_groups);
    // "שקדים" is left of a croissant's name and of a milk's.
    bool const both_parts = !end.meanings.empty() && !same_kind &&
                            std::min(origin, end.origin) >= Origin::Tail &&
                            std::min(origin, end.origin) <= Origin::TailForm &&
                            std::max(origin, end.origin) == Origin::Part;
    if (!end.meanings.empty() && origin > end.origin && !beside && !both_parts) {
        return;  // a real name owns it
    }
    if (!end.meanings.empty() && origin < end.origin && !both_parts) {
        end.meanings.clear();
    }
    end.origin = both_parts ? Origin::Part : beside ? end.origin : origin;
    Meaning own = meaning;
    own.formed = beside && of_other_groups && !end.meanings.empty();
    if (std::ranges::find(end.meanings, own) == end.meanings.end()) {
        end.meanings.push_back(own);
    }
}

void CompiledLexicon::add_product_names(std::int32_t index) {
    menu::Product const& item = product(index);
    Meaning const meaning{.kind = MeaningKind::Product, .product = index};
    add_name(item.name.he, meaning, false);
    add_name(item.name.en, meaning, false);
    for (std::string const& synonym : item.synonyms) {
        add_name(synonym, meaning, false);
    }
    for (menu::ImpliedOption const& implied : item.implied) {
        Meaning with = meaning;
        for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
            auto const& options = menu_->groups[g].options;
            auto const found = std::ranges::find(options, implied.option, &menu::Option::id);
            if (menu_->groups[g].id == implied.group && found != options.end()) {
                with.group = static_cast<std::int32_t>(g);
                with.option = static_cast<std::int32_t>(found - options.begin());
            }
        }
        add_name(implied.word, with, false);
    }
}

void CompiledLexicon::add_names() {
    for (std::size_t p = 0; p < menu_->products.size(); ++p) {
        add_product_names(static_cast<std::int32_t>(p));
    }
    for (std::size_t g = 0; g < menu_->groups.size(); ++g) {
        menu::OptionGroup const& owner = menu_->groups[g];
        for (std::size_t o = 0; o < owner.options.size(); ++o) {
            Meaning const meaning{
                .kind = MeaningKind::Option,
                .group = static_cast<std::int32_t>(g),
                .option = static_cast<std::int32_t>(o),
            };
            // What a line has one of (a size, a colour) is an adjective.
            bool const adjective = owner.max == 1;
            menu::Option const& option = owner.options[o];
            add_name(option.name.he, meaning, adjective);
            add_name(option.name.en, meaning, adjective);
            for (std::string const& synonym : option.synonyms) {
                add_name(synonym, meaning, adjective);
            }
            for (menu::CountedWord const& counted : option.counted) {
                Meaning several = meaning;
                several.value = counted.count;
                add_name(counted.word, several, adjective);
            }
        }
    }
}

void CompiledLexicon::add_categories() {
    for (std::size_t p = 0; p < menu_->products.size(); ++p) {
        menu::Product const& item = menu_->products[p];
        auto found = std::ranges::find(categories_, item.category, &Category::key);
        if (found == categories_.end()) {
            categories_.push_back({.key = item.category, .products = {}, .words = {}});
            found = std::prev(categories_.end());
        }
        found->products.push_back(static_cast<std::int32_t>(p));
        Meaning const meaning{
            .kind = MeaningKind::Category,
            .category = static_cast<std::int32_t>(found - categories_.begin()),
        };
        for (std::string const* name : {&item.category_name.he, &item.category_name.en}) {
            Keys keys = name_keys(*name);
            Trie::Node const* held = keys.empty() ? nullptr : trie_.find(keys);
            if (!keys.empty() && (held == nullptr || held->meanings.empty())) {
                insert(keys, meaning, Origin::Generated);
            }
            if (!keys.empty()) {
                names_.push_back({.keys = std::move(keys), .meaning = meaning});
            }
        }
    }
}

// Forms of the first word, of the last word and of both: "לחמי שום", "בירות שחורות".
void CompiledLexicon::add_generated() {
    for (Pending const& name : names_) {
        for (std::string const& key : name.keys) {
            trie_.spell(key);
        }
        Keys heads = other_forms(name.keys.front(), name.adjective);
        Keys tails = name.keys.size() > 1 ? other_forms(name.keys.back(), true) : Keys{};
        heads.push_back(name.keys.front());
        tails.push_back(name.keys.back());
        for (std::string const& head : heads) {
            for (std::string const& tail : tails) {
                Keys keys = name.keys;
                if (keys.size() > 1) {
                    keys.back() = tail;
                }
                keys.front() = head;
                insert(keys, name.meaning, Origin::Generated);
                trie_.spell(keys.front());
                trie_.spell(keys.back());
            }
        }
        std::string joined;
        for (std::string const& key : name.keys) {
            joined += key;
        }
        insert({joined}, name.meaning, Origin::Generated);  // "pepperjack", "צ'יזבורגר"
    }
}

// A picture means what its word means on this menu.
void CompiledLexicon::add_emoji() {
    for (EmojiName const& name : emoji_names()) {
        for (std::string_view const word : split(name.words, '|')) {
            Trie::Node const* const node = trie_.find(name_keys(word));
            if (node != nullptr && !node->meanings.empty()) {
                std::vector<Meaning> const meanings = node->meanings;
                for (Meaning const& meaning : meanings) {
                    insert({std::string(name.emoji)}, meaning, Origin::Generated);
                }
                break;
            }
        }
    }
}

// The words of the plain product name the category too: "פיצה יוונית", "greek pizza".
void CompiledLexicon::add_plain_names(Category& category) const {
    if (category.plain < 0) {
        return;
    }
    menu::Product const& plain = product(category.plain);
    std::vector<std::string> names{plain.name.he, plain.name.en};
    names.insert(names.end(), plain.synonyms.begin(), plain.synonyms.end());
    for (std::string const& name : names) {
        Keys const keys = name_keys(name);
        if (keys.size() == 1) {
            Keys forms = other_forms(keys.front(), false);
            forms.push_back(keys.front());
            category.words.insert(category.words.end(), forms.begin(), forms.end());
        }
    }
}

// "פיצה" alone is a product only if exactly one product owns that word: by its own name or
// synonym, without choosing options along with it.
void CompiledLexicon::set_plain_products() {
    for (Category& category : categories_) {
        menu::Product const& first = product(category.products.front());
        for (std::string const* name : {&first.category_name.he, &first.category_name.en}) {
            Keys const keys = name_keys(*name);
            if (keys.size() != 1) {
                continue;
            }
            Keys forms = other_forms(keys.front(), false);
            forms.push_back(keys.front());
            category.words.insert(category.words.end(), forms.begin(), forms.end());
            for (std::string const& form : forms) {
                Trie::Node const* held = trie_.find({form});
                bool const one = held != nullptr && held->meanings.size() == 1 &&
                                 held->meanings.front().kind == MeaningKind::Product &&
                                 held->meanings.front().option < 0;
                if (one && product(held->meanings.front().product).category == category.key) {
                    category.plain = held->meanings.front().product;
                }
            }
        }
        if (category.products.size() == 1) {
            category.plain = category.products.front();
        }
        add_plain_names(category);
    }
}

}  // namespace croozer::understanding
