// What a message says of lines that are to stay as they are: "the other one stays as it is".
#include "domain/understanding/edit_clause.hpp"
#include "domain/understanding/edit_words.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

bool begins_piece(Spans spans, std::size_t at) {
    return at == 0 || spans[at].before != Break::None || spans[at].joined() ||
           spans[at].is(Word::And) || spans[at].is(Word::But) || spans[at - 1].is(Word::But);
}

// "drop the pancakes. No, the pancakes stay": of what was to go, not of what is left alone.
bool was_to_go(Spans before, Spans piece) {
    bool const goes = std::ranges::any_of(before, [](Span const& span) {
        return span.is(Word::Remove) || span.is(Word::Cancel) || span.is(Word::Without);
    });
    auto const named = [&](Span const& span) {
        return std::ranges::any_of(before, [&](Span const& other) {
            return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
                return std::ranges::find(other.meanings, meaning) != other.meanings.end();
            });
        });
    };
    return goes &&
           std::ranges::any_of(piece, [&](Span const& span) { return span.menu() && named(span); });
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

bool gives_reason(Spans piece) {
    static constexpr auto wishes = std::to_array<Word>(
        {Word::Add,
         Word::More,
         Word::Remove,
         Word::Cancel,
         Word::Without,
         Word::Not,
         Word::Change,
         Word::Make,
         Word::Instead,
         Word::Keep,
         Word::Same,
         Word::Other,
         Word::All,
         Word::OrderVerb,
         Word::With}
    );
    // One or two words may be a dish that the menu does not have.
    constexpr std::ptrdiff_t fewest = 2;
    auto const strangers = std::ranges::count_if(piece, [](Span const& s) { return s.unknown(); });
    return piece.size() > 2 && strangers >= fewest && piece[0].before == Break::Soft &&
           !piece[0].joined() && !piece[0].is(Word::And) &&
           std::ranges::none_of(piece, [](Span const& span) {
               return span.menu() || span.number || is_article(span) ||
                      std::ranges::any_of(wishes, [&](Word word) { return span.is(word); });
           });
}

}  // namespace

// "take the baklava off, I promised myself": why.
std::vector<Span> without_reasons(Spans clause) {
    std::vector<Span> kept;
    bool removes = false;
    for (std::size_t first = 0, last = 0; first < clause.size(); first = last) {
        last = first + 1;
        while (last < clause.size() && clause[last].before == Break::None) {
            ++last;
        }
        Spans const piece = clause.subspan(first, last - first);
        bool const done = removes && says_menu(kept);
        if (!done || !gives_reason(piece)) {
            std::ranges::copy(piece, std::back_inserter(kept));
        }
        removes = removes || find(piece, Word::Remove) || find(piece, Word::Cancel);
    }
    return kept;
}

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
        bool const adds = find(piece, Word::Add) || find(piece, Word::More);
        bool const stays = stay != piece.end() && !adds && !find(behind, Word::Without) &&
                           !find(behind, Word::Not) && !find(behind, Word::Extra) &&
                           !find(behind, Word::Light) &&
                           std::ranges::none_of(behind, [](Span const& span) {
                               return (span.product() && !span.option()) || span.number;
                           });
        carried = std::max(carried, piece[0].before);
        if ((!stays || was_to_go(spans.first(first), piece)) && !(portion && tells_plain(piece))) {
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
