#include "domain/understanding/search.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr std::size_t widest_beam = 8;
constexpr std::size_t narrow_beam = 4;  // …of which so many may be far behind the best
constexpr float far_behind = 1.0F;
constexpr float hopeless = 3;  // dearer than the best by so much: given up
constexpr std::size_t most_tokens = 400;

constexpr float unknown_word = 2.0F;
constexpr float modifier_of_another = 0.8F;
constexpr float qualifier_nobody_took = 0.8F;
constexpr float only_a_part = 0.5F;
constexpr float far_fetched = 1.0F;  // another form of a part of a name
constexpr float only_decoration = 0.05F;
constexpr float rather_decoration = 0.6F;
constexpr float number_over_comma = 0.5F;
constexpr float number_over_break = 1.5F;
constexpr float adjective_over_break = 1.0F;
constexpr float times_nothing = 0.5F;

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
        size_here_ = is_size_word(token(at_[position]).key);
        named_ = {};
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
        return unread();
    }
    Grouped result = grouped(*best);
    if (cut_ > 0) {
        // Nobody reads the rest: a person must.
        std::string const rest = tokens_.words(cut_, cut_ + 1);
        result.ambiguities.push_back(
            {.kind = AmbiguityKind::UnknownWords, .words = rest, .clause = rest, .products = {}}
        );
    }
    // Nothing against it may come out a hair below nothing.
    result.doubt = std::max(best->cost - menu_phrase * static_cast<float>(best->phrases), 0.0F);
    result.phrases = best->phrases;
    result.guessed = best->guessed;
    result.margin = std::numeric_limits<float>::max();
    std::uint64_t const chosen = result_of(*best);
    for (State const& state : ends) {
        if (result_of(state) != chosen) {
            result.margin = std::min(result.margin, state.cost - best->cost);
        }
    }
    return result;
}

