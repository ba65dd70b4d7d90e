// "This and not that": what there is and what it is to be.
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

void Editor::as_described(Side& wanted) const {
    if (!wanted.product || wanted.grouped.drafts.size() != 1 || !wanted.grouped.loose.empty()) {
        return;
    }
    Draft const& draft = wanted.grouped.drafts.front();
    std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
    if (!held.empty() && !draft.options.empty() && !draft.counted) {
        wanted.named = held;
        wanted.options = draft.options;
        wanted.product = false;
    }
}

// "3 kids' meals, not 2", "not 2 kids' meals, 3", "four cans and not two".
bool Editor::rather_so_many(Side const& wanted, Side const& gone, Spans fresh, Spans old) {
    std::optional<std::int64_t> const had = lone_number(old);
    std::optional<std::int64_t> const number = lone_number(fresh);
    if (!had || !number || (says_menu(old) && says_menu(fresh))) {
        return false;
    }
    Grouped const& named = says_menu(old) ? gone.grouped : wanted.grouped;
    std::vector<std::int64_t> lines;
    if (named.drafts.size() == 1 && named.loose.empty() && named.drafts.front().counted) {
        lines = at_.lines_of_draft(named.drafts.front());
        std::erase_if(lines, [&](std::int64_t line) {
            return !at_.has_options(line, named.drafts.front());
        });
    } else if (named.drafts.empty() && !named.loose.empty()) {
        lines = lines_holding(named.loose, at_.lines());
    }
    std::erase_if(lines, [&](std::int64_t line) { return list_.quantity(line) != *had; });
    if (lines.size() != 1 || *number <= 0) {
        return false;
    }
    list_.set_quantity(lines.front(), *number);
    return true;
}

// "I asked for the ful, not the masabacha".
bool Editor::rather_a_dish(Grouped& wanted, Grouped const& gone) {
    if (wanted.drafts.size() != 1 || gone.drafts.size() != 1 || !wanted.loose.empty() ||
        !gone.loose.empty() || gone.drafts.front().counted || wanted.drafts.front().counted) {
        return false;
    }
    Draft const& fresh = wanted.drafts.front();
    if (fresh.definite && !fresh.options.empty() && !gone.drafts.front().definite) {
        return false;  // "the kids' meal with water, not cola", and there is none
    }
    std::vector<std::int64_t> const held = at_.lines_of_draft(gone.drafts.front());
    if (held.size() != 1 || !at_.lines_of_draft(wanted.drafts.front()).empty() ||
        !at_.has_options(held.front(), gone.drafts.front())) {
        return false;
    }
    if (list_.adds_of(held)) {  // "add a cola… not a cola, a zero": which of them?
        return false;
    }
    weigh(wanted);
    for (ordering::CartLine& line : lines_of(lexicon_, lattice_.tokens(), wanted)) {
        line.quantity = list_.quantity(held.front());
        keep_shared(held.front(), line);
        list_.replace(held.front(), std::move(line));
    }
    return true;
}

// "the pasta spaghetti and not penne", "not penne, spaghetti": of one kind, and the one that goes
// is there.
bool Editor::rather(Pointed const& pointed, Spans spans) {
    Spans const rest = pointed.rest;
    auto const no = std::ranges::find_if(rest, [](Span const& s) { return s.is(Word::Not); });
    // "פנה עדיף לי מספגטי"
    auto const than = std::ranges::find_if(rest, [](Span const& span) {
        return span.option() && span.prefix == prefix::from;
    });
    if (no == rest.end() && (than == rest.end() || find(rest, Word::Remove))) {
        return false;
    }
    auto const cue = static_cast<std::size_t>((no == rest.end() ? than : no) - rest.begin());
    Spans old = rest.subspan(no == rest.end() ? cue : cue + 1);
    Spans fresh = rest.first(cue);
    Spans tail{};
    for (std::size_t at = 1; at < old.size() && says(fresh) && tail.empty(); ++at) {
        if (old[at].before != Break::None && says(old.first(at)) && says(old.subspan(at))) {
            tail = old.subspan(at);  // "chocolate and not vanilla, and with cream"
            old = old.first(at);
        }
    }
    if (!says(fresh) && says_menu(old)) {
        std::size_t const at = behind_first(old);
        fresh = old.subspan(at);
        old = old.first(at);
        if (fresh.empty() || (fresh[0].before == Break::None && !fresh[0].is(Word::But))) {
            return false;
        }
    }
    Side wanted = side(fresh);
    Side gone = side(old);
    bool const counted = rather_so_many(wanted, gone, fresh, old);
    std::vector<Draft> const& counts =
        says_menu(fresh) ? wanted.grouped.drafts : gone.grouped.drafts;
    bool const unclear = !counted && lone_number(fresh) && lone_number(old) &&
                         says_menu(fresh) != says_menu(old) && counts.size() == 1 &&
                         counts.front().counted && !at_.lines_of_draft(counts.front()).empty();
    if (unclear) {  // "I said two burgers, not three", of two
        list_.ask(AmbiguityKind::QuantityUnclear, spans);
        return true;
    }
    if (!counted && !says_menu(fresh)) {
        return false;
    }
    if (!counted && !rather_of_kind(pointed, wanted, gone, old, fresh, spans)) {
        return false;
    }
    for (Grouped* const read : {&wanted.grouped, &gone.grouped}) {
        std::erase_if(read->ambiguities, [&](Ambiguity const& doubt) {
            return counted && doubt.kind == AmbiguityKind::QuantityUnclear;
        });
    }
    keep_doubts(wanted.grouped);
    if (says_menu(old)) {
        keep_doubts(gone.grouped);
    }
    if (!tail.empty()) {
        clause(tail);
    }
    return true;
}

