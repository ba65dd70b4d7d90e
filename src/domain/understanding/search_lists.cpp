// Lists under a heading ("three pizzas: …") and the parts of a total.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr float part_by_option = 0.1F;
constexpr float perhaps_a_list = 0.2F;
constexpr float no_food = 1.0F;
constexpr float not_another = 0.3F;

}  // namespace

// "three pizzas: olives, corn", "two shakes: vanilla, oreo": whether one more of the list begins.
bool Search::begins_next(State const& state, Meaning const& meaning) const {
    Item const* const current = open(state);
    if (!state.listing || (!state.broken && !state.joined && !state.listed) || state.number >= 0 ||
        current == nullptr) {
        return false;
    }
    // "nine pizzas: four with corn, three family onion and peppers, …"
    if (current->part && current->quantity > 1 && state.joined && !state.broken &&
        !current->options.empty()) {
        return false;
    }
    if (lexicon_.group(meaning.group).max != 1) {
        // "three wraps: chicken with rice, steak with beans"
        bool const alike = current->part && current->options.size() > 1 &&
                           current->options.front().group == meaning.group &&
                           (state.broken || current->options.back().group != meaning.group);
        return state.scope == Scope::None || (alike && state.scope == Scope::With);
    }
    bool const held = std::ranges::any_of(current->options, [&](Chosen const& chosen) {
        return chosen.group == meaning.group;
    });
    return current->part ? held : current->heading && !held;
}

// Whether more than one dish is named from that token to the end of the sentence.
bool Search::names_several(std::size_t first) const {
    int dishes = 0;
    for (std::size_t at = first; at < tokens_.list.size();) {
        Edge const* const edge = lattice_.longest(at, false);
        if (at > first && token(at).before == Break::Hard) {
            break;
        }
        bool const dish = edge != nullptr && !edge->meanings.empty() &&
                          edge->meanings.front().kind == MeaningKind::Product;
        dishes += dish ? 1 : 0;
        at = edge == nullptr ? at + 1 : edge->last;
    }
    return dishes > 1;
}

// "cola two sprite three fanta one": as many numbers as dishes, and the last word is one of them.
bool Search::counts_behind(std::size_t number) const {
    std::size_t first = number;
    while (first > 0 && token(first).before == Break::None) {
        --first;
    }
    int dishes = 0;
    int numbers = 0;
    bool ends = false;
    for (std::size_t at = first; at < tokens_.list.size();) {
        if (at > first && token(at).before != Break::None) {
            break;
        }
        Edge const* const edge = lattice_.longest(at, false);
        if (edge == nullptr) {
            return false;
        }
        bool const dish =
            !edge->meanings.empty() && edge->meanings.front().kind == MeaningKind::Product;
        numbers += edge->number ? 1 : 0;
        dishes += dish ? 1 : 0;
        if (numbers > dishes || dishes > numbers + 1 || (edge->prefix & prefix::and_) != 0) {
            return false;  // not one behind the other
        }
        ends = edge->number.has_value() || (ends && edge->general());
        at = edge->last;
    }
    return ends && dishes > 1 && dishes == numbers;
}

// Whether nothing that was ordered stands between a heading and its list.
bool Search::ends_heading(Item const& item, std::size_t position) const {
    for (std::size_t at = item.last; at < at_[position]; ++at) {
        if (std::ranges::any_of(lattice_.starting(at), [](Edge const& edge) {
                return !edge.general() && edge.cost == 0;
            })) {
            return false;
        }
    }
    return true;
}

// Whether a piece of a list tells how one of a kind is to be: "olives and corn", "plain".
bool Search::only_choices(std::size_t first, std::size_t last) const {
    bool told = false;
    for (std::size_t position = first; position < last;) {
        Edge const* const edge = lattice_.longest(at_[position], false);
        if (edge == nullptr) {
            return false;
        }
        bool const option = std::ranges::any_of(edge->meanings, [](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Option;
        });
        bool const general = edge->general();
        told = told || option || (general && edge->meanings.front().word == Word::Plain);
        if (edge->number || (!general && !option)) {
            return false;
        }
        position += edge->last - edge->first;
    }
    return told;
}

// "no onion" may be of all that was counted before it.
bool Search::begins_with_choice(std::size_t position) const {
    Edge const* const edge = lattice_.longest(at_[position], false);
    static constexpr auto words = std::to_array<Word>({Word::Half, Word::Plain, Word::Everything});
    return edge != nullptr && (!edge->general() || std::ranges::any_of(words, [&](Word word) {
               return edge->meanings.front().word == word;
           }));
}

// How many such pieces follow one another.
std::int32_t Search::lines_of_choices(std::size_t position, Break level) const {
    std::int32_t lines = 0;
    while (position < at_.size()) {
        std::size_t end = position + 1;
        while (end < at_.size() && breaks_[end] < level) {
            ++end;
        }
        if (!only_choices(position, end)) {
            break;
        }
        ++lines;
        position = end;
    }
    return lines;
}

