// Numbers: before the product, behind it, or parts of an earlier total.
#include "base/limits.hpp"
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr float behind_digits = 0.4F;
constexpr float behind_word = 0.8F;
constexpr float behind_hebrew_one = 0.1F;
constexpr float quantity_out_of_range = 2.0F;
constexpr float number_left_alone = 0.5F;
constexpr float part_of_one = 0.4F;
constexpr float pieces_before = 0.1F;
constexpr float pieces_behind = 0.05F;
constexpr float pieces_apart = 0.5F;
constexpr float rather_pieces = 0.5F;
constexpr float rather_of_option = 0.3F;

}  // namespace

bool Search::has_extras(Item const& item) const {
    return std::ranges::any_of(item.options, [this](Chosen const& chosen) {
        return lexicon_.group(chosen.group).max != 1;
    });
}

int Search::part_base(State const& state) const {
    for (int i = state.count - 1; i >= 0 && state.listing; --i) {
        if (item(state, i).heading && !item(state, i).removed) {
            return i;  // "three trays: a greek one, a margherita and one with corn"
        }
    }
    for (int i = state.count - 1; i >= 0; --i) {
        Item const& held = item(state, i);
        if (!held.part && !held.removed) {
            return i;
        }
    }
    return -1;
}

// Opens "…, one with olives": a part of the total before, or one more of the same. False if there
// is nothing it could be one of.
bool Search::start_part(State& state, std::int32_t value, std::size_t token) {
    int const base = part_base(state);
    if (base < 0 || state.count >= most_items || !state.forward.empty()) {
        return false;
    }
    Item const total = item(state, base);
    bool divided = false;
    for (int i = 0; i < state.count; ++i) {
        divided = divided || item(state, i).total == base;
    }
    bool const beyond = !state.number_and && !state.more && total.quantity >= 2 &&
                        !has_extras(total) && value > total.quantity;
    bool const of_them = std::exchange(state.of_them, false) && value <= total.quantity;
    bool const differs = std::exchange(state.of_base, false) && !state.number_and;
    bool const plain = !has_extras(total) || differs || (divided && state.listing);
    bool const divides = beyond || of_them ||
                         (total.quantity >= 2 && (plain || divided) && !state.more &&
                          (divided || (!state.number_and && value <= total.quantity)));
    Item part = total;
    part.quantity = value;
    part.counted = true;
    part.part = true;
    part.heading = false;
    part.total = divides ? base : -1;
    part.halves = 0;
    part.first = static_cast<std::uint32_t>(token);
    part.last = part.first + 1;
    if (!divides) {
        auto const kept = std::ranges::remove_if(part.options, [this](Chosen const& chosen) {
            return lexicon_.group(chosen.group).max != 1;
        });
        part.options.erase(kept.begin(), kept.end());
        state.cost += part_of_one;
    }
    state.scope = Scope::None;
    state.part = ordering::Part::Whole;
    state.more = false;
    add(state, part);
    return true;
}

void Search::bind(State state, std::int32_t value, Edge const& edge, float cost, std::size_t next) {
    Item item = *open(state);
    item.quantity = value;
    item.counted = true;
    item.last = std::max(item.last, static_cast<std::uint32_t>(edge.last));
    state.cost += cost;
    state.correcting = false;
    state.times = false;
    change(state, state.open, item);
    push(state, next);
}

// "12 wings" where wings come by 6 or 12.
bool Search::counts_pieces(Item const& item, std::int32_t value) const {
    return std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& option) {
        return option.number == value && fits(item, option.group);
    });
}

// "12 pieces" of what does not come so.
bool Search::counts_no_pieces(Item const& item, std::int32_t value, std::size_t next) const {
    static constexpr auto pieces =
        std::to_array<std::string_view>({"pieces", "piece", "pcs", "pc", "יחידות", "חתיכות"});
    bool const counted =
        std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& option) {
            return fits(item, option.group);
        });
    return counted && !counts_pieces(item, value) && next < at_.size() &&
           breaks_[next] == Break::None &&
           std::ranges::find(pieces, token(at_[next]).key) != pieces.end();
}

// "combo 24": nothing was said yet of how many pieces it has.
bool Search::lacks_pieces(Item const& item, std::int32_t value) const {
    return std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& option) {
        return option.number == value && fits(item, option.group) &&
               std::ranges::none_of(item.options, [&](Chosen const& chosen) {
                   return chosen.group == option.group;
               });
    });
}

