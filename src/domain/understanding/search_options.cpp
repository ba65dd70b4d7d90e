// Options: to the product that has their group, within the scope that words opened.
#include "domain/understanding/search.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr float other_choice_taken = 1.2F;
constexpr float said_twice = 0.6F;
constexpr float not_negatable = 2.0F;
constexpr float not_qualifiable = 0.8F;
constexpr float hebrew_adjective_before = 0.6F;
constexpr float adjective_before = 0.1F;
constexpr float listed_before = 0.5F;
constexpr float counts_option = 0.1F;
constexpr float counts_any_option = 0.4F;
constexpr float counts_option_anew = 0.5F;
constexpr float negation_ends_at_comma = 0.4F;
constexpr float perhaps_anew = 0.1F;
constexpr float rather_anew = 0.3F;
constexpr float rather_a_size = 0.3F;
constexpr float rather_as_written = 0.15F;
constexpr float choice_among_meanings = 0.05F;
constexpr float choice_rather_than_extra = 0.15F;
constexpr float more_of_an_option = 0.4F;
constexpr float times_of_nothing = 0.5F;
constexpr float said_what_not = 0.2F;
constexpr float half_before = 0.2F;
constexpr float too_many = 2.0F;
constexpr float counted_otherwise = 0.3F;
constexpr float half_of_no_half = 1.1F;
constexpr float only_a_part = 0.5F;
constexpr float rather_a_person = 0.6F;
constexpr float another_sauce = 0.6F;
constexpr float rather_a_dish = 0.6F;
constexpr float which_by_option = 0.8F;  // of several_products
constexpr float of_nothing = 9.0F;

}  // namespace

bool Search::fits(Item const& item, std::int32_t group) const {
    return !item.removed && std::ranges::any_of(item.candidates, [&](std::int32_t product) {
        return lexicon_.has_group(product, group);
    });
}

bool Search::is_meal(Item const& item) const {
    bool const by_itself = item.candidates.size() == 1 && lexicon_.is_meal(item.candidates.front());
    return by_itself || std::ranges::any_of(item.options, [&](Chosen const& chosen) {
               return lexicon_.makes_meal(chosen.group) && !chosen.negated;
           });
}

// "a burger and a cola": the cola is the drink of a meal only where a meal was asked for.
bool Search::lacks_meal(Item const& item, std::int32_t group) const {
    return lexicon_.is_component(group) && !is_meal(item) &&
           std::ranges::any_of(item.candidates, [&](std::int32_t product) {
               return lexicon_.can_be_meal(product);
           });
}

void Search::narrow(Item& item, std::int32_t group) {
    auto const has = [&](std::int32_t product) { return lexicon_.has_group(product, group); };
    if (std::ranges::all_of(item.candidates, has)) {
        return;
    }
    auto const count = std::ranges::count_if(item.candidates, has);
    std::span<std::int32_t> const kept = arena_.numbers(static_cast<std::size_t>(count));
    std::ranges::copy_if(item.candidates, kept.begin(), has);
    item.candidates = kept;
}

