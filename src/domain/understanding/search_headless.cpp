// Items of which only an option was said: "two large ones", "penne".
#include "domain/understanding/search.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr float beside_without_and = 0.5F;
constexpr float only_an_option = 1.2F;
constexpr float only_its_option = 0.4F;
constexpr float only_a_size = 0.6F;
constexpr float only_a_counted_size = 0.2F;
constexpr float with_nothing = 1.5F;
constexpr float rather_the_same = 0.4F;
constexpr float as_before = 0.4F;
constexpr float rather_counted_before = 0.3F;

}  // namespace

// "two small margheritas and a large one": of what was named before, or the plain one? The whole
// message decides; where it does not, somebody must.
bool Search::copies_earlier(
    State const& from, Edge const& edge, Meaning const& meaning, std::size_t next
) {
    Item const* const current = open(from);
    bool const named = current != nullptr && !current->plain && !current->headless &&
                       !current->removed && current->candidates.size() == 1 &&
                       fits(*current, meaning.group) &&
                       (from.number >= 0 || from.article || from.joined);
    auto const plain = lexicon_.meant_by_option(meaning.group);
    if (!named || std::ranges::equal(plain, current->candidates)) {
        return false;
    }
    State state = from;
    Item again;
    again.candidates = current->candidates;
    again.counted = state.number >= 0;
    again.quantity = std::max(state.number, 1);
    again.first = static_cast<std::uint32_t>(edge.first);
    again.last = static_cast<std::uint32_t>(edge.last);
    state.cost += as_before + (again.quantity > 1 ? rather_the_same : 0);
    if (too_dear(state, next)) {
        return true;
    }
    state.number = -1;
    state.scope = Scope::None;
    state.article = false;
    state.correcting = false;
    state.more = false;
    Chosen const chosen = scoped(state, meaning);
    state.part = ordering::Part::Whole;
    state.before = Before::Option;
    add(state, again);
    put(state, state.open, chosen);
    push(state, next);
    return true;
}

// "שתי משפחתיות": the one product of that size, if it is clear which.
void Search::headless(
    State const& from, Edge const& edge, Meaning const& meaning, std::size_t next
) {
    if (from.count >= most_items || !from.forward.empty() ||
        (from.scope == Scope::Without && from.fresh)) {
        return;
    }
    auto const candidates = lexicon_.meant_by_option(meaning.group);
    if (candidates.empty()) {
        return;
    }
    bool const size = lexicon_.group(meaning.group).is_size;
    if (bare_ != Bare::StartsLine && (!size || from.number < 0)) {
        return;
    }
    State state = from;
    bool const apart =
        state.broken || state.joined || state.number >= 0 || state.article || state.count == 0;
    // "penne": a choice that one product alone offers is its name.
    bool const its_own = lexicon_.is_of_one_product(meaning.group) && apart &&
                         lexicon_.group(meaning.group).max == 1 && state.scope == Scope::None &&
                         !lexicon_.is_component(meaning.group);
    state.cost += size      ? (state.number >= 0 ? only_a_counted_size : only_a_size)
                  : its_own ? only_its_option
                            : only_an_option;
    state.cost += candidates.size() > 1 ? several_products : 0;
    state.cost += !size && state.scope == Scope::With ? with_nothing : 0;
    state.cost += apart ? 0 : beside_without_and;
    // "one pizza small": the number is rather of what stands before it.
    state.cost += size && state.number == 1 && state.number_beside ? rather_counted_before : 0;
    if (too_dear(state, next)) {
        return;
    }
    if (size && copies_earlier(state, edge, meaning, next)) {
        state.cost += rather_the_same;
    }
    Item item;
    item.candidates = candidates;
    item.plain = true;
    item.headless = true;
    item.counted = state.number >= 0;
    item.quantity = std::max(state.number, 1);
    item.first = static_cast<std::uint32_t>(edge.first);
    item.last = static_cast<std::uint32_t>(edge.last);
    item.halves = state.loose_halves;
    state.number = -1;
    state.scope = Scope::None;
    state.article = false;
    state.correcting = false;
    state.more = false;
    Chosen const chosen = scoped(state, meaning);
    state.part = ordering::Part::Whole;
    state.before = Before::Option;
    add(state, item);
    put(state, state.open, chosen);
    push(state, next);
}

}  // namespace croozer::understanding
