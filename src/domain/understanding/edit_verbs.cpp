// Changes said by a verb of their own: change, make, double, take out.
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

// "take the lilies out of the bouquet", "banana out, …", "one less latte".
bool Editor::takes_out(Spans spans) const {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        std::string const& word = lattice_.tokens().list[spans[i].first].key;
        bool const ends = i + 1 == spans.size() || spans[i + 1].before != Break::None;
        bool const before = i > 0 && spans[i].before == Break::None;
        if (before && spans[i - 1].menu() && word == "out" && ends) {
            return true;
        }
        bool const behind = i + 1 < spans.size() && spans[i + 1].number && !spans[i].latin;
        bool const counted = before && (spans[i - 1].number || spans[i - 1].menu()) &&
                             lone_number(spans.first(i)).has_value();
        if ((counted || behind) && says_less(spans[i])) {
            return true;
        }
    }
    static constexpr auto verbs =
        std::to_array<std::string_view>({"take", "leave", "pull", "pick"});
    auto const& tokens = lattice_.tokens().list;
    bool takes = false;
    bool named = false;
    for (Span const& span : spans) {
        std::string const& key = tokens[span.first].key;
        if (takes && named && (key == "out" || key == "away")) {
            return true;
        }
        takes = takes || std::ranges::find(verbs, key) != verbs.end();
        named = named || (takes && span.menu());
    }
    return false;
}

// "double the tofu in the curry": more of a choice, and not of the dish.
bool Editor::double_choice(Spans spans) {
    std::vector<Span> rest(spans.begin(), spans.end());
    std::erase_if(rest, [](Span const& span) { return span.product() && !span.option(); });
    Grouped read = grouped(rest);
    if (read.loose.size() != 1 || !read.drafts.empty()) {
        return false;
    }
    Chosen more = read.loose.front();
    std::vector<std::int64_t> const lines = lines_holding({more}, at_.lines());
    if (lines.size() != 1 || !lexicon_.group(more.group).qualifiable) {
        return false;
    }
    more.qualifier = ordering::Qualifier::Extra;
    list_.change({.lines = lines}, {more}, spans);
    return true;
}

// "double the whole order", "double the fries".
void Editor::double_lines(Pointed const& pointed, Spans spans) {
    if (double_choice(spans)) {
        return;
    }
    Grouped read = grouped(pointed.rest);
    std::vector<std::int64_t> lines = may_mean(pointed.pointer);
    if (!read.drafts.empty()) {
        lines = at_.lines_of_draft(read.drafts.front());
    }
    bool const clear = read.drafts.size() < 2 && read.loose.empty() && !pointed.pointer.ordinal &&
                       !pointed.pointer.portion && !lines.empty() && !lone_number(spans);
    if (!clear || (!read.drafts.empty() && lines.size() > 1)) {
        list_.ask(AmbiguityKind::QuantityUnclear, spans);
        return;
    }
    for (std::int64_t const line : lines) {
        list_.set_quantity(line, 2 * list_.quantity(line));
    }
    keep_doubts(read);
}

