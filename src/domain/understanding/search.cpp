#include "domain/understanding/search.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr std::size_t widest_beam = 8;
constexpr float hopeless = 3;  // dearer than the best by so much: given up
constexpr std::size_t most_tokens = 400;

constexpr float unknown_word = 2.0F;
constexpr float number_nobody_took = 2.5F;
constexpr float modifier_of_another = 1.2F;
constexpr float qualifier_nobody_took = 0.8F;
constexpr float lone_one = 0.3F;
constexpr float half_nobody_took = 0.6F;
constexpr float only_a_part = 0.5F;
constexpr float only_decoration = 0.05F;
constexpr float rather_decoration = 0.6F;
constexpr float without_end = 0.4F;
constexpr float adjective_nobody_took = 3.0F;
constexpr float adjective_for_the_cart = 0.2F;
constexpr float number_over_comma = 0.5F;
constexpr float number_over_break = 1.5F;
constexpr float parts_beyond_total = 1.5F;

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
    return hash * 0xFF51AFD7ED558CCDULL;
}

std::uint64_t number_of(Chosen const& chosen) {
    return (static_cast<std::uint64_t>(static_cast<std::uint16_t>(chosen.group)) << 48U) |
           (static_cast<std::uint64_t>(static_cast<std::uint16_t>(chosen.option)) << 32U) |
           (static_cast<std::uint64_t>(chosen.part) << 24U) |
           (static_cast<std::uint64_t>(chosen.qualifier) << 16U) |
           (static_cast<std::uint64_t>(chosen.negated) << 8U) | chosen.count;
}

// What the customer gets by it; how it was read does not count.
std::uint64_t content(Item const& item) {
    std::uint64_t hash = static_cast<std::uint64_t>(item.quantity);
    for (std::int32_t const candidate : item.candidates) {
        hash = mix(hash, static_cast<std::uint64_t>(candidate));
    }
    std::uint64_t options = 0;
    for (Chosen const& chosen : item.options) {
        options += mix(1, number_of(chosen));  // in any order
    }
    return mix(hash, options);
}

std::uint64_t hash_of(Item const& item) {
    std::uint64_t hash = mix(item.previous == nullptr ? 0 : item.previous->hash, item.content);
    hash = mix(hash, static_cast<std::uint64_t>(item.total));
    return mix(
        hash,
        (item.plain ? 1U : 0U) | (item.counted ? 2U : 0U) | (item.part ? 4U : 0U) |
            (item.removed ? 8U : 0U) | (item.headless ? 16U : 0U) | (item.unclear ? 32U : 0U) |
            (static_cast<unsigned>(item.halves) << 8U)
    );
}

// One for each position. A thread keeps those of an ordinary message, so that it takes no memory;
// what a very long one took is given back.
std::vector<Beam>& beams() {
    constexpr std::size_t ordinary = 64;
    thread_local std::vector<Beam> kept;
    if (kept.size() > ordinary) {
        kept.resize(ordinary);
    }
    return kept;
}

}  // namespace

std::uint64_t signature(State const& state) {
    std::uint64_t hash = state.items == nullptr ? 0 : state.items->hash;
    hash = mix(hash, static_cast<std::uint64_t>(state.open));
    hash = mix(hash, static_cast<std::uint64_t>(state.number));
    for (Chosen const& chosen : state.forward) {
        hash = mix(hash, number_of(chosen));
    }
    std::uint64_t flags = 0;
    for (bool const flag :
         {state.fresh,
          state.refused,
          state.joined,
          state.anded,
          state.correcting,
          state.all,
          state.definite,
          state.article,
          state.times,
          state.more,
          state.few,
          state.of_them,
          state.replacing}) {
        flags = (flags << 1U) | (flag ? 1U : 0U);
    }
    flags = (flags << 4U) | static_cast<unsigned>(state.scope);
    flags = (flags << 4U) | static_cast<unsigned>(state.qualifier);
    flags = (flags << 4U) | static_cast<unsigned>(state.part);
    flags = (flags << 4U) | state.paired;
    flags = (flags << 4U) | state.loose_halves;
    flags = (flags << 4U) | static_cast<unsigned>(state.before);
    return mix(hash, flags);
}

