// General words: what they open, close or turn round.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float no_food = 1.0F;
constexpr float all_of_what = 0.3F;
constexpr float times_as_extra = 0.3F;
constexpr float without_nothing = 0.5F;
constexpr float not_all = 0.3F;
constexpr std::int64_t place_word = 9;
constexpr std::int64_t can_the = 3;  // and 4: "do the"
constexpr float not_again = 0.6F;
constexpr float more_as_extra = 0.2F;
constexpr float adjective_before_article = 2.0F;
constexpr float rather_refused = 0.6F;
constexpr float inherits_extras = 0.35F;
constexpr float not_spread = 1.0F;
constexpr float extra_of_nothing = 0.5F;
constexpr std::int64_t neither = 3;
constexpr std::int64_t measured = 3;
constexpr std::int64_t something = 4;  // "something to drink"
constexpr std::int64_t any_of_them = 4;
constexpr std::int64_t aside_word = 10;
constexpr std::int64_t only_word = 6;
constexpr std::int64_t very = 5;
constexpr std::int64_t all_the = 8;
constexpr std::int64_t kind_word = 11;  // what a group of choices is called

}  // namespace

// "…, one with olives": the number that waits is of a part.
void Search::number_opens_part(State& state) {
    if (state.number >= 0 && start_part(state, state.number, state.number_at)) {
        state.number = -1;
    }
}

// "two decaf lattes, one with vanilla": one of those, so it is decaf too.
void Search::one_of_them(State const& from, Scope scope, Edge const& edge, std::size_t next) {
    int const base = part_base(from);
    if (base < 0 || from.number < 0 || from.number_and || from.more ||
        item(from, base).quantity <= from.number || !has_extras(item(from, base))) {
        return;
    }
    State part = from;
    part.of_them = true;
    if (start_part(part, from.number, from.number_at)) {
        part.number = -1;
        part.scope = scope;
        part.scope_at = static_cast<std::uint32_t>(edge.first);
        part.fresh = scope == Scope::Without;
        part.refused = false;
        part.replacing = false;
        part.cost += inherits_extras;
        push(part, next);
    }
}

// "…and sour cream on one of them", "cookies, three of them".
bool Search::some_of_them(State const& from, Edge const& edge, std::size_t next) {
    static constexpr auto on = std::to_array<std::string_view>({"on", "in", "to", "for", "על"});
    Item const* const current = open(from);
    constexpr std::int64_t of_them = 3;
    if (edge.meanings.front().value != of_them || from.number < 0 || current == nullptr ||
        !from.forward.empty() || (!alone_in_line(next) && describes(next))) {
        return false;
    }
    if (!current->counted && edge.last - edge.first > 1) {
        State bound = from;
        bound.number = -1;
        bind(bound, from.number, edge, 0, next);
        return true;
    }
    bool const placed = alone_in_line(next) && from.number_at > 0 &&
                        std::ranges::find(on, token(from.number_at - 1).key) != on.end();
    if (!placed || current->quantity <= from.number || current->options.empty()) {
        return false;
    }
    State state = from;
    Item total = *current;
    Chosen const last = total.options.back();
    total.options.pop_back();
    change(state, state.open, total);
    state.of_them = true;
    if (!start_part(state, from.number, from.number_at)) {
        return false;
    }
    state.number = -1;
    put(state, state.open, last, edge.last);
    state.before = Before::Option;
    push(state, next);
    return true;
}

// "a dan roll", "a tom yum soup": no dish of here, whoever is called so.
bool Search::qualifies_strangely(Edge const& edge, std::size_t next) const {
    static constexpr auto articles = std::to_array<std::string_view>({"a", "an"});
    auto const strange = [](Edge const& word) {
        return word.general() && word.last == word.first + 1 &&
               (word.meanings.front().word == Word::GivenName ||
                (word.meanings.front().word == Word::Filler &&
                 word.meanings.front().value == only_as_written));
    };
    bool const article =
        edge.first > 0 && std::ranges::find(articles, token(edge.first - 1).key) != articles.end();
    if (!article || !strange(edge) || edge.meanings.front().word != Word::GivenName) {
        return false;
    }
    while (next < at_.size() && breaks_[next] == Break::None &&
           std::ranges::any_of(lattice_.starting(at_[next]), strange)) {
        ++next;
    }
    return next < at_.size() && breaks_[next] == Break::None &&
           std::ranges::any_of(
               lattice_.starting(at_[next]),
               [](Edge const& dish) { return !dish.general() && !dish.number; }
           );
}

