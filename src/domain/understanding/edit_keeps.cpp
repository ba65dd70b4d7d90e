// What is to stay, and that the rest goes: "keep just the coke", "of the waters keep one".
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

// "keep only the poke and the mochi".
bool Editor::keeps_just(Span const& keep) const {
    for (std::size_t i = keep.first; i < keep.last; ++i) {
        std::string const& key = lattice_.tokens().list[i].key;
        if (key == "only" || key == "just" || key == "רק") {
            return true;
        }
    }
    return false;
}

// "of the waters keep just one".
bool Editor::keeps_so_many(Spans spans) {
    Span const* const keep = find(spans, Word::Keep);
    if (keep == nullptr || !keeps_just(*keep)) {
        return false;
    }
    auto const at = static_cast<std::size_t>(keep - spans.data());
    Spans const kept = spans.subspan(at + 1);
    std::optional<std::int64_t> const number = lone_number(kept);
    if (!number || says_menu(kept) || !says_menu(spans.first(at))) {
        return false;
    }
    Grouped const read = grouped(spans.first(at));
    bool const one = read.drafts.size() == 1 && read.loose.empty() && read.drafts.front().definite;
    std::vector<std::int64_t> const lines =
        one ? at_.lines_of_draft(read.drafts.front()) : std::vector<std::int64_t>{};
    if (lines.size() != 1 || *number >= list_.quantity(lines.front())) {
        return false;
    }
    list_.set_quantity(lines.front(), *number);
    return true;
}

// "delete everything and keep just the coke".
bool Editor::keeps_only(Spans spans) {
    Span const* const keep = find(spans, Word::Keep);
    if (keep == nullptr) {
        return false;
    }
    auto const at = static_cast<std::size_t>(keep - spans.data());
    Spans const before = spans.first(at);
    Spans const kept = spans.subspan(at + 1);
    bool const all =
        find(before, Word::Everything) || find(before, Word::All) || cancels_all(before);
    if (says_menu(before) || !says_menu(kept) || (!all && !keeps_just(*keep))) {
        return false;
    }
    if (!all && lone_number(kept)) {  // "keep only one water": of three, or of all that there is?
        list_.ask(AmbiguityKind::QuantityUnclear, spans);
        return true;
    }
    remove_others({.pointer = {}, .rest = {kept.begin(), kept.end()}}, spans);
    return true;
}

// "keep the tuna": it does, and the next clause may be of it.
bool Editor::keeps_named(Spans spans) {
    std::vector<std::int64_t> lines;
    for (Span const& span : spans) {
        bool const keep = value_of(span, Word::Keep) && value_of(span, Word::Keep) != stay_word;
        if (span.menu()) {
            std::ranges::copy(at_.lines_told(span), std::back_inserter(lines));
        } else if (!keep && !span.filler() && !span.is(Word::And) && span.number != 1 &&
                   !span.is(Word::But) && !span.is(Word::Not) && !span.is(Word::Actually)) {
            return false;
        }
    }
    if (!find(spans, Word::Keep) || lines.empty() || takes_out(spans)) {
        return false;
    }
    list_.mention(lines);
    only_named_ = true;
    return true;
}

}  // namespace croozer::understanding
