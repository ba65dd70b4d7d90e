// What "no", "extra", "very" and "on the side" reach.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float no_as_correction = 0.5F;
constexpr float not_takes_out = 0.3F;
constexpr float qualifier_behind = 0.5F;
constexpr float part_by_qualifier = 0.4F;
constexpr float aside_of_nothing = 0.6F;  // "no onion on the side"

}  // namespace

// "without any" and what it is.
bool Search::refuses_any(Edge const& edge, std::size_t next) const {
    static constexpr auto words = std::to_array<std::string_view>({"בלי", "ללא", "without", "no"});
    return edge.last > edge.first + 1 && describes(next) &&
           std::ranges::find(words, token(edge.first).key) != words.end();
}

// "tahini on the side": the menu may have that as a choice of its own.
void Search::set_aside(State& state, Before before) {
    Item const* const current = open(state);
    if (before != Before::Option || current == nullptr || current->options.empty()) {
        return;
    }
    state.cost += current->options.back().negated ? aside_of_nothing : 0;
    std::int32_t const group = current->options.back().group;
    for (AsideOption const& aside : lexicon_.aside_options()) {
        if (aside.of == group && fits(*current, aside.group)) {
            put(state, state.open, {.group = aside.group, .option = aside.option});
            return;
        }
    }
}

// "…, ketchup no": a clause that names one thing and refuses it.
void Search::refused_behind(State state, Edge const& edge, std::size_t next) {
    Item const* const current = open(state);
    // Behind its name and not "…with beef, uh no, with tofu".
    bool const behind = current != nullptr && current->last == edge.first;
    if (!behind || current->options.empty() ||
        !lexicon_.group(current->options.back().group).negatable || state.scope == Scope::Without) {
        return;
    }
    Item without = *current;
    without.options.back().negated = true;
    without.options.back().qualifier = ordering::Qualifier::None;
    without.options.back().count = 1;
    state.before = Before::Option;
    change(state, state.open, without);
    push(state, next);
}

// "no onion" takes out; "no, mushrooms" turns back.
void Search::negation(State state, Edge const& edge, std::size_t next) {
    if (state.number >= 0 && (alone_in_line(next) || state.of_them)) {
        number_opens_part(state);  // "one spicy, one not", "two of them no onion"
    } else if (state.open >= 0) {
        State turned = state;
        turned.correcting = true;
        turned.scope = Scope::None;
        // "not spicy" says what it is to be without; "no, mushrooms" turns back.
        turned.cost += no_as_correction + (token(edge.first).key == "not" ? not_takes_out : 0);
        push(turned, next);
    }
    state.scope = Scope::Without;
    state.scope_at = static_cast<std::uint32_t>(edge.first);
    state.fresh = true;
    state.refused = true;
    push(state, next);
}

// "keep garlic off them", "leaving the pesto off".
bool Search::keeps_off(Edge const& edge) const {
    static constexpr auto verbs =
        std::to_array<std::string_view>({"keep", "keeping", "leave", "leaving", "take", "taking"});
    if (bare_ != Bare::StartsLine ||
        std::ranges::find(verbs, token(edge.first).key) == verbs.end()) {
        return false;
    }
    bool names = false;
    for (std::size_t at = edge.first + 1; at < tokens_.list.size(); ++at) {
        if (token(at).before != Break::None) {
            return false;
        }
        if (token(at).key == "off" || token(at).key == "out") {
            return names;
        }
        names = names || std::ranges::any_of(lattice_.starting(at), [](Edge const& option) {
                    return !option.meanings.empty() && option.cost == 0 &&
                           option.meanings.front().kind == MeaningKind::Option;
                });
    }
    return false;
}

// What the other parts of the same total have, for this one too.
bool Search::with_all(State& state) {
    Item const* const current = open(state);
    if (current == nullptr || !current->part) {
        return false;
    }
    int const own = state.open;
    std::int32_t const total = current->total;
    for (int i = 0; i < own; ++i) {
        Item const part = item(state, i);
        for (Chosen const& chosen : part.options) {
            bool const extra = lexicon_.group(chosen.group).max != 1 && !chosen.negated;
            if (part.part && part.total == total && extra) {
                put(state, own, chosen);
            }
        }
    }
    state.scope = Scope::None;
    return true;
}

// "very spicy", "חריף מאוד": of what there may be more; of anything else it says nothing.
void Search::intensify(State state, Edge const& edge, std::size_t next) {
    Item const* const current = open(state);
    bool const behind = state.before == Before::Option && current != nullptr && !state.broken &&
                        current->last == edge.first && !current->options.empty() &&
                        !current->options.back().negated &&
                        lexicon_.group(current->options.back().group).qualifiable;
    bool const before =
        !alone_in_line(next) &&
        std::ranges::any_of(lattice_.starting(at_[next]), [&](Edge const& edge) {
            return edge.cost == 0 && std::ranges::any_of(edge.meanings, [&](Meaning const& m) {
                       return m.kind == MeaningKind::Option && lexicon_.group(m.group).qualifiable;
                   });
        });
    if (behind) {
        Item item = *current;
        item.options.back().qualifier = ordering::Qualifier::Extra;
        change(state, state.open, item);
    } else if (bare_ != Bare::StartsLine && state.before == Before::Option &&
               !state.forward.empty() && !state.forward.back().negated &&
               lexicon_.group(state.forward.back().group).qualifiable) {
        state.forward.back().qualifier = ordering::Qualifier::Extra;  // of what is in the cart
    } else if (before) {
        state.qualifier = ordering::Qualifier::Extra;
    }
    push(state, next);
}

void Search::qualifier(State state, Edge const& edge, std::size_t next, ordering::Qualifier value) {
    Item const* const current = open(state);
    bool const behind_option = state.before == Before::Option;
    state.before = Before::Word;
    bool const close = !state.broken || (!state.hard && alone_in_line(next));
    if (state.forward.empty() && current != nullptr && behind_option && !current->options.empty() &&
        close) {
        // "olives extra", "with tahini, just a little"
        State behind = state;
        Item item = *current;
        item.options.back().qualifier = value;
        // "mushrooms extra and olives"
        // "(a lot)", and something behind it
        bool const aside = alone_in_line(next) && next < at_.size();
        bool const last = aside || ((alone_in_line(next) || and_at(next)) && !state.broken);
        behind.cost += last ? 0 : qualifier_behind;
        change(behind, behind.open, item);
        push(behind, next);
        if (last) {
            return;  // "with tuna, double": of nothing else
        }
    }
    if (bare_ != Bare::StartsLine && behind_option && !state.forward.empty() && close) {
        State behind = state;  // "טחינה רק טיפה", of what is in the cart
        behind.forward.back().qualifier = value;
        behind.cost += qualifier_behind;
        push(behind, next);
    }
    if (state.scope == Scope::Without && !state.fresh) {
        state.scope = Scope::None;
    }
    state.doubled = edge.meanings.front().value == 2;
    state.qualifier = value;
    state.anded = state.joined && !state.broken;
    if (state.number >= 0) {
        State part = state;
        if (start_part(part, state.number, state.number_at)) {
            part.qualifier = value;
            part.number = -1;
            part.cost += part_by_qualifier;
            push(part, next);
        }
    }
    push(state, next);
}

}  // namespace croozer::understanding
