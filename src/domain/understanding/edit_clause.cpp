#include "domain/understanding/edit_clause.hpp"

#include "domain/understanding/edit_begins.hpp"
#include "domain/understanding/edit_words.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool says(Span const& span) {
    return span.menu() || span.number.has_value();
}

// "B instead of A", "instead of A B": whether both sides are there.
bool complete_instead(Spans spans) {
    auto const cue = std::ranges::find_if(spans, [](Span const& s) { return s.is(Word::Instead); });
    bool const before = std::any_of(spans.begin(), cue, says);
    std::size_t behind = 0;
    for (auto at = cue; at != spans.end(); ++at) {
        bool const counted = at != cue && (at - 1)->number && at->before == Break::None;
        behind += says(*at) && !(counted && at->menu()) ? 1 : 0;  // "two omelettes" are one
    }
    return before ? behind > 0 : behind > 1;
}

// "one of them with…", and "one with…" behind it.
bool is_of_parts(Spans clause, bool parts) {
    for (std::size_t i = 0; i < clause.size(); ++i) {
        if (is_portion(clause, i)) {
            return true;
        }
    }
    return parts && is_part(clause, behind_and(clause));
}

// "in one of them", "all the pizzas", "the colas": where something is to change, before the verb.
bool only_points(Spans clause) {
    bool points = false;
    bool definite = false;
    bool portioned = false;
    bool placed = false;                                    // "on the pizza with corn"
    bool const half = find(clause, Word::Half) != nullptr;  // "on the half with the corn"
    for (std::size_t i = 0; i < clause.size(); ++i) {
        Span const& span = clause[i];
        bool const portion = is_portion(clause, i);
        portioned = portioned || portion;
        bool const so_many = span.number && portioned;
        bool const plain =
            (i == 0 && span.is(Word::Actually)) || span.filler() || span.is(Word::And) ||
            span.is(Word::Confirm) || span.is(Word::But) || span.product() || span.is(Word::All) ||
            portion || so_many || (span.option() && (half || (span.prefix & prefix::in) != 0)) ||
            ((half || placed) && span.is(Word::With)) || (half && span.is(Word::Half)) ||
            ordinal(span) || (i > 0 && ordinal(clause[i - 1]) && span.number == 1) ||
            (placed && span.option() && i > 0 && clause[i - 1].is(Word::With));
        if (!plain || (i > 0 && span.before == Break::Hard)) {
            return false;
        }
        points = points || portion || ordinal(span) || span.is(Word::All) || span.is(Word::Half);
        auto const filler = value_of(span, Word::Filler);
        placed = placed || filler == place_word || filler == in_word || filler == on_word;
        bool const article = i > 0 && value_of(clause[i - 1], Word::Filler) == definite_word;
        definite = definite || (span.product() && (article || (span.prefix & prefix::the) != 0));
    }
    return points || definite;
}

// "ניגירי טונה שיהיו שלוש", "hot chocolate should be with oat milk": what it is to be.
bool tells_of(Spans clause, Spans here) {
    std::size_t piece = clause.size();
    while (piece > 0 && (piece == clause.size() || clause[piece].before == Break::None)) {
        --piece;
    }
    Spans const told = clause.subspan(piece);
    return here.size() > 1 && here[0].is(Word::Make) && says_menu(told) &&
           std::ranges::all_of(told, [](Span const& span) {
               return span.product() || span.filler() || span.is(Word::And);
           });
}

// "water - cancel".
bool takes_named(Spans clause, Spans here) {
    bool const takes = here[0].is(Word::Remove) || here[0].is(Word::Cancel);
    return takes && says_menu(clause) && !says_menu(sentence_of(here)) &&
           std::ranges::all_of(clause, [](Span const& span) {
               return span.product() || span.filler() || span.is(Word::Make);
           });
}

// "brownie -", at the head of a line of changes.
bool names_head(Spans clause) {
    return says_menu(clause) && std::ranges::all_of(clause, [](Span const& span) {
               return span.filler() || (span.product() && (span.prefix & prefix::the) != 0);
           });
}

// "the one without tomato -": which line it is.
bool tells_refusing(Spans clause) {
    bool pointed = false;
    for (Span const& span : clause) {
        auto const filler = value_of(span, Word::Filler);
        pointed = pointed || filler == definite_word || filler == this_word;
        if (!span.filler() && span.number != 1 && !span.is(Word::Without) && !span.option()) {
            return false;
        }
    }
    return pointed && find(clause, Word::Without) && !says_menu(clause.first(1));
}

// "ניגירי טונה | שיהיו שלוש", "the last one - | make it two": no change begins between a dish and
// what is done with it.
bool goes_on(Spans clause, Spans here) {
    Span const& span = here[0];
    bool const takes = span.before == Break::Soft || clause.back().is(Word::Make);
    if ((span.before == Break::None && tells_of(clause, here)) ||
        (takes && takes_named(clause, here))) {
        return true;
    }
    if (is_cue(span)) {
        bool const nth =
            std::ranges::any_of(clause, [](Span const& s) { return ordinal(s).has_value(); }) &&
            !says_menu(clause);
        bool const points = (span.before == Break::None || nth) && only_points(clause);
        if (names_head(clause) || tells_refusing(clause) || points) {
            return true;
        }
    }
    return find(clause, Word::Instead) != nullptr && !complete_instead(clause);
}

// "4 of these instead of 3, | and a cola", "instead of the coke a lemonade | and instead of the
// fries onion rings", "make the combo bigger, | and two more chopsticks".
bool follows_swap(Spans clause, Spans here) {
    Span const& span = here[0];
    bool const soft = span.before == Break::Soft;
    if (find(clause, Word::Instead) != nullptr) {
        bool const another =
            span.is(Word::Instead) && (span.joined() || soft || clause.back().is(Word::And));
        return another || (soft && (span.joined() || span.is(Word::And) || span.is(Word::More)));
    }
    return soft && span.is(Word::And) && find(clause, Word::Change) && says_menu(clause) &&
           here.size() > 1 && here[1].number;
}

bool starts_clause(Spans clause, Spans here, bool parts) {
    if (here[0].before == Break::Hard) {
        // "make it a meal? with rings and a sprite"
        return !(here[0].is(Word::With) && says_menu(clause));
    }
    return !goes_on(clause, here) &&
           (follows_swap(clause, here) || begins_change(clause, here, parts));
}

}  // namespace

std::vector<Spans> clauses_of(Spans spans) {
    std::vector<Spans> clauses;
    std::size_t first = 0;
    bool before = true;
    for (std::size_t i = 1; i <= spans.size(); ++i) {
        Spans const clause = spans.subspan(first, i - first);
        bool const parts = is_of_parts(clause, before);
        if (i == spans.size() || starts_clause(clause, spans.subspan(i), parts)) {
            clauses.push_back(clause);
            before = parts;
            first = i;
        }
    }
    return clauses;
}

}  // namespace croozer::understanding
