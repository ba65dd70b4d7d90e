// Which lines of the cart a clause points at.
#include "domain/understanding/edit_clause.hpp"
#include "domain/understanding/edit_words.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// Words that point stand before the dishes of their clause, or right behind "the pizza".
bool may_point(Spans clause, std::size_t at) {
    bool const named = std::any_of(
        clause.begin(),
        clause.begin() + static_cast<std::ptrdiff_t>(at),
        [](Span const& s) { return s.product(); }
    );
    bool const behind_name = at > 0 && clause[at - 1].product() && clause[at - 1].prefix != 0 &&
                             clause[at].before == Break::None;
    return !named || behind_name;
}

// "the two pizzas", "שתי הפיצות".
bool counts_all(Spans clause, std::size_t at) {
    if (!clause[at].number || *clause[at].number < 2 || at + 1 >= clause.size() ||
        !clause[at + 1].product() || clause[at + 1].before != Break::None) {
        return false;
    }
    bool const article = at > 0 && value_of(clause[at - 1], Word::Filler) == definite_word;
    return article || clause[at + 1].prefix == prefix::the;
}

// "כל הפיצות".
bool all_the(Spans clause, std::size_t at) {
    return value_of(clause[at], Word::Filler) == all_word && at + 1 < clause.size() &&
           clause[at + 1].product() &&
           (clause[at].latin || (clause[at + 1].prefix & prefix::the) != 0);
}

// Whether that word points at a line; then it is taken down.
bool points(Spans clause, std::size_t at, bool more, Pointer& pointer) {
    Span const& span = clause[at];
    if (value_of(span, Word::Same) == pronoun &&
        (find(clause, Word::Make) || find(clause, Word::Change) || find(clause, Word::OrderVerb) ||
         find(clause, Word::Remove) || find(clause, Word::Cancel))) {
        return true;  // "make it large": of what was spoken of
    }
    if (span.is(Word::Same) || (more && value_of(span, Word::Filler) == of_word)) {
        pointer.same = true;
    } else if (span.is(Word::All) || all_the(clause, at)) {
        pointer.all = true;
        if (value_of(span, Word::All) == 2) {
            pointer.count = 2;
        }
    } else if (counts_all(clause, at)) {
        pointer.all = true;
        pointer.count = span.number;
    } else if (span.is(Word::Everything) && find(clause.first(at), Word::With) == nullptr) {
        pointer.all = true;
    } else if (may_point(clause, at) && ordinal(span)) {
        pointer.ordinal = ordinal(span);
    } else if (may_point(clause, at) && is_portion(clause, at)) {
        pointer.portion = span.number;
    } else if (may_point(clause, at) &&
               (span.is(Word::Other) ||
                (span.is(Word::Plain) && at == 0 && (span.prefix & prefix::the) != 0))) {
        pointer.other = true;
    } else {
        return false;
    }
    return true;
}

// "the", "my"; "ה".
bool definite(Spans clause, std::size_t at) {
    for (std::size_t i = at; i > 0 && value_of(clause[i - 1], Word::Filler); --i) {
        auto const value = value_of(clause[i - 1], Word::Filler);
        if (value == definite_word || value == own_word) {
            return true;
        }
    }
    return (clause[at].prefix & prefix::the) != 0;
}

// "on the".
bool behind_place(Spans before) {
    bool article = false;
    for (std::size_t i = before.size(); i > 0 && value_of(before[i - 1], Word::Filler); --i) {
        auto const value = value_of(before[i - 1], Word::Filler);
        article = article || value == definite_word || value == own_word;
        if (article && (value == place_word || value == in_word || value == of_word)) {
            return true;
        }
    }
    return false;
}

// Whether there is another dish, a number or a verb beside [first, last): then what is told may not
// be how that one dish is to be.
bool says_more_than(Spans clause, std::size_t first, std::size_t last) {
    static constexpr auto verbs = std::to_array<Word>(
        {Word::Remove, Word::Cancel, Word::Add, Word::More, Word::Instead, Word::OrderVerb}
    );
    for (std::size_t i = 0; i < clause.size(); ++i) {
        bool const own = i >= first && i < last;
        bool const verb = std::ranges::any_of(verbs, [&](Word word) { return clause[i].is(word); });
        if (!own && (verb || clause[i].product() || clause[i].number)) {
            return true;
        }
    }
    return false;
}