// What the scope makes of an option: negated, extra, on a half.
Chosen Search::scoped(State& state, Meaning const& meaning) const {
    Chosen chosen{.group = meaning.group, .option = meaning.option, .part = state.part};
    chosen.count = static_cast<std::uint8_t>(std::clamp<std::int64_t>(meaning.value, 1, 99));
    chosen.qualifier = state.qualifier;
    bool const half = state.half_waits && state.part != ordering::Part::Whole;
    state.half_waits = false;
    state.qualifier = ordering::Qualifier::None;
    // "no olives and a roll": the article asks for something.
    bool const anew = !state.fresh && (state.article || !lexicon_.group(meaning.group).negatable);
    if (state.scope == Scope::Without && (state.fresh || state.joined) && !anew) {
        chosen.negated = true;
        state.fresh = false;
    } else if (state.scope == Scope::Without) {
        state.scope = Scope::None;
    }
    if (state.paired > 0) {
        chosen.part = state.paired == 2 ? ordering::Part::First : ordering::Part::Second;
        --state.paired;
        state.part = state.paired == 0 ? ordering::Part::Second : ordering::Part::First;
    }
    menu::OptionGroup const& owner = lexicon_.group(meaning.group);
    if (owner.halves == menu::HalvesPolicy::NotAllowed) {
        state.cost += half && !owner.is_size ? half_of_no_half : 0;
        chosen.part = ordering::Part::Whole;  // a size is of the whole
    }
    if (chosen.negated && !owner.negatable && state.refused) {
        // "not large, small": says only what it is not.
        state.cost += said_what_not;
        state.correcting = true;
        state.scope = Scope::None;
        chosen.option = -2;
    } else if (chosen.negated && !owner.negatable) {
        state.cost += not_negatable;
        chosen.option = -1;
    }
    if (state.doubled && !owner.qualifiable && owner.max != 1 && chosen.count == 1) {
        chosen.count = 2;  // "a double shot"
        chosen.qualifier = ordering::Qualifier::None;
    }
    state.doubled = false;
    if (chosen.qualifier != ordering::Qualifier::None && !owner.qualifiable) {
        state.cost += not_qualifiable;
        chosen.qualifier = ordering::Qualifier::None;
    }
    return chosen;
}

// "…and not", of which nothing is left to say.
bool Search::rather_than(State const& state) const {
    std::string_view const key = token(state.scope_at).key;
    bool const but = state.scope_at > 0 && (token(state.scope_at - 1).key == "but" ||
                                            token(state.scope_at - 1).key == "אבל");
    return state.refused && !but && (key == "ולא" || key == "not");
}

void Search::put(State& state, int index, Chosen const& chosen, std::size_t last) {
    Item changed = item(state, index);
    changed.last = std::max(changed.last, static_cast<std::uint32_t>(last));
    // "half olives half pineapple… yes pineapple": of that half still.
    bool const of_half = chosen.part == ordering::Part::Whole && !chosen.negated &&
                         std::ranges::any_of(changed.options, [&](Chosen const& own) {
                             return own.group == chosen.group && own.option == chosen.option &&
                                    own.part != ordering::Part::Whole;
                         });
    if (of_half) {
        state.cost += said_twice;
        return;
    }
    bool const several = changed.candidates.size() > 1;
    narrow(changed, chosen.group);
    // "two small greek ones": what is chosen says which of several is meant…
    state.cost -= several && changed.candidates.size() == 1 ? which_by_option : 0;
    state.cost += changed.candidates.empty() ? of_nothing : 0;  // …or that it is none of them
    auto& held = changed.options;
    bool const held_too = std::ranges::any_of(held, [&](Chosen const& own) {
        return own.group == chosen.group && own.option == chosen.option;
    });
    if (chosen.negated && !held_too && !held.empty() && held.back().group == chosen.group &&
        !held.back().negated && rather_than(state)) {
        return;  // "quinoa and not rice": says only what it is not
    }
    bool const single = lexicon_.group(chosen.group).max == 1;
    bool done = false;
    drop_inherited(changed, chosen);
    // "red… sorry, white": one colour for another.
    if (state.correcting && !single && !held.empty() && held.back().group == chosen.group &&
        held.back().option != chosen.option && !held.back().negated && !chosen.negated &&
        !state.anded) {
        held.pop_back();
    }
    for (std::size_t i = 0; i < held.size() && !done; ++i) {
        bool const same = held[i].group == chosen.group && held[i].option == chosen.option &&
                          held[i].part == chosen.part;
        bool const copied = i < changed.inherited;  // "the same, only without pepper"
        if (same && chosen.negated && !held[i].negated && copied) {
            held.erase(held.begin() + static_cast<std::ptrdiff_t>(i));
            --changed.inherited;
            done = true;
        } else if (same && chosen.negated && !held[i].negated && state.refused) {
            // "olives… no, not olives": taken back, as if never said.
            held.erase(held.begin() + static_cast<std::ptrdiff_t>(i));
            state.correcting = true;
            state.scope = Scope::None;
            done = true;
        } else if (same) {
            state.cost += held[i] == chosen ? said_twice : 0;
            // "very spicy 🌶": said once more, it is not less of it.
            bool const less = chosen.qualifier == ordering::Qualifier::None &&
                              chosen.negated == held[i].negated && chosen.count <= held[i].count;
            held[i] = less ? held[i] : chosen;
            done = true;
        } else if (single && held[i].group == chosen.group) {
            bool const bigger = lexicon_.is_vessel(held[i].group, held[i].option) &&
                                lexicon_.is_measure(chosen.group, chosen.option);
            bool const vessel = lexicon_.is_vessel(chosen.group, chosen.option) &&
                                lexicon_.is_measure(held[i].group, held[i].option);
            // "one with olives and a personal one": no more of that part.
            bool const of_part =
                changed.part && !(has_extras(changed) && state.joined && !state.broken);
            bool const otherwise =
                state.correcting || of_part || bigger || vessel || i < changed.inherited;
            state.cost += otherwise ? 0 : other_choice_taken;
            held[i] = vessel ? held[i] : chosen;  // "big bottle": the size says which
            done = true;
        }
    }
    if (!done && held.size() == most_options) {
        state.cost += too_many;
        done = true;
    }
    if (!done) {
        held.push_back(chosen);
    }
    change(state, index, changed);
}

