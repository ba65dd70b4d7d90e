// What is said of several lines at once: "both", "neither", "without onion for both".
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace croozer::understanding {

// "…without onion for both", with nothing behind it.
bool Search::spreads(State const& state, Before before, bool any, std::size_t next) const {
    Item const* const current = open(state);
    return before == Before::Option && alone_in_line(next) && current != nullptr &&
           state.count > 1 && (any || current->quantity == 1) && !current->options.empty();
}

// What was chosen last, for the lines before it too.
void Search::spread_last(State state, std::size_t next) {
    Chosen const chosen = open(state)->options.back();
    std::vector<int> const lines = meant_by_all(state, std::span(&chosen.group, 1));
    for (int const line : lines) {
        put(state, line, chosen);
    }
    state.both = false;
    if (!lines.empty()) {
        push(state, next);
    }
}

// The lines that may take an option of one of these groups; of "both" the last two.
std::vector<int> Search::meant_by_all(State const& state, std::span<std::int32_t const> groups)
    const {
    std::vector<int> lines;
    std::int32_t units = 0;
    for (int i = state.count - 1; i >= 0; --i) {
        Item const& held = item(state, i);
        bool const its =
            std::ranges::any_of(groups, [&](std::int32_t group) { return fits(held, group); });
        if (its && (!state.both || units < 2)) {
            lines.push_back(i);
            units += held.quantity;
        }
    }
    std::ranges::reverse(lines);
    return lines;
}

void Search::to_all(State state, Edge const& edge, std::size_t next) {
    State const before = state;
    bool any = false;
    std::vector<std::int32_t> groups;
    Meaning const* last = nullptr;  // "fries" is a dish, too
    for (Meaning const& meaning : edge.meanings) {
        if (meaning.kind == MeaningKind::Option) {
            groups.push_back(meaning.group);
            last = &meaning;
        }
    }
    if (last == nullptr) {
        return;
    }
    for (int const i : meant_by_all(state, groups)) {
        for (Meaning const& meaning : edge.meanings) {
            // "both with fries": fries are no part of what is no meal.
            bool const its = meaning.kind == MeaningKind::Option &&
                             fits(item(state, i), meaning.group) &&
                             !lacks_meal(item(state, i), meaning.group);
            State scopes = before;
            Chosen const chosen = its ? scoped(scopes, meaning) : Chosen{};
            if (its && chosen.option >= 0) {
                put(state, i, chosen);
                any = true;
                break;
            }
        }
    }
    std::ignore = scoped(state, *last);
    if (any) {
        state.before = Before::Option;
        push(state, next);
    }
}

// "צ'יפס וטבעות בצל גדולים": an adjective in the plural behind single things says it of the one
// before too. The index of that one, or -1.
int Search::described_too(State const& state, Edge const& edge, Meaning const& meaning) const {
    Item const* const current = open(state);
    auto const ends = [&](std::size_t at, std::string_view plural) {
        return token(at).hebrew && token(at).key.ends_with(plural);
    };
    bool const masculine = ends(edge.last - 1, "ימ");
    bool const plural = masculine || ends(edge.last - 1, "ות");
    if (current == nullptr || !plural || lexicon_.group(meaning.group).max != 1 ||
        current->quantity != 1 || state.open < 1 || state.broken ||
        state.before == Before::Number || ends(current->first, masculine ? "ימ" : "ות")) {
        return -1;
    }
    int const other = state.open - 1;
    Item const& before = item(state, other);
    bool const held = std::ranges::any_of(before.options, [&](Chosen const& chosen) {
        return chosen.group == meaning.group;
    });
    bool const joined = token(current->first).before == Break::None;
    return joined && !held && before.quantity == 1 && fits(before, meaning.group) ? other : -1;
}

}  // namespace croozer::understanding