// "of the pizzas", "both pizzas", "on the pizza", "מהפיצה": whether the dish at `at` only says
// where something is to change. How many spans name it, or 0.
std::size_t named_at(Spans clause, std::size_t at, Pointer& pointer, CartLookup const& cart) {
    if (!clause[at].product()) {
        return 0;
    }
    std::size_t last = at + 1;
    std::vector<std::int64_t> lines =
        pointer.all ? cart.lines_of_kind(clause[at]) : cart.lines_of_span(clause[at]);
    bool const nth = at > 0 && clause[at].before == Break::None && ordinal(clause[at - 1]);
    if (lines.empty() && pointer.ordinal && nth) {
        lines = cart.lines_of_category(clause[at]);  // "second roll", of named ones
    }
    for (; last < clause.size() && clause[last].product() && clause[last].before == Break::None;
         ++last) {
        std::vector<std::int64_t> const also = cart.lines_of_span(clause[last]);
        std::vector<std::int64_t> common = lines;
        std::erase_if(common, [&](std::int64_t line) {
            return std::ranges::find(also, line) == also.end();
        });
        if (common.empty()) {
            break;  // another dish, or an option that is also one
        }
        lines = std::move(common);
    }
    bool const enough = says_menu(clause.first(at)) || says_menu(clause.subspan(last));
    if (lines.empty() || !enough) {
        return 0;
    }
    constexpr unsigned at_the = prefix::from | prefix::in | prefix::to;
    bool const on_the = (clause[at].prefix & prefix::the) != 0 && at > 0 &&
                        value_of(clause[at - 1], Word::Filler) == on_word;
    // "אין צורך בלימונדה": the letter is the verb's.
    std::size_t end = last;
    while (end < clause.size() && clause[end].before == Break::None) {
        ++end;
    }
    bool const of_verb =
        at > 0 && clause[at - 1].is(Word::Without) && !says_menu(clause.subspan(last, end - last));
    bool const place =
        ((clause[at].prefix & at_the) != 0 && !of_verb) || on_the || behind_place(clause.first(at));
    if (!pointer.named.empty()) {
        // "parmesan both on the salad and on the pasta"
        // "…on the singapore and the pad thai"
        bool const anded = at > 1 &&
                           (clause[at].joined() || clause[at - 1].is(Word::And) ||
                            (clause[at - 2].is(Word::And) && definite(clause, at))) &&
                           last == clause.size();
        bool const also = (place || anded) && !pointer.portion && !pointer.ordinal;
        for (std::int64_t const line : also ? lines : std::vector<std::int64_t>{}) {
            if (std::ranges::find(pointer.named, line) == pointer.named.end()) {
                pointer.named.push_back(line);
                pointer.all = true;
                pointer.count.reset();
            }
        }
        return also ? last - at : 0;
    }
    bool const ordinal_behind = last < clause.size() && clause[last].before == Break::None &&
                                clause[at].prefix != 0 && ordinal(clause[last]);
    bool const pointed = pointer.portion || pointer.ordinal || pointer.all || ordinal_behind;
    bool const changed = find(clause, Word::Change) != nullptr;
    bool const alone = definite(clause, at) && !says_more_than(clause, at, last);
    if (!pointed && !alone && (!place || changed)) {
        return 0;
    }
    pointer.named = std::move(lines);
    // "בכריך אחד": in one of them.
    if ((clause[at].prefix & prefix::in) != 0 && last < clause.size() && clause[last].number &&
        clause[last].before == Break::None && !pointer.portion) {
        pointer.portion = clause[last].number;
        ++last;
    }
    return last - at;
}

// "the small one without corn", "הגדול על סויה": a choice that some line has says which line.
// How many spans say it, or 0.
std::size_t described_at(Spans clause, std::size_t at, Pointer& pointer, CartLookup const& cart) {
    static constexpr auto verbs = std::to_array<Word>(
        {Word::Remove, Word::Cancel, Word::Add, Word::More, Word::Instead, Word::Not}
    );
    Span const& span = clause[at];
    bool const verb =
        std::ranges::any_of(verbs, [&](Word word) { return find(clause, word) != nullptr; });
    if (!span.option() || span.product() || pointer.any() || verb || !definite(clause, at)) {
        return 0;
    }
    bool const one = at + 1 < clause.size() && clause[at + 1].number == 1 && clause[at + 1].latin &&
                     clause[at + 1].before == Break::None;
    std::size_t const last = at + (one ? 2 : 1);
    std::vector<std::int64_t> lines = cart.lines_described(span, !one);
    bool const first = !says_menu(clause.first(at));
    if (lines.empty() || lines.size() == cart.lines().size() || !first ||
        !says_menu(clause.subspan(last))) {
        return 0;
    }
    pointer.named = std::move(lines);
    return last - at;
}

