// Halves, doubles and more of an option.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr float no_food = 1.0F;
constexpr float half_not_behind = 0.4F;
constexpr float half_of_a_part = 0.6F;
constexpr std::int64_t whole_pizza = 2;
constexpr std::int64_t second_half = 3;
constexpr std::int64_t other_share = 4;  // a third
constexpr std::int64_t both_halves = 5;  // "half and half"
constexpr float only_the_last = 0.5F;

}  // namespace

// "mushrooms on one half": the option before goes there, or all that it is joined to. "corn all
// over": on the whole.
void Search::half_behind(State state, ordering::Part part, std::size_t next) {
    Item item = *open(state);
    if (lexicon_.group(item.options.back().group).halves == menu::HalvesPolicy::NotAllowed) {
        return;
    }
    item.options.back().part = part;
    item.halves =
        part == ordering::Part::Whole
            ? item.halves
            : std::max(
                  item.halves, static_cast<std::uint8_t>(part == ordering::Part::First ? 1 : 2)
              );
    state.before = Before::Word;
    state.part = ordering::Part::Whole;
    auto& options = item.options;
    if (part == ordering::Part::Whole) {
        item.all_over = static_cast<std::uint8_t>(options.size());
    }
    auto const joined = [&](std::size_t i) {
        return i >= item.all_over && options[i].part == ordering::Part::Whole &&
               options[i].group == options.back().group && !options[i].negated;
    };
    bool const halved = std::ranges::any_of(options, [](Chosen const& chosen) {
        return chosen.part == ordering::Part::First;
    });
    if (part != ordering::Part::Whole && options.size() > 1 && joined(options.size() - 2)) {
        Item several = item;
        for (std::size_t i = options.size() - 1; i > 0 && joined(i - 1); --i) {
            several.options[i - 1].part = part;
        }
        State all = state;
        bool const second = part == ordering::Part::Second && halved;
        state.cost += second ? only_the_last : 0;
        change(all, all.open, several);
        push(all, next);
    }
    change(state, state.open, item);
    push(state, next);
}

void Search::half(State state, Edge const& edge, bool behind_option, std::size_t next) {
    Item const* const held = open(state);
    std::int64_t const value = edge.meanings.front().value;
    // "ten pizzas, half of them with olives": five, or on the half of each?
    static constexpr auto them = std::to_array<std::string_view>({"מהמ", "מהנ", "מתוכמ", "מתוכנ"});
    bool const of_them =
        next < at_.size() && (std::ranges::find(them, token(at_[next]).key) != them.end() ||
                              (token(at_[next]).key == "of" && next + 1 < at_.size() &&
                               token(at_[next + 1]).key == "them"));
    if (of_them && held != nullptr && held->quantity > 1) {
        issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);
    }
    if (value == other_share) {
        issue(state, AmbiguityKind::HalvesUnclear, edge.first, edge.last);
        state.cost += no_food;
        push(state, next);
        return;
    }
    if (held != nullptr && state.paired == 2) {
        Item anew = *held;  // "half and half: one side olives, …"
        anew.halves = 0;
        change(state, state.open, anew);
        state.paired = 0;
        state.part = ordering::Part::Whole;
        half(state, edge, false, next);
        return;
    }
    // "olives only on half": nothing follows that could be on it.
    std::string_view const in = "ב";
    bool const placed = token(edge.first).hebrew &&
                        (edge.last > edge.first + 1 || token(edge.first).key.starts_with(in));
    // …or another choice: "olives on half and mushrooms all over"
    bool const ends = placed && (alone_in_line(next) || and_at(next));
    bool const behind = held != nullptr && !held->options.empty() && behind_option &&
                        !state.broken &&
                        (ends || ((token(edge.first).latin || value == 1) && value != 0));
    if (value == whole_pizza) {
        if (behind) {
            half_behind(state, ordering::Part::Whole, next);
            state.cost += half_not_behind;
        }
        state.part = ordering::Part::Whole;
        state.scope = Scope::None;
        push(state, next);
        return;
    }
    if (behind && held->halves < 2) {
        bool const first = held->halves == 0 && value != second_half;
        half_behind(state, first ? ordering::Part::First : ordering::Part::Second, next);
        state.cost += half_not_behind;
    }
    if (held == nullptr && value == 1 && behind_option && !state.forward.empty()) {
        // "add olives on one half", to a line of the cart.
        menu::OptionGroup const& owner = lexicon_.group(state.forward.back().group);
        state.forward.back().part = owner.halves == menu::HalvesPolicy::NotAllowed
                                        ? ordering::Part::Whole
                                    : value == second_half ? ordering::Part::Second
                                                           : ordering::Part::First;
        push(state, next);
        return;
    }
    if (held != nullptr && state.broken && alone_in_line(next)) {
        Item halved = *held;
        if (choose_half(halved)) {  // "a chicken sandwich, half, in a baguette"
            state.before = Before::Option;
            change(state, state.open, halved);
            push(state, next);
            return;
        }
    }
    if (state.number >= 0 && names_product(next)) {
        // "two half Goldstars": the number is of what follows.
        State whole = state;
        whole.part = ordering::Part::First;
        whole.half_waits = true;
        whole.scope = Scope::None;
        push(whole, next);
        state.cost += half_of_a_part;
    }
    if ((edge.prefix & prefix::and_) != 0) {
        state.cost += state.number >= 0 ? half_of_a_part : 0;  // "twice, and half…"
    }
    number_opens_part(state);
    state.scope = Scope::None;
    bool const again = state.before == Before::Word && state.paired == 0 && !state.broken &&
                       edge.first > 0 && at_.size() > 1;
    Item const* const current = open(state);
    std::uint8_t const opened = current == nullptr ? state.loose_halves : current->halves;
    // "half half X and Y": the second half directly behind the first.
    bool pair = value == both_halves ||  // "half & half"
                (state.half_waits && edge.first > 0 && token(edge.first - 1).key == "half");
    for (Edge const& before : again ? lattice_.starting(edge.first - 1) : std::span<Edge const>{}) {
        pair = pair || (before.general() && before.meanings.front().word == Word::Half);
    }
    std::uint8_t const now =
        pair || value == second_half ? 2 : static_cast<std::uint8_t>(opened + 1);
    if (now > 2) {
        issue(state, AmbiguityKind::HalvesUnclear, edge.first, edge.last);
        state.cost += no_food;
        push(state, next);
        return;
    }
    if (current == nullptr) {
        state.loose_halves = now;
    } else {
        Item item = *current;
        item.halves = now;
        change(state, state.open, item);
    }
    state.paired = pair ? 2 : 0;
    state.part = pair || now == 1 ? ordering::Part::First : ordering::Part::Second;
    state.half_waits = true;
    push(state, next);
}

// "olives double", behind the option that it is about.
void Search::doubled(State state, std::size_t next) {
    Item const* const current = open(state);
    if (current == nullptr || current->options.empty() || state.broken) {
        return;
    }
    Item item = *current;
    item.options.back().qualifier = ordering::Qualifier::Extra;
    state.before = Before::Option;
    change(state, state.open, item);
    push(state, next);
}

// "another egg", said behind it: more of the option before.
void Search::behind_more(State state, std::size_t next) {
    state.before = Before::Option;
    push(state, next);
}

}  // namespace croozer::understanding
