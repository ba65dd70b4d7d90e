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
void Search::other(State state, Edge const& /*edge*/, std::size_t next) {
    Item const* const current = open(state);
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
