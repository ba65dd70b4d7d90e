#include "domain/understanding/lattice.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// A general phrase cut short: "no more" read as "no", "can" of "can I get" as a can.
constexpr float shorter_phrase = 0.4F;
// "medium" where "medium well" is written.
constexpr float shorter_name = 0.2F;
// Words of a message that are looked up as misspelt; a customer who writes more unknown ones is
// asked.
constexpr std::size_t most_guesses = 24;
constexpr float guessed = 0.5F;
constexpr float hidden_menu_word = 1.0F;
constexpr float measure_of_its_number = 0.2F;
constexpr float part_of_what_is_there = 0.2F;

// Words that carry the grammar of an order: a shop may use them in names but not take them away.
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

bool is_word(Edge const& edge, Word word) {
    return edge.general() && edge.meanings.front().word == word;
}

}  // namespace

Lattice::Lattice(CompiledLexicon const& lexicon, Tokens const& tokens, bool romanised)
    : tokens_(tokens) {
    std::size_t const count = tokens.list.size();
    Readings readings = lexicon.readings(tokens.list);
    build(lexicon, readings);
    // Words that no phrase covers may be misspelt.
    std::vector<bool> covered(count, false);
    for (Edge const& edge : edges_) {
        if (edge.cost >= guessed) {
            continue;
        }
        std::fill_n(
            covered.begin() + static_cast<std::ptrdiff_t>(edge.first), edge.last - edge.first, true
        );
    }
    bool again = false;
    std::size_t guesses = 0;
    for (std::size_t at = 0; at < count && guesses < most_guesses; ++at) {
        // "of" may be "עוף" where the rest is Hebrew, too.
        if (covered[at] && romanised && lexicon.add_romanised_name(tokens.list[at], at, readings)) {
            again = true;
        } else if (!covered[at]) {
            ++guesses;
            if (!romanised || !lexicon.add_romanised(tokens.list[at], at, readings)) {
                lexicon.add_near(tokens.list[at], at, readings);
                lexicon.add_transliterated(tokens.list[at], at, readings);
            }
            again = again || !readings.menu[at].empty() || !readings.general[at].empty();
        }
    }
    if (again) {
        build(lexicon, readings);
    }
}

void Lattice::build(CompiledLexicon const& lexicon, Readings const& readings) {
    std::size_t const count = tokens_.list.size();
    edges_.clear();
    edges_.reserve(count * 3);
    blocks_.assign(count + 1, {});
    for (std::size_t at = count; at-- > 0;) {
        std::size_t const first = edges_.size();
        lexicon.edges(tokens_.list, readings, at, edges_);
        auto const own = edges_.begin() + static_cast<std::ptrdiff_t>(first);
        bool const refuses = std::any_of(own, edges_.end(), [](Edge const& edge) {
            return is_word(edge, Word::Without) && edge.last > edge.first + 1;
        });
        auto const cut = [&](Edge const& edge) {
            // "lose the corn" is no "lose" and something.
            return cuts_name(edge) || (refuses && is_word(edge, Word::Remove));
        };
        edges_.erase(std::remove_if(own, edges_.end(), cut), edges_.end());
        weigh(std::span(edges_).subspan(first));
        if (tokens_.list[at].number > limits::customer_quantity) {
            trust_measure(std::span(edges_).subspan(first));
        }
        if (tokens_.list[at].number) {
            Edge number{.first = at, .last = at + 1, .meanings = {}};
            number.prefix = tokens_.list[at].prefix;
            number.number = tokens_.list[at].number;
            // "24 pieces" is the choice of that name.
            bool const named =
                std::ranges::any_of(std::span(edges_).subspan(first), [&](Edge const& edge) {
                    return !edge.general() && edge.cost == 0 && edge.last > number.last;
                });
            number.cost = named ? shorter_name : 0;
            edges_.push_back(number);
        }
        blocks_[at] = {.first = first, .count = edges_.size() - first};
    }
}

void Lattice::trust_parts_of(std::span<std::int32_t const> products) {
    std::vector<bool> sure(tokens_.list.size(), false);
    for (Edge const& edge : edges_) {
        if (edge.cost < guessed) {
            std::fill_n(
                sure.begin() + static_cast<std::ptrdiff_t>(edge.first), edge.last - edge.first, true
            );
        }
    }
    for (Edge& edge : edges_) {
        bool const part = !edge.fuzzy && !edge.number && !sure[edge.first];
        if (part && std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
                return meaning.kind == MeaningKind::Product &&
                       std::ranges::find(products, meaning.product) != products.end();
            })) {
            edge.cost = part_of_what_is_there;
        }
    }
}