Search::Search(
    CompiledLexicon const& lexicon, Lattice const& lattice, std::span<Span const> spans, Bare bare
)
    : lexicon_(lexicon),
      lattice_(lattice),
      tokens_(lattice.tokens()),
      bare_(bare),
      beams_(beams()) {
    for (Span const& span : spans) {
        for (std::size_t i = span.first; i < span.last; ++i) {
            at_.push_back(static_cast<std::uint32_t>(i));
            breaks_.push_back(i == span.first ? span.before : tokens_.list[i].before);
        }
    }
    if (at_.size() > most_tokens) {
        cut_ = at_[most_tokens];
        at_.resize(most_tokens);
        breaks_.resize(most_tokens);
    }
    beams_.resize(std::max(beams_.size(), at_.size() + 1));
    for (Beam& beam : beams_) {
        beam.states.clear();
    }
}

Grouped Search::run() {
    push(State{}, 0);
    for (std::size_t position = 0; position < at_.size(); ++position) {
        for (State const* const state : survivors(beams_[position])) {
            visit(*state, position);
        }
    }
    std::vector<State>& ends = beams_[at_.size()].states;
    for (State& state : ends) {
        finish(state);
    }
    auto const best = std::ranges::min_element(ends, {}, &State::cost);
    if (best == ends.end()) {
        return {};
    }
    Grouped result = grouped(*best);
    if (cut_ > 0) {
        // Nobody reads the rest: a person must.
        std::string const rest = tokens_.words(cut_, cut_ + 1);
        result.ambiguities.push_back(
            {.kind = AmbiguityKind::UnknownWords, .words = rest, .clause = rest, .products = {}}
        );
    }
    result.doubt = best->cost - menu_phrase * static_cast<float>(best->phrases);
    result.margin = std::numeric_limits<float>::max();
    std::uint64_t const chosen = result_of(*best);
    for (State const& state : ends) {
        if (result_of(state) != chosen) {
            result.margin = std::min(result.margin, state.cost - best->cost);
        }
    }
    return result;
}

// Of states that differ in nothing that matters the cheapest stays.
std::span<State const* const> Search::survivors(Beam& beam) {
    beam.best.clear();
    for (State const& state : beam.states) {
        if (state.cost <= beam.cheapest + hopeless) {
            beam.best.push_back(&state);
        }
    }
    std::ranges::sort(beam.best, [](State const* one, State const* other) {
        return one->cost != other->cost ? one->cost < other->cost : one < other;
    });
    std::size_t kept = 0;
    std::array<std::uint64_t, widest_beam> seen{};
    for (std::size_t i = 0; i < beam.best.size() && kept < widest_beam; ++i) {
        std::uint64_t const own = signature(*beam.best[i]);
        auto const known = std::span(seen).first(kept);
        if (std::ranges::find(known, own) == known.end()) {
            seen[kept] = own;
            beam.best[kept] = beam.best[i];
            ++kept;
        }
    }
    beam.best.resize(kept);
    return beam.best;
}

void Search::push(State const& state, std::size_t position) {
    Beam& beam = beams_[position];
    beam.cheapest = beam.states.empty() ? state.cost : std::min(beam.cheapest, state.cost);
    // What ends is kept whatever it costs: the distance to the second best says how sure we are.
    if (position == at_.size() || state.cost <= beam.cheapest + hopeless) {
        beam.states.push_back(state);
    }
}

// Whether push() would drop it; asked before work is put into a state.
bool Search::too_dear(State const& state, std::size_t position) const {
    Beam const& beam = beams_[position];
    return position < at_.size() && !beam.states.empty() && state.cost > beam.cheapest + hopeless;
}