// "change the coke to a sprite", "swap the olives for corn", "one of the colas a sprite".
bool Editor::swaps_by_verb(Pointed const& pointed, Grouped& read, Spans spans) {
    Spans const rest = pointed.rest;
    Pointer const& pointer = pointed.pointer;
    bool const changes = find(rest, Word::Change) != nullptr;
    bool const makes = find(rest, Word::Make) != nullptr;
    // "להחליף את המסבחה בפול": for a ful, or with ful on it?
    bool const either = std::ranges::any_of(rest, [](Span const& span) {
        return span.product() && span.option() && (span.prefix & prefix::in) != 0;
    });
    if (changes && either && read.drafts.size() == 1 && !read.drafts.front().options.empty()) {
        list_.ask(AmbiguityKind::WhichLine, spans);
        return true;
    }
    bool const two = read.drafts.size() == 2 && read.loose.empty();
    bool const made = two && makes && read.drafts[0].options.empty() &&
                      !at_.lines_of_draft(read.drafts[0]).empty() &&
                      at_.lines_of_draft(read.drafts[1]).empty();
    if (made && stands_with(read.drafts[1], rest)) {
        list_.ask(AmbiguityKind::WhichLine, spans);  // "make the fries with garlic dip"
        return true;
    }
    bool const both = two && changes && std::ranges::any_of(rest, [&](Span const& span) {
                          bool const behind = span.first > read.drafts[0].first &&
                                              span.first <= read.drafts[1].first;
                          return behind && (span.is(Word::And) || span.joined());
                      });
    if (both) {
        list_.ask(AmbiguityKind::WhichLine, spans);  // "make the fries and the pizza larger"
        return true;
    }
    if ((two && changes) || made || named_anew(read, spans)) {
        Draft old = read.drafts[0];
        count_old(old, read.drafts[1], spans);
        replace(old, read, spans);
        return true;
    }
    // "…in the calzone" may stand between them.
    std::vector<Chosen> said = read.loose;
    std::vector<std::int64_t> named;
    if (read.drafts.size() == 1 && read.drafts.front().definite && !read.drafts.front().counted) {
        std::ranges::copy(read.drafts.front().options, std::back_inserter(said));
        named = at_.lines_of_draft(read.drafts.front());
    }
    if (changes && read.drafts.size() == (named.empty() ? 0U : 1U) && said.size() == 2) {
        auto const held = [&](Chosen const& chosen) {
            return !lines_holding({chosen}, named.empty() ? at_.lines() : named).empty();
        };
        if (!held(said[0]) && said[0].group != said[1].group &&
            says_the(rest, said[0])) {  // "change the sauce of the pasta to rosé"
            list_.ask(AmbiguityKind::WhichLine, spans);
            return true;
        }
        // "change the personal one to family", whatever else is family
        bool const into = said[0].group == said[1].group && says_to(rest, said[1]) &&
                          !says_to(rest, said[0]) && says_the(rest, said[0]);
        if (held(said[0]) && (into || !held(said[1]))) {
            swap_options(
                pointer,
                {.grouped = {}, .options = {said[0]}, .named = named},
                {.grouped = {}, .options = {said[1]}, .named = {}},
                spans
            );
            keep_doubts(read);
            return true;
        }
    }
    if ((changes || makes) && swaps_choices(pointed, read, spans)) {
        keep_doubts(read);
        return true;
    }
    if (becomes(pointed, read, spans)) {
        return true;
    }
    if (!pointer.portion || pointer.named.empty() || read.drafts.size() != 1) {
        return false;
    }
    std::optional<Target> const target = list_.target(pointer, pointer.named, {}, spans);
    if (target) {
        read.drafts.front().quantity = *pointer.portion;
        list_.remove(*target);
        weigh(read);
        for (ordering::CartLine& line : lines_of(lexicon_, lattice_.tokens(), read)) {
            keep_shared(target->lines.front(), line);
            list_.add(std::move(line));
        }
    }
    keep_doubts(read);
    return true;
}

// "with garlic dip".
bool Editor::stands_with(Draft const& draft, Spans spans) {
    auto const own = std::ranges::find(spans, draft.first, &Span::first);
    return own != spans.end() && own != spans.begin() && (own - 1)->is(Word::With);
}

// "the cola a zero", "הקולה זירו": what is there, and what it is to be.
bool Editor::named_anew(Grouped const& read, Spans spans) const {
    if (read.drafts.size() != 2 || !read.loose.empty() || find(spans, Word::Add) ||
        find(spans, Word::More) || find(spans, Word::OrderVerb)) {
        return false;
    }
    Draft const& old = read.drafts[0];
    Draft const& fresh = read.drafts[1];
    bool const beside =
        fresh.first >= old.last && std::ranges::all_of(spans, [&](Span const& span) {
            bool const before = span.first < old.last || span.first > fresh.first;
            bool const itself = span.first == fresh.first && !span.joined();
            return before || (span.before == Break::None && (itself || is_article(span)));
        });
    std::vector<std::int64_t> const kind = alike(fresh);
    std::vector<std::int64_t> const held = at_.lines_of_draft(old);
    return beside && old.definite && old.options.empty() && held.size() == 1 &&
           at_.lines_of_draft(fresh).empty() && std::ranges::find(kind, held.front()) != kind.end();
}

