// What the clause before did, wished for another dish, too: "…same for the fries"; or rather for
// that one: "I meant the pad thai".
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool is_place(Span const& span) {
    auto const filler = value_of(span, Word::Filler);
    return filler == place_word || filler == in_word || filler == on_word;
}

void append(std::vector<std::int64_t>& lines, std::vector<std::int64_t> const& more) {
    for (std::int64_t const line : more) {
        if (std::ranges::find(lines, line) == lines.end()) {
            lines.push_back(line);
        }
    }
}

}  // namespace

std::span<Edit const> Editor::edits_done() const {
    return done_ ? std::span<Edit const>(list_.out.edits).subspan(done_->before.edits)
                 : std::span<Edit const>{};
}

// The choices that the last clause made or took off; none where it did anything else.
std::vector<Chosen> Editor::choices_done() const {
    std::vector<Chosen> found;
    std::span<Edit const> const edits = edits_done();
    for (Edit const& edit : edits) {
        bool const adds = edit.kind == EditKind::AddOption;
        if ((!adds && edit.kind != EditKind::RemoveOption) || !edit.option ||
            (!adds && edit.option->negated)) {
            return {};
        }
        // What only made room for another of its kind is no wish.
        bool const replaced = !adds && std::ranges::any_of(edits, [&](Edit const& other) {
            return other.kind == EditKind::AddOption && other.line == edit.line &&
                   other.option->group == edit.option->group;
        });
        std::optional<Chosen> chosen = at_.chosen_of(*edit.option);
        if (edit.line == edits.front().line && !replaced && chosen) {
            chosen->negated = !adds || edit.option->negated;
            found.push_back(*chosen);
        }
    }
    return found;
}

// "same for the fries", "ואותו דבר גם לשניצל".
bool Editor::same_for(Spans part) {
    std::size_t at = 0;
    while (at < part.size() &&
           (part[at].filler() || part[at].is(Word::And) || part[at].is(Word::But))) {
        ++at;
    }
    if (at == part.size() || value_of(part[at], Word::Same) != same_word || !done_) {
        return false;
    }
    bool place = false;
    bool clear = true;
    bool stranger = false;
    std::vector<std::int64_t> lines;
    for (Span const& span : part.subspan(at + 1)) {
        constexpr unsigned to_it = prefix::to | prefix::in;
        place = place || is_place(span) || (span.product() && (span.prefix & to_it) != 0);
        if (span.is(Word::Rest) || span.is(Word::All) || span.is(Word::Everything)) {
            append(lines, at_.lines());
        } else if (span.product() && !span.number) {
            std::vector<std::int64_t> const named = at_.lines_of_span(span);
            clear = clear && named.size() == 1;
            stranger = stranger || named.empty();
            append(lines, named);
        } else {
            clear = clear && !is_article(span) && (span.filler() || span.is(Word::And));
        }
    }
    if (place && stranger) {
        list_.ask(AmbiguityKind::WhichLine, part);
        return true;
    }
    if (!place || lines.empty()) {
        return false;
    }
    std::vector<Chosen> const choices = choices_done();
    std::erase_if(lines, [&](std::int64_t line) {
        return std::ranges::any_of(edits_done(), [&](Edit const& e) { return e.line == line; });
    });
    if (clear && !choices.empty() && !lines.empty()) {
        list_.change({.lines = lines}, choices, part);
    } else if (clear && only_did(EditKind::SetQuantity)) {
        std::int64_t const quantity = edits_done().front().quantity;
        for (std::int64_t const line : lines) {
            list_.set_quantity(line, quantity);
        }
    } else {
        list_.ask(AmbiguityKind::WhichLine, part);
    }
    return true;
}

// "amba on the pargit, just one of them".
bool Editor::only_some(Spans part) {
    std::optional<std::int64_t> portion;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (!portion && is_portion(part, i)) {
            portion = part[i].number;
        } else if (!part[i].filler() && !part[i].is(Word::And) && !part[i].is(Word::But)) {
            return false;
        }
    }
    std::vector<Chosen> const choices = choices_done();
    if (!portion || choices.empty()) {
        return false;
    }
    std::int64_t const line = edits_done().front().line;
    bool const one =
        std::ranges::all_of(edits_done(), [&](Edit const& e) { return e.line == line; });
    if (!one || list_.quantity(line) <= *portion) {
        return false;
    }
    list_.undo(done_->before);
    list_.change({.lines = {line}, .portion = *portion}, choices, part);
    return true;
}

// "no peanuts on the satay… I meant the pad thai".
bool Editor::moves_to_other(Spans part) {
    Grouped read = grouped(part);
    std::vector<Chosen> const choices = choices_done();
    if (choices.empty() || read.drafts.size() != 1 || !read.loose.empty() ||
        !read.drafts.front().options.empty() || read.drafts.front().counted) {
        return false;
    }
    std::vector<std::int64_t> const lines = at_.lines_of_draft(read.drafts.front());
    bool const there =
        lines.size() == 1 && std::ranges::none_of(edits_done(), [&](Edit const& edit) {
            return edit.line == lines.front();
        });
    if (!there) {
        return false;
    }
    list_.undo(done_->before);
    list_.change({.lines = lines}, choices, part);
    keep_doubts(read);
    return true;
}

}  // namespace croozer::understanding
