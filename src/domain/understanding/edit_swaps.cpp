#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// What two dishes side by side cost in an order; "the coke for a sprite" is said so.
constexpr float side_by_side = 1.2F;

}  // namespace

// "סביח אחד לפלאפל": so many of what goes.
void Editor::count_old(Draft& old, Draft& fresh, Spans spans) {
    bool const between = std::ranges::any_of(spans, [&](Span const& span) {
        return span.number && span.first == old.last && span.last == fresh.first && !span.latin &&
               span.prefix == 0 && span.before == Break::None;
    });
    if (between && !old.counted && fresh.counted) {
        old.counted = true;
        old.quantity = fresh.quantity;
        fresh.counted = false;
        fresh.quantity = 1;
    }
}

void Editor::replace(Draft old, Grouped& read, Spans spans) {
    std::vector<std::int64_t> held = at_.lines_of_draft(old);
    if (held.size() > 1) {  // "the pizza with corn"
        std::erase_if(held, [&](std::int64_t line) { return !at_.has_options(line, old); });
    }
    if (held.size() != 1) {
        list_.ask(held.empty() ? AmbiguityKind::UnknownWords : AmbiguityKind::WhichLine, spans);
        return;
    }
    read.doubt = std::max(read.doubt - side_by_side, 0.0F);
    weigh(read);
    bool const counted = read.drafts[1].counted;
    read.drafts.erase(read.drafts.begin());
    std::vector<ordering::CartLine> lines = lines_of(lexicon_, lattice_.tokens(), read);
    // "instead of the sprite a cola | and a garlic bread"
    std::vector<ordering::CartLine> const beside(
        lines.empty() ? lines.end() : lines.begin() + 1, lines.end()
    );
    std::int64_t const quantity = list_.quantity(held.front());
    if (!lines.empty() && more_instead(held.front(), lines.front(), spans)) {
        // so many more of what is there
    } else if (!lines.empty() && old.counted &&
               old.quantity < quantity) {  // "one sabich for a falafel"
        lines.front().quantity = counted ? lines.front().quantity : old.quantity;
        keep_shared(held.front(), lines.front());
        list_.remove({.lines = held, .portion = old.quantity});
        list_.add(std::move(lines.front()));
    } else if (!lines.empty()) {
        if (quantity > 1 && !counted && !lines.front().options.empty()) {
            list_.ask(AmbiguityKind::QuantityUnclear, spans);  // "a big bottle" for two cans
            return;
        }
        lines.front().quantity = counted ? lines.front().quantity : quantity;
        keep_shared(held.front(), lines.front());
        list_.replace(held.front(), std::move(lines.front()));
    }
    std::ranges::for_each(beside, [&](ordering::CartLine const& line) { list_.add(line); });
    keep_doubts(read);
}

// A can of another drink is a can still: what both can have stays, unless it is said anew.
void Editor::keep_shared(std::int64_t line, ordering::CartLine& fresh) const {
    std::int32_t const product = lexicon_.product_index(fresh.product);
    std::int32_t const held = at_.product_of(line);
    bool const akin =
        held >= 0 && lexicon_.product(held).category == lexicon_.product(product).category;
    std::vector<ordering::ChosenOption> kept;
    for (ordering::ChosenOption const& own : cart_.lines[static_cast<std::size_t>(line)].options) {
        menu::OptionGroup const* const group = lexicon_.menu().group(own.group);
        if (!akin && (group == nullptr || group->max != 1)) {
            continue;  // toppings of a pizza are not for the bread
        }
        bool const shared = std::ranges::find(lexicon_.product(product).groups, own.group) !=
                            lexicon_.product(product).groups.end();
        bool const said = std::ranges::any_of(fresh.options, [&](auto const& option) {
            return option.group == own.group;
        });
        if (shared && !said) {
            kept.push_back(own);
        }
    }
    fresh.options.insert(fresh.options.begin(), kept.begin(), kept.end());
}

Side Editor::side(Spans spans) {
    Side found{.grouped = grouped(spans), .options = {}, .named = {}};
    size_by_itself(found.grouped, spans);
    found.options = found.grouped.loose;
    for (Draft const& draft : found.grouped.drafts) {
        std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
        bool const holder = !held.empty() && draft.definite &&
                            (!draft.options.empty() || !found.grouped.loose.empty());
        if (holder) {
            found.named = held;
            std::ranges::copy(draft.options, std::back_inserter(found.options));
        } else {
            found.product = true;
        }
    }
    return found;
}

// "the latte with soy milk": the dish is not what goes.
bool Editor::describes_dish(Spans dish, Spans rest) {
    Side const named = side(dish);
    Side const wanted = side(rest);
    return named.product && named.grouped.drafts.size() == 1 &&
           !at_.lines_of_draft(named.grouped.drafts.front()).empty() &&
           named.grouped.drafts.front().definite && !wanted.product && !wanted.options.empty();
}

