#include "domain/understanding/match.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

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

std::vector<Span> match(Lattice const& lattice, bool sure) {
    std::vector<Token> const& list = lattice.tokens().list;
    std::vector<Span> spans;
    spans.reserve(list.size());
    for (std::size_t at = 0; at < list.size();) {
        Token const& token = list[at];
        Edge const* const found = lattice.longest(at, sure);
        std::size_t const last = found == nullptr ? at + 1 : found->last;
        Span span{
            .first = at,
            .last = last,
            .meanings = found == nullptr ? std::span<Meaning const>{} : found->meanings,
            .prefix = found == nullptr ? token.prefix : found->prefix,
            .fuzzy = found != nullptr && found->fuzzy,
            .before = token.before,
            .number = found == nullptr ? std::nullopt : found->number,
            .latin = token.latin,
            .emoji = token.emoji,
            .asked = list[last - 1].asked,
        };
        spans.push_back(span);
        at = last;
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
