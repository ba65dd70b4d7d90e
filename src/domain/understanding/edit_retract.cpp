// "Add a carrot cake. No wait, two rolls", "remove the balloon, sorry, the teddy": a clause that
// takes back what the one before it did.
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

namespace {

bool is_turn(Spans spans, std::size_t at) {
    bool const refuses = at + 1 < spans.size() && spans[at + 1].menu() &&
                         spans[at + 1].before == Break::None;  // "no onion"
    return spans[at].is(Word::Deny) || spans[at].is(Word::Actually) ||
           (spans[at].is(Word::Not) && !refuses);
}

// Whether it begins by turning back; how surely: "no", "wait", or just "actually".
bool turns_back(Spans spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (is_turn(spans, i)) {
            return true;
        }
        if (!spans[i].filler() && !spans[i].is(Word::But) && !spans[i].is(Word::And)) {
            return false;
        }
    }
    return false;
}

// "…not the balloon, the teddy".
std::vector<Span> without_refused(Spans spans) {
    std::vector<Span> kept;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        std::size_t const behind = i + 1 < spans.size() && spans[i + 1].filler() ? i + 2 : i + 1;
        if (spans[i].is(Word::Not) && behind < spans.size() && spans[behind].product()) {
            i = behind;
        } else {
            kept.push_back(spans[i]);
        }
    }
    return kept;
}

bool has_own_verb(Spans spans) {
    static constexpr auto verbs = std::to_array<Word>(
        {Word::Add, Word::Remove, Word::Change, Word::Cancel, Word::More, Word::Keep, Word::With}
    );
    bool const anded = std::ranges::any_of(
        spans.first(std::min<std::size_t>(spans.size(), 3)),
        [](Span const& span) {
            return span.is(Word::And) || span.joined();  // "sorry, and a cola"
        }
    );
    return anded ||
           std::ranges::any_of(verbs, [&](Word word) { return find(spans, word) != nullptr; });
}

}  // namespace

bool Editor::only_did(EditKind kind) const {
    auto const from = list_.out.edits.begin() + static_cast<std::ptrdiff_t>(done_->before.edits);
    return from != list_.out.edits.end() &&
           std::all_of(from, list_.out.edits.end(), [kind](Edit const& e) {
               return e.kind == kind;
           });
}

// Another line goes than the one that was named first.
bool Editor::removes_other(Spans part) {
    std::vector<Span> const rest = without_refused(part);
    Pointed const pointed = read_pointer(rest, at_);
    Grouped read = grouped(pointed.rest);
    if (read.drafts.size() != 1 || !read.loose.empty() ||
        at_.lines_of_draft(read.drafts.front()).empty()) {
        return false;
    }
    list_.undo(done_->before);
    remove(pointed, read, part);
    return true;
}

// What is to be added instead, or how many of it.
bool Editor::adds_other(Spans part) {
    Grouped const own = grouped(part);
    bool const changes = std::ranges::any_of(own.drafts, [&](Draft const& draft) {
        return draft.definite || !at_.lines_of_draft(draft).empty();
    });
    if (changes || (own.drafts.empty() && !own.loose.empty())) {
        return false;  // of what is in the cart
    }
    // Of several that were added only some may be meant: then the whole is read once more.
    bool const one = list_.out.edits.size() == done_->before.edits + 1 && !own.drafts.empty();
    Span const* const from = one ? part.data() : done_->spans.data();
    std::vector<Span> merged(from, part.data() + part.size());
    std::erase_if(merged, [](Span const& span) { return span.is(Word::Add); });
    Grouped read = group(lexicon_, lattice_, merged);
    if (read.drafts.empty()) {
        return false;
    }
    list_.undo(done_->before);
    add_lines(read);
    keep_doubts(read);
    if (!read.loose.empty()) {
        list_.ask(AmbiguityKind::WhichLine, part);
    }
    return true;
}

// "egg on the burger. No wait, mushrooms".
bool Editor::chooses_other(Spans part) {
    Grouped read = grouped(part);
    std::int64_t const line = list_.out.edits.back().line;
    bool const one = std::all_of(
        list_.out.edits.begin() + static_cast<std::ptrdiff_t>(done_->before.edits),
        list_.out.edits.end(),
        [line](Edit const& edit) { return edit.line == line; }
    );
    bool const fits = std::ranges::all_of(read.loose, [&](Chosen const& chosen) {
        return at_.on_line(chosen, line).has_value();
    });
    if (!one || !read.drafts.empty() || read.loose.empty() || !fits) {
        return false;
    }
    list_.undo(done_->before);
    list_.change({.lines = {line}}, read.loose, part);
    keep_doubts(read);
    return true;
}

