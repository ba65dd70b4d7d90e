// One more of what is there, as it is or otherwise; or what is there after all.
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

// "another one", "עוד אחת"; "עוד חברים" are people.
bool Editor::one_more(Spans spans) const {
    Span const* const more = find(spans, Word::More);
    return more != nullptr && (lone_number(spans) || find(spans, Word::Same) ||
                               lattice_.tokens().list[more->first].key == "another");
}

// "add one more, poppy seed this time": a dish like the last one, and no more of a choice.
bool Editor::more_but(Grouped const& read, Spans spans) {
    bool number = false;
    for (Span const& span : spans) {
        if (span.option()) {
            return number && span.before == Break::Soft && read.drafts.empty();
        }
        number = number || span.number.has_value();
    }
    return false;
}

bool Editor::points_to_copy(Pointed const& pointed, Spans rest) {
    return pointed.pointer.ordinal && find(rest, Word::More) != nullptr;
}

// "one more coke but a bottle this time", "another, but that one with mash": how it is to be.
std::vector<Span> Editor::without_turn(std::vector<Span> spans) {
    auto const but = std::ranges::find_if(spans, [](Span const& s) { return s.is(Word::But); });
    bool const more =
        std::any_of(spans.begin(), but, [](Span const& s) { return s.is(Word::More); });
    bool const named = std::any_of(spans.begin(), but, [](Span const& s) { return s.product(); });
    if (but == spans.end() || !more || !named) {
        return spans;
    }
    auto option = but;
    while (option != spans.end() && !option->option() && !option->is(Word::With) &&
           (option == but || option->filler() || option->number == 1)) {
        ++option;
    }
    if (option != spans.end() && (option->option() || option->is(Word::With))) {
        option->before = Break::None;
        spans.erase(but, option);
    }
    return spans;
}

// "add one more, personal this time": the size of one like the last.
void Editor::size_of_more(Grouped& read, Spans spans) {
    bool const named = std::ranges::any_of(spans, [](Span const& s) { return s.product(); });
    auto const option = std::ranges::find_if(spans, [](Span const& s) { return s.option(); });
    if (named || read.drafts.size() != 1 || !read.drafts.front().plain ||
        !find(spans, Word::More) || option == spans.end() || option->before != Break::Soft) {
        return;
    }
    std::ranges::copy(read.drafts.front().options, std::back_inserter(read.loose));
    read.drafts.clear();
}

void Editor::size_by_itself(Grouped& read, Spans spans) {
    bool const named = std::ranges::any_of(spans, [](Span const& s) { return s.product(); });
    if (named || read.drafts.size() != 1 || read.drafts.front().counted ||
        !read.drafts.front().plain) {
        return;
    }
    std::ranges::copy(read.drafts.front().options, std::back_inserter(read.loose));
    read.drafts.clear();
}

// "balloons in pink", "… to my bowl", where they are in the cart and no word says that more of them
// are wished for.
// "wasabi to the salmon roll": the dish is where something goes.
bool Editor::placed(Draft const& draft, Spans spans) {
    bool choice = false;
    bool place = false;
    for (Span const& span : spans) {
        constexpr unsigned into = prefix::in | prefix::to;
        bool const its = span.first >= draft.first;
        bool const lettered = (span.prefix & into) != 0;
        if (its || (place && span.menu())) {
            return choice && !draft.counted && (place || (its && span.product() && lettered));
        }
        auto const filler = value_of(span, Word::Filler);
        choice = choice || (span.option() && !span.product());
        place = (place && filler) || filler == place_word || filler == in_word || filler == on_word;
    }
    return false;
}

bool Editor::rather_there(Draft const& draft, Spans spans) const {
    if (clarifying_) {
        return false;
    }
    if (at_.lines_of_draft(draft).empty()) {
        // "הקולה זירו", of a cart with a cola; "and the rolls with brown rice", with a veggie roll.
        bool const asks =
            find(spans, Word::OrderVerb) || find(spans, Word::Add) || find(spans, Word::More);
        if (find(spans, Word::Add) && placed(draft, spans)) {
            return true;  // "add wasabi to the salmon roll", and there is none
        }
        return draft.definite && !draft.counted && draft.candidates.size() == 1 && !asks &&
               std::ranges::any_of(at_.lines(), [&](std::int64_t line) {
                   std::int32_t const held = at_.product_of(line);
                   std::int32_t const said = draft.candidates.front();
                   return held >= 0 && ((!orders(spans) && lexicon_.names_more(held, said)) ||
                                        lexicon_.names_more(said, held));
               });
    }
    if (draft.counted) {  // "bhaji x2": two more, or two?
        auto const number =
            std::ranges::find_if(spans, [](Span const& span) { return span.number.has_value(); });
        bool const behind = number != spans.end() && number->first > draft.first;
        return behind && draft.options.empty() && !orders(spans) && !find(spans, Word::More);
    }
    bool place = false;
    bool article = false;
    for (Span const& span : spans) {
        if (span.first >= draft.first) {
            constexpr unsigned into = prefix::in | prefix::to;
            place = place || (span.first == draft.first && (span.prefix & into) != 0);
            break;
        }
        auto const filler = value_of(span, Word::Filler);
        article = article || filler == article_word || span.number;
        place = (place && filler) || filler == place_word || filler == in_word || filler == on_word;
    }
    return !article &&
           (place || (!draft.options.empty() && !orders(spans) && !find(spans, Word::More)));
}

