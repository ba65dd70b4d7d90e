// A closer name of a line begun: "greek pizza", "california roll".
#include "domain/understanding/forms.hpp"
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float sure_name = 0.2F;
constexpr float closer_name = 0.1F;
constexpr float perhaps_one_thing = 0.5F;
constexpr float kind_behind = 0.2F;
constexpr float one_name = 0.25F;  // rather than two dishes

}  // namespace

std::int32_t Search::category_of(Item const& item) const {
    std::string const& key = lexicon_.product(item.candidates.front()).category;
    auto const& categories = lexicon_.categories();
    auto const found = std::ranges::find(categories, key, &Category::key);
    return static_cast<std::int32_t>(found - categories.begin());
}

bool Search::is_category_word(Edge const& edge) const {
    if (edge.last != edge.first + 1) {
        return false;
    }
    std::string_view const key = token(edge.first).key;
    constexpr std::size_t longest_prefix_bytes = 6;
    for (Category const& category : lexicon_.categories()) {
        for (std::string const& word : category.words) {
            bool const fits =
                edge.prefix == 0
                    ? key == word
                    : key.ends_with(word) && key.size() <= word.size() + longest_prefix_bytes;
            if (fits) {
                return true;
            }
        }
    }
    return false;
}

// Whether it is called as its category is: "roll" of the rolls.
bool Search::is_kind(Item const& item) const {
    if (item.candidates.size() != 1) {
        return false;
    }
    menu::Product const& product = lexicon_.product(item.candidates.front());
    std::vector<std::string> kinds{product.category};
    for (std::string const* name : {&product.category_name.he, &product.category_name.en}) {
        std::vector<std::string> const keys = name_keys(*name);
        if (keys.size() == 1) {
            kinds.push_back(keys.front());
        }
    }
    return std::ranges::any_of(kinds, [&](std::string const& kind) {
        return std::ranges::any_of(
            std::array{&product.name.he, &product.name.en},
            [&](std::string const* name) {
                std::vector<std::string> const keys = name_keys(*name);
                if (keys.size() != 1) {
                    return false;
                }
                std::vector<std::string> const forms = other_forms(keys.front(), false);
                return keys.front() == kind || std::ranges::find(forms, kind) != forms.end();
            }
        );
    });
}

// "roll" behind a roll's name.
bool Search::is_kind_word(Item const& item, Edge const& edge) const {
    return edge.last == edge.first + 1 &&
           lexicon_.kind_word(item.candidates.front()) == token(edge.first).key;
}

// "שקשוקה אחת ירוקה": the number stands within the name.
bool Search::counted_within_name(
    State const& from, Item const& next_item, Edge const& edge, std::size_t next
) {
    Item const& current = *open(from);
    bool const counted =
        edge.first > 0 && current.last == edge.first && !token(edge.first - 1).digits &&
        std::ranges::any_of(lattice_.starting(edge.first - 1), [](Edge const& number) {
            return number.number.has_value();
        });
    if (from.before != Before::Number || !counted || !token(edge.first).hebrew ||
        edge.prefix != 0 || !current.options.empty() || next_item.candidates.size() != 1 ||
        bare_number_at(next) ||
        !(names_more(current, next_item) ||
          (current.plain && !next_item.plain && category_of(current) == category_of(next_item)))) {
        return false;
    }
    State state = from;
    Item closer = current;
    closer.candidates = next_item.candidates;
    closer.plain = false;
    closer.last = next_item.last;
    state.cost -= one_name;
    state.before = Before::Product;
    change(state, state.open, closer);
    push(state, next);
    return true;
}

