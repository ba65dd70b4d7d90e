// "The two teas, one with mint and one with lemon": a line that is divided.
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

bool says_nothing(Span const& span) {
    return !span.menu() && !span.number &&
           (span.filler() || span.is(Word::And) || span.is(Word::Make) || span.is(Word::Confirm) ||
            span.is(Word::Actually));
}

std::size_t behind_talk(Spans spans, std::size_t at) {
    while (at < spans.size() && says_nothing(spans[at])) {
        ++at;
    }
    return at;
}

// "one", "two of them", "the other": where a part begins.
bool begins_part(Spans spans, std::size_t at) {
    Span const& span = spans[at];
    if (span.is(Word::Other) || span.is(Word::Rest)) {
        return true;
    }
    bool const apart = span.before != Break::None || span.joined() || spans[at - 1].is(Word::And) ||
                       spans[at - 1].is(Word::Make) || spans[at - 1].is(Word::OrderVerb);
    return span.number.has_value() && apart;
}

}  // namespace

// The line that is divided, and where its parts begin; nothing where the message is no such one.
std::optional<Editor::Divided> Editor::divided(Spans spans) const {
    // "Hi, Dana here. Of the four lattes…": a sentence before it.
    for (std::size_t i = 1; i < spans.size() && !says(spans.first(i)); ++i) {
        if (spans[i].before == Break::Hard) {
            std::optional<Divided> behind = divided(spans.subspan(i));
            if (behind) {
                behind->at += i;
            }
            return behind;
        }
    }
    // "one of them with corn and the other with olives", where there are several of one line only.
    std::size_t const start = behind_talk(spans, 0);
    if (start + 2 < spans.size() && spans[start].number && is_portion(spans, start) &&
        value_of(spans[start + 1], Word::Filler) && !spans[start + 2].product()) {
        std::vector<std::int64_t> several = at_.lines();
        std::erase_if(several, [&](std::int64_t line) { return list_.quantity(line) < 2; });
        return several.size() == 1 ? std::optional(Divided{.line = several.front(), .at = start})
                                   : std::nullopt;
    }
    bool definite = false;
    std::optional<std::int64_t> number;
    std::size_t at = 0;
    for (; at < spans.size() && (says_nothing(spans[at]) || spans[at].number); ++at) {
        auto const filler = value_of(spans[at], Word::Filler);
        definite = definite || filler == definite_word || filler == own_word ||
                   (spans[at].prefix & prefix::the) != 0;
        if (spans[at].number && number) {
            return std::nullopt;
        }
        number = spans[at].number ? spans[at].number : number;
    }
    if (at >= spans.size() || !spans[at].product()) {
        return std::nullopt;
    }
    definite = definite || (spans[at].prefix & prefix::the) != 0;
    std::vector<std::int64_t> lines = at_.lines_of_span(spans[at]);
    for (++at; at < spans.size() && spans[at].menu() && spans[at].before == Break::None; ++at) {
        std::vector<std::int64_t> const told = at_.lines_told(spans[at]);
        std::erase_if(lines, [&](std::int64_t line) {
            return std::ranges::find(told, line) == told.end();
        });
    }
    std::erase_if(lines, [&](std::int64_t line) {
        return list_.quantity(line) < 2 || (number && list_.quantity(line) != *number);
    });
    if (!definite || lines.size() != 1) {
        return std::nullopt;
    }
    return Divided{.line = lines.front(), .at = at};
}

bool Editor::divides(Spans spans) {
    static constexpr auto other_changes = std::to_array<Word>(
        {Word::Instead, Word::Change, Word::Remove, Word::Cancel, Word::Add, Word::More, Word::Same}
    );
    std::optional<Divided> const head = divided(spans);
    bool const other =
        std::ranges::any_of(other_changes, [&](Word word) { return find(spans, word) != nullptr; });
    if (!head || other) {
        return false;
    }
    std::int64_t left = list_.quantity(head->line);
    std::vector<std::pair<std::int64_t, std::vector<Chosen>>> parts;
    std::size_t const first = behind_talk(spans, head->at);
    for (std::size_t at = first; at < spans.size();) {
        if (!begins_part(spans, at) && !(at == first && spans[at].number)) {
            return false;
        }
        std::int64_t const count = spans[at].number.value_or(left);
        std::size_t last = at + 1;
        while (last < spans.size() && !begins_part(spans, last)) {
            ++last;
        }
        Spans const piece = spans.subspan(at + 1, last - at - 1);
        Grouped const read = grouped(piece);
        weigh_options(read, piece);
        left -= count;
        if (left < 0 || !read.drafts.empty() || !read.ambiguities.empty() ||
            !read.unknown.empty()) {
            return false;
        }
        parts.emplace_back(count, read.loose);
        at = last;
    }
    bool const named = head->at > 0 && spans[head->at - 1].menu();
    if (parts.size() < (named ? 1U : 2U) || (parts.size() == 1 && left == 0)) {
        return false;
    }
    for (auto const& [count, options] : parts) {
        if (!options.empty()) {
            list_.change({.lines = {head->line}, .portion = count}, options, spans);
        }
    }
    return true;
}

}  // namespace croozer::understanding