// "…and one more green tea".
bool Editor::more_of(Draft const& draft, Spans spans) {
    bool more = false;
    for (Span const& span : spans) {
        if (span.first >= draft.first) {
            return more;
        }
        more = span.is(Word::More) || (more && !span.menu());
    }
    return more;
}

// Whether some line has a choice of that kind.
bool Editor::held_kind(std::int32_t group) const {
    return std::ranges::any_of(cart_.lines, [&](ordering::CartLine const& line) {
        return std::ranges::any_of(line.options, [&](ordering::ChosenOption const& option) {
            return option.group == lexicon_.group(group).id && !option.negated;
        });
    });
}

void Editor::copy(
    Pointed const& pointed, Grouped& read, Spans spans, std::vector<Chosen> const& gone
) {
    std::vector<std::int64_t> among = may_mean(pointed.pointer);
    std::vector<Chosen> options = read.loose;
    std::int64_t quantity = read.drafts.empty() ? lone_number(pointed.rest).value_or(1) : 1;
    // "the same bread for the tuna as on the feta" copies none of them.
    std::size_t dishes = 0;
    std::vector<std::int64_t> last;
    for (Span const& span : spans) {
        std::vector<std::int64_t> const lines = span.product() && !span.option()
                                                    ? at_.lines_of_span(span)
                                                    : std::vector<std::int64_t>{};
        dishes += !lines.empty() && lines != last ? 1 : 0;
        last = lines.empty() ? last : lines;
    }
    if (read.drafts.size() > 1 || dishes > 1) {
        list_.ask(AmbiguityKind::WhichLine, spans);
        return;
    }
    if (!read.drafts.empty()) {
        Draft const& draft = read.drafts.front();
        among = at_.lines_of_draft(draft);
        // "another one like it, with a whole pita"
        auto const choice =
            among.empty() && !draft.counted && draft.options.empty()
                ? as_option(draft, [&](std::int32_t group) { return held_kind(group); })
                : std::nullopt;
        if (choice) {
            options.push_back(*choice);
            among = may_mean(pointed.pointer);
            quantity = lone_number(pointed.rest).value_or(1);
        } else {
            quantity = draft.quantity;
            std::ranges::copy(draft.options, std::back_inserter(options));
        }
    }
    Pointer pointer = pointed.pointer;
    pointer.portion = std::nullopt;
    if (std::optional<Target> const target = list_.target(pointer, among, options, spans)) {
        for (std::int64_t const line : target->lines) {
            std::vector<Chosen> changes = options;
            for (Chosen chosen : gone) {
                if (!lines_holding({chosen}, {line}).empty()) {
                    chosen.negated = true;
                    changes.insert(changes.begin(), chosen);
                }
            }
            list_.copy(line, quantity, changes, spans);
        }
    }
    if (read.drafts.empty() &&
        find(spans, Word::More)) {  // "two more of those": the number is of the line
        std::erase_if(read.ambiguities, [](Ambiguity const& doubt) {
            return doubt.kind == AmbiguityKind::QuantityUnclear;
        });
    }
    keep_doubts(read);
}

// "another one like mine, but with steak instead of chicken": of what it replaces the copy has
// nothing to say.
void Editor::copy_but(Pointed const& pointed, Spans spans) {
    Pointed fresh{.pointer = pointed.pointer, .rest = {}};
    std::vector<Span> replaced;
    bool skips = false;
    bool skipped = false;
    for (Span const& span : pointed.rest) {
        bool const apart = span.before != Break::None || span.joined() || span.is(Word::And);
        if (skips && skipped && (apart || span.menu())) {
            skips = false;
        }
        if (span.is(Word::Instead)) {
            skips = true;
            skipped = false;
        } else if (skips) {
            skipped = skipped || span.menu();
            replaced.push_back(span);
        } else {
            fresh.rest.push_back(span);
        }
    }
    Grouped read = grouped(fresh.rest);
    bool const clear =
        !read.loose.empty() ||
        std::ranges::any_of(read.drafts, [](Draft const& draft) { return !draft.options.empty(); });
    if (clear) {
        copy(fresh, read, spans, grouped(replaced).loose);
    } else {
        list_.ask(AmbiguityKind::WhichLine, spans);
    }
}

}  // namespace croozer::understanding