void Search::to_item(
    State state, int index, Edge const& edge, Meaning const& meaning, float cost, std::size_t next
) {
    state.cost += cost + (state.more && meaning.value == 0 ? more_of_an_option : 0);
    if (too_dear(state, next)) {
        return;
    }
    // "without sauce spicy", "בלי בצל זיתים": without both, or with the other?
    bool const either = state.scope == Scope::Without && !state.fresh && !state.joined &&
                        !state.broken && state.before == Before::Option && !state.article &&
                        token(edge.first).before == Break::None && edge.first > 0 &&
                        !lattice_.starting(edge.first - 1).empty() &&
                        !lattice_.starting(edge.first - 1).front().general() &&
                        state.qualifier == ordering::Qualifier::None &&
                        lexicon_.group(meaning.group).negatable && token(edge.first).hebrew &&
                        edge.prefix == 0;
    Chosen const chosen = scoped(state, meaning);
    if (either) {
        issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
    }
    if (chosen.option == -1) {
        issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);
    } else if (chosen.option >= 0) {
        if (!chosen.negated && alternative(edge.first)) {
            issue(state, AmbiguityKind::UnknownWords, edge.first, edge.last);  // "olives or corn"
        }
        bool const correcting = state.correcting;
        put(state, index, chosen, edge.last);
        state.correcting = state.correcting && !correcting;
    }
    state.open = index;
    state.listed = false;
    state.article = false;
    state.definite = false;
    state.before = Before::Option;
    push(state, next);
}

// An adjective in front: its product must follow.
void Search::forward(State state, Edge const& edge, Meaning const& meaning, std::size_t next) {
    if (state.forward.size() == most_forward) {
        return;
    }
    bool const opens = state.broken || state.joined || state.number >= 0 || state.article ||
                       !state.forward.empty() || state.count == 0 || state.before == Before::Word;
    bool const listed = state.scope != Scope::None || state.part != ordering::Part::Whole;
    float cost = token(edge.first).latin ? adjective_before : hebrew_adjective_before;
    cost = opens ? cost / 2 : cost + listed_before;
    // "with olives and a small cola": the article begins something else.
    cost += listed && state.forward.empty() && !state.article ? listed_before : 0;
    cost = state.part != ordering::Part::Whole && state.count == 0 ? half_before : cost;
    state.cost += cost;
    // What only changes a cart has no dish to wait for: "without corn and onion" is both.
    // "No ham or bacon on my large one" is both of any dish.
    bool const both = state.joined && (bare_ != Bare::StartsLine || is_ored(edge));
    if (state.scope == Scope::Without && !state.fresh && !both) {
        state.scope = Scope::None;
    }
    if (state.scope == Scope::With && state.forward.empty()) {
        state.scope = Scope::None;
    }
    Chosen const chosen = scoped(state, meaning);
    if (chosen.option < 0) {
        return;
    }
    if (state.forward.empty()) {
        state.forward_at = static_cast<std::uint32_t>(edge.first);
    }
    state.forward.push_back(chosen);
    state.before = Before::Option;
    push(state, next);
}