std::size_t Editor::behind_first(Spans spans) {
    std::size_t at = 0;
    while (at < spans.size() && !says(spans.subspan(at, 1))) {
        ++at;
    }
    bool const counted = at + 1 < spans.size() && spans[at].number && spans[at + 1].menu() &&
                         spans[at + 1].before == Break::None;
    return std::min(at + (counted ? 2 : 1), spans.size());
}

// "…and bring a large horchata instead".
bool Editor::is_new_dish(Spans spans) {
    Side const wanted = side(spans);
    return wanted.product && wanted.grouped.drafts.size() == 1 && wanted.grouped.loose.empty() &&
           at_.lines_of_draft(wanted.grouped.drafts.front()).empty();
}

// "skip the milkshake, a lemonade instead": what goes is what was refused.
Spans Editor::behind_refusal(Spans spans) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        bool const refuses = spans[i].is(Word::Without) || spans[i].is(Word::Not) ||
                             spans[i].is(Word::Remove) || spans[i].is(Word::Cancel);
        at = refuses ? i + 1 : at;
    }
    return spans.subspan(at);
}

// "garlic naan instead of chapati in the thali": no chapati is there but as a choice.
void Editor::held_choice(Side& gone) const {
    if (!gone.product || gone.grouped.drafts.size() != 1 || !gone.options.empty() ||
        !at_.lines_of_draft(gone.grouped.drafts.front()).empty()) {
        return;
    }
    std::optional<Chosen> const held = as_option(
        gone.grouped.drafts.front(), [&](std::int32_t group) { return held_kind(group); }
    );
    if (held && !lines_holding({*held}, at_.lines()).empty()) {
        gone.options = {*held};
        gone.grouped.drafts.clear();
        gone.product = false;
    }
}

// "the falafel in a laffa instead of a pita": a pita can be had by itself, too.
void Editor::as_choice(Side& dish, Side const& choice) const {
    if (!dish.product || choice.product || choice.options.empty() ||
        dish.grouped.drafts.size() != 1 || dish.grouped.drafts.front().counted) {
        return;
    }
    std::optional<Chosen> const chosen =
        as_option(dish.grouped.drafts.front(), [&](std::int32_t group) {
            return group == choice.options.front().group;
        });
    if (chosen) {
        dish.options = {*chosen};
        dish.grouped.drafts.clear();
        dish.product = false;
    }
}

// "no croutons, vinaigrette instead of the caesar": another change before it.
Spans Editor::own_change(Spans spans) {
    static constexpr auto changes = std::to_array<Word>(
        {Word::Without,
         Word::Not,
         Word::Remove,
         Word::Cancel,
         Word::Add,
         Word::Make,
         Word::Change,
         Word::With}
    );
    auto const cue = static_cast<std::size_t>(find(spans, Word::Instead) - spans.data());
    for (std::size_t at = cue; at > 1; --at) {
        Span const& span = spans[at - 1];
        bool const anded = span.joined() || span.is(Word::And);
        bool const apart = anded || (span.before != Break::None && says(spans.subspan(cue)));
        Spans const before = spans.first(at - 1);
        if (!apart || !says(before) || !says(spans.subspan(at - 1, cue - at + 1))) {
            continue;
        }
        bool const own =
            std::ranges::any_of(changes, [&](Word word) { return find(before, word); });
        return own ? before : Spans{};
    }
    return {};
}

