// "on the pizza with tuna", "to the small one", "לטונה": a place told by what its line has.
#include "domain/understanding/edit_clause.hpp"
#include "domain/understanding/edit_words.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

// "to", "on", "for"; then "the", "my".
struct Lead {
    std::size_t last{0};  // spans that lead to it, 0: none
    bool of_verb{false};  // by a letter only, which an order has as well: "לטונה"
};

Lead lead_at(Spans clause, std::size_t at) {
    constexpr unsigned at_the = prefix::to | prefix::in | prefix::from;
    Span const& span = clause[at];
    auto const value = value_of(span, Word::Filler);
    bool const next = at + 1 < clause.size() && clause[at + 1].before == Break::None;
    if (value == this_word && next) {  // "זה עם הבשר", "זה שבלאפה"
        bool const with = clause[at + 1].is(Word::With);
        bool const that = clause[at + 1].menu() && (clause[at + 1].prefix & prefix::that) != 0;
        // "זאת של המסטיק"
        bool const of = value_of(clause[at + 1], Word::Filler) == of_word &&
                        at + 2 < clause.size() && clause[at + 2].menu();
        return {.last = of ? at + 2 : with || that ? at + 1 : 0};
    }
    if (value == on_word) {
        bool const definite = at + 1 < clause.size() && clause[at + 1].menu() &&
                              (clause[at + 1].prefix & prefix::the) != 0;
        return {.last = definite ? at + 1 : 0};
    }
    bool const refused = at > 0 && clause[at - 1].is(Word::Without);
    if (span.menu() && (span.prefix & at_the) != 0 && !refused) {
        return {.last = at, .of_verb = true};
    }
    if (value != place_word && value != in_word && value != of_word) {
        return {};
    }
    bool definite = false;
    std::size_t last = at;
    for (; last < clause.size() && (last == at || clause[last].before == Break::None); ++last) {
        auto const filler = value_of(clause[last], Word::Filler);
        if (!filler) {
            break;
        }
        definite = definite || filler == definite_word || filler == own_word;
    }
    return {.last = definite ? last : 0};
}

bool is_one(Span const& span) {
    return span.number == 1 && span.latin;
}

std::vector<std::int64_t> both(
    std::vector<std::int64_t> lines, std::vector<std::int64_t> const& also
) {
    std::erase_if(lines, [&](std::int64_t line) {
        return std::ranges::find(also, line) == also.end();
    });
    return lines;
}

}  // namespace

std::optional<Place> place_at(Spans clause, std::size_t at, CartLookup const& cart) {
    Lead const lead = lead_at(clause, at);
    bool const verb = find(clause, Word::Add) || find(clause, Word::Remove) ||
                      find(clause, Word::OrderVerb) || find(clause, Word::Without);
    bool const moves = find(clause, Word::Instead) || find(clause, Word::Change);
    if ((lead.last == 0 && !lead.of_verb) ||
        (lead.of_verb && !verb && !(at == 0 && clause[at].joined())) || moves) {
        return std::nullopt;
    }
    Place place{.last = lead.last, .lines = cart.lines()};
    bool told = false;  // by more than the name of a dish
    bool with = false;
    for (std::size_t i = lead.last; i < clause.size(); ++i) {
        Span const& span = clause[i];
        if (i > lead.last && span.before != Break::None) {
            break;
        }
        bool const next = i + 1 < clause.size() && clause[i + 1].before == Break::None;
        if (is_one(span) || (next && span.is(Word::With) && clause[i + 1].option())) {
            with = with || span.is(Word::With);
            continue;
        }
        bool const goes_on = with || i == lead.last || !span.joined();
        std::vector<std::int64_t> const left = span.menu() && goes_on
                                                   ? both(place.lines, cart.lines_told(span))
                                                   : std::vector<std::int64_t>{};
        if (left.empty()) {
            break;
        }
        told = told || !span.product() || cart.lines_of_span(span).empty();
        place.lines = left;
        place.last = is_one(clause[std::min(i + 1, clause.size() - 1)]) && next ? i + 2 : i + 1;
    }
    bool const half = place.last < clause.size() && clause[place.last].is(Word::Half);
    bool const fewer = place.lines.size() < cart.lines().size();
    bool const enough = says_menu(clause.first(at)) || says_menu(clause.subspan(place.last));
    if (!told || !fewer || !enough || half) {
        return std::nullopt;
    }
    return place;
}

}  // namespace croozer::understanding