// "a bag of", where "bag of pitas" is on the menu.
bool Lattice::cuts_name(Edge const& phrase) const {
    if (!is_word(phrase, Word::Filler)) {
        return false;
    }
    for (std::size_t at = phrase.first + 1; at < phrase.last; ++at) {
        for (Edge const& name : starting(at)) {
            if (!name.general() && !name.number && name.cost == 0 && name.last > phrase.last) {
                return true;
            }
        }
    }
    return false;
}

// "a burger 300": a number that can be no quantity is rather the measure that begins with it.
void Lattice::trust_measure(std::span<Edge> edges) {
    for (Edge& edge : edges) {
        bool const part = !edge.general() && edge.last == edge.first + 1;
        edge.cost = part ? std::min(edge.cost, measure_of_its_number) : edge.cost;
    }
}

// "glass of", where a glass is a choice.
bool Lattice::is_glass_of(Edge const& choice, Edge const& phrase) const {
    static constexpr auto of = std::to_array<std::string_view>({"of", "של"});
    return choice.cost == 0 && choice.last + 1 == phrase.last && !choice.meanings.empty() &&
           choice.meanings.front().kind == MeaningKind::Option &&
           phrase.meanings.front().word == Word::Filler &&
           std::ranges::find(of, tokens_.list[phrase.last - 1].key) != of.end();
}

// What speaks against a phrase where another starts with it.
void Lattice::weigh(std::span<Edge> edges) const {
    std::size_t longest_general = 0;
    for (Edge const& edge : edges) {
        bool const glass = edge.general() && std::ranges::any_of(edges, [&](Edge const& other) {
                               return !other.general() && is_glass_of(other, edge);
                           });
        longest_general =
            edge.general() && !glass ? std::max(longest_general, edge.last) : longest_general;
    }
    std::size_t longest_menu = 0;
    for (Edge const& edge : edges) {
        bool const sure = !edge.general() && !edge.number && edge.cost == 0;
        longest_menu = sure ? std::max(longest_menu, edge.last) : longest_menu;
    }
    for (Edge& edge : edges) {
        // "couple" of "couple deal" is no number.
        bool const cut_short = (!edge.general() || edge.number) && edge.last < longest_menu;
        edge.cost += cut_short ? shorter_name : 0;
        // A word of the menu is more likely meant than the same word in general.
        bool const shadowed = edge.general() && !is_grammar(edge.meanings.front().word) &&
                              std::ranges::any_of(edges, [&](Edge const& other) {
                                  return !other.general() &&
                                         (other.last >= edge.last || is_glass_of(other, edge)) &&
                                         other.cost < edge.cost + hidden_menu_word;
                              });
        edge.cost += shadowed ? hidden_menu_word : 0;
        if (edge.last < longest_general) {
            edge.cost += shorter_phrase * static_cast<float>(longest_general - edge.last);
        }
    }
}

bool Lattice::names_menu() const {
    return std::ranges::any_of(edges_, [](Edge const& edge) {
        return !edge.general() && !edge.number && edge.cost < guessed;
    });
}

bool Lattice::has_strangers() const {
    for (std::size_t i = 0; i < tokens_.list.size(); ++i) {
        bool const covered = std::ranges::any_of(edges_, [i](Edge const& edge) {
            return edge.first <= i && i < edge.last && (edge.cost < guessed || !edge.fuzzy);
        });
        if (!covered && !tokens_.list[i].emoji && !tokens_.list[i].digits) {
            return true;
        }
    }
    return false;
}

bool Lattice::says(std::initializer_list<Word> words) const {
    return std::ranges::any_of(edges_, [&](Edge const& edge) {
        return edge.general() && !edge.fuzzy &&
               std::ranges::find(words, edge.meanings.front().word) != words.end();
    });
}

Edge const* Lattice::longest(std::size_t token, bool sure) const {
    Edge const* best = nullptr;
    for (Edge const& edge : starting(token)) {
        // A misspelt general word decides nothing.
        bool const guess = edge.general() ? edge.fuzzy : sure && edge.cost >= guessed;
        if (guess) {
            continue;
        }
        bool const better =
            best == nullptr || edge.last > best->last ||
            (edge.last == best->last && edge.cost < best->cost) ||
            (edge.last == best->last && edge.cost <= best->cost && !edge.general() &&
             !edge.number && !(best->general() && is_grammar(best->meanings.front().word)));
        if (better) {
            best = &edge;
        }
    }
    return best;
}

}  // namespace croozer::understanding