void Editor::instead(Spans all) {
    Spans const before = own_change(all);
    if (!before.empty()) {
        clause(before);
    }
    Spans const spans = all.subspan(before.size());
    Pointed const pointed = read_pointer(spans, at_);
    Spans const rest = pointed.rest;
    auto const cue = static_cast<std::size_t>(find(rest, Word::Instead) - rest.data());
    Spans fresh = rest.first(cue);
    Spans old = rest.subspan(cue + 1);
    bool const of_it = rest[cue].meanings.front().value == 1;  // "in its place"
    if (of_it && says(fresh) != says(old)) {
        only_instead(pointed, says(fresh) ? fresh : old, spans);
        return;
    }
    // "keep it, drop one of the carpaccios instead"
    if (!of_it && !says(old) && find(rest, Word::Remove) && says(fresh) &&
        !says(fresh.subspan(behind_first(fresh)))) {
        std::vector<Span> plain(spans.begin(), spans.end());
        std::erase_if(plain, [](Span const& span) { return span.is(Word::Instead); });
        clause(plain);
        return;
    }
    Spans tail{};
    // "no mocha, a chai latte instead with soy milk": what follows is of the new one.
    bool const ends = lattice_.tokens().list[rest[cue].last - 1].key == "instead" && says(fresh) &&
                      !old.empty() && old[0].is(Word::With);
    if (ends) {
        std::size_t const at = behind_first(fresh);
        if (says(fresh.subspan(at))) {
            std::vector<Span> merged(fresh.begin(), fresh.end());
            merged.insert(merged.end(), old.begin(), old.end());
            Span const last = rest[cue];
            merged.push_back(last);
            instead(merged);
            return;
        }
    }
    if (of_it) {  // "take the onion off and put avocado in its place"
        std::swap(fresh, old);
        old = behind_refusal(old);
    } else if (says(fresh) && says(old)) {
        std::size_t const at = behind_first(old);
        bool const apart = at < old.size() &&
                           (old[at].is(Word::With) || old[at].before == Break::Soft) &&
                           (says_menu(old.subspan(at)) || find(old.subspan(at), Word::Without));
        tail = apart ? old.subspan(at) : tail;  // "small instead of large, with cream"
        old = apart ? old.first(at) : old;
    } else if (!says(fresh)) {  // the first thing behind is the old one; the rest is the new one
        std::size_t const at = behind_first(old);
        fresh = old.subspan(at);
        old = old.first(at);
        if (goes_too(fresh)) {
            list_.ask(AmbiguityKind::WhichLine, spans);
            return;
        }
    } else if (!says(old)) {
        std::size_t const at = behind_first(fresh);
        bool const removed = !before.empty() && !list_.out.edits.empty() &&
                             list_.out.edits.back().kind == EditKind::Remove;
        if (!says(fresh.subspan(at)) || describes_dish(fresh.first(at), fresh.subspan(at)) ||
            (removed && is_new_dish(fresh))) {
            only_instead(pointed, fresh, spans);
            return;
        }
        old = behind_refusal(fresh.first(at));
        fresh = fresh.subspan(at);
    }
    if (!says_menu(rest) && lone_number(fresh) && lone_number(old)) {
        swap_quantity(*lone_number(old), *lone_number(fresh), spans);
        return;
    }
    Side gone = side(old);
    Side wanted = side(fresh);
    held_choice(gone);
    as_choice(gone, wanted);
    as_choice(wanted, gone);
    if (!gone.product && !gone.options.empty()) {
        as_described(wanted);
        // "on the half with the olives put anchovies instead of the olives"
        std::erase_if(wanted.options, [&](Chosen const& chosen) {
            return wanted.options.size() > 1 && std::ranges::any_of(gone.options, [&](auto& old) {
                       return old.group == chosen.group && old.option == chosen.option;
                   });
        });
    }
    if (counts_instead(pointed.pointer, gone, wanted, old, fresh)) {
        // the numbers are all that was said of the other side
    } else if (!gone.grouped.drafts.empty() && wanted.product) {
        Draft const draft = gone.grouped.drafts.front();
        wanted.grouped.drafts.insert(wanted.grouped.drafts.begin(), draft);
        replace(draft, wanted.grouped, spans);
    } else if (!gone.product && !wanted.product && !gone.options.empty() &&
               !wanted.options.empty()) {
        same_kind(gone.options.front(), wanted.options.front(), old);
        same_kind(wanted.options.front(), gone.options.front(), fresh);
        swap_options(pointed.pointer, gone, wanted, spans);
        keep_doubts(gone.grouped);
        keep_doubts(wanted.grouped);
    } else {
        list_.ask(AmbiguityKind::WhichLine, spans);
    }
    if (!tail.empty()) {
        clause(tail);
    }
}

// "instead of the cola | and the sprite two waters": more than the first of them goes.
bool Editor::goes_too(Spans fresh) const {
    auto const first = std::ranges::find_if(fresh, &Span::product);
    if (fresh.empty() || first == fresh.end() || (!fresh[0].joined() && !fresh[0].is(Word::And))) {
        return false;
    }
    return !at_.lines_of_span(*first).empty() &&
           std::none_of(fresh.begin(), first, [](Span const& span) {
               return span.number.has_value();
           });
}

