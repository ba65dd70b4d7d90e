// What takes the place of what was said, and what stays of it.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr float refers = 0.2F;
constexpr float swallowed = 0.3F;
constexpr float nothing_in_place_of = 1.0F;

}  // namespace

// "2 kilos of oreo… sorry, one kilo": what a correction does not mention stays.
void Search::take_over(Item& fresh, Item const& old) const {
    for (Chosen const& chosen : old.options) {
        auto const own = fresh.options.begin() + fresh.inherited;
        bool const said = std::any_of(own, fresh.options.end(), [&](Chosen const& held) {
            return held.group == chosen.group;
        });
        if (!said && fresh.inherited < most_options / 2 && fits(fresh, chosen.group)) {
            fresh.options.insert(own, chosen);
            ++fresh.inherited;
        }
    }
}

// "without cola": nothing to add; "not cola": an earlier one goes.
void Search::refuse_product(State state, Item const& refused, std::size_t next) {
    state.fresh = false;
    state.cost += swallowed;
    state.number = -1;
    state.before = Before::Product;
    for (int i = state.count - 1; i >= 0; --i) {
        Item held = item(state, i);
        bool const same = held.candidates.size() == 1 && refused.candidates.size() == 1 &&
                          held.candidates.front() == refused.candidates.front();
        if (same && !held.removed) {
            held.removed = true;
            change(state, i, held);
            state.correcting = true;
            break;
        }
    }
    push(state, next);
}

// What follows is of the item that was opened again.
void Search::go_back(State& state, std::size_t next) {
    state.before = Before::Product;
    state.definite = false;
    state.scope = Scope::None;
    state.part = ordering::Part::Whole;
    push(state, next);
}

// "the pizza", "all those pizzas": an item of this message.
void Search::refer(State const& from, Item const& named_item, std::size_t next) {
    State state = from;
    if ((!named_item.definite && !state.all) || state.number >= 0 || !state.forward.empty()) {
        return;
    }
    for (int i = state.count - 1; i >= 0; --i) {
        Item const& held = item(state, i);
        bool const same = held.candidates.size() <= named_item.candidates.size() &&
                          std::ranges::includes(named_item.candidates, held.candidates);
        // "a margherita… olives on the pizza"
        bool const kind = named_item.plain && category_of(held) == category_of(named_item);
        if (!held.removed && (same || kind)) {
            state.open = i;
            ++state.segment_items;  // its own line may say more of it
            state.cost += refers;
            state.all = state.all && !state.broken && !state.joined;
            go_back(state, next);
            return;
        }
    }
}

// "two rosé, one pesto, and in the pesto put sweet potato": the part that was chosen so.
void Search::refer_by_choice(
    State const& from, Edge const& edge, Meaning const& meaning, std::size_t next
) {
    Item const* const current = open(from);
    bool const begins = (edge.prefix & prefix::in) != 0 && (from.broken || from.joined) &&
                        from.number < 0 && from.forward.empty() && next < at_.size() &&
                        breaks_[next] == Break::None && lexicon_.group(meaning.group).max == 1;
    auto const holds = [&](Item const& held, bool exactly) {
        return std::ranges::any_of(held.options, [&](Chosen const& chosen) {
            return chosen.group == meaning.group && !chosen.negated &&
                   (!exactly || chosen.option == meaning.option);
        });
    };
    if (!begins || current == nullptr || !holds(*current, false)) {
        return;
    }
    for (int i = from.count - 1; i >= 0; --i) {
        Item const& held = item(from, i);
        if (!held.removed && held.part && holds(held, true)) {
            State state = from;
            state.open = i;
            go_back(state, next);
            return;
        }
    }
}

// Whether the one name holds all words of the other.
bool Search::names_more(Item const& item, Item const& closer) const {
    return item.candidates.size() == 1 && closer.candidates.size() == 1 &&
           lexicon_.names_more(item.candidates.front(), closer.candidates.front());
}

// "a cola or a sprite".
bool Search::alternative(std::size_t at) const {
    for (std::size_t i = at; i > 0 && i + 2 > at; --i) {
        std::string_view const key = token(i - 1).key;
        if (key == "or" || key == "או") {
            return true;
        }
        if (key != "a" && key != "an" && !token(i - 1).number) {
            return false;
        }
    }
    return false;
}

// "oat milk instead of milk": what follows goes, if it was there at all.
void Search::replaced(State state, Meaning const& meaning, std::size_t next) {
    state.replacing = false;
    Item changed = *open(state);
    bool const odd = !changed.options.empty() && changed.options.back().negated;
    state.cost += odd ? nothing_in_place_of : 0;
    auto const found = std::ranges::find_if(changed.options, [&](Chosen const& chosen) {
        return chosen.group == meaning.group && chosen.option == meaning.option;
    });
    if (found != changed.options.end()) {
        changed.options.erase(found);
        change(state, state.open, changed);
    }
    state.before = Before::Option;
    push(state, next);
}

// "…oreo, sorry, vanilla": what is said anew takes the place of what was only taken over.
void Search::drop_inherited(Item& item, Chosen const& chosen) const {
    auto& held = item.options;
    auto const kept = std::min<std::size_t>(item.inherited, held.size());
    auto const end = held.begin() + static_cast<std::ptrdiff_t>(kept);
    bool const anew = std::any_of(held.begin(), end, [&](Chosen const& own) {
        return own.group == chosen.group && own.option != chosen.option;
    });
    if (anew && !chosen.negated && lexicon_.group(chosen.group).max != 1) {
        held.erase(
            std::remove_if(
                held.begin(), end, [&](Chosen const& own) { return own.group == chosen.group; }
            ),
            end
        );
        item.inherited = 0;
    }
}

}  // namespace croozer::understanding