// "without lettuce, tomato and onion": the "and" holds the list together. "No onion, olives" says
// two things, or one.
bool Search::list_closes(std::size_t next) const {
    return next < at_.size() &&
           std::ranges::any_of(
               lattice_.starting(at_[next]),
               [](Edge const& edge) {
                   return (edge.prefix & prefix::and_) != 0 ||
                          (edge.general() && edge.meanings.front().word == Word::And);
               }
           );
}

bool Search::is_anded(Edge const& edge) const {
    return (edge.prefix & prefix::and_) != 0 ||
           (edge.first > 0 && token(edge.first - 1).key == "and");
}

bool Search::is_ored(Edge const& edge) const {
    static constexpr auto words = std::to_array<std::string_view>({"or", "nor", "או"});
    return edge.first > 0 && std::ranges::find(words, token(edge.first - 1).key) != words.end();
}

// Whether "and" stands at this option, and the comma before it is the only one since "without".
bool Search::only_comma(State const& state, Edge const& edge) const {
    int commas = 0;
    for (std::size_t at = state.scope_at + 1; at <= edge.first; ++at) {
        commas += token(at).before == Break::Soft ? 1 : 0;
    }
    return is_anded(edge) && commas == 1;
}

// "a side of guacamole", "guacamole as a side": where it can be had by itself, it is a dish; but a
// meal's side is the meal's.
bool Search::side_dish(State const& state, Edge const& edge, std::size_t next) const {
    bool const dish = edge.meanings.front().kind == MeaningKind::Product;
    Item const* const current = open(state);
    if (!dish || (current != nullptr && completes_meal(*current, edge))) {
        return false;
    }
    auto const says = [&](std::size_t at, std::string_view word) {
        return at < tokens_.list.size() && token(at).before == Break::None && token(at).key == word;
    };
    bool const before =
        edge.first > 1 && token(edge.first - 1).key == "of" &&
        (token(edge.first - 2).key == "side" || token(edge.first - 2).key == "sides");
    std::size_t const behind = next < at_.size() ? at_[next] : tokens_.list.size();
    return before || (says(behind, "as") && says(behind + 1, "a") && says(behind + 2, "side"));
}

void Search::option(State const& from, Edge const& edge, std::size_t next) {
    State state = from;
    std::string_view const before =
        edge.first > 0 ? std::string_view(token(edge.first - 1).key) : std::string_view{};
    bool const of_sauce =
        edge.cost >= only_a_part && (before == "רוטב" || before == "הרוטב" || before == "sauce");
    state.cost += of_sauce ? another_sauce : 0;
    // "a plain one לקטן": whom it is for.
    state.cost += bare_ == Bare::StartsLine && (edge.prefix & prefix::to) != 0 &&
                          lexicon_.group(edge.meanings.front().group).is_size
                      ? rather_a_person
                      : 0;
    state.cost += side_dish(state, edge, next) ? rather_a_dish : 0;
    state.cost += menu_phrase + (state.times ? times_of_nothing : 0);
    state.times = false;
    ++state.phrases;
    if (state.all && state.count > 0 && state.forward.empty() && !state.replacing) {
        to_all(state, edge, next);
        return;
    }
    bool const commaed =
        state.broken || (before == "and" && token(edge.first - 1).before == Break::Soft);
    if (state.scope == Scope::Without && !state.fresh && commaed) {
        // "without onion, olives": the comma may begin anew. "No pickles, and mayo" does, for of
        // two things nobody parts the second by a comma and an "and".
        bool const two = (state.joined && only_comma(state, edge)) || of_other_kind(state, edge);
        State anew = state;
        anew.scope = Scope::None;
        anew.cost += two ? 0 : list_closes(next) ? negation_ends_at_comma : perhaps_anew;
        options(anew, edge, next);
        state.cost += two ? rather_anew : 0;
    }
    options(state, edge, next);
}

