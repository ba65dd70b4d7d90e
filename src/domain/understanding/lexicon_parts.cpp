// Parts of longer names: "teriyaki", "סויה" for "חלב סויה", "יוונית" for "פיצה יוונית".
#include "domain/understanding/forms.hpp"
#include "domain/understanding/lexicon.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

namespace {

// Words that hold a name together and say nothing alone: "and", "with".
bool joins(std::string const& key) {
    Trie::Node const* const node = general_words().find({key});
    if (node == nullptr || node->meanings.empty()) {
        return false;
    }
    Word const word = node->meanings.front().word;
    return word == Word::And || word == Word::With || word == Word::Without || word == Word::Filler;
}

}  // namespace

// What a menu calls or spells in two ways ("espresso", "expresso") is so called in longer names
// too.
void CompiledLexicon::add_spellings() {
    constexpr float one_stroke = 1;
    constexpr std::size_t shortest_respelt = 5;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        for (std::size_t j = i + 1; j < names_.size(); ++j) {
            if (names_[j].meaning != names_[i].meaning) {
                break;
            }
            if (names_[i].keys.size() != 1 || names_[j].keys.size() != 1) {
                continue;
            }
            std::u32string const one = wide(names_[i].keys.front());
            std::u32string const other = wide(names_[j].keys.front());
            bool const alike = one.size() == other.size() && one.size() >= shortest_respelt &&
                               typing_distance(one, other, one_stroke) <= one_stroke;
            // "cola" for the "coke" of "coke zero", too: of one language, and each a name by
            // itself.
            bool const alias = names_[i].meaning.kind == MeaningKind::Product &&
                               names_[i].meaning.option < 0 &&
                               (one.front() < U'א') == (other.front() < U'א');
            if (alike || alias) {
                pairs.emplace_back(names_[i].keys.front(), names_[j].keys.front());
                pairs.emplace_back(names_[j].keys.front(), names_[i].keys.front());
            }
        }
    }
    add_digits();
    std::size_t const count = names_.size();
    for (auto const& [spelt, also] : pairs) {
        for (std::size_t i = 0; i < count; ++i) {
            if (names_[i].keys.size() < 2 ||
                std::ranges::find(names_[i].keys, spelt) == names_[i].keys.end()) {
                continue;
            }
            Pending respelt = names_[i];
            std::ranges::replace(respelt.keys, spelt, also);
            insert(respelt.keys, respelt.meaning, Origin::Generated);
            names_.push_back(std::move(respelt));
        }
    }
}

// "3 shots" of "three shots", "two liter" of "2 liter".
void CompiledLexicon::add_digits() {
    using Digits = std::pair<std::string_view, std::string_view>;
    static constexpr auto numbers =
        std::to_array<Digits>({{"one", "1"},     {"two", "2"},   {"three", "3"}, {"four", "4"},
                               {"five", "5"},    {"six", "6"},   {"eight", "8"}, {"ten", "10"},
                               {"twelve", "12"}, {"שני", "2"},   {"שתי", "2"},   {"שלושה", "3"},
                               {"שלוש", "3"},    {"ארבעה", "4"}, {"ארבע", "4"},  {"חמישה", "5"},
                               {"חמש", "5"},     {"שישה", "6"},  {"שש", "6"},    {"שמונה", "8"},
                               {"עשרה", "10"},   {"עשר", "10"}});
    std::size_t const count = names_.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < names_[i].keys.size() && names_[i].keys.size() > 1; ++k) {
            auto const number = std::ranges::find_if(numbers, [&](Digits const& pair) {
                return pair.first == names_[i].keys[k] || pair.second == names_[i].keys[k];
            });
            if (number == numbers.end()) {
                continue;
            }
            Pending written = names_[i];
            written.keys[k] = number->first == written.keys[k] ? number->second : number->first;
            insert(written.keys, written.meaning, Origin::Generated);
            names_.push_back(std::move(written));
        }
    }
}

