#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

bool Editor::without(Pointed const& pointed) {
    std::vector<Span> rest = pointed.rest;
    std::erase_if(rest, [](Span const& span) {
        return span.is(Word::Without) || span.is(Word::Not);
    });
    constexpr unsigned place = prefix::to | prefix::in;
    bool const elsewhere = std::ranges::any_of(rest, [](Span const& span) {
        return span.product() && (span.prefix & place) != 0;
    });
    if (elsewhere) {
        return false;  // "not on the greek one" takes nothing off
    }
    Grouped read = grouped(rest);
    std::erase_if(read.drafts, [&](Draft const& draft) {
        auto const any = [](std::int32_t) { return true; };
        auto const option =
            at_.lines_of_draft(draft).empty() ? as_option(draft, any) : std::nullopt;
        if (option) {
            read.loose.push_back(*option);
        }
        return option.has_value();
    });
    bool const held = std::ranges::all_of(read.drafts, [&](Draft const& draft) {
        return !at_.lines_of_draft(draft).empty();
    });
    if ((read.drafts.empty() && read.loose.empty()) || !held) {
        return false;
    }
    remove(pointed, read, pointed.rest);
    return true;
}

void Editor::remove(Pointed const& pointed, Grouped& read, Spans spans) {
    if (lowers_to(pointed, read, spans)) {
        return;
    }
    Pointer const& pointer = pointed.pointer;
    bool const all = pointer.all || cancels_all(spans);
    bool const but = find(pointed.rest, Word::Without) || find(pointed.rest, Word::But);
    if (all && but) {
        remove_others(pointed, spans);
        return;
    }
    std::vector<std::int64_t> among = may_mean(pointed.pointer);
    std::vector<Chosen> options = read.loose;
    for (Draft const& draft : read.drafts) {
        std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
        std::vector<std::int64_t> exact = held;
        std::erase_if(exact, [&](std::int64_t line) { return !at_.has_options(line, draft); });
        bool const source =
            !held.empty() &&
            ((draft.definite && (draft.options.empty() ? !options.empty() : exact.empty())) ||
             (!draft.options.empty() && headed(draft, spans)));
        if (source) {  // "תוריד את הזיתים מהפיצה"
            among = held;
            std::ranges::copy(draft.options, std::back_inserter(options));
        } else {
            remove_lines(pointer, draft, exact.empty() ? held : exact, spans);
        }
    }
    // "take one of the fried gyozas off": what it has says of which.
    std::vector<std::int64_t> const described = lines_holding(options, among);
    if (pointer.portion && !pointer.named.empty() && read.drafts.empty() && !options.empty() &&
        described.size() == 1 && beside_dish(spans)) {
        if (auto const target = list_.target(pointer, described, {}, spans)) {
            list_.remove(*target);
        }
        keep_doubts(read);
        return;
    }
    bool named = false;
    std::erase_if(options, [&](Chosen const& chosen) {
        std::vector<std::int64_t> const lines = lines_holding({chosen}, at_.lines()).empty()
                                                    ? lines_called(chosen)
                                                    : std::vector<std::int64_t>{};
        if (lines.size() == 1) {
            list_.remove({.lines = lines});
            named = true;
        }
        return lines.size() == 1;
    });
    for (Chosen& chosen : options) {
        chosen.negated = true;
    }
    if (named && options.empty()) {
        keep_doubts(read);
        return;
    }
    if (!options.empty()) {
        options_alone(pointer, options, among, spans);
    } else if (read.drafts.empty()) {
        remove_pointed(pointed, spans);
    }
    keep_doubts(read);
}

// "the fried gyozas", "הגיוזות המטוגנות".
bool Editor::beside_dish(Spans spans) {
    for (std::size_t i = 1; i < spans.size(); ++i) {
        bool const apart = spans[i].before != Break::None;
        bool const one = spans[i].option() && !spans[i].product() && spans[i - 1].product();
        bool const other = spans[i].product() && spans[i - 1].option() && !spans[i - 1].product();
        if (!apart && (one || other)) {
            return true;
        }
    }
    return false;
}

