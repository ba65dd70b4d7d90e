#include "domain/understanding/lexicon.hpp"

#include "base/text.hpp"
#include "domain/understanding/forms.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace croozer::understanding {

namespace {

// Words that carry the grammar of an order: a shop cannot rename them.
bool is_grammar(Word word) {
    static constexpr auto grammar = std::to_array<Word>(
        {Word::Number,
         Word::Half,
         Word::With,
         Word::Without,
         Word::Not,
         Word::And,
         Word::Instead,
         Word::Confirm,
         Word::Deny,
         Word::Cancel,
         Word::Remove,
         Word::Add}
    );
    return std::ranges::find(grammar, word) != grammar.end();
}

}  // namespace

std::shared_ptr<Lexicon const> Lexicon::compile(std::shared_ptr<menu::Menu const> menu) {
    return std::make_shared<CompiledLexicon>(std::move(menu));
}

CompiledLexicon::CompiledLexicon(std::shared_ptr<menu::Menu const> menu) : menu_(std::move(menu)) {
    product_has_group_.resize(menu_->products.size());
    for (std::size_t p = 0; p < menu_->products.size(); ++p) {
        for (menu::OptionGroup const& group : menu_->groups) {
            auto const& ids = menu_->products[p].groups;
            product_has_group_[p].push_back(std::ranges::find(ids, group.id) != ids.end());
        }
    }
    add_general(hebrew_words());
    add_general(english_words());
    add_names();
    add_categories();
    add_generated();
    set_plain_products();
}

bool CompiledLexicon::has_group(std::int32_t product, std::int32_t group) const {
    return product_has_group_[static_cast<std::size_t>(product)][static_cast<std::size_t>(group)];
}

std::int32_t CompiledLexicon::product_index(ProductId id) const {
    auto const found = std::ranges::find(menu_->products, id, &menu::Product::id);
    return found == menu_->products.end()
               ? -1
               : static_cast<std::int32_t>(found - menu_->products.begin());
}

std::uint32_t CompiledLexicon::word_number(std::string const& key) {
    auto const next = static_cast<std::uint32_t>(vocabulary_.size() + 1);
    return vocabulary_.try_emplace(key, next).first->second;
}

void CompiledLexicon::insert(Keys const& keys, Meaning const& meaning, bool generated) {
    std::uint32_t node = 0;
    for (std::string const& key : keys) {
        std::uint32_t const word = word_number(key);
        auto const found = nodes_[node].next.find(word);
        if (found != nodes_[node].next.end()) {
            node = found->second;
            continue;
        }
        auto const fresh = static_cast<std::uint32_t>(nodes_.size());
        nodes_[node].next.emplace(word, fresh);
        nodes_.emplace_back();
        node = fresh;
    }
    Node& end = nodes_[node];
    bool const general = meaning.kind == MeaningKind::General;
    if (general && !end.meanings.empty()) {
        return;  // the first meaning of a general word stands
    }
    if (!general) {
        bool const held = !end.meanings.empty() && end.meanings[0].kind == MeaningKind::General;
        if (held && (generated || is_grammar(end.meanings[0].word))) {
            return;
        }
        if (held) {
            end.meanings.clear();
        }
        if (generated && !end.meanings.empty() && !end.generated) {
            return;  // a real name owns it
        }
        end.generated = generated;
    }
    if (std::ranges::find(end.meanings, meaning) == end.meanings.end()) {
        end.meanings.push_back(meaning);
    }
}

std::vector<Meaning> const* CompiledLexicon::exact(Keys const& keys) const {
    std::uint32_t node = 0;
    for (std::string const& key : keys) {
        auto const word = vocabulary_.find(key);
        if (word == vocabulary_.end()) {
            return nullptr;
        }
        auto const next = nodes_[node].next.find(word->second);
        if (next == nodes_[node].next.end()) {
            return nullptr;
        }
        node = next->second;
    }
    return &nodes_[node].meanings;
}

void CompiledLexicon::add_general(std::span<WordList const> lists) {
    for (WordList const& list : lists) {
        for (std::string_view const phrase : split(list.phrases, '|')) {
            Keys const keys = name_keys(phrase);
            if (!keys.empty()) {
                insert(keys, Meaning{.word = list.word, .value = list.value}, false);
            }
        }
    }
}

void CompiledLexicon::add_name(std::string_view name, Meaning const& meaning, bool adjective) {
    Keys keys = name_keys(name);
    if (keys.empty()) {
        return;
    }
    insert(keys, meaning, false);
    names_.push_back({.keys = std::move(keys), .meaning = meaning, .adjective = adjective});
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
            std::vector<Meaning> const* held = keys.empty() ? nullptr : exact(keys);
            if (!keys.empty() && (held == nullptr || held->empty())) {
                insert(keys, meaning, true);
            }
            if (!keys.empty()) {
                names_.push_back({.keys = std::move(keys), .meaning = meaning});
            }
        }
    }
}

// Forms of the first word, of the last word and of both: "לחמי שום", "בירות שחורות".
void CompiledLexicon::add_generated() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    auto const remember = [&](std::string const& key, std::uint32_t base) {
        std::uint32_t const word = word_number(key);
        if (seen.emplace(word, base).second) {
            menu_words_.push_back(
                {.letters = wide(key), .sound = sound_key(key), .word = word, .base = base}
            );
        }
    };
    for (Pending const& name : names_) {
        for (std::string const& key : name.keys) {
            remember(key, word_number(key));
        }
    }
    for (Pending const& name : names_) {
        Keys heads = other_forms(name.keys.front(), name.adjective);
        Keys tails = name.keys.size() > 1 ? other_forms(name.keys.back(), true) : Keys{};
        std::uint32_t const head_base = word_number(name.keys.front());
        std::uint32_t const tail_base = word_number(name.keys.back());
        heads.push_back(name.keys.front());
        tails.push_back(name.keys.back());
        for (std::string const& head : heads) {
            for (std::string const& tail : tails) {
                Keys keys = name.keys;
                if (keys.size() > 1) {
                    keys.back() = tail;
                }
                keys.front() = head;
                insert(keys, name.meaning, true);
                remember(head, head_base);
                if (keys.size() > 1) {
                    remember(tail, tail_base);
                }
            }
        }
    }
    names_.clear();
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
                std::vector<Meaning> const* held = exact({form});
                bool const one = held != nullptr && held->size() == 1 &&
                                 held->front().kind == MeaningKind::Product &&
                                 held->front().option < 0;
                if (one && product(held->front().product).category == category.key) {
                    category.plain = held->front().product;
                }
            }
        }
        if (category.products.size() == 1) {
            category.plain = category.products.front();
        }
    }
}

}  // namespace croozer::understanding