// …one dish, one choice or one number of pieces for another.
bool Editor::rather_of_kind(
    Pointed const& pointed, Side& wanted, Side& gone, Spans old, Spans fresh, Spans spans
) {
    so_many_pieces(gone, wanted, old);
    held_choice(gone);
    as_choice(wanted, gone);
    if (!says_menu(old) && gone.options.empty()) {
        return false;
    }
    if (rather_a_dish(wanted.grouped, gone.grouped)) {
        return true;
    }
    as_described(wanted);
    if (gone.options.size() != 1 || wanted.options.size() != 1 || gone.product || wanted.product) {
        return false;
    }
    same_kind(wanted.options.front(), gone.options.front(), fresh);
    // "small" may be of several things: on that line they are two sizes of one.
    std::vector<std::int64_t> lines =
        wanted.named.empty() ? may_mean(pointed.pointer) : wanted.named;
    std::erase_if(lines, [&](std::int64_t line) {
        auto const before = at_.on_line(gone.options.front(), line);
        auto const after = at_.on_line(wanted.options.front(), line);
        return !before || !after || before->group != after->group ||
               before->option == after->option || !at_.holds(*before, line);
    });
    if (lines.empty()) {
        return rather_said(pointed, gone.options.front(), wanted, spans);
    }
    swap_options(pointed.pointer, gone, wanted, spans);
    return true;
}

// "tomato and not rosé": the sauce, whatever else is of tomatoes.
void Editor::same_kind(Chosen& wanted, Chosen const& gone, Spans fresh) const {
    for (Span const& span : fresh) {
        for (Edge const& edge : lattice_.starting(span.first)) {
            auto const says = [&](auto&& fits) {
                return std::ranges::find_if(edge.meanings, [&](Meaning const& meaning) {
                    return meaning.kind == MeaningKind::Option && fits(meaning);
                });
            };
            bool const its =
                says([&](Meaning const& meaning) {
                    return meaning.group == wanted.group && meaning.option == wanted.option;
                }) != edge.meanings.end();
            auto const other = says([&](Meaning const& meaning) {
                return meaning.group == gone.group && meaning.option != gone.option;
            });
            if (its && wanted.group != gone.group && other != edge.meanings.end()) {
                wanted.group = other->group;
                wanted.option = other->option;
                return;
            }
        }
    }
}

// "gyoza steamed, not fried", where nothing was said of it before.
bool Editor::rather_said(
    Pointed const& pointed, Chosen const& gone, Side const& wanted, Spans spans
) {
    std::vector<std::int64_t> lines =
        wanted.named.empty() ? may_mean(pointed.pointer) : wanted.named;
    std::erase_if(lines, [&](std::int64_t line) {
        auto const before = at_.on_line(gone, line);
        auto const after = at_.on_line(wanted.options.front(), line);
        menu::OptionGroup const* const group =
            after ? lexicon_.menu().group(after->group) : nullptr;
        return !before || !after || before->group != after->group || group == nullptr ||
               group->max != 1;
    });
    if (lines.size() != 1) {
        return false;
    }
    list_.change({.lines = lines}, wanted.options, spans);
    return true;
}

// "12 wings, not 6", where they come by 6 or by 12.
void Editor::so_many_pieces(Side& gone, Side const& wanted, Spans old) const {
    std::optional<std::int64_t> const had = lone_number(old);
    Chosen const* chosen =
        !wanted.options.empty() ? &wanted.options.front()
        : wanted.grouped.drafts.size() == 1 && wanted.grouped.drafts.front().options.size() == 1
            ? &wanted.grouped.drafts.front().options.front()
            : nullptr;
    if (!had || says_menu(old) || chosen == nullptr) {
        return;
    }
    for (NumberedOption const& option : lexicon_.numbered_options()) {
        if (option.number == *had && option.group == chosen->group) {
            gone.options = {{.group = option.group, .option = option.option}};
        }
    }
}

}  // namespace croozer::understanding