// A part of a longer name stands for it where nothing else does: "teriyaki", "סויה" for "חלב סויה".
void CompiledLexicon::add_parts() {
    count_name_words();
    for (Pending const& name : names_) {
        if (name.keys.size() < 2 || name.meaning.kind == MeaningKind::Category) {
            continue;
        }
        for (std::size_t first = 0; first < name.keys.size(); ++first) {
            for (std::size_t last = first + 1; last <= name.keys.size(); ++last) {
                if (last - first < name.keys.size()) {
                    add_part(name, first, last);
                }
            }
        }
    }
    add_parts_beside();
    // "chicken and bacon ranch" is also "chicken bacon ranch".
    for (Pending const& name : names_) {
        Keys bare = name.keys;
        std::erase_if(bare, joins);
        if (bare.size() > 1 && bare.size() < name.keys.size()) {
            insert(bare, name.meaning, Origin::Generated);
        }
    }
}

std::string CompiledLexicon::word_of_category(std::int32_t product_index, std::string const& word)
    const {
    return product(product_index).category + '\n' + word;
}

// Which words of names several products of a category share.
void CompiledLexicon::count_name_words() {
    for (Pending const& name : names_) {
        if (name.meaning.kind != MeaningKind::Product) {
            continue;
        }
        for (std::string const& word : name.keys) {
            auto const [held, added] = only_product_.try_emplace(
                word_of_category(name.meaning.product, word), name.meaning.product
            );
            if (!added && held->second != name.meaning.product) {
                held->second = several_products;
            }
        }
    }
}

// Whether all that [first, last) leaves out are words that several products of the category share.
bool CompiledLexicon::is_tail(Pending const& name, std::size_t first, std::size_t last) const {
    for (std::size_t i = 0; i < name.keys.size(); ++i) {
        bool const left_out = i < first || i >= last;
        if (left_out && only_product_.at(word_of_category(name.meaning.product, name.keys[i])) !=
                            several_products) {
            return false;
        }
    }
    return true;
}

// "pastrami", which a lunch deal alone offers as a choice, is a sandwich by itself, too.
bool CompiledLexicon::is_dish_of_deal(
    Trie::Node const& named, Pending const& name, std::size_t first, std::size_t last
) const {
    return !named.meanings.empty() && named.origin < Origin::Tail &&
           name.meaning.kind == MeaningKind::Product && name.meaning.option < 0 &&
           std::ranges::all_of(
               named.meanings,
               [&](Meaning const& meaning) {
                   return meaning.kind == MeaningKind::Option && group(meaning.group).max == 1 &&
                          is_of_one_product(meaning.group) &&
                          !has_group(name.meaning.product, meaning.group);
               }
           ) &&
           is_tail(name, first, last);
}

// "onion" of "red onion", where another dish has an onion by that very name.
bool CompiledLexicon::may_stand_beside(Trie::Node const& named, Meaning const& meaning) const {
    return meaning.kind == MeaningKind::Option && !named.meanings.empty() &&
           named.origin < Origin::Tail &&
           std::ranges::all_of(
               named.meanings,
               [&](Meaning const& held) {
                   return held.kind == MeaningKind::Option && held.group != meaning.group &&
                          !go_together(held.group, meaning.group);
               }
           );
}

void CompiledLexicon::add_parts_beside() {
    for (Beside const& part : beside_) {
        bool const shared = std::ranges::any_of(beside_, [&](Beside const& other) {
            return other.word == part.word && other.meaning != part.meaning &&
                   (other.meaning.group == part.meaning.group ||
                    go_together(other.meaning.group, part.meaning.group));
        });
        std::vector<Meaning>& meanings = trie_.at({part.word}).meanings;
        Meaning own = part.meaning;
        own.formed = true;
        if (!shared && std::ranges::find(meanings, own) == meanings.end()) {
            meanings.push_back(own);
        }
    }
    beside_ = {};
}