void Editor::only_instead(Pointed const& pointed, Spans fresh, Spans spans) {
    Side wanted = side(fresh);
    if (wanted.product) {
        std::vector<std::int64_t> lines = pointed.pointer.named.empty()
                                              ? alike(wanted.grouped.drafts.front())
                                              : pointed.pointer.named;
        if (!list_.out.edits.empty() && list_.out.edits.back().kind == EditKind::Remove) {
            // "take the colas off and bring a bottle of sprite instead": one, or as many?
            bool const several =
                list_.quantity(list_.out.edits.back().line) > 1 &&
                std::ranges::none_of(wanted.grouped.drafts, &Draft::counted) &&
                std::ranges::none_of(fresh, [](Span const& span) { return is_article(span); });
            if (several) {
                list_.ask(AmbiguityKind::QuantityUnclear, fresh);
            }
            add_lines(wanted.grouped);
        } else if (lines.size() == 1) {
            Grouped& read = wanted.grouped;
            bool const counted = read.drafts.front().counted;
            std::vector<ordering::CartLine> fresh_lines =
                lines_of(lexicon_, lattice_.tokens(), read);
            if (!fresh_lines.empty()) {
                std::int64_t const had = list_.quantity(lines.front());
                std::int64_t const portion = pointed.pointer.portion.value_or(had);
                fresh_lines.front().quantity = counted ? fresh_lines.front().quantity : portion;
                keep_shared(lines.front(), fresh_lines.front());
                if (portion < had) {  // "take one of the slices off and bring a bread instead"
                    list_.set_quantity(lines.front(), had - portion);
                    list_.add(std::move(fresh_lines.front()));
                } else {
                    list_.replace(lines.front(), std::move(fresh_lines.front()));
                }
                for (std::size_t i = 1; i < fresh_lines.size(); ++i) {
                    list_.add(std::move(fresh_lines[i]));
                }
            }
        } else {
            list_.ask(AmbiguityKind::WhichLine, spans);
        }
        keep_doubts(wanted.grouped);
        return;
    }
    bool const single = std::ranges::all_of(wanted.options, [&](Chosen const& chosen) {
        return lexicon_.group(chosen.group).max == 1;
    });
    bool const dropped =
        !list_.out.edits.empty() && list_.out.edits.back().kind == EditKind::RemoveOption;
    std::vector<std::int64_t> const among =
        wanted.named.empty() ? may_mean(pointed.pointer) : wanted.named;
    // "make one of them tofu instead": where there is one of its kind, it goes.
    bool const one = wanted.options.size() == 1 && among.size() == 1 &&
                     std::ranges::count_if(
                         cart_.lines[static_cast<std::size_t>(among.front())].options,
                         [&](ordering::ChosenOption const& held) {
                             return !held.negated &&
                                    held.group == lexicon_.group(wanted.options.front().group).id;
                         }
                     ) == 1;
    if (wanted.options.empty() || (!single && !dropped && !one)) {
        list_.ask(AmbiguityKind::WhichLine, spans);
        return;
    }
    list_.replaces(one && !single && !dropped);
    options_alone(pointed.pointer, wanted.options, among, spans);
    list_.replaces(false);
    keep_doubts(wanted.grouped);
}

std::vector<std::int64_t> Editor::alike(Draft const& draft) const {
    std::vector<std::int64_t> lines = at_.lines();
    std::erase_if(lines, [&](std::int64_t line) {
        std::int32_t const held = at_.product_of(line);
        return held < 0 || draft.candidates.empty() ||
               lexicon_.product(held).category !=
                   lexicon_.product(draft.candidates.front()).category;
    });
    return lines;
}

void Editor::swap_options(
    Pointer const& pointer, Side const& gone, Side const& wanted, Spans spans
) {
    std::vector<std::int64_t> among = gone.named.empty() ? wanted.named : gone.named;
    among = among.empty() ? may_mean(pointer) : among;
    // Only what is there can go.
    auto const holds = [&](std::int64_t line) {
        return std::ranges::all_of(gone.options, [&](Chosen const& chosen) {
            auto const held = at_.on_line(chosen, line);
            return held && at_.holds(*held, line);
        });
    };
    if (!pointer.ordinal) {
        std::erase_if(among, [&](std::int64_t line) { return !holds(line); });
    }
    std::vector<Chosen> options;
    for (Chosen chosen : gone.options) {
        chosen.negated = true;
        options.push_back(chosen);
    }
    std::ranges::copy(wanted.options, std::back_inserter(options));
    if (among.empty()) {
        list_.ask(AmbiguityKind::WhichLine, spans);
        return;
    }
    std::optional<Target> const target = list_.target(pointer, among, options, spans);
    if (target && target->lines.size() == 1 && gone.options.size() == 1) {
        ordering::Part const part = part_of(gone.options.front(), target->lines.front());
        options.back().part = part == ordering::Part::Whole ? options.back().part : part;
    }
    if (target && !std::ranges::all_of(target->lines, holds)) {
        list_.ask(AmbiguityKind::WhichLine, spans);
    } else if (target) {
        list_.change(*target, options, spans);
    }
}

// "swap the corn half for onion": the half that the corn is on.
ordering::Part Editor::part_of(Chosen const& chosen, std::int64_t line) const {
    auto const wanted = at_.on_line(chosen, line);
    for (ordering::ChosenOption const& held : cart_.lines[static_cast<std::size_t>(line)].options) {
        if (wanted && held.group == wanted->group && held.option == wanted->option) {
            return held.part;
        }
    }
    return ordering::Part::Whole;
}

}  // namespace croozer::understanding