// Whether it names nothing but what the last clause changed.
bool Editor::names_only_done(Spans part) const {
    return std::ranges::all_of(part, [&](Span const& span) {
        std::vector<std::int64_t> const lines =
            span.product() ? at_.lines_of_span(span) : std::vector<std::int64_t>{};
        return lines.empty() ||
               std::any_of(
                   list_.out.edits.begin() + static_cast<std::ptrdiff_t>(done_->before.edits),
                   list_.out.edits.end(),
                   [&](Edit const& edit) {
                       return std::ranges::find(lines, edit.line) != lines.end();
                   }
               );
    });
}

// "the pancakes stay", "leave the cheddar": what this message took off, and no more.
bool Editor::keeps_removed(Spans part) {
    std::vector<Span const*> named;
    for (Span const& span : part) {
        if (span.menu()) {
            named.push_back(&span);
        }
    }
    auto const takes_off = [&](Edit const& edit) {
        return std::ranges::any_of(named, [&](Span const* span) {
            if (edit.kind == EditKind::Remove) {
                std::vector<std::int64_t> const lines = at_.lines_of_span(*span);
                return lines.size() == 1 && lines.front() == edit.line;
            }
            bool const refused =
                edit.option && (edit.kind == EditKind::RemoveOption || edit.option->negated);
            std::optional<Chosen> const chosen =
                refused ? at_.chosen_of(*edit.option) : std::nullopt;
            return chosen && std::ranges::any_of(span->meanings, [&](Meaning const& meaning) {
                       return meaning.kind == MeaningKind::Option &&
                              meaning.group == chosen->group && meaning.option == chosen->option;
                   });
        });
    };
    if (std::erase_if(list_.out.edits, takes_off) == 0) {
        return false;
    }
    done_.reset();
    return named.size() == 1 && !lone_number(part);  // else it says more than that
}

bool Editor::says_no(Spans part) const {
    return std::ranges::any_of(part, [&](Span const& span) {
        bool no = false;
        for (std::size_t i = span.first; i < span.last; ++i) {
            std::string_view const key = lattice_.tokens().list[i].key;
            no = no || key == "no" || key == "not" || key.ends_with("לא");
        }
        return no || span.is(Word::Deny);
    });
}

// "sorry, olives too".
bool Editor::says_also(Spans part) const {
    static constexpr auto words =
        std::to_array<std::string_view>({"also", "too", "well", "plus", "גמ", "וגמ"});
    return std::ranges::any_of(part, [&](Span const& span) {
        std::string const& key = lattice_.tokens().list[span.last - 1].key;
        return std::ranges::find(words, key) != words.end();
    });
}

bool Editor::retracts(Spans part) {
    bool const pending = std::exchange(turning_, false);
    bool const turns = turns_back(part);
    Span const* const keep = find(part, Word::Keep);
    bool const keeps = keep != nullptr && !keeps_just(*keep) && !find(part, Word::Remove) &&
                       !find(part, Word::Add) && !find(part, Word::Without);
    if (keeps && keeps_removed(part)) {
        return true;
    }
    if (!done_ || (!turns && !pending)) {
        return false;
    }
    if (keeps && names_only_done(part)) {
        list_.undo(done_->before);  // "…wait no, keep the liver as is"
        turning_ = !says_menu(part);
        bool const how = std::ranges::any_of(part, [](Span const& span) {
            return span.number || (span.option() && !span.product());
        });
        return !how;  // "…keep it, but large"
    }
    bool const no = pending || (turns && says_no(part));
    if (no && find(part, Word::Remove) && only_did(EditKind::Remove) && !says_also(part)) {
        list_.undo(done_->before);  // "drop the rings. No, drop the beers"
        return false;
    }
    if (has_own_verb(part) || says_also(part)) {
        return false;
    }
    if (!says(without_refused(part))) {
        turning_ = turns && says_no(part);  // "sorry for the trouble" takes nothing back
        return turns;
    }
    return (only_did(EditKind::Remove) && removes_other(part)) ||
           (only_did(EditKind::Add) && adds_other(part)) ||
           (only_did(EditKind::AddOption) && chooses_other(part)) || moves_to_other(part);
}

}  // namespace croozer::understanding
