// What a message says of lines that are to stay as they are: "the other one stays as it is".
#include "domain/understanding/edit_clause.hpp"
#include "domain/understanding/edit_words.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool begins_piece(Spans spans, std::size_t at) {
    return at == 0 || spans[at].before != Break::None || spans[at].joined() ||
           spans[at].is(Word::And) || spans[at].is(Word::But) || spans[at - 1].is(Word::But);
}

// "the other one plain".
bool tells_plain(Spans piece) {
    bool other = false;
    bool plain = false;
    for (Span const& span : piece) {
        other = other || span.is(Word::Other) || span.is(Word::Ordinal) || span.is(Word::Rest);
        plain = plain || span.is(Word::Plain);
        bool const one = span.number == 1;
        if (!span.filler() && !span.is(Word::And) && !span.is(Word::Other) &&
            !span.is(Word::Ordinal) && !span.is(Word::Rest) && !one) {
            return false;
        }
    }
    return other && plain;
}

}  // namespace

std::vector<Span> without_stays(Spans spans) {
    std::vector<Span> kept;
    bool portion = false;
    Break carried = Break::None;
    for (std::size_t first = 0, last = 0; first < spans.size(); first = last) {
        last = first + 1;
        while (last < spans.size() && !begins_piece(spans, last)) {
            ++last;
        }
        Spans const piece = spans.subspan(first, last - first);
        auto const stay = std::ranges::find_if(piece, [](Span const& span) {
            return value_of(span, Word::Keep) == stay_word;
        });
        // "the burger stays, with no onion" says more than that.
        Spans const behind(stay, piece.end());
        bool const stays = stay != piece.end() && !find(behind, Word::Without) &&
                           !find(behind, Word::Not) && !find(behind, Word::Extra) &&
                           !find(behind, Word::Light) &&
                           std::ranges::none_of(behind, [](Span const& span) {
                               return (span.product() && !span.option()) || span.number;
                           });
        carried = std::max(carried, piece[0].before);
        if (!stays && !(portion && tells_plain(piece))) {
            std::ranges::copy(piece, std::back_inserter(kept));
            kept[kept.size() - piece.size()].before = carried;
            carried = Break::None;
        }
        for (std::size_t i = 0; i < piece.size(); ++i) {
            portion = portion || is_portion(piece, i);
        }
    }
    return kept;
}

}  // namespace croozer::understanding