// "three large pizzas:", and a line, or what stands between two commas, for each of them.
void Search::begin_line(State& state, std::size_t position) {
    if (state.lines_left > 0 && (state.hard || (state.broken && !state.lines_hard))) {
        --state.lines_left;
        start_part(state, 1, at_[position]);
        return;
    }
    Item const* const current = open(state);
    bool const heads = state.broken && current != nullptr && current->counted && !current->part &&
                       current->quantity > 1 && state.number < 0 && state.forward.empty() &&
                       !has_extras(*current) && current->halves == 0 &&
                       (token(at_[position]).listed || state.hard) &&
                       ends_heading(*current, position) && begins_with_choice(position);
    if (!heads) {
        return;
    }
    std::int32_t const lines = lines_of_choices(position, state.hard ? Break::Hard : Break::Soft);
    if (lines == current->quantity) {
        state.lines_left = lines - 1;
        state.lines_hard = state.hard;
        state.listing = false;
        start_part(state, 1, at_[position]);
    } else if (lines > 1 && state.hard) {
        issue(state, AmbiguityKind::QuantityUnclear, current->first, current->last);
    }
}

// "two bouquets, small and large": a list without a colon.
void Search::list_from(
    State const& state, Edge const& edge, Meaning const& meaning, std::size_t next
) {
    Item const* const current = open(state);
    bool const may =
        !state.listing && state.broken && !state.hard && current != nullptr && current->counted &&
        current->quantity > 1 && !current->part && state.number < 0 && state.scope == Scope::None &&
        state.forward.empty() && lexicon_.group(meaning.group).max == 1 &&
        fits(*current, meaning.group) && list_closes(next) &&
        std::ranges::none_of(
            current->options, [&](Chosen const& chosen) { return chosen.group == meaning.group; }
        );
    if (!may) {
        return;
    }
    State part = state;
    Item heading = *current;
    heading.heading = true;
    change(part, part.open, heading);
    part.listing = true;
    part.cost += perhaps_a_list;
    if (start_part(part, 1, edge.first)) {
        to_item(part, part.open, edge, meaning, part_by_option, next);
    }
}

// "an oreo shake with cream and vanilla": a line has one flavour, so this is another shake.
void Search::another_by_choice(
    State const& from, Edge const& edge, Meaning const& meaning, std::size_t next
) {
    Item const* const current = open(from);
    bool const may = from.joined && !from.broken && !from.correcting && from.number < 0 &&
                     from.forward.empty() && current != nullptr && !current->part &&
                     current->quantity == 1 && lexicon_.group(meaning.group).max == 1 &&
                     from.part == ordering::Part::Whole && fits(*current, meaning.group) &&
                     from.qualifier == ordering::Qualifier::None;
    bool const chosen = may && std::ranges::any_of(current->options, [&](Chosen const& held) {
                            return held.group == meaning.group && held.option != meaning.option;
                        });
    if (!chosen) {
        return;
    }
    State another = from;
    another.more = true;
    if (start_part(another, 1, edge.first)) {
        to_item(another, another.open, edge, meaning, part_by_option, next);
    }
}

// "five pizzas, two without cheese and the rest plain": what the parts leave of the total.
void Search::rest(State state, Edge const& edge, std::size_t next) {
    int const base = part_base(state);
    std::int32_t left = base < 0 ? 0 : item(state, base).quantity;
    for (int i = 0; i < state.count; ++i) {
        Item const& part = item(state, i);
        left -= part.total == base && !part.removed ? part.quantity : 0;
    }
    if (base < 0 || left < 1 || !start_part(state, left, edge.first)) {
        issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);
        state.cost += no_food;
    }
    push(state, next);
}

// "the second with olives": one more part of the total before.
void Search::other(State state, Edge const& edge, std::size_t next) {
    Item const* const current = open(state);
    if (current != nullptr && current->last == edge.first && current->options.empty() &&
        named_before(*current)) {
        push(state, next);  // "a pizza with olives, a second pizza with corn"
        return;
    }
    bool const both_halves = current != nullptr && current->halves > 1 && !state.half_waits;
    if ((state.part == ordering::Part::Whole || both_halves) && state.number < 0) {
        State part = state;
        // "…on the first one white rice, on the second brown"
        int const base = part_base(state);
        part.of_them = base >= 0 && item(state, base).quantity > 1;
        if (start_part(part, 1, at_[next - 1])) {
            push(part, next);
        }
        state.cost += not_another;
    }
    push(state, next);
}

// "two colas, one of them zero": it was counted before.
void Search::take_from_total(State& state, Item const& fresh) {
    int const base = part_base(state);
    if (base < 0) {
        return;
    }
    Item total = item(state, base);
    if (category_of(total) == category_of(fresh) && total.quantity > fresh.quantity) {
        total.quantity -= fresh.quantity;
        change(state, base, total);
    }
}

}  // namespace croozer::understanding