// No way to read it was left: whoever wrote it must be asked, for it may order something.
Grouped Search::unread() const {
    Grouped result;
    if (!at_.empty()) {
        std::string const words = tokens_.words(at_.front(), at_.back() + 1);
        result.ambiguities.push_back(
            {.kind = AmbiguityKind::UnknownWords, .words = words, .clause = words, .products = {}}
        );
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
        if (kept >= narrow_beam && beam.best[i]->cost > beam.cheapest + far_behind) {
            break;
        }
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

// What it costs that something waits over the break before this position. Paid before what follows
// is read, lest what waits in vain crowds out what does not wait.
float Search::waiting(State const& state, std::size_t position) const {
    if (position == 0 || position >= at_.size() || breaks_[position] == Break::None) {
        return 0;
    }
    bool const hard = breaks_[position] == Break::Hard;
    bool const adjective = hard && !state.forward.empty() && state.count > 0;
    float const number = hard ? number_over_break : number_over_comma;
    return (adjective ? adjective_over_break : 0) + (state.number >= 0 ? number : 0);
}

void Search::push(State const& state, std::size_t position) {
    Beam& beam = beams_[position];
    float const cost = state.cost + waiting(state, position);
    beam.cheapest = beam.states.empty() ? cost : std::min(beam.cheapest, cost);
    // What ends is kept whatever it costs: the distance to the second best says how sure we are.
    if (position == at_.size() || cost <= beam.cheapest + hopeless) {
        beam.states.push_back(state);
        beam.states.back().cost = cost;
    }
}

// Whether push() would drop it; asked before work is put into a state.
bool Search::too_dear(State const& state, std::size_t position) const {
    Beam const& beam = beams_[position];
    return position < at_.size() && !beam.states.empty() && state.cost > beam.cheapest + hopeless;
}

// What a break before this position ends.
void Search::enter(State& state, std::size_t position) {
    state.broken = breaks_[position] != Break::None;
    state.hard = breaks_[position] == Break::Hard;
    if (state.broken) {
        settle_without(state);
    }
    state.joined = breaks_[position] == Break::Soft || state.anded;
    state.anded = false;
    if (state.broken && state.refused && state.fresh && state.scope == Scope::Without) {
        // "medium… no, well done" turns back; it takes nothing out.
        state.scope = Scope::None;
        state.fresh = false;
        state.correcting = state.open >= 0;
    }
    begin_list(state, position);
    if (!state.hard) {
        begin_line(state, position);
        return;
    }
    state.cost += state.idle_size >= 0 ? qualifier_nobody_took : 0;
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
    begin_line(state, position);
}

// "three pizzas - corn, egg, plain": a dash, and as many things as were counted.
bool Search::dash_lists(State const& state, std::size_t position) const {
    Item const* const current = state.broken && position > 0 ? open(state) : nullptr;
    if (current == nullptr || !current->counted || current->quantity < 2 ||
        current->last != at_[position]) {
        return false;
    }
    std::size_t const from = token(at_[position - 1]).end;
    std::string_view const between =
        std::string_view(tokens_.clean).substr(from, token(at_[position]).begin - from);
    if (between.find('-') == std::string_view::npos &&
        between.find("–") == std::string_view::npos) {
        return false;
    }
    std::int32_t parts = 1;
    for (std::size_t at = position + 1; at < at_.size() && breaks_[at] != Break::Hard; ++at) {
        parts += breaks_[at] == Break::Soft ? 1 : 0;
    }
    return parts == current->quantity;
}

// "three pizzas: …": what follows describes them, one by one.
void Search::begin_list(State& state, std::size_t position) {
    bool const listed = token(at_[position]).listed || dash_lists(state, position);
    Item const* const current = listed ? open(state) : nullptr;
    bool const heads = current != nullptr && current->counted && current->quantity > 1;
    // "pizzas: 2 small with corn, 1 large": the heading is none of them.
    bool const titles = current != nullptr && !current->counted && current->options.empty() &&
                        token(at_[position]).number && describes(position + 1);
    if (titles) {
        Item title = *current;
        title.title = true;
        change(state, state.open, title);
    }
    state.listing = (state.listing && !state.hard) || heads;
    if (heads && !current->heading) {
        Item heading = *current;
        heading.heading = true;
        change(state, state.open, heading);
    }
}

void Search::visit(State state, std::size_t position) {
    enter(state, position);
    if (size_here_) {
        idle_size(state, position);
    }
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

bool Search::names_product(std::size_t next) const {
    return next < at_.size() && breaks_[next] == Break::None &&
           std::ranges::any_of(
               lattice_.starting(at_[next]),
               [](Edge const& edge) {
                   return edge.cost == 0 &&
                          std::ranges::any_of(edge.meanings, [](Meaning const& m) {
                              return m.kind == MeaningKind::Product;
                          });
               }
           );
}

bool Search::and_at(std::size_t next) const {
    return next < at_.size() && breaks_[next] == Break::None &&
           std::ranges::any_of(
               lattice_.starting(at_[next]),
               [](Edge const& edge) {
                   return (edge.prefix & prefix::and_) != 0 ||
                          (edge.general() && edge.meanings.front().word == Word::And);
               }
           );
}

// "…one", and not "…and one".
bool Search::bare_number_at(std::size_t next) const {
    return number_at(next) && !and_at(next);
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
    if (state.times && state.number < 0 && !edge.number && edge.first > 0) {
        // "a double burger": double what?
        issue(state, AmbiguityKind::UnknownWords, edge.first - 1, edge.first);
        state.cost += times_nothing;
        state.times = false;
    }
    if (edge.number) {
        number(state, edge, next);
        return;
    }
    if (edge.general()) {
        word(state, edge, next);
        return;
    }
    state.guessed = state.guessed || edge.fuzzy || edge.cost >= far_fetched;
    bool const has_product = std::ranges::any_of(edge.meanings, [](Meaning const& m) {
        return m.kind != MeaningKind::Option;
    });
    bool const has_option = std::ranges::any_of(edge.meanings, [](Meaning const& m) {
        return m.kind == MeaningKind::Option;
    });
    if (has_product) {
        // "🍕🍕🍕" are three.
        std::int32_t const pictures = token(edge.first).repeated;
        bool const behind = token(edge.first).emoji && state.open >= 0 && !state.broken &&
                            state.number < 0 && (pictures == 1 || depicts(state, edge));
        bool const told = token(edge.first).emoji && state.number < 0 && told_by_words(edge);
        if (behind || told) {
            // "two pizzas 🍕": a picture behind a dish says it once more.
            State decorated = from;
            decorated.cost += only_decoration;
            push(decorated, next);
            state.cost += rather_decoration;
        }
        if (pictures > 1 && state.number < 0) {
            state.number = pictures;
            state.number_at = static_cast<std::uint32_t>(edge.first);
        }
        product(state, edge, next);
    }
    if (has_option) {
        option(state, edge, next);
    }
    if (edge.fuzzy || edge.cost >= only_a_part) {
        // It may be no misspelling and no part of a name but a word we do not know.
        unknown(from, static_cast<std::size_t>(std::ranges::find(at_, edge.first) - at_.begin()));
    }
}

// "hungry 🍕🍕 three margheritas": a dish of that kind is in the words.
bool Search::told_by_words(Edge const& picture) const {
    auto const alike = [&](Meaning const& own) {
        return std::ranges::any_of(picture.meanings, [&](Meaning const& shown) {
            bool const dishes =
                own.kind == MeaningKind::Product && shown.kind == MeaningKind::Product;
            return dishes && (own.product == shown.product ||
                              lexicon_.names_more(shown.product, own.product) ||
                              lexicon_.is_plain_of(shown.product, own.product));
        });
    };
    return std::ranges::any_of(at_, [&](std::size_t at) {
        return !token(at).emoji &&
               std::ranges::any_of(lattice_.starting(at), [&](Edge const& edge) {
                   return edge.cost < only_a_part && std::ranges::any_of(edge.meanings, alike);
               });
    });
}

// "a sunflower bouquet 🌻🌻": the picture is of what was just named.
bool Search::depicts(State const& state, Edge const& edge) const {
    Item const& current = *open(state);
    return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
        Item picture;
        picture.candidates = std::span(&meaning.product, 1);
        return meaning.kind == MeaningKind::Product &&
               (std::ranges::equal(picture.candidates, current.candidates) ||
                names_more(picture, current));
    });
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

}  // namespace croozer::understanding