// What a break before this position ends.
void Search::enter(State& state, std::size_t position) const {
    state.broken = breaks_[position] != Break::None;
    state.hard = breaks_[position] == Break::Hard;
    state.joined = breaks_[position] == Break::Soft || state.anded;
    state.anded = false;
    state.cost += state.broken && !state.hard && state.number >= 0 ? number_over_comma : 0;
    if (state.broken && state.refused && state.fresh && state.scope == Scope::Without) {
        // "medium… no, well done" turns back; it takes nothing out.
        state.scope = Scope::None;
        state.fresh = false;
        state.correcting = state.open >= 0;
    }
    if (!state.hard) {
        return;
    }
    state.cost += state.number >= 0 && position > 0 ? number_over_break : 0;
    state.cost += state.qualifier == ordering::Qualifier::None ? 0 : qualifier_nobody_took;
    state.scope = Scope::None;
    state.fresh = false;
    state.refused = false;
    state.qualifier = ordering::Qualifier::None;
    state.part = ordering::Part::Whole;
    state.paired = 0;
    state.all = false;
    state.replacing = false;
    state.before = Before::Start;
    state.first_segment = position == 0;
    state.segment = at_[position];
    state.segment_items = 0;
    if (state.first_segment) {
        state.segment_starts_with_product = false;
    }
}

void Search::visit(State state, std::size_t position) {
    enter(state, position);
    bool read = false;
    for (Edge const& edge : lattice_.starting(at_[position])) {
        std::size_t const length = edge.last - edge.first;
        bool whole = position + length <= at_.size();
        for (std::size_t i = 1; whole && i < length; ++i) {
            whole = at_[position + i] == edge.first + i && breaks_[position + i] == Break::None;
        }
        if (whole) {
            read = true;
            take(state, edge, position + length);
        }
    }
    if (!read) {
        unknown(state, position);
    }
}

// Whether the next word is of the menu too.
bool Search::describes(std::size_t next) const {
    if (next >= at_.size() || breaks_[next] != Break::None) {
        return false;
    }
    return std::ranges::any_of(lattice_.starting(at_[next]), [](Edge const& edge) {
        return !edge.general() && !edge.number && edge.cost == 0;
    });
}

bool Search::number_at(std::size_t next) const {
    return next < at_.size() && breaks_[next] == Break::None &&
           std::ranges::any_of(
               lattice_.starting(at_[next]),
               [](Edge const& edge) { return edge.number.has_value(); }
           );
}

void Search::take(State const& from, Edge const& edge, std::size_t next) {
    State state = from;
    state.cost += edge.cost;
    state.cost += edge.modifier && describes(next) ? modifier_of_another : 0;
    state.joined = state.joined || (edge.prefix & prefix::and_) != 0;
    if (edge.number) {
        number(state, edge, next);
        return;
    }
    if (edge.general()) {
        word(state, edge, next);
        return;
    }
    bool const has_product = std::ranges::any_of(edge.meanings, [](Meaning const& m) {
        return m.kind != MeaningKind::Option;
    });
    bool const has_option = std::ranges::any_of(edge.meanings, [](Meaning const& m) {
        return m.kind == MeaningKind::Option;
    });
    if (has_product) {
        // "🍕🍕🍕" are three.
        std::int32_t const pictures = token(edge.first).repeated;
        if (pictures > 1 && state.number < 0) {
            state.number = pictures;
            state.number_at = static_cast<std::uint32_t>(edge.first);
        }
        if (token(edge.first).emoji && state.open >= 0 && !state.broken && state.number < 0) {
            // "two pizzas 🍕": a picture behind a dish says it once more.
            State decorated = from;
            decorated.cost += only_decoration;
            push(decorated, next);
            state.cost += rather_decoration;
        }
        product(state, edge, next);
    }
    if (has_option) {
        option(state, edge, next);
    }
    if (edge.fuzzy || edge.cost >= only_a_part) {
        // It may be no misspelling and no part of a name but a word we do not know.
        State other = from;
        unknown(other, static_cast<std::size_t>(std::ranges::find(at_, edge.first) - at_.begin()));
    }
}

