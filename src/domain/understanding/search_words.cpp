// General words: what they open, close or turn round.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float no_as_correction = 0.5F;
constexpr float qualifier_behind = 0.5F;
constexpr float no_food = 1.0F;
constexpr float all_of_what = 0.3F;
constexpr float times_as_extra = 0.3F;
constexpr float without_nothing = 0.5F;
constexpr float not_all = 0.3F;
constexpr float half_not_behind = 0.4F;
constexpr float half_of_a_part = 0.6F;
constexpr std::int64_t whole_pizza = 2;
constexpr std::int64_t place_word = 9;
constexpr float not_again = 0.6F;
constexpr float more_as_extra = 0.2F;
constexpr float not_another = 0.3F;
constexpr float part_by_qualifier = 0.4F;
constexpr float adjective_before_article = 2.0F;
constexpr float not_spread = 1.0F;
constexpr float only_the_last = 0.5F;
constexpr float extra_of_nothing = 0.5F;
constexpr std::int64_t neither = 3;
constexpr std::int64_t measured = 3;
constexpr std::int64_t any_of_them = 4;
constexpr std::int64_t aside_word = 10;
constexpr std::int64_t only_word = 6;
constexpr std::int64_t kind_word = 11;  // what a group of choices is called

}  // namespace

// "…, one with olives": the number that waits is of a part.
void Search::number_opens_part(State& state) {
    if (state.number >= 0 && start_part(state, state.number, state.number_at)) {
        state.number = -1;
    }
}