// "פיצה משפחתית יוונית": the name that follows says which pizza; "greek pizza": the category's word
// behind the name adds nothing. True if it can be nothing else.
bool Search::same_item(
    State const& from, Item const& next_item, Edge const& edge, std::size_t next
) {
    State state = from;
    Item const* const current = open(state);
    bool const beside = current != nullptr && !state.broken && !state.joined && state.number < 0 &&
                        !state.article && state.forward.empty();
    if (beside && current->headless && state.before == Before::Option &&
        names_more(next_item, *current)) {
        // "half a kilo of hummus", where "hummus by weight" is what comes by the kilo.
        Item weighed = *current;
        weighed.last = next_item.last;
        state.before = Before::Product;
        change(state, state.open, weighed);
        push(state, next);
        return true;
    }
    if (beside && counted_within_name(state, next_item, edge, next)) {
        return true;
    }
    if (!beside || category_of(*current) != category_of(next_item)) {
        return false;
    }
    bool const fits_all = std::ranges::all_of(current->options, [&](Chosen const& chosen) {
        return fits(next_item, chosen.group);
    });
    bool const halved = state.part != ordering::Part::Whole && state.half_waits;
    if (halved) {
        return false;
    }
    if (current->guess > 0 && next_item.guess == 0 && fits_all && state.before == Before::Product &&
        !names_more(next_item, *current)) {
        // "caffe latte": the sure name of two beside each other.
        Item closer = *current;
        closer.candidates = next_item.candidates;
        narrow_to_options(closer);
        closer.guess = 0;
        closer.plain = next_item.plain;
        closer.last = next_item.last;
        // …and how the other was spelt is nothing to doubt.
        state.cost += sure_name - current->guess;
        change(state, state.open, closer);
        push(state, next);
        return false;
    }
    if (current->plain && !next_item.plain && fits_all) {
        Item closer = *current;
        closer.candidates = next_item.candidates;
        narrow_to_options(closer);
        closer.plain = false;
        closer.headless = false;
        closer.last = next_item.last;
        state.cost += closer_name;
        // "a drink, sprite": which one it is has been said.
        bool const settled = current->candidates.size() > 1 && closer.candidates.size() == 1;
        state.cost -= settled ? several_products : 0;
        state.before = Before::Product;
        change(state, state.open, closer);
        push(state, next);
        return false;
    }
    // "a croissant with chocolate", where a chocolate croissant is on the menu.
    if (next_item.guess > 0 && state.scope == Scope::With && state.before == Before::Word &&
        fits_all && names_more(*current, next_item)) {
        Item closer = *current;
        closer.candidates = next_item.candidates;
        closer.plain = false;
        closer.last = next_item.last;
        State one = state;
        one.scope = Scope::None;
        one.cost += closer_name;
        one.before = Before::Product;
        change(one, one.open, closer);
        push(one, next);
    }
    // "רול קליפורניה": the kind before the name.
    bool const kind_before = state.before == Before::Product && token(current->first).hebrew &&
                             current->last == current->first + 1 && current->options.empty() &&
                             next_item.candidates.size() == 1 && fits_all && edge.prefix == 0 &&
                             !takes(*current, edge) && is_kind(*current);
    if (kind_before && next_item.guess == 0) {
        Item closer = *current;
        closer.candidates = next_item.candidates;
        closer.plain = false;
        closer.last = next_item.last;
        State one = state;
        one.cost += closer_name;
        one.before = Before::Product;
        change(one, one.open, closer);
        push(one, next);
        return true;
    }
    bool const directly = state.before == Before::Product ||
                          (state.before == Before::Option && state.scope == Scope::None);
    bool const within =
        std::ranges::includes(next_item.candidates, current->candidates) || is_category_word(edge);
    bool const again = std::ranges::equal(next_item.candidates, current->candidates);
    // "california roll", where a plain roll can be had too: one thing or two?
    bool const one_word = edge.last == edge.first + 1 && token(edge.first).latin && !again &&
                          !next_item.plain && next_item.candidates.size() == 1;
    if (one_word && state.before == Before::Product && fits_all) {
        State one = state;
        one.cost += is_kind_word(*current, edge) ? kind_behind : perhaps_one_thing;
        push(one, next);
    }
    // "pizza olives pizza corn": the name once more begins another.
    bool const anew = again && !current->headless && state.before == Before::Option;
    if ((next_item.plain || again) && within && directly && !anew) {
        Item same = *current;
        same.last = next_item.last;
        same.headless = false;
        for (Chosen const& chosen : next_item.options) {
            if (same.options.size() < most_options) {
                same.options.push_back(chosen);
            }
        }
        narrow_to_options(same);
        if (same.candidates.empty()) {
            return false;
        }
        state.before = Before::Product;
        change(state, state.open, same);
        push(state, next);
        return current->headless || state.before == Before::Product;
    }
    return false;
}

// Of several products those that may have what was chosen.
void Search::narrow_to_options(Item& item) {
    for (Chosen const& chosen : item.options) {
        narrow(item, chosen.group);
    }
}

// "two croissants, one plain and one chocolate": a longer name of what was counted.
bool Search::is_one_of_total(State const& state, Item const& fresh) const {
    int const base = part_base(state);
    bool divided = false;
    std::int32_t parts = state.number;
    for (int i = 0; i < state.count; ++i) {
        divided = divided || item(state, i).total == base;
        parts += item(state, i).total == base ? item(state, i).quantity : 0;
    }
    // "five pizzas: 2 with olives, 2 with corn and one margherita", where that is the pizza
    if (base >= 0 && divided && !state.more && parts == item(state, base).quantity &&
        item(state, base).heading &&
        std::ranges::equal(item(state, base).candidates, fresh.candidates)) {
        return true;
    }
    bool const closer = base >= 0 && divided && fresh.guess > 0 && !state.more &&
                        item(state, base).counted && names_more(item(state, base), fresh);
    if (!closer) {
        return false;
    }
    LocalText const& name = lexicon_.product(fresh.candidates.front()).name;
    std::size_t const words = std::min(name_keys(name.he).size(), name_keys(name.en).size());
    return fresh.last - fresh.first < words;  // "chocolate", and not "chocolate croissant"
}

}  // namespace croozer::understanding