void Search::unknown(State state, std::size_t position) {
    std::size_t const at = at_[position];
    Token const& here = token(at);
    if (here.emoji) {
        // A food emoji in the place of a dish is a wish; beside words it is decoration.
        bool const repeated = here.repeated > 1;
        bool const leads =
            state.broken && position + 1 < at_.size() && breaks_[position + 1] == Break::None;
        if (repeated && leads) {
            issue(state, AmbiguityKind::UnknownWords, at, at + 1, true);
            state.cost += unknown_word;
        }
        push(state, position + 1);
        return;
    }
    state.cost +=
        state.before == Before::Unknown && !state.broken ? unknown_word / 2 : unknown_word;
    issue(state, AmbiguityKind::UnknownWords, at, at + 1, true);
    state.qualifier = ordering::Qualifier::None;
    state.fresh = false;
    state.before = Before::Unknown;
    push(state, position + 1);
}

void Search::issue(
    State& state, AmbiguityKind kind, std::size_t first, std::size_t last, bool unknown
) {
    // Unknown words side by side are one question.
    Issue const* const held = state.issues;
    if (unknown && held != nullptr && held->unknown && held->last == first &&
        token(first).before == Break::None) {
        Issue longer = *held;
        longer.last = static_cast<std::uint32_t>(last);
        state.issues = arena_.make(longer);
        return;
    }
    // So are the halves of one pizza.
    if (kind == AmbiguityKind::HalvesUnclear && held != nullptr && held->kind == kind) {
        Issue longer = *held;
        longer.last = static_cast<std::uint32_t>(last);
        state.issues = arena_.make(longer);
        return;
    }
    state.issues = arena_.make(Issue{
        .previous = held,
        .kind = kind,
        .unknown = unknown,
        .first = static_cast<std::uint32_t>(first),
        .last = static_cast<std::uint32_t>(last),
    });
}

Item const& Search::item(State const& state, int index) {
    Item const* at = state.items;
    for (int i = state.count - 1; i > index; --i) {
        at = at->previous;
    }
    return *at;
}

Item const* Search::open(State const& state) {
    return state.open < 0 ? nullptr : &item(state, state.open);
}

void Search::add(State& state, Item item) {
    item.previous = state.items;
    item.content = content(item);
    item.hash = hash_of(item);
    state.items = arena_.make(item);
    state.open = state.count;
    ++state.count;
    ++state.segment_items;
}

void Search::change(State& state, int index, Item changed) {
    std::array<Item const*, most_items> above{};
    std::size_t count = 0;
    Item const* at = state.items;
    for (int i = state.count - 1; i > index; --i) {
        above[count++] = at;
        at = at->previous;
    }
    changed.previous = at->previous;
    changed.content = content(changed);
    changed.hash = hash_of(changed);
    state.items = arena_.make(changed);
    while (count > 0) {
        Item copy = *above[--count];
        copy.previous = state.items;
        copy.hash = hash_of(copy);
        state.items = arena_.make(copy);
    }
}

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

void Search::finish(State& state) {
    drop_number(state);
    state.cost += state.qualifier == ordering::Qualifier::None ? 0 : qualifier_nobody_took;
    state.cost += state.times || (state.scope == Scope::Without && state.fresh) ? without_end : 0;
    bool const half_of_nothing = state.part != ordering::Part::Whole &&
                                 state.before == Before::Word && !state.halved_plain;
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

// "Five cans: two colas, two sprites and a fanta": the heading counts and describes what follows.
void Search::settle_heading(State& state) {
    for (int head = 0; head + 1 < state.count; ++head) {
        Item heading = item(state, head);
        if (heading.removed || !heading.counted || heading.candidates.size() < 2) {
            continue;
        }
        std::int32_t sum = 0;
        for (int i = head + 1; i < state.count; ++i) {
            Item const& one = item(state, i);
            bool const its =
                !one.removed && std::ranges::includes(heading.candidates, one.candidates);
            sum = its ? sum + one.quantity : heading.quantity + 1;
        }
        if (sum != heading.quantity) {
            continue;
        }
        for (int i = head + 1; i < state.count; ++i) {
            for (Chosen const& chosen : heading.options) {
                put(state, i, chosen);
            }
        }
        heading.removed = true;
        change(state, head, heading);
        state.cost -= several_products;
    }
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
        if (sum > total.quantity) {
            issue(state, AmbiguityKind::QuantityUnclear, total.first, total.last);
            state.cost += parts_beyond_total;
        }
        if (parts > 1 && sum < total.quantity) {
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