void Search::word(State state, Edge const& edge, std::size_t next) {
    Meaning const& meaning = edge.meanings.front();
    // "a" and "the" say what follows; any other word ends what they said.
    bool const keeps = meaning.word == Word::Filler;
    Before const before = state.before;
    state.before = keeps ? before : Before::Word;
    bool const goes_on = keeps || meaning.word == Word::And || meaning.word == Word::Extra ||
                         meaning.word == Word::Light || meaning.word == Word::OrderVerb;
    state.cost += state.scope == Scope::Without && state.fresh && !goes_on ? without_nothing : 0;
    switch (meaning.word) {
        case Word::With:
            if (state.scope == Scope::Without && state.fresh && state.refused && !state.broken &&
                before == Before::Word) {
                break;  // "not with salmon", "neither with cream"
            }
            if (state.qualifier != ordering::Qualifier::None && edge.first > 0) {
                issue(state, AmbiguityKind::UnknownWords, edge.first - 1, edge.first);
                state.cost += extra_of_nothing;
                state.qualifier = ordering::Qualifier::None;
            }
            number_opens_part(state);
            state.scope = Scope::With;
            state.replacing = false;
            break;
        case Word::Without:
            number_opens_part(state);
            state.scope = Scope::Without;
            state.scope_at = static_cast<std::uint32_t>(edge.first);
            state.fresh = true;
            state.refused = false;
            break;
        case Word::Remove:
            if (meaning.value == 0 && state.open >= 0) {
                state.scope = Scope::Without;  // "actually leave the corn"
                state.fresh = true;
                state.refused = true;
            }
            break;
        case Word::Rest:
            rest(state, edge, next);
            return;
        case Word::Not:
            negation(state, edge, next);
            return;
        case Word::And:
            state.anded = true;
            break;
        case Word::But:
            state.scope = Scope::None;
            state.joined = false;
            break;
        case Word::Extra:
            state.before = before;
            qualifier(state, edge, next, ordering::Qualifier::Extra);
            return;
        case Word::Light:
            state.before = before;
            qualifier(state, edge, next, ordering::Qualifier::Light);
            return;
        case Word::Half:
            half(state, edge, before == Before::Option, next);
            return;
        case Word::Times: {
            if (before == Before::Option && !number_at(next)) {
                doubled(state, next);  // "פפרוני כפול"
            }
            State twice = state;  // "עם כפול בולגרית"
            twice.qualifier = ordering::Qualifier::Extra;
            twice.cost += times_as_extra;
            push(twice, next);
            state.times = true;
            break;
        }
        case Word::All:
            if (spreads(state, before, meaning.value == any_of_them, next)) {
                State spread = state;
                spread.both = meaning.value == 2 || meaning.value == neither;
                spread_last(spread, next);
                state.cost += not_spread;
            }
            state.all = true;
            state.both = meaning.value == 2 || meaning.value == neither;
            state.scope = Scope::None;
            if (meaning.value == neither) {
                state.scope = Scope::Without;
                state.scope_at = static_cast<std::uint32_t>(edge.first);
                state.fresh = true;
                state.refused = true;
            }
            break;
        case Word::Make:
            // "make that two": what follows takes the place of what was said.
            if (meaning.value == 1 && bare_ == Bare::StartsLine) {
                state.correcting = state.open >= 0;
                state.scope = Scope::None;
                state.fresh = false;
            }
            break;
        case Word::Actually:
            state.correcting = state.open >= 0;
            state.scope = Scope::None;
            state.fresh = false;
            break;
        case Word::AskHave:
            // "a few colas": how many?
            state.few = state.few || meaning.value == 2;
            break;
        case Word::Instead:
            state.replacing = state.open >= 0;
            break;
        case Word::Everything:
            if (state.scope != Scope::With && state.count > 0) {
                State all = state;  // "הכל מחומם"
                all.all = true;
                all.scope = Scope::None;
                push(all, next);
                state.cost += not_all;
            }
            if (state.scope == Scope::With) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
                state.cost += all_of_what;
            }
            break;
        case Word::Same:
            if (meaning.value == 1) {
                same_again(state, next);
                state.cost += not_again;
            } else if (state.number >= 0 && state.open >= 0) {
                State so_many = state;  // "you have lasagna! two of those"
                so_many.number = -1;
                bind(so_many, state.number, edge, 0, next);
            } else if (state.number >= 0) {
                issue(state, AmbiguityKind::WhichProduct, state.number_at, edge.last);
                state.number = -1;  // two of what?
            }
            break;
        case Word::Other:
        case Word::Ordinal:
            other(state, edge, next);
            return;
        case Word::More: {
            if (before == Before::Option && token(edge.first).hebrew && meaning.value == 1 &&
                state.open >= 0) {
                behind_more(state, next);  // "ביצה נוספת"
            }
            State plenty = state;  // "more cheese"
            plenty.qualifier = ordering::Qualifier::Extra;
            plenty.cost += more_as_extra;
            push(plenty, next);
            state.more = true;
            break;
        }
        case Word::Plain:
            if (refuses_any(edge, next)) {  // "בלי כלום חריף"
                state.scope = Scope::Without;
                state.scope_at = static_cast<std::uint32_t>(edge.first);
                state.fresh = true;
                state.refused = false;
                break;
            }
            if (state.scope == Scope::Without && !state.fresh) {
                state.scope = Scope::None;
            }
            state.part = ordering::Part::Whole;
            state.half_waits = false;
            // "1 plain croissant" names a product; "one plain" is a part.
            if (!describes(next)) {
                number_opens_part(state);
            }
            break;
        case Word::Unit:
        case Word::Currency:
            if (state.number >= 0 && meaning.value == 1) {
                // "two topping pizza", "8 slices": says what it is like.
                state.cost -= state.earlier_number >= 0 ? two_numbers : 0;
                state.cost -= !state.forward.empty() ? number_behind_adjective : 0;
                state.number = state.earlier_number;
                state.earlier_number = -1;
            } else if (meaning.value == measured && state.number < 0) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
                state.cost += no_food;
            } else if (state.number == 1 && meaning.value == 2) {
                state.number = -1;  // "one shot of honey"
            } else if (meaning.value == 2 && state.number >= 0 && list_closes(next)) {
                // "three spoons and a cup": of spoons.
                issue(state, AmbiguityKind::UnknownWords, state.number_at, edge.last);
                state.number = -1;
            } else if (meaning.value == 2) {
                state.number_and = false;  // "and two spoons of sugar": of what they are of
                state.number_beside = state.open >= 0;
                break;
            } else if (state.number >= 0) {
                issue(state, AmbiguityKind::UnknownWords, state.number_at, edge.last);
                state.number = -1;
                state.cost += no_food;
            }
            break;
        case Word::Filler:
            state.definite = state.definite || meaning.value == 1;
            state.of_them = state.of_them || (meaning.value == 3 && state.number >= 0);
            state.article = state.article || meaning.value == 2;
            if (meaning.value == 2 && !state.forward.empty()) {
                state.cost += adjective_before_article;
            }
            state.anded = state.joined && !state.broken;
            if (meaning.value == kind_word && state.scope == Scope::Without && state.fresh &&
                !describes(next)) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
                state.fresh = false;  // "no sauce"
            }
            if (meaning.value == only_word && state.scope == Scope::Without && !state.fresh) {
                state.scope = Scope::None;  // "no tomato, just ketchup"
            }
            if (meaning.value == aside_word) {
                set_aside(state, before);
            }
            if (meaning.value == place_word && state.scope == Scope::None && state.open >= 0 &&
                state.number < 0) {
                state.scope = Scope::With;  // "falafel in a pita", "a burger on brioche"
            }
            break;
        case Word::TimeUnit:
            // Of no time: "דקה" is thin as well.
            issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
            state.cost += no_food;
            break;
        default:
            break;
    }
    push(state, next);
}