void Search::numbered(State const& from, std::int32_t value, Edge const& edge, std::size_t next) {
    for (NumberedOption const& option : lexicon_.numbered_options()) {
        if (option.number != value) {
            continue;
        }
        Chosen const chosen{.group = option.group, .option = option.option};
        State state = from;
        state.before = Before::Option;
        Item const* const current = open(state);
        bool const behind = current != nullptr && (!state.hard || alone_in_line(next)) &&
                            state.number < 0 && state.forward.empty() &&
                            fits(*current, option.group);
        bool const chosen_before =
            behind && std::ranges::any_of(current->options, [&](Chosen const& held) {
                return held.group == option.group;
            });
        if (chosen_before && (state.joined || state.more)) {
            State another = state;  // "12 wings with buffalo and 6 with bbq"
            another.more = true;
            if (start_part(another, 1, edge.first)) {
                put(another, another.open, chosen, edge.last);
                push(another, next);
            }
        } else if (behind) {
            State own = state;
            put(own, own.open, chosen, edge.last);
            own.cost += from.before == Before::Word ? pieces_apart : pieces_behind;
            push(own, next);
            state.cost += names_product(next) ? 0 : pieces_apart;
        }
        // "two portions of 12 wings", "2 x 12 wings"
        bool const counted = state.number >= 0 && names_product(next);
        if (state.forward.size() < most_forward && (state.number < 0 || counted)) {
            state.times = false;
            state.forward_at =
                state.forward.empty() ? static_cast<std::uint32_t>(edge.first) : state.forward_at;
            state.forward.push_back(chosen);
            state.cost += pieces_before;
            push(state, next);
        }
    }
}

// "a latte 2 sugars": the number may be of what follows.
bool Search::counts_extra(Item const& item, std::size_t next) const {
    if (next >= at_.size() || breaks_[next] != Break::None) {
        return false;
    }
    return std::ranges::any_of(lattice_.starting(at_[next]), [&](Edge const& edge) {
        return edge.cost == 0 && std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
                   return meaning.kind == MeaningKind::Option &&
                          lexicon_.group(meaning.group).max != 1 && fits(item, meaning.group);
               });
    });
}

// Whether the number is one of litres, grams or shekels.
bool Search::measures(std::size_t next) const {
    if (alone_in_line(next)) {
        return false;
    }
    auto const edges = lattice_.starting(at_[next]);
    bool const menu = std::ranges::any_of(edges, [](Edge const& edge) {
        return !edge.general() && !edge.number && edge.cost == 0;
    });
    return !menu && std::ranges::any_of(edges, [](Edge const& edge) {
        Word const word = edge.general() ? edge.meanings.front().word : Word::Filler;
        return word == Word::Unit || word == Word::Currency;
    });
}

// Whether nothing follows before the next break.
bool Search::alone_in_line(std::size_t next) const {
    return next >= at_.size() || breaks_[next] != Break::None;
}

// "4 cans, no 5": a bare "no" behind a comma turns back; "not 5" only says what it is not.
bool Search::turns_back(std::size_t at) const {
    return at > 0 && token(at - 1).before != Break::None && token(at - 1).key == "no";
}

// "three sabich, no eggplant in one": what was said last is of so many of them.
bool Search::in_so_many(State const& from, Edge const& edge, std::int32_t count, std::size_t next) {
    static constexpr auto in = std::to_array<std::string_view>({"in", "on"});
    static constexpr auto them = std::to_array<std::string_view>({"מהמ", "מהנ"});
    bool const placed =
        (edge.prefix & prefix::in) != 0 ||
        (edge.first > 0 && std::ranges::find(in, token(edge.first - 1).key) != in.end());
    bool const of_them = next < at_.size() && breaks_[next] == Break::None &&
                         std::ranges::find(them, token(at_[next]).key) != them.end();
    std::size_t const behind = of_them ? next + 1 : next;
    Item const* const current = open(from);
    if (!placed || token(edge.first).digits || !alone_in_line(behind) || current == nullptr ||
        current->quantity <= count || current->part || current->options.empty() || from.broken ||
        from.number >= 0 || lexicon_.group(current->options.back().group).max == 1) {
        return false;
    }
    State state = from;
    Item total = *current;
    Chosen const last = total.options.back();
    total.options.pop_back();
    bool const several = has_extras(total);  // "no onion and no corn in one": of both?
    change(state, state.open, total);
    state.of_them = true;
    state.number_and = false;
    if (!start_part(state, count, edge.first)) {
        return false;
    }
    put(state, state.open, last, edge.last);
    if (several) {
        issue(state, AmbiguityKind::WhichLine, edge.first, edge.last);
    }
    state.before = Before::Option;
    push(state, behind);
    return true;
}