// "no onion, toasted": how the whole is to be, and none of its parts.
bool Search::of_other_kind(State const& state, Edge const& edge) const {
    Item const* const item = open(state);
    return item != nullptr && !item->options.empty() && !is_anded(edge) &&
           std::ranges::all_of(edge.meanings, [&](Meaning const& meaning) {
               return meaning.kind != MeaningKind::Option ||
                      (lexicon_.group(meaning.group).max == 1 &&
                       meaning.group != item->options.back().group);
           });
}

// Whether another of the choices of which a line has one was made.
bool Search::chooses_other(Item const& item, Meaning const& meaning) const {
    return lexicon_.group(meaning.group).max == 1 &&
           std::ranges::any_of(item.options, [&](Chosen const& held) {
               return held.group == meaning.group && held.option != meaning.option;
           });
}

// Whether it names a choice that the open dish alone has.
bool Search::chooses_own(State const& state, Edge const& edge) const {
    Item const* const current = open(state);
    return edge.meanings.size() > 1 && current != nullptr && state.forward.empty() &&
           std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
               return meaning.kind == MeaningKind::Option && !meaning.formed &&
                      lexicon_.group(meaning.group).max == 1 &&
                      lexicon_.is_of_one_product(meaning.group) && fits(*current, meaning.group);
           });
}

void Search::options(State const& state, Edge const& edge, std::size_t next) {
    for (Meaning const& meaning : edge.meanings) {
        if (meaning.kind != MeaningKind::Option) {
            continue;
        }
        if (state.replacing && state.open >= 0) {
            replaced(state, meaning, next);
            continue;
        }
        refer_by_choice(state, edge, meaning, next);
        menu::OptionGroup const& owner = lexicon_.group(meaning.group);
        bool const countable =
            !owner.options[static_cast<std::size_t>(meaning.option)].counted.empty();
        State plain = state;
        bool const extra_too =
            owner.max == 1 && std::ranges::any_of(edge.meanings, [&](auto const& m) {
                return m.kind == MeaningKind::Option && !m.formed &&
                       lexicon_.group(m.group).max != 1;
            });
        bool const several =
            std::ranges::count_if(edge.meanings, [](Meaning const& m) { return !m.formed; }) > 1;
        // "tomato sauce" is what only a pasta chooses from rather than one more thing on it.
        bool const own = chooses_own(state, edge);
        plain.cost += own                         ? (owner.max == 1 ? 0 : choice_rather_than_extra)
                      : extra_too                 ? choice_rather_than_extra
                      : several && owner.max == 1 ? choice_among_meanings
                                                  : 0;
        // "medium" is a size rather than a roast.
        bool const sized = size_here_ && !lexicon_.is_of_sizes(meaning.group) &&
                           std::ranges::any_of(edge.meanings, [&](Meaning const& other) {
                               return other.kind == MeaningKind::Option &&
                                      lexicon_.is_of_sizes(other.group) &&
                                      lexicon_.go_together(meaning.group, other.group);
                           });
        plain.cost += sized ? rather_a_size : 0;
        plain.cost += meaning.formed ? rather_as_written : 0;
        Item const* const current = open(state);
        bool const of_one = current != nullptr && current->quantity == 1 && !current->part;
        bool const extras = owner.max != 1 && state.part == ordering::Part::Whole &&
                            (state.scope != Scope::None || state.number_beside || of_one);
        bool const anew = state.number_and || (state.scope == Scope::None && !state.number_beside);
        bool const refused = state.scope == Scope::Without && state.fresh;
        if (state.number >= 0 && (countable || extras) && !refused) {
            State counted = plain;
            Meaning times = meaning;
            times.value = state.number * std::max<std::int64_t>(meaning.value, 1);
            counted.number = -1;
            counted.dosed = false;
            bool const dish = std::ranges::any_of(edge.meanings, [](Meaning const& other) {
                return other.kind != MeaningKind::Option;
            });
            counted.cost += countable || state.dosed ? counts_option
                            : anew                   ? counts_option_anew
                                                     : counts_any_option;
            counted.cost += dish && anew && !countable ? rather_a_dish : 0;
            place(counted, edge, times, next);
            if (countable) {
                continue;
            }
            plain.cost += anew ? 0 : counted_otherwise;
        }
        place(plain, edge, meaning, next);
    }
}

}  // namespace croozer::understanding