// "without any" and what it is.
bool Search::refuses_any(Edge const& edge, std::size_t next) const {
    static constexpr auto words = std::to_array<std::string_view>({"בלי", "ללא", "without", "no"});
    return edge.last > edge.first + 1 && describes(next) &&
           std::ranges::find(words, token(edge.first).key) != words.end();
}

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

// "tahini on the side": the menu may have that as a choice of its own.
void Search::set_aside(State& state, Before before) {
    Item const* const current = open(state);
    if (before != Before::Option || current == nullptr || current->options.empty()) {
        return;
    }
    std::int32_t const group = current->options.back().group;
    for (AsideOption const& aside : lexicon_.aside_options()) {
        if (aside.of == group && fits(*current, aside.group)) {
            put(state, state.open, {.group = aside.group, .option = aside.option});
            return;
        }
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
    Item item = *open(state);
    if (item.options.empty() || state.broken ||
        !lexicon_.group(item.options.back().group).qualifiable) {
        return;
    }
    item.options.back().qualifier = ordering::Qualifier::Extra;
    state.before = Before::Option;
    change(state, state.open, item);
    push(state, next);
}

// "a small one with olives, and the same for my brother": the line once more, open to changes.
void Search::same_again(State state, std::size_t next) {
    Item const* const current = open(state);
    if (current == nullptr || current->removed || state.count >= most_items || state.number >= 0) {
        return;
    }
    Item again = *current;
    again.part = false;
    again.heading = false;
    again.total = -1;
    state.scope = Scope::None;
    state.correcting = false;
    state.article = false;
    state.before = Before::Product;
    add(state, again);
    push(state, next);
}

// "no onion" takes out; "no, mushrooms" turns back.
void Search::negation(State state, Edge const& edge, std::size_t next) {
    if (state.open >= 0) {
        State turned = state;
        turned.correcting = true;
        turned.scope = Scope::None;
        turned.cost += no_as_correction;
        push(turned, next);
    }
    state.scope = Scope::Without;
    state.scope_at = static_cast<std::uint32_t>(edge.first);
    state.fresh = true;
    state.refused = true;
    push(state, next);
}

void Search::qualifier(State state, Edge const& edge, std::size_t next, ordering::Qualifier value) {
    Item const* const current = open(state);
    bool const behind_option = state.before == Before::Option;
    state.before = Before::Word;
    if (current != nullptr && behind_option && !current->options.empty() && !state.broken) {
        // "olives extra"
        State behind = state;
        Item item = *current;
        item.options.back().qualifier = value;
        behind.cost += qualifier_behind;
        change(behind, behind.open, item);
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
    auto const joined = [&](std::size_t i) {
        return options[i].part == ordering::Part::Whole &&
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
    bool const behind = held != nullptr && !held->options.empty() && token(edge.first).latin &&
                        behind_option && !state.broken && value != 0;
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
        half_behind(
            state, held->halves == 0 ? ordering::Part::First : ordering::Part::Second, next
        );
        state.cost += half_not_behind;
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
    bool pair = false;
    for (Edge const& before : again ? lattice_.starting(edge.first - 1) : std::span<Edge const>{}) {
        pair = pair || (before.general() && before.meanings.front().word == Word::Half);
    }
    std::uint8_t const now = pair ? 2 : static_cast<std::uint8_t>(opened + 1);
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

// "the second with olives": one more part of the total before.
void Search::other(State state, Edge const& /*edge*/, std::size_t next) {
    if (state.part == ordering::Part::Whole && state.number < 0) {
        State part = state;
        if (start_part(part, 1, at_[next - 1])) {
            push(part, next);
        }
        state.cost += not_another;
    }
    push(state, next);
}

}  // namespace croozer::understanding