// "a small one with olives", "…and a large one": one of what was named before, described by what
// stands in front of it.
void Search::pronoun(State const& from, Edge const& edge, std::size_t next) {
    Item const* const current = open(from);
    if (bare_ != Bare::StartsLine && token(edge.first).key == "one" && current != nullptr &&
        current->definite && !current->counted && from.before == Before::Product && !from.broken &&
        from.number < 0) {
        push(from, next);  // "the greek one", which is in the cart
    }
    if (token(edge.first).key != "one" || from.broken || from.before != Before::Option ||
        from.forward.empty() || describes(next)) {
        return;
    }
    State state = from;
    auto const adjectives = std::exchange(state.forward, {});
    int const base = part_base(state);
    bool const described = base >= 0 && std::ranges::all_of(adjectives, [&](Chosen const& chosen) {
                               return fits(item(state, base), chosen.group);
                           });
    if (!described) {
        return;
    }
    // "…in a gift box? small one": by itself it says more of what was ordered.
    bool const by_itself = alone_in_line(next) && token(state.forward_at).before == Break::Hard;
    bool const anew = begins_anew(state.forward_at) && !by_itself;
    bool const another = item(state, base).quantity > 1 || state.number >= 0 || anew;
    state.number_and = state.number_and || anew;
    if (another && !start_part(state, std::max(state.number, 1), edge.first)) {
        return;
    }
    state.open = another ? state.open : base;  // "a coke, a large one"
    state.number = -1;
    state.article = false;
    for (Chosen const& chosen : adjectives) {
        put(state, state.open, chosen);
    }
    state.before = Before::Option;
    push(state, next);
}

// Whether "and" or a new sentence stands before the article of this adjective.
bool Search::begins_anew(std::size_t adjective) const {
    static constexpr auto joins = std::to_array<std::string_view>(
        {"and", "n", "plus", "also", "another", "want", "get", "have", "take", "need"}
    );
    std::size_t at = adjective;
    while (at > 0 && (token(at - 1).key == "a" || token(at - 1).key == "an")) {
        if (token(at - 1).before == Break::Hard) {
            return true;
        }
        --at;
    }
    return token(at).before == Break::Hard ||
           (at > 0 && std::ranges::find(joins, token(at - 1).key) != joins.end());
}

// "קיסר אחד עם ביצה, קיסר שני רגיל": behind a name that was there before it is the second, not two.
bool Search::is_second(State const& state, Edge const& edge, std::size_t next) const {
    Item const* const current = open(state);
    if (token(edge.first).key != "שני" || current == nullptr || current->counted ||
        state.before != Before::Number || current->last != edge.first || names_product(next)) {
        return false;
    }
    return named_before(*current);
}

bool Search::named_before(Item const& item) {
    for (Item const* at = item.previous; at != nullptr; at = at->previous) {
        if (std::ranges::equal(at->candidates, item.candidates)) {
            return true;
        }
    }
    return false;
}

