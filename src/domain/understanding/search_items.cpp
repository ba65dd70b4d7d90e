// Products: new lines, closer names of a line begun, references to an earlier one.
#include "domain/understanding/forms.hpp"
#include "domain/understanding/search.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr float beside_without_and = 0.5F;
constexpr float perhaps_one_thing = 0.5F;
constexpr float definite_but_new = 0.7F;
constexpr float definite_of_the_menu = 0.3F;
constexpr float half_of_product = 1.5F;
constexpr float correction_ignored = 0.8F;
constexpr float with_a_product = 0.4F;
constexpr float beside_a_meal = 0.6F;
constexpr float rather_pieces = 0.5F;
constexpr float qualifier_of_nothing = 1.0F;
constexpr float one_more = 0.2F;
constexpr float adjective_over_and = 1.5F;
constexpr float heading_as_adjective = 1.5F;
constexpr float over_a_person = 0.5F;
constexpr float other_line = 1.5F;
constexpr float number_before_and = 2.0F;

}  // namespace

Item Search::named(State const& state, Edge const& edge) {
    auto const index = static_cast<std::size_t>(&edge - lattice_.starting(edge.first).data());
    if (index >= named_.size()) {
        Item item = named(edge);
        item.definite = item.definite || state.definite;
        return item;
    }
    if (named_.at(index) == nullptr) {
        named_.at(index) = arena_.make(named(edge));
    }
    Item item = *named_.at(index);
    item.definite = item.definite || state.definite;
    return item;
}

Item Search::named(Edge const& edge) {
    std::vector<std::int32_t> candidates;
    Meaning const* implied = nullptr;
    for (Meaning const& meaning : edge.meanings) {
        if (meaning.kind == MeaningKind::Product) {
            candidates.push_back(meaning.product);
            implied = meaning.option >= 0 ? &meaning : implied;
        }
    }
    bool const by_category = candidates.empty();
    for (Meaning const& meaning : edge.meanings) {
        if (by_category && meaning.kind == MeaningKind::Category) {
            auto const& products =
                lexicon_.categories()[static_cast<std::size_t>(meaning.category)].products;
            candidates.insert(candidates.end(), products.begin(), products.end());
        }
    }
    Item item;
    item.plain = by_category || implied != nullptr || is_category_word(edge);
    if (item.plain && candidates.size() > 1) {
        for (Category const& category : lexicon_.categories()) {
            if (std::ranges::find(candidates, category.plain) != candidates.end() &&
                (implied != nullptr || category.products.size() == candidates.size())) {
                candidates = {category.plain};
                break;
            }
        }
    }
    std::ranges::sort(candidates);
    candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
    std::span<std::int32_t> const kept = arena_.numbers(candidates.size());
    std::ranges::copy(candidates, kept.begin());
    item.candidates = kept;
    if (implied != nullptr) {
        item.options.push_back({.group = implied->group, .option = implied->option});
    }
    item.definite = (edge.prefix & (prefix::the | prefix::to | prefix::in | prefix::from)) != 0;
    item.guess = edge.cost;
    item.first = static_cast<std::uint32_t>(edge.first);
    item.last = static_cast<std::uint32_t>(edge.last);
    return item;
}

void Search::product(State const& from, Edge const& edge, std::size_t next) {
    State state = from;
    state.cost += menu_phrase;
    ++state.phrases;
    Item const item = named(state, edge);
    if (item.candidates.empty()) {
        return;
    }
    if (state.scope == Scope::Without && state.fresh) {
        refuse_product(state, item, next);
        return;
    }
    if (same_item(state, item, edge, next)) {
        return;
    }
    refer(state, item, next);
    new_item(state, item, edge, next);
}

// Whether the phrase is also an option that this item may have.
bool Search::takes(Item const& item, Edge const& edge) const {
    return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
        return meaning.kind == MeaningKind::Option && fits(item, meaning.group);
    });
}

// "half a Goldstar", "חצי כריך טונה", where the menu has halves of it.
bool Search::choose_half(Item& fresh) const {
    for (NumberedOption const& half : lexicon_.half_options()) {
        if (fits(fresh, half.group) && fresh.options.size() < most_options) {
            fresh.options.push_back({.group = half.group, .option = half.option});
            return true;
        }
    }
    return false;
}

// Whether the phrase is also a part of the meal that was not chosen yet.
bool Search::completes_meal(Item const& item, Edge const& edge) const {
    return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
        bool const component = meaning.kind == MeaningKind::Option &&
                               lexicon_.is_component(meaning.group) && fits(item, meaning.group);
        return component && std::ranges::none_of(item.options, [&](Chosen const& chosen) {
                   return chosen.group == meaning.group;
               });
    });
}