// Whether the open dish, of which nothing is chosen, is the longer name of another dish.
bool Search::has_plainer(State const& state) const {
    Item const* const current = open(state);
    if (current == nullptr || current->candidates.size() != 1 || !current->options.empty() ||
        current->quantity > 1) {
        return false;
    }
    auto const count = static_cast<std::int32_t>(lexicon_.menu().products.size());
    for (std::int32_t product = 0; product < count; ++product) {
        if (product != current->candidates.front() &&
            lexicon_.names_more(product, current->candidates.front())) {
            return true;
        }
    }
    return false;
}

void Search::word(State state, Edge const& edge, std::size_t next) {
    Meaning const& meaning = edge.meanings.front();
    if (qualifies_strangely(edge, next)) {
        unknown(state, next - 1);
        return;
    }
    // "a" and "the" say what follows; any other word ends what they said.
    bool const keeps = meaning.word == Word::Filler;
    Before const before = state.before;
    state.before = keeps ? before : Before::Word;
    bool const goes_on = keeps || meaning.word == Word::And || meaning.word == Word::Extra ||
                         meaning.word == Word::Light || meaning.word == Word::OrderVerb;
    state.cost += state.scope == Scope::Without && state.fresh && !goes_on ? without_nothing : 0;
    if (keeps_off(edge)) {
        state.scope = Scope::Without;
        state.scope_at = static_cast<std::uint32_t>(edge.first);
        state.fresh = true;
        state.refused = false;
        push(state, next);
        return;
    }
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
            if (state.more && state.number < 0 && before == Before::Word) {
                state.number = 1;  // "and another with honey"
                state.number_at = static_cast<std::uint32_t>(edge.first - 1);
            }
            one_of_them(state, Scope::With, edge, next);
            number_opens_part(state);
            state.scope = Scope::With;
            state.replacing = false;
            break;
        case Word::Without:
            // "בלי שום": without any of what follows, or without garlic.
            state.cost +=
                edge.last - edge.first > 1 && token(edge.last - 1).key == "שומ" && !describes(next)
                    ? without_nothing
                    : 0;
            one_of_them(state, Scope::Without, edge, next);
            number_opens_part(state);
            state.scope = Scope::Without;
            state.qualifier = ordering::Qualifier::None;  // "another shot and no ice"
            state.scope_at = static_cast<std::uint32_t>(edge.first);
            state.fresh = true;
            state.refused = meaning.value == 1;  // "scratch the cream": as if never said
            break;
        case Word::Remove:
            if (meaning.value == 1 && state.scope == Scope::Without && !state.fresh) {
                state.scope = Scope::None;  // "keep garlic off | them"
            }
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
            if (before == Before::Option && !state.broken && alone_in_line(next) &&
                !token(edge.first).asked) {
                refused_behind(state, edge, next);  // "ketchup no"
                state.cost += rather_refused;
            }
            negation(state, edge, next);
            return;
        case Word::And:
            if (state.scope == Scope::Without && !state.fresh && token(edge.first).key == "ועוד") {
                state.scope = Scope::None;  // "בלי בצל, ועוד פיתה": one more thing
            }
            state.anded = true;
            break;
        case Word::But:
            if (edge.first > 0 && token(edge.first - 1).key == "everything") {
                state.scope = Scope::Without;  // "everything but onion"
                state.scope_at = static_cast<std::uint32_t>(edge.first);
                state.fresh = true;
                state.refused = false;
                break;
            }
            state.scope = Scope::None;
            state.joined = false;
            break;
        case Word::Extra:
            state.before = before;
            if (meaning.value == very) {
                intensify(state, edge, next);
                return;
            }
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
            if (state.scope == Scope::With && alone_in_line(next) && with_all(state)) {
                break;  // "two with olives, one with mushrooms and one with both"
            }
            if (before == Before::Product && alone_in_line(next) && meaning.value == 0) {
                issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);
                break;  // "two trays and a cola for each"
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
            state.definite = state.definite || meaning.value >= can_the;
            break;
        case Word::Instead:
            state.replacing = state.open >= 0;
            break;
        case Word::Change:
            // "…and replace the corn with olives"
            state.replacing = state.open >= 0 && bare_ == Bare::StartsLine && describes_soon(next);
            break;
        case Word::Everything:
            if (state.scope != Scope::With && state.count > 0) {
                State all = state;  // "הכל מחומם"
                all.all = true;
                all.scope = Scope::None;
                push(all, next);
                state.cost += not_all;
            }
            if (state.scope == Scope::With || names_product(next)) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
                state.cost += all_of_what;
            }
            break;
        case Word::Same:
            if (meaning.value == 1) {
                same_again(state, next);
                state.number = state.number == 1 ? -1 : state.number;
                state.cost += not_again;
            } else if (state.number >= 0 && state.open >= 0) {
                State so_many = state;  // "you have lasagna! two of those"
                so_many.number = -1;
                if (state.number == 1 && has_extras(*open(state))) {
                    // "one like that with corn, too": it, or one more?
                    issue(so_many, AmbiguityKind::QuantityUnclear, state.number_at, edge.last);
                }
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
                return;
            }
            if (token(edge.first).key == "another" && describes(next)) {
                State one = state;  // "another egg" is one of it
                one.cost += more_as_extra;
                push(one, next);
                state.more = true;
                break;
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
            if (!describes(next) && state.number >= 0) {
                if (has_plainer(state)) {  // "one cola zero and one regular": which is that?
                    issue(state, AmbiguityKind::WhichProduct, edge.first, edge.last);
                }
                number_opens_part(state);
                drop_choices(state);
            } else if (state.listing && (state.broken || state.joined) && state.number < 0 &&
                       !describes(next)) {
                start_part(state, 1, edge.first);  // "three: corn, egg, plain"
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
            } else if (meaning.value == something) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
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
                state.dosed = state.number >= 0;
                break;
            } else if (state.number >= 0) {
                issue(state, AmbiguityKind::UnknownWords, state.number_at, edge.last);
                state.number = -1;
                state.cost += no_food;
            }
            break;
        case Word::Filler:
            if (some_of_them(state, edge, next)) {
                return;
            }
            state.definite = state.definite || meaning.value == 1 ||
                             (meaning.value == all_the && token(edge.first).latin);
            // "four cones: for grandma vanilla, for me pistachio"
            state.listed = state.listing && (state.listed || state.broken || state.joined);
            state.of_them = state.of_them || (meaning.value == 3 && state.number >= 0);
            state.article = state.article || meaning.value == 2;
            state.some = state.some || token(edge.first).key == "some";
            if (meaning.value == 2 && !state.forward.empty()) {
                state.cost += adjective_before_article;
            }
            state.anded = (state.joined && !state.broken) || (edge.prefix & prefix::and_) != 0;
            if (meaning.value == kind_word && state.scope == Scope::Without && state.fresh &&
                !describes(next)) {
                issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
                state.fresh = false;  // "no sauce"
            }
            if (meaning.value == only_as_written && state.scope == Scope::Without && state.fresh) {
                state.scope = Scope::None;  // "a night without sleep, save me: a sandwich"
                state.fresh = false;
            }
            if (meaning.value == only_word && state.scope == Scope::Without && !state.fresh) {
                state.scope = Scope::None;  // "no tomato, just ketchup"
            }
            // "two with mushrooms, one also with onion" is one of the two.
            if (state.number >= 0 &&
                (token(edge.first).key == "also" || token(edge.first).key == "גמ")) {
                state.of_them = true;
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

// "one spicy and one regular": what the other has beside its size is not the regular one's.
void Search::drop_choices(State& state) {
    Item const* const current = open(state);
    if (current == nullptr || !current->part || current->total >= 0) {
        return;
    }
    Item plain = *current;
    auto const kept = std::ranges::remove_if(plain.options, [this](Chosen const& chosen) {
        return !lexicon_.group(chosen.group).is_size;
    });
    plain.options.erase(kept.begin(), kept.end());
    change(state, state.open, plain);
}

// Whether a word of the menu follows, an article apart.
bool Search::describes_soon(std::size_t next) const {
    bool const article = next < at_.size() && token(at_[next]).key == "the";
    return describes(next) || (article && describes(next + 1));
}

// "a small one with olives, and the same for my brother": the line once more, open to changes.
void Search::same_again(State state, std::size_t next) {
    Item const* const current = open(state);
    if (current == nullptr || current->removed || state.count >= most_items || state.number > 1) {
        return;
    }
    state.number = -1;  // "and another one the same, only well done"
    Item again = *current;
    again.inherited = static_cast<std::uint8_t>(again.options.size());
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

}  // namespace croozer::understanding
