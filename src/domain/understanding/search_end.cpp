// What stands at the end of a message: what waited is settled, and the best state becomes drafts.
#include "base/limits.hpp"
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr float number_nobody_took = 2.5F;
constexpr float qualifier_nobody_took = 0.8F;
constexpr float lone_one = 0.3F;
constexpr float counted_once_more = 0.2F;
constexpr float half_nobody_took = 0.6F;
constexpr float without_end = 0.4F;
constexpr float adjective_nobody_took = 3.0F;
constexpr float adjective_for_the_cart = 0.2F;
constexpr float parts_beyond_total = 1.5F;
constexpr float parts_missing = 0.6F;
constexpr float parts_add_up = 0.2F;

}  // namespace

void Search::drop_number(State& state) {
    if (state.number < 0) {
        return;
    }
    state.cost += state.number == 1 ? lone_one : number_nobody_took;
    if (state.number != 1) {
        issue(state, AmbiguityKind::QuantityUnclear, state.number_at, state.number_at + 1);
    }
    state.number = -1;
}

// "vanilla with cream and oreo without": what the one before has. Without what, otherwise?
void Search::settle_without(State& state) {
    static constexpr auto bare =
        std::to_array<std::string_view>({"without", "wo", "בלי", "ללא", "not", "לא"});
    Item const* const part = open(state);
    bool const dangles = state.scope == Scope::Without && state.fresh &&
                         (!state.refused || (part != nullptr && part->part)) &&
                         std::ranges::find(bare, token(state.scope_at).key) != bare.end();
    if (!dangles) {
        return;
    }
    state.fresh = false;
    Item const* const current = open(state);
    for (int i = state.open - 1; i >= 0 && current != nullptr; --i) {
        Item const& before = item(state, i);
        if (before.removed || before.options.empty()) {
            continue;
        }
        Chosen chosen = before.options.back();
        if (!chosen.negated && lexicon_.group(chosen.group).negatable &&
            fits(*current, chosen.group)) {
            chosen.negated = true;
            chosen.qualifier = ordering::Qualifier::None;
            chosen.count = 1;
            put(state, state.open, chosen);
            return;
        }
        break;
    }
    issue(state, AmbiguityKind::UnknownWords, state.scope_at, state.scope_at + 1);
    state.cost += without_end;
}

// "two souffles and one more for my cousin": of what was named last.
void Search::count_more(State& state) {
    Item const* const current = open(state);
    if (state.number < 0 || (!state.more && !state.number_and) || current == nullptr ||
        current->removed || current->quantity + state.number > limits::customer_quantity) {
        return;
    }
    Item again = *current;
    again.quantity += state.number;
    change(state, state.open, again);
    state.cost += counted_once_more;
    state.number = -1;
}

// "a shake without cream and one with": with what?
void Search::settle_with(State& state) {
    static constexpr auto bare = std::to_array<std::string_view>({"with", "עמ"});
    if (state.scope != Scope::With || at_.empty() ||
        std::ranges::find(bare, token(at_.back()).key) == bare.end()) {
        return;
    }
    issue(state, AmbiguityKind::UnknownWords, at_.back(), at_.back() + 1);
    state.cost += without_end;
}

void Search::finish(State& state) {
    settle_with(state);
    count_more(state);
    drop_number(state);
    state.cost += state.idle_size >= 0 ? adjective_nobody_took : 0;
    settle_without(state);
    state.cost += state.qualifier == ordering::Qualifier::None ? 0 : qualifier_nobody_took;
    state.cost += state.times || (state.scope == Scope::Without && state.fresh) ? without_end : 0;
    if (state.times && !at_.empty()) {
        issue(state, AmbiguityKind::UnknownWords, at_.back(), at_.back() + 1);
    }
    bool const half_of_nothing = state.part != ordering::Part::Whole && state.half_waits;
    state.cost += half_of_nothing ? half_nobody_took : 0;
    if (!state.forward.empty()) {
        // Options that stood before, or without, their only product.
        bool const placed = state.count == 1 && bare_ == Bare::StartsLine &&
                            std::ranges::all_of(state.forward, [&](Chosen const& chosen) {
                                return fits(item(state, 0), chosen.group);
                            });
        float const waiting =
            bare_ != Bare::StartsLine ? adjective_for_the_cart : adjective_nobody_took;
        state.cost += placed ? waiting / 2 : waiting;
        if (placed) {
            for (Chosen const& chosen : std::exchange(state.forward, {})) {
                put(state, 0, chosen);
            }
        }
    }
    settle_parts(state);
    settle_heading(state);
}