// "popsicles" where the menu has a popsicle: so many that somebody must ask how many.
bool Search::is_plural(Item const& item) const {
    std::string const& word = token(item.last - 1).key;
    std::vector<std::string> const name =
        name_keys(lexicon_.product(item.candidates.front()).name.en);
    return token(item.last - 1).latin && word.ends_with('s') && !name.empty() &&
           name.back() != word && word.starts_with(name.back().substr(0, name.back().size() - 1));
}

// "לאבא פסטה", "for dad pasta".
bool Search::behind_person(std::size_t first) const {
    for (std::size_t at = first > 2 ? first - 2 : 0; at < first; ++at) {
        if (token(at).key != "for" && !token(at).key.starts_with("ל")) {
            continue;
        }
        for (Edge const& edge : lattice_.starting(at)) {
            if (edge.last == first && edge.general() && edge.cost == 0 &&
                edge.meanings.front().word == Word::Filler) {
                return true;
            }
        }
    }
    return false;
}

void Search::new_item(State state, Item fresh, Edge const& edge, std::size_t next) {
    if (state.count >= most_items ||
        (state.idle_size >= 0 && !one_size(fresh, static_cast<std::size_t>(state.idle_size)))) {
        return;
    }
    state.idle_size = -1;
    for (Chosen const& chosen : state.forward) {
        if (!fits(fresh, chosen.group)) {
            return;
        }
        narrow(fresh, chosen.group);
    }
    // "hosomaki cucumber", and a name in the next line: said of another dish.
    bool const described =
        std::ranges::any_of(state.forward, [](Chosen const& chosen) { return !chosen.negated; });
    state.cost += described && token(fresh.first).before == Break::Hard ? other_line : 0;
    // "four cans: cola, zero and two sodas": the heading is of all.
    bool const head = state.number > 1 && !state.forward.empty() && token(fresh.first).listed;
    state.cost += head && names_several(fresh.first) ? heading_as_adjective : 0;
    // "with parmesan, for dad a pasta": the parmesan is not dad's.
    state.cost += !state.forward.empty() && behind_person(fresh.first) ? over_a_person : 0;
    Item const* const current = open(state);
    // "5 white ones and a bouquet": the white ones are of something else.
    state.cost += !state.forward.empty() && state.joined && !state.broken ? adjective_over_and : 0;
    bool const apart =
        state.broken || state.joined || state.number >= 0 || state.article || state.more;
    bool const beside = state.before == Before::Product || state.before == Before::Option;
    if (current != nullptr && !apart && state.forward.empty() && beside) {
        state.cost += beside_without_and;
    }
    // "an extra tiramisu" is one more of them.
    bool const another = state.qualifier == ordering::Qualifier::Extra && !state.doubled &&
                         (state.article || state.number >= 0);
    state.cost += state.qualifier == ordering::Qualifier::None ? 0
                  : another                                    ? one_more
                                                               : qualifier_of_nothing;
    bool const extra =
        state.scope != Scope::None && state.number < 0 && !state.article && !state.hard;
    bool const taken = current != nullptr && takes(*current, edge);
    // …or a part of one: "two kids meals, one coke one lemonade"
    bool const of_meal =
        current != nullptr && ((is_meal(*current) && completes_meal(*current, edge)) ||
                               (current->part && current->total >= 0 && taken));
    bool const with = state.scope == Scope::With && !apart;
    if (of_meal && !with) {
        state.cost += beside_a_meal;
    } else if (with || (extra && taken)) {
        // "with cheese and guacamole": rather one more of the toppings
        state.cost += with_a_product;
    }
    if (state.part != ordering::Part::Whole && state.half_waits && choose_half(fresh)) {
        state.half_waits = false;
        state.part = ordering::Part::Whole;
    }
    if (state.part != ordering::Part::Whole && state.half_waits) {
        // "half margherita half greek": a line is one product, so this is a question.
        state.cost += half_of_product;
        fresh.unclear = true;
        if (current != nullptr && (current->plain || current->unclear)) {
            Item whole = *current;
            whole.unclear = true;
            change(state, state.open, whole);
        }
        std::uint32_t const half = fresh.first > 0 ? fresh.first - 1 : fresh.first;
        issue(state, AmbiguityKind::HalvesUnclear, half, fresh.last);
    }
    if (fresh.definite && state.count > 0) {
        bool referred = false;
        for (Item const* at = state.items; at != nullptr; at = at->previous) {
            referred = referred || category_of(*at) == category_of(fresh);
        }
        bool const rather_new = !referred && bare_ == Bare::StartsLine;
        state.cost += rather_new ? definite_of_the_menu : definite_but_new;
    }
    if (current != nullptr && alternative(edge.first)) {
        issue(state, AmbiguityKind::WhichProduct, fresh.first, fresh.last);
    }
    if (current != nullptr && state.before == Before::Product && fresh.first > 0 &&
        token(fresh.first - 1).key == "of") {
        // "a bouquet of tulips" that the menu does not have.
        issue(state, AmbiguityKind::UnknownWords, fresh.first, fresh.last);
        state.cost += perhaps_one_thing;
    }
    if (state.all && state.before == Before::Word && current != nullptr) {
        issue(state, AmbiguityKind::QuantityUnclear, fresh.first, fresh.last);  // one of it each?
    }
    if (state.each) {
        issue(state, AmbiguityKind::QuantityUnclear, fresh.first, fresh.last);
    }
    state.each = false;
    state.few = state.few || (state.some && is_plural(fresh));
    state.some = false;
    if (state.few) {
        issue(state, AmbiguityKind::QuantityUnclear, fresh.first, fresh.last);
        fresh.unclear = true;
    }
    state.few = false;
    state.cost += fresh.candidates.size() > 1 ? several_products : 0;
    bool again = false;
    for (int i = 0; state.correcting && i < state.count && !again; ++i) {
        Item held = item(state, i);
        again = !held.removed && std::ranges::equal(held.candidates, fresh.candidates);
        if (again) {
            if (state.number < 0) {
                fresh.quantity = held.quantity;
                fresh.counted = held.counted;
            }
            take_over(fresh, held);
            held.removed = true;
            change(state, i, held);
        }
    }
    bool const goes_on = again;
    // "…sorry, a cola and a zero": what is joined comes on top.
    bool const anded = state.number >= 0 ? state.number_and : state.joined && !state.broken;
    if (!again && current != nullptr && state.correcting && !anded) {
        bool const same = category_of(*current) == category_of(fresh);
        if (same) {
            Item gone = *current;
            fresh.quantity = gone.removed ? fresh.quantity : gone.quantity;
            fresh.counted = gone.counted;
            if (state.number < 0 && state.forward.empty()) {
                take_over(fresh, gone);
            }
            gone.removed = true;
            change(state, state.open, gone);
        } else {
            state.cost += current->removed ? 0 : correction_ignored;
        }
    }
    if (state.number >= 0 && (edge.prefix & prefix::and_) != 0 && !state.number_and) {
        state.cost += number_before_and;  // "קובה שש יחידות ומלבי": never of the malabi
    }
    if (state.number >= 0) {
        state.cost += counts_pieces(fresh, state.number) ? rather_pieces : 0;
        fresh.quantity = state.number;
        fresh.counted = true;
    }
    // "two pizzas one greek": one of the two, or one more?
    int const base = state.number > 0 ? part_base(state) : -1;
    if (base >= 0 && !state.joined && !state.more && !state.hard && !fresh.plain &&
        item(state, base).plain && item(state, base).counted && item(state, base).options.empty() &&
        item(state, base).quantity > state.number &&
        category_of(item(state, base)) == category_of(fresh) && !is_one_of_total(state, fresh)) {
        issue(state, AmbiguityKind::QuantityUnclear, fresh.first, fresh.last);
    }
    if (state.number > 0 && (state.of_them || is_one_of_total(state, fresh))) {
        take_from_total(state, fresh);
    }
    auto const adjectives = std::exchange(state.forward, {});
    state.number = -1;
    state.listed = false;
    state.of_them = false;
    state.times = false;
    state.correcting = goes_on;
    state.scope = Scope::None;
    state.fresh = false;
    state.qualifier = ordering::Qualifier::None;
    state.part = ordering::Part::Whole;
    state.half_waits = false;
    state.paired = 0;
    state.article = false;
    state.definite = false;
    state.more = false;
    state.all = false;
    state.segment_starts_with_product =
        state.segment_starts_with_product ||
        (state.first_segment && state.segment_items == 0 && fresh.first == state.segment);
    state.before = Before::Product;
    add(state, fresh);
    for (Chosen const& chosen : adjectives) {
        put(state, state.open, chosen);
    }
    push(state, next);
}

}  // namespace croozer::understanding
