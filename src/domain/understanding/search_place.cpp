// An option to whatever may take it.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float number_left_waiting = 1.2F;
constexpr float adjective_behind = 0.5F;
constexpr float topping_behind = 0.2F;
constexpr float earlier_item = 0.8F;
constexpr float with_the_last = 0.6F;
constexpr float part_by_option = 0.1F;
constexpr float of_no_item = 1.6F;
constexpr float of_no_meal = 1.0F;
constexpr float rather_the_next = 0.5F;
constexpr float only_the_nearer = 0.4F;
constexpr float rather_of_it = 0.3F;

}  // namespace

// An option to whatever may take it.
void Search::place(State const& state, Edge const& edge, Meaning const& meaning, std::size_t next) {
    if (bare_ == Bare::StaysLooseNoMeals && lexicon_.is_component(meaning.group) &&
        edge.meanings.front().kind == MeaningKind::Product) {
        return;
    }
    menu::OptionGroup const& owner = lexicon_.group(meaning.group);
    Item const* const current = open(state);
    int fitting = 0;
    for (Item const* at = state.items; at != nullptr; at = at->previous) {
        fitting += fits(*at, meaning.group) ? 1 : 0;
    }
    // A line of its own after several items: "with olives" could be for any of them.
    bool const own_line = !state.first_segment && state.segment_items == 0;
    if (own_line && fitting > 1 && state.number < 0 && state.forward.empty() &&
        state.scope != Scope::None) {
        State which = state;
        which.before = Before::Option;
        issue(which, AmbiguityKind::WhichLine, edge.first, edge.last);
        push(which, next);
        return;
    }
    // "three pizzas: olives, corn, and tuna with onion": each begins one of them.
    bool const next_listed =
        begins_next(state, meaning) && current != nullptr && fits(*current, meaning.group);
    list_from(state, edge, meaning, next);
    if (next_listed) {
        State part = state;
        if (start_part(part, 1, edge.first)) {
            to_item(part, part.open, edge, meaning, part_by_option, next);
        }
    }
    another_by_choice(state, edge, meaning, next);
    if (state.forward.empty() && current != nullptr && fits(*current, meaning.group)) {
        bool const adjective = owner.max == 1;
        bool const loosely =
            state.scope == Scope::None && !state.correcting && state.part == ordering::Part::Whole;
        float cost = state.number >= 0 ? number_left_waiting : 0;
        if (loosely && token(edge.first).latin && !state.broken) {
            cost += adjective ? adjective_behind : topping_behind;
        }
        cost += own_line && state.count > 1 ? earlier_item : 0;
        cost += next_listed ? rather_the_next : 0;
        cost += lacks_meal(*current, meaning.group) ? of_no_meal : 0;
        if (lexicon_.is_component(meaning.group) && is_meal(*current)) {
            cost = 0;  // "a large meal with rings and a cola"
        }
        State to = state;
        drop_number(to);
        if (int const other = described_too(state, edge, meaning); other >= 0) {
            State two = to;
            two.cost += cost;
            Chosen const chosen = scoped(two, meaning);
            if (chosen.option >= 0) {
                put(two, other, chosen);
                put(two, two.open, chosen, edge.last);
                two.before = Before::Option;
                push(two, next);
            }
            cost += only_the_nearer;
        }
        to_item(to, state.open, edge, meaning, cost, next);
    } else if (state.forward.empty() && state.number < 0) {
        // "a breakfast with eggs" does not put eggs into the shakshuka before it.
        bool const of_last = state.scope == Scope::With && !state.broken && !state.correcting;
        float cost = earlier_item + (of_last ? with_the_last : 0);
        for (int i = state.count - 1; i >= 0; --i, cost += topping_behind) {
            if (fits(item(state, i), meaning.group)) {
                to_item(state, i, edge, meaning, cost, next);
                break;
            }
        }
    }
    if (state.number >= 0 && state.forward.empty()) {
        State part = state;
        part.number = -1;
        // "lemonade 2 bottles": two of what stands before, not two more.
        part.cost +=
            state.number_beside && current != nullptr && !current->counted ? rather_of_it : 0;
        int const base = part_base(state);
        // "cappuccino, 1 sweetener" is no other cappuccino; "2 mango, 1 chocolate" are three.
        bool const one_more = owner.max != 1 && base >= 0 && item(state, base).quantity == 1 &&
                              !state.number_and && item(state, base).counted == false;
        part.cost += one_more ? rather_of_it : 0;
        part.number_and =
            part.number_and || (base >= 0 && chooses_other(item(state, base), meaning));
        part.of_base = base >= 0 && owner.max == 1 && has_extras(item(state, base)) &&
                       fits(item(state, base), meaning.group) &&
                       std::ranges::none_of(item(state, base).options, [&](Chosen const& chosen) {
                           return chosen.group == meaning.group;
                       });
        if (base >= 0 && fits(item(state, base), meaning.group) &&
            start_part(part, state.number, state.number_at)) {
            if (state.scope == Scope::Without && state.fresh) {
                part.scope = Scope::Without;  // "one spicy and one not spicy"
                part.fresh = true;
            }
            to_item(part, part.open, edge, meaning, part_by_option, next);
        }
    }
    if (state.scope != Scope::None && fitting == 0 && state.count > 0 && state.forward.empty()) {
        // "cola with olives": of no item here.
        State nobody = state;
        nobody.cost += of_no_item;
        nobody.before = Before::Option;
        issue(nobody, AmbiguityKind::WhichLine, edge.first, edge.last);
        push(nobody, next);
    }
    forward(state, edge, meaning, next);
    headless(state, edge, meaning, next);
}

}  // namespace croozer::understanding