// "Five cans: two colas, two sprites and a fanta", "five pizzas, of them three margheritas and two
// greek": the heading counts and describes what follows.
void Search::settle_heading(State& state) {
    for (int head = 0; head + 1 < state.count; ++head) {
        Item heading = item(state, head);
        if (heading.title && !heading.removed &&
            category_of(item(state, head + 1)) == category_of(heading)) {
            heading.removed = true;
            change(state, head, heading);
            continue;
        }
        bool const open_name = heading.candidates.size() > 1 ||
                               (heading.plain && !heading.part && heading.quantity > 1);
        if (heading.removed || !heading.counted || !open_name) {
            continue;
        }
        std::int32_t sum = 0;
        int last = head + 1;
        for (; last < state.count && sum < heading.quantity; ++last) {
            Item const& one = item(state, last);
            if (one.total == head) {
                continue;  // was taken off the total already
            }
            bool const its =
                one.total < 0 && (heading.candidates.size() > 1
                                      ? std::ranges::includes(heading.candidates, one.candidates)
                                      : !one.headless && category_of(one) == category_of(heading));
            if (!its) {
                break;
            }
            sum += one.removed ? 0 : one.quantity;
        }
        bool const only = heading.candidates.size() == 1 || last == state.count;
        if (heading.heading && sum > 0 && sum != heading.quantity) {
            issue(state, AmbiguityKind::QuantityUnclear, heading.first, heading.last);
        }
        if (sum != heading.quantity || (last == head + 2 && !heading.heading) || !only) {
            continue;
        }
        for (int i = head + 1; i < last; ++i) {
            for (Chosen const& chosen : heading.options) {
                inherit(state, i, chosen);
            }
        }
        heading.removed = true;
        change(state, head, heading);
        state.cost -= heading.candidates.size() > 1 ? several_products : 0;
    }
}

// What the heading says of all, where the line does not say otherwise.
void Search::inherit(State& state, int index, Chosen const& chosen) {
    Item const& own = item(state, index);
    bool const single = lexicon_.group(chosen.group).max == 1;
    bool const said = std::ranges::any_of(own.options, [&](Chosen const& held) {
        return held.group == chosen.group && (single || held.option == chosen.option);
    });
    if (!own.removed && !said && fits(own, chosen.group)) {
        put(state, index, chosen);
    }
}

// How many a heading's list names by themselves.
std::int32_t Search::named_under(State const& state, int head) const {
    std::int32_t sum = 0;
    for (int i = head + 1; i < state.count; ++i) {
        Item const& one = item(state, i);
        bool const its =
            one.total < 0 && !one.removed && category_of(one) == category_of(item(state, head));
        sum += its ? one.quantity : 0;
    }
    return sum;
}

// Parts replace their total; what is left of it stays as it was.
void Search::settle_parts(State& state) {
    for (int base = 0; base < state.count; ++base) {
        std::int32_t sum = 0;
        int parts = 0;
        for (int i = 0; i < state.count; ++i) {
            Item const& part = item(state, i);
            bool const its = part.total == base && !part.removed;
            sum += its ? part.quantity : 0;
            parts += its ? 1 : 0;
        }
        if (sum == 0) {
            continue;
        }
        Item total = item(state, base);
        // "two large ones, one with corn, one with tuna": that they add up is no accident.
        state.cost -= parts > 1 && sum == total.quantity && total.counted ? parts_add_up : 0;
        if (sum > total.quantity) {
            issue(state, AmbiguityKind::QuantityUnclear, total.first, total.last);
            state.cost += parts_beyond_total;
        }
        std::int32_t const named = total.heading ? named_under(state, base) : 0;
        state.cost += total.heading && sum + named < total.quantity ? parts_missing : 0;
        if (parts > 1 && sum + named < total.quantity) {
            // "three pizzas, one with…, one with…": and the third?
            issue(state, AmbiguityKind::QuantityUnclear, total.first, total.last);
        }
        total.removed = sum >= total.quantity;
        total.quantity -= std::min(sum, total.quantity);
        change(state, base, total);
    }
}

std::uint64_t Search::result_of(State const& state) {
    std::uint64_t sum = 0;
    for (Item const* at = state.items; at != nullptr; at = at->previous) {
        sum += at->removed || at->unclear ? 0 : mix(2, at->content);
    }
    for (Chosen const& chosen : state.forward) {
        sum += mix(3, number_of(chosen));
    }
    return sum;
}

Grouped Search::grouped(State const& state) const {
    Grouped out;
    for (int i = 0; i < state.count; ++i) {
        Item const& from = item(state, i);
        if (from.removed || from.unclear) {
            continue;
        }
        Draft draft;
        draft.candidates.assign(from.candidates.begin(), from.candidates.end());
        draft.options.assign(from.options.begin(), from.options.end());
        // "quinoa and not rice": of a choice of one it says no more than the quinoa did.
        std::erase_if(draft.options, [&](Chosen const& chosen) {
            return chosen.negated && lexicon_.group(chosen.group).max == 1 &&
                   std::ranges::any_of(from.options, [&](Chosen const& other) {
                       return other.group == chosen.group && !other.negated;
                   });
        });
        draft.plain = from.plain;
        draft.counted = from.counted;
        draft.definite = from.definite;
        draft.quantity = from.quantity;
        draft.first = from.first;
        draft.last = from.last;
        out.drafts.push_back(std::move(draft));
    }
    for (Issue const* at = state.issues; at != nullptr; at = at->previous) {
        std::string const words = tokens_.words(at->first, at->last);
        if (at->unknown) {
            out.unknown.insert(out.unknown.begin(), words);
        } else {
            out.ambiguities.insert(
                out.ambiguities.begin(),
                {.kind = at->kind, .words = words, .clause = words, .products = {}}
            );
        }
    }
    out.loose.assign(state.forward.begin(), state.forward.end());
    if (!state.forward.empty()) {
        out.loose_words = tokens_.words(state.forward_at, at_.back() + 1);
    }
    return out;
}

Grouped group(
    CompiledLexicon const& lexicon, Lattice const& lattice, std::span<Span const> spans, Bare bare
) {
    return Search(lexicon, lattice, spans, bare).run();
}

}  // namespace croozer::understanding