// "the one without onion", "לזה שבלי הבצל": the line that refuses it. How many spans say it, or 0.
std::size_t refusing_at(Spans clause, std::size_t at, Pointer& pointer, CartLookup const& cart) {
    auto const filler = value_of(clause[at], Word::Filler);
    std::size_t next = at + 1;
    if (filler == definite_word && next < clause.size() && clause[next].number == 1) {
        ++next;
    } else if (filler != this_word) {
        return 0;
    }
    if (next + 1 >= clause.size() || !clause[next].is(Word::Without) || pointer.any()) {
        return 0;
    }
    std::size_t const option = clause[next + 1].option() ? next + 1 : next + 2;
    if (option >= clause.size() || !clause[option].option() ||
        !says_menu(clause.subspan(option + 1))) {
        return 0;
    }
    std::vector<std::int64_t> lines = cart.lines_refusing(clause[option]);
    if (lines.empty()) {
        return 0;
    }
    pointer.named = std::move(lines);
    return option + 1 - at;
}

}  // namespace

bool says_the(Spans spans, Chosen const& chosen) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        bool const its = std::ranges::any_of(spans[i].meanings, [&](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Option && meaning.group == chosen.group &&
                   meaning.option == chosen.option;
        });
        if (its && definite(spans, i)) {
            return true;
        }
    }
    return false;
}

namespace {

// "…to my salad, mine is the quinoa one": a piece that says which of them.
void read_apposition(Pointed& found, CartLookup const& cart) {
    if (found.pointer.named.size() < 2 || found.pointer.all) {
        return;
    }
    Spans const rest = found.rest;
    for (std::size_t first = 1, last = 0; first < rest.size(); ++first) {
        if (rest[first].before != Break::Soft) {
            continue;
        }
        last = first + 1;
        while (last < rest.size() && rest[last].before == Break::None) {
            ++last;
        }
        Spans const piece = rest.subspan(first, last - first);
        std::vector<std::int64_t> lines = found.pointer.named;
        bool definite_piece = false;
        bool only_tells = true;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            auto const filler = value_of(piece[i], Word::Filler);
            definite_piece = definite_piece || filler == definite_word || filler == own_word ||
                             (piece[i].prefix & prefix::the) != 0;
            bool const one = piece[i].number == 1 && piece[i].latin;
            if (!piece[i].menu()) {
                only_tells = only_tells && (filler || one);
                continue;
            }
            std::vector<std::int64_t> const told = cart.lines_told(piece[i]);
            std::erase_if(lines, [&](std::int64_t line) {
                return std::ranges::find(told, line) == told.end();
            });
        }
        if (definite_piece && only_tells && !lines.empty() &&
            lines.size() < found.pointer.named.size()) {
            found.pointer.named = lines;
            auto const begin = found.rest.begin() + static_cast<std::ptrdiff_t>(first);
            found.rest.erase(begin, begin + static_cast<std::ptrdiff_t>(piece.size()));
            return;
        }
    }
}

}  // namespace

Pointed read_pointer(Spans clause, CartLookup const& cart) {
    Pointed found;
    std::size_t at = behind_and(clause);
    while (at < clause.size() && value_of(clause[at], Word::Filler) == only_word) {
        ++at;  // "only two with tuna"
    }
    if (is_part(clause, at) && !says_more_than(clause, at, at + 1)) {
        found.pointer.portion = clause[at].number;
        clause = clause.subspan(at + 1);
    }
    bool const more = find(clause, Word::More) != nullptr;
    Break carried = Break::None;
    for (std::size_t i = 0; i < clause.size(); ++i) {
        carried = std::max(carried, clause[i].before);
        if (std::optional<Place> const place =
                found.pointer.any() ? std::nullopt : place_at(clause, i, cart)) {
            found.pointer.named = place->lines;
            i = place->last - 1;
            continue;
        }
        std::size_t length = named_at(clause, i, found.pointer, cart);
        length = length > 0 ? length : described_at(clause, i, found.pointer, cart);
        length = length > 0 ? length : refusing_at(clause, i, found.pointer, cart);
        if (length > 0) {
            i += length - 1;
        } else if (!points(clause, i, more, found.pointer)) {
            found.rest.push_back(clause[i]);
            found.rest.back().before = carried;
            carried = Break::None;
        }
    }
    read_apposition(found, cart);
    return found;
}

}  // namespace croozer::understanding