// "the wreath - take the red out": the dish stands before what is done with it.
bool Editor::headed(Draft const& draft, Spans spans) {
    // "take the egg off the spinach bureka"
    bool choice = false;
    bool off = false;
    for (Span const& span : spans) {
        if (off && span.first == draft.first) {
            return true;
        }
        off = off || (choice && value_of(span, Word::Remove) == particle_word);
        choice = choice || span.option();
    }
    bool named = false;
    for (Span const& span : spans) {
        if (named && span.before == Break::Soft) {
            return true;
        }
        if (span.option() && !span.product()) {
            return false;
        }
        named = named || span.first == draft.first;
    }
    return false;
}

// "take the tempura off": a coating that no roll here has, and a dish of that name that is here.
std::vector<std::int64_t> Editor::lines_called(Chosen const& chosen) const {
    std::vector<std::int64_t> found = at_.lines();
    std::erase_if(found, [&](std::int64_t line) { return !at_.is_called(chosen, line); });
    return found;
}

void Editor::remove_lines(
    Pointer pointer, Draft const& draft, std::vector<std::int64_t> const& held, Spans spans
) {
    // "one cola off", "cola - take one off".
    auto const own = std::ranges::find(spans, draft.first, &Span::first);
    bool const a = own != spans.end() && own != spans.begin() && is_article(*(own - 1));
    std::int64_t const said =
        draft.counted || a ? draft.quantity : lone_number(spans).value_or(0);  // "a garlic bread"
    bool const fewer = said > 0 && held.size() == 1 && said < list_.quantity(held.front());
    if (fewer && !pointer.portion) {
        pointer.portion = said;
    }
    // "the drinks": all of the kind.
    std::string const& word = lattice_.tokens().list[draft.last - 1].key;
    bool const plural = word.ends_with('s') || word.ends_with("ימ") || word.ends_with("ות");
    pointer.all = pointer.all || (plural && draft.definite && !draft.counted && !pointer.any() &&
                                  (draft.plain || draft.candidates.size() > 1));
    if (std::optional<Target> const target = list_.target(pointer, held, {}, spans)) {
        list_.remove(*target);
    }
}

void Editor::remove_pointed(Pointed const& pointed, Spans spans) {
    Pointer pointer = pointed.pointer;
    if (!pointer.any()) {
        pointer.portion = lone_number(pointed.rest);
    }
    if (has_unknown(pointed.rest) || pointer.all || !pointer.any()) {
        if (!list_.out.edits.empty() || pointer.all) {
            list_.ask(AmbiguityKind::UnknownWords, spans);
        }
        return;
    }
    if (std::optional<Target> const target = list_.target(pointer, may_mean(pointer), {}, spans)) {
        list_.remove(*target);
    }
}

// "remove everything except the coke".
void Editor::remove_others(Pointed const& pointed, Spans spans) {
    std::vector<Span> rest = pointed.rest;
    std::erase_if(rest, [](Span const& span) {
        return span.is(Word::Without) || span.is(Word::But);
    });
    Grouped const read = grouped(rest);
    std::vector<std::int64_t> others = at_.lines();
    std::vector<std::int64_t> const& named = pointed.pointer.named;
    std::erase_if(others, [&](std::int64_t line) {
        return std::ranges::find(named, line) != named.end();
    });
    for (Draft const& draft : read.drafts) {
        std::vector<std::int64_t> const kept = at_.lines_of_draft(draft);
        std::erase_if(others, [&](std::int64_t line) {
            return std::ranges::find(kept, line) != kept.end();
        });
    }
    bool const clear = (!read.drafts.empty() || named.size() == 1) && read.loose.empty() &&
                       read.unknown.empty() &&
                       std::ranges::all_of(read.drafts, [&](Draft const& draft) {
                           return at_.lines_of_draft(draft).size() == 1;
                       });
    if (clear) {
        list_.remove({.lines = others});
    } else {
        list_.ask(AmbiguityKind::UnknownWords, spans);
    }
}

}  // namespace croozer::understanding