void CompiledLexicon::add_part(Pending const& name, std::size_t first, std::size_t last) {
    // "דל" of "חלב דל שומן"
    auto const too_short = [](Keys const& keys) {
        constexpr std::size_t shortest_part = 3;
        bool const hebrew =
            keys.front().front() < 0 || static_cast<unsigned char>(keys.front().front()) >= 0xD7;
        return wide(keys.front()).size() + (hebrew ? 1U : 0U) < shortest_part;
    };
    Keys const part(
        name.keys.begin() + static_cast<std::ptrdiff_t>(first),
        name.keys.begin() + static_cast<std::ptrdiff_t>(last)
    );
    if (part.size() == 1 && is_kind_of_drink(part.front())) {
        return;
    }
    Trie::Node const* const whole = trie_.find(part);
    // "וחצי" of "ליטר וחצי" would hide "and a half".
    std::string_view const anded = "ו";
    bool const hides = part.size() == 1 && part.front().starts_with(anded) &&
                       is_general({part.front().substr(anded.size())});
    bool const spoken =
        hides || is_general(part) ||
        (whole != nullptr && !whole->meanings.empty() && whole->origin < Origin::Tail);
    if (whole != nullptr && is_dish_of_deal(*whole, name, first, last)) {
        for (Meaning const& meaning : whole->meanings) {
            roles_[static_cast<std::size_t>(meaning.group)].component = true;
        }
        std::vector<Meaning>& meanings = trie_.at(part).meanings;
        meanings.insert(meanings.begin(), name.meaning);
        return;
    }
    static constexpr auto without = std::to_array<std::string_view>({"נטול", "נטולת", "free"});
    bool const refuses = std::ranges::any_of(name.keys, [](std::string const& key) {
        Trie::Node const* const node = general_words().find({key});
        return std::ranges::find(without, key) != without.end() ||
               (node != nullptr && !node->meanings.empty() &&
                node->meanings.front().word == Word::Without);
    });
    if (part.size() == 1 && whole != nullptr && !too_short(part) && !refuses &&
        !is_size_word(part.front()) && may_stand_beside(*whole, name.meaning)) {
        beside_.push_back({.word = part.front(), .meaning = name.meaning});
    }
    if (spoken || too_short(part) || joins(part.front()) || joins(part.back())) {
        return;
    }
    bool const tail = name.meaning.kind == MeaningKind::Product && is_tail(name, first, last);
    bool const inner = first > 0 && last < name.keys.size();
    insert(part, name.meaning, tail ? Origin::Tail : inner ? Origin::PartForm : Origin::Part);
    bool const latin = part.front().front() >= 'a' && part.front().front() <= 'z';
    bool const hebrew_head = !latin && first == 0;
    bool const heads = hebrew_head || (latin && last == name.keys.size());
    Trie::Node& node = trie_.at(part);
    node.modifier = latin && last < name.keys.size();
    node.head = heads && part.size() == 1 && node.meanings.size() == 1 &&
                node.meanings.front() == name.meaning && name.meaning.kind == MeaningKind::Product;
    if (part.size() == 1) {
        for (std::string const& form : other_forms(part.front(), true)) {
            insert({form}, name.meaning, tail ? Origin::TailForm : Origin::PartForm);
        }
    }
}

// A part that several options share says nothing; one that several products share is a question.
void CompiledLexicon::drop_unclear_parts() {
    constexpr std::size_t most = 6;
    for (Trie::Node& node : trie_.nodes()) {
        if (node.origin < Origin::Tail) {
            continue;
        }
        std::vector<std::int32_t> groups;
        for (Meaning const& meaning : node.meanings) {
            if (meaning.kind == MeaningKind::Option) {
                groups.push_back(meaning.group);
            }
        }
        std::ranges::sort(groups);
        bool const shared = std::ranges::adjacent_find(groups) != groups.end();
        if (shared || node.meanings.size() > most) {
            // "sauce" beside "chipotle": a word of the trade, without a meaning of its own.
            node.meanings = {Meaning{.word = Word::Filler}};
        }
    }
}

}  // namespace croozer::understanding