// "make all the colas zero": another dish than the one that was pointed at.
bool Editor::becomes(Pointed const& pointed, Grouped& read, Spans spans) {
    Pointer const& pointer = pointed.pointer;
    Spans const rest = pointed.rest;
    bool const verb = find(rest, Word::Change) || find(rest, Word::Make);
    bool const more = find(rest, Word::Add) || find(rest, Word::More);
    if (!verb || more || pointer.named.empty() || pointer.portion || pointer.ordinal ||
        read.drafts.size() != 1 ||
        (!find(rest, Word::Change) && stands_with(read.drafts.front(), rest)) ||
        !read.loose.empty() || (read.drafts.front().counted && pointer.named.size() > 1) ||
        !at_.lines_of_draft(read.drafts.front()).empty()) {
        return false;
    }
    std::int64_t const first = pointer.named.front();
    std::int32_t const held = at_.product_of(first);
    std::optional<Chosen> const choice =
        pointer.named.size() == 1 && held >= 0
            ? as_option(
                  read.drafts.front(),
                  [&](std::int32_t group) {
                      return lexicon_.has_group(held, group) && lexicon_.is_component(group);
                  }
              )
            : std::nullopt;
    if (choice) {  // "in the deal make it a schnitzel"
        list_.change({.lines = pointer.named}, {*choice}, spans);
        keep_doubts(read);
        return true;
    }
    std::optional<Target> const target = list_.target(pointer, pointer.named, {}, spans);
    std::vector<ordering::CartLine> const fresh = lines_of(lexicon_, lattice_.tokens(), read);
    for (std::int64_t const line : target ? target->lines : std::vector<std::int64_t>{}) {
        for (ordering::CartLine item : fresh) {
            item.quantity = read.drafts.front().counted ? item.quantity : list_.quantity(line);
            keep_shared(line, item);
            list_.replace(line, std::move(item));
        }
    }
    weigh(read);
    keep_doubts(read);
    return true;
}

// "swap the mash for couscous", of a main's side, where either is a dish by itself, too.
bool Editor::swaps_choices(Pointed const& pointed, Grouped const& read, Spans spans) {
    // "the cola in the meal": where it is.
    std::vector<Chosen> loose = read.loose;
    std::erase_if(loose, [&](Chosen const& chosen) {
        return lexicon_.makes_meal(chosen.group) && !lines_holding({chosen}, at_.lines()).empty();
    });
    std::size_t const said = read.drafts.size() + loose.size();
    if (said != 2 || read.drafts.empty() || !at_.lines_of_draft(read.drafts[0]).empty()) {
        return false;
    }
    auto const held = [&](std::int32_t group) {
        return std::ranges::any_of(cart_.lines, [&](ordering::CartLine const& line) {
            return std::ranges::any_of(line.options, [&](ordering::ChosenOption const& option) {
                return option.group == lexicon_.group(group).id;
            });
        });
    };
    std::optional<Chosen> old = as_option(read.drafts.front(), held);
    std::optional<Chosen> fresh =
        loose.empty() ? as_option(read.drafts.back(), held) : std::optional(loose[0]);
    auto const there = [&](std::optional<Chosen> const& chosen) {
        return chosen && !lines_holding({*chosen}, may_mean(pointed.pointer)).empty();
    };
    if (!loose.empty() && !there(old)) {
        std::swap(old, fresh);
    }
    if (!fresh || !there(old)) {
        return false;
    }
    swap_options(
        pointed.pointer,
        {.grouped = {}, .options = {*old}, .named = {}},
        {.grouped = {}, .options = {*fresh}, .named = {}},
        spans
    );
    return true;
}

// "could both bowls be large": of what there is, whatever it is called.
bool Editor::all_described(Pointed const& pointed, Grouped& read, Spans spans) {
    std::int64_t units = 0;
    for (std::int64_t const line : at_.lines()) {
        units += list_.quantity(line);
    }
    bool const every = pointed.pointer.all && pointed.pointer.count == units && !list_.adds();
    if (!every || read.drafts.size() != 1 || read.drafts.front().counted ||
        read.drafts.front().options.empty() || !read.loose.empty()) {
        return false;
    }
    options_alone(pointed.pointer, read.drafts.front().options, at_.lines(), spans);
    keep_doubts(read);
    return true;
}

}  // namespace croozer::understanding
