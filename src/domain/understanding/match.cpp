#include "domain/understanding/match.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

bool Span::is(Word word) const {
    return std::ranges::any_of(meanings, [word](Meaning const& meaning) {
        return meaning.kind == MeaningKind::General && meaning.word == word;
    });
}

bool Span::has(MeaningKind kind) const {
    return std::ranges::any_of(meanings, [kind](Meaning const& m) { return m.kind == kind; });
}

bool Span::filler() const {
    static constexpr auto fillers = std::to_array<Word>(
        {Word::Filler,
         Word::OrderVerb,
         Word::Plain,
         Word::Confirm,
         Word::Greeting,
         Word::Thanks,
         Word::Finished,
         Word::OrderNoun,
         Word::Deny}
    );
    return std::ranges::any_of(fillers, [this](Word word) { return is(word); });
}

std::vector<Span> match(CompiledLexicon const& lexicon, Tokens const& tokens) {
    std::vector<Token> const& list = tokens.list;
    std::vector<std::vector<Reading>> readings;
    readings.reserve(list.size());
    for (Token const& token : list) {
        readings.push_back(lexicon.readings(token));
    }
    std::vector<Span> spans;
    for (std::size_t at = 0; at < list.size();) {
        Token const& token = list[at];
        PhraseMatch const found = lexicon.longest(list, readings, at);
        std::size_t const length = std::max<std::size_t>(found.length, 1);
        Span span{
            .first = at,
            .last = at + length,
            .meanings = found.meanings,
            .prefix = static_cast<std::uint8_t>(found.prefix | token.prefix),
            .fuzzy = found.fuzzy,
            .before = token.before,
            .number = {},
            .latin = token.latin,
            .emoji = token.emoji,
            .asked = list[at + length - 1].asked,
        };
        if (length == 1 && token.number) {
            span.number = token.number;
            span.meanings = {};
        } else if (span.is(Word::Number)) {
            span.number = span.meanings.front().value;
        }
        spans.push_back(span);
        at += length;
    }
    return spans;
}

std::vector<Span> unused(std::vector<Span> const& spans) {
    std::vector<Span> kept;
    kept.reserve(spans.size());
    Break carried = Break::None;
    for (Span const& span : spans) {
        carried = std::max(carried, span.before);
        if (!span.used) {
            kept.push_back(span);
            kept.back().before = carried;
            carried = Break::None;
        } else if (carried == Break::None) {
            carried = Break::Soft;
        }
    }
    return kept;
}

}  // namespace croozer::understanding