void Search::number(State const& from, Edge const& edge, std::size_t next) {
    if (token(edge.first).ordinal) {  // "happy 50th"
        unknown(from, static_cast<std::size_t>(std::ranges::find(at_, edge.first) - at_.begin()));
        return;
    }
    if (from.idle_size >= 0) {
        return;
    }
    pronoun(from, edge, next);
    State state = from;
    std::int64_t const value = *edge.number;
    bool const behind = state.before == Before::Product || state.before == Before::Option;
    state.before = Before::Number;
    if (value < 1 || value > limits::customer_quantity) {
        issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);
        state.cost += quantity_out_of_range;
        push(state, next);
        return;
    }
    auto const count = static_cast<std::int32_t>(value);
    // "באחד בלי בצל ובשני בלי זיתים": in the one, and in the second.
    int const base = part_base(state);
    bool const to_one = (edge.prefix & prefix::to) != 0 && base >= 0 &&
                        item(state, base).quantity > value;  // "לאחת חציל"
    if (in_so_many(state, edge, count, next)) {
        return;
    }
    if (((edge.prefix & prefix::in) != 0 || to_one) && !token(edge.first).digits && value <= 2 &&
        state.number < 0) {
        State part = state;
        part.number_and = false;
        part.of_them = true;
        if (start_part(part, 1, edge.first)) {
            push(part, next);
            return;
        }
    }
    numbered(from, count, edge, next);
    if (state.scope == Scope::Without && state.fresh && state.refused && !from.broken &&
        alone_in_line(next) && !turns_back(edge.first)) {
        state.scope = Scope::None;  // "one, not two"
        state.fresh = false;
        push(state, next);
        return;
    }
    if (state.scope == Scope::Without && state.fresh && state.refused) {
        state.scope = Scope::None;  // "no, 2…" turns back
        state.fresh = false;
        state.correcting = state.open >= 0;
    }
    Item const* const current = open(state);
    bool const people = current != nullptr && !from.broken &&
                        (alone_in_line(next) || !describes(next)) && edge.first > 0 &&
                        token(edge.first - 1).key == "for";
    if (current != nullptr && current->counted && alternative(edge.first)) {
        issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);  // "one or two"
        push(state, next);
        return;
    }
    if (current != nullptr &&
        (token(edge.first).key == "twice" || token(edge.first).key == "פעמיימ")) {
        bind(state, count, edge, 0, next);  // never of what follows
        return;
    }
    // "I'm ordering for three: a …"
    if (current == nullptr && alone_in_line(next) && edge.first > 0 &&
        token(edge.first).before == Break::None && token(edge.first - 1).key == "for") {
        push(state, next);
        return;
    }
    // "a combo of 12 pieces" where they come by 8, 16 and 24.
    if (current != nullptr && counts_no_pieces(*current, count, next)) {
        issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last + 1);
        push(state, next);
        return;
    }
    if (people && !lacks_pieces(*current, count)) {  // "a cappuccino for two": guests, or cups?
        issue(state, AmbiguityKind::QuantityUnclear, edge.first, edge.last);
        push(state, next);
        return;
    }
    if (behind && from.before == Before::Product && is_second(state, edge, next)) {
        bind(state, 1, edge, 0, next);
        return;
    }
    if (current != nullptr && state.correcting) {
        bind(state, count, edge, describes(next) ? behind_word : 0, next);
    } else if (current != nullptr && !current->counted && (!state.hard || alone_in_line(next)) &&
               !(token(edge.first).listed && describes(next)) && !measures(next) &&
               state.number < 0 && state.forward.empty()) {
        Token const& here = token(edge.first);
        bool const hebrew_one = value == 1 && here.hebrew;
        float cost = state.times   ? 0
                     : here.digits ? behind_digits
                     : hebrew_one  ? behind_hebrew_one
                                   : behind_word;
        cost += behind || state.times ? 0 : behind_digits;
        cost += state.joined && !state.broken ? behind_word : 0;
        // "קולה 3, פיצה 2": where the first line begins with a name, numbers stand behind.
        if (here.digits && state.segment_starts_with_product && !state.joined && !describes(next)) {
            cost = behind_hebrew_one;
        }
        bool const all_behind = counts_behind(edge.first);
        cost = all_behind ? 0 : cost;
        cost += counts_extra(*current, next) ? rather_of_option : 0;
        cost += lacks_pieces(*current, count) ? rather_pieces : 0;
        bind(state, count, edge, cost, next);
        state.cost += all_behind ? behind_word : 0;
    }
    state.cost +=
        current != nullptr && !state.hard && state.number < 0 && lacks_pieces(*current, count)
            ? rather_pieces
            : 0;
    if (state.number >= 0) {
        state.cost += two_numbers;
        state.earlier_number = state.number;
        state.few = state.few || state.joined || token(edge.first).ranged;  // "3 or 4", "3-4"
    }
    state.each = state.all && count > 1 && state.scope == Scope::With && !from.joined;
    state.all = false;
    state.cost += current != nullptr && !current->counted && state.before == Before::Number &&
                          alone_in_line(next)
                      ? number_left_alone
                      : 0;
    state.cost += !state.forward.empty() ? number_behind_adjective : 0;
    state.number = count;
    state.number_and = from.joined && !from.broken;
    state.number_beside = !from.joined && !from.broken && current != nullptr;
    state.number_at = static_cast<std::uint32_t>(edge.first);
    state.times = false;
    push(state, next);
}

}  // namespace croozer::understanding
