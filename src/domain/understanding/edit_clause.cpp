#include "domain/understanding/edit_clause.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// Values of fillers in the lists of words.
constexpr std::int64_t definite_word = 1;
constexpr std::int64_t article_word = 2;
constexpr std::int64_t of_word = 3;
constexpr std::int64_t place_word = 4;  // "from", "for"
constexpr std::int64_t in_word = 9;     // "in", "on"
constexpr std::int64_t on_word = 12;    // "על"
constexpr std::int64_t only_word = 6;   // "just"
constexpr std::int64_t own_word = 5;    // "my"
constexpr std::int64_t pronoun = 2;     // "אותו"
constexpr std::int64_t all_word = 8;    // "כל"

std::optional<std::int64_t> value_of(Span const& span, Word word) {
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind == MeaningKind::General && meaning.word == word) {
            return meaning.value;
        }
    }
    return std::nullopt;
}

bool is_cue(Span const& span) {
    static constexpr auto cues = std::to_array<Word>(
        {Word::Add, Word::Remove, Word::Change, Word::Make, Word::Actually, Word::Cancel}
    );
    bool const particle = value_of(span, Word::Remove) == 1;  // the "off" of "take it off"
    return !particle && std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
}

std::optional<std::int64_t> ordinal(Span const& span) {
    std::optional<std::int64_t> value = value_of(span, Word::Other);
    constexpr unsigned the_one = prefix::the | prefix::to | prefix::in | prefix::from;
    if (!value && (span.prefix & the_one) != 0) {
        value = value_of(span, Word::Ordinal);
    }
    return value == 0 ? std::nullopt : value;
}

// "one of", "אחת מה…", "אחת מהן".
bool is_portion(Spans spans, std::size_t at) {
    if (!spans[at].number || at + 1 >= spans.size() || spans[at + 1].before != Break::None) {
        return false;
    }
    Span const& next = spans[at + 1];
    constexpr unsigned from_the = prefix::from | prefix::the;
    return value_of(next, Word::Filler) == of_word ||
           (next.product() && (next.prefix & from_the) == from_the) ||
           (spans[at].number == 1 && next.product() && next.prefix == prefix::the);
}

bool says(Span const& span) {
    return span.menu() || span.number.has_value();
}

// "B instead of A", "instead of A B": whether both sides are there.
bool complete_instead(Spans spans) {
    auto const cue = std::ranges::find_if(spans, [](Span const& s) { return s.is(Word::Instead); });
    bool const before = std::any_of(spans.begin(), cue, says);
    auto const behind = std::count_if(cue, spans.end(), says);
    return before ? behind > 0 : behind > 1;
}

// "the burger" and no more of it.
bool names_definitely(Spans clause) {
    bool article = false;
    bool named = false;
    for (Span const& span : clause) {
        if (span.product()) {
            named = article || (span.prefix & prefix::the) != 0;
        }
        article = value_of(span, Word::Filler) == definite_word;
    }
    return named && !find(clause, Word::Add) && !find(clause, Word::More) && !lone_number(clause);
}

// "…and the coke small": a dish of its own that the change before does not reach.
bool starts_dish(Spans clause, Spans here) {
    if (!says_menu(clause) ||
        (!here[0].joined() && here[0].before == Break::None && !here[0].is(Word::And))) {
        return false;
    }
    static constexpr auto reaching = std::to_array<Word>(
        {Word::Remove, Word::Cancel, Word::Change, Word::Add, Word::More, Word::Without, Word::All}
    );
    if (std::ranges::any_of(reaching, [&](Word word) { return find(clause, word) != nullptr; })) {
        return false;
    }
    std::size_t at = here[0].is(Word::And) ? 1 : 0;
    bool article = false;
    bool place = false;
    for (; at < here.size() && value_of(here[at], Word::Filler); ++at) {
        auto const filler = value_of(here[at], Word::Filler);
        article = filler == definite_word;
        place = place || filler == place_word || filler == in_word || filler == on_word;
    }
    // "cheese on the salad | and on the pasta": says no more than where.
    bool const alone = at + 1 >= here.size() || here[at + 1].before == Break::Hard;
    return at < here.size() && here[at].product() && !(place && alone) &&
           (article || (here[at].prefix & prefix::the) != 0);
}

// "add bacon to the burger | and small fries", "one more like that | and a cola", "two more colas |
// and no lasagna", "no coriander, | and instead of the water a sprite".
bool starts_another(Spans clause, Spans here) {
    bool const removes = find(clause, Word::Remove) || find(clause, Word::Cancel);
    // "take the parmesan off the pasta | and put cheese in the bread"
    if (removes && here[0].joined() && here[0].is(Word::OrderVerb) && says_menu(clause) &&
        find(here, Word::Instead) == nullptr) {
        return true;
    }
    if (removes && here[0].before == Break::Soft && says_menu(clause)) {
        if (here[0].is(Word::OrderVerb)) {  // "don't make the sabich, | I'd like a hummus"
            return true;
        }
        // "leave the meal, | just the burger", "the muffin off, | the latte with oat milk"
        bool const only = value_of(here[0], Word::Filler) == only_word;
        bool with = false;
        for (std::size_t i = 1; i < here.size() && here[i].before == Break::None; ++i) {
            bool const beside = here[i - 1].is(Word::With) || here[i - 1].is(Word::Filler);
            with = with || (here[i].option() && beside);
        }
        if (only || (with && here[0].product() && (here[0].prefix & prefix::the) != 0)) {
            return true;
        }
    }
    bool const anded = here[0].joined() || here[0].is(Word::And) || here[0].is(Word::Without);
    if (!anded || !says_menu(clause)) {
        return false;
    }
    if (here[0].is(Word::Instead)) {
        return find(clause, Word::Instead) == nullptr && here.size() > 2;
    }
    constexpr unsigned at_the = prefix::to | prefix::in;
    bool const placed =
        find(clause, Word::Add) != nullptr && std::ranges::any_of(clause, [](Span const& span) {
            return span.product() && (span.prefix & at_the) != 0;
        });
    bool const copied = find(clause, Word::More) && find(clause, Word::Same);
    bool const more = find(clause, Word::More) != nullptr;
    std::size_t at = here[0].is(Word::And) ? 1 : 0;
    bool const refuses = at < here.size() && (here[at].is(Word::Not) || here[at].is(Word::Without));
    at += refuses ? 1 : 0;
    while (at < here.size() && here[at].before == Break::None && !here[at].menu() &&
           (here[at].is(Word::Filler) || here[at].is(Word::More) || here[at].number)) {
        ++at;
    }
    bool const dish = at < here.size() && here[at].product();
    // "without the onion | and without the fries"
    bool const both = dish && find(clause, Word::Without) && here[0].is(Word::Without) &&
                      (here[at].prefix & prefix::the) != 0;
    return dish && (refuses ? (more && !here[at].option()) || both : placed || copied);
}

std::size_t behind_and(Spans here) {
    return !here.empty() && here[0].is(Word::And) ? 1 : 0;
}

// "one with…", "one without…".
bool is_part(Spans here, std::size_t at) {
    return at + 1 < here.size() && here[at].number && here[at + 1].before == Break::None &&
           (here[at + 1].is(Word::With) || here[at + 1].is(Word::Without));
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
    for (std::size_t i = 0; i < clause.size(); ++i) {
        Span const& span = clause[i];
        bool const portion = is_portion(clause, i);
        bool const plain = span.filler() || span.is(Word::And) || span.is(Word::Confirm) ||
                           span.product() || span.is(Word::All) || portion;
        if (!plain || (i > 0 && span.before == Break::Hard)) {
            return false;
        }
        points = points || portion || span.is(Word::All);
        definite = definite || (span.product() && (span.prefix & prefix::the) != 0);
    }
    return points || definite;
}

bool starts_clause(Spans clause, Spans here, bool parts) {
    Span const& span = here[0];
    if (span.before == Break::Hard) {
        return true;
    }
    if (span.before == Break::None && is_cue(span) && only_points(clause)) {
        return false;
    }
    bool const open_instead = find(clause, Word::Instead) != nullptr && !complete_instead(clause);
    if (open_instead) {
        return false;
    }
    if (find(clause, Word::Instead) != nullptr && span.before == Break::Soft &&
        (span.joined() || span.is(Word::And) || span.is(Word::More))) {
        return true;  // "4 of these instead of 3, and a cola"
    }
    // "just the burger, not the meal".
    bool const refuses =
        span.before == Break::Soft && span.is(Word::Without) && names_definitely(clause);
    // "the first without onion and the second with olives".
    bool const begun = std::ranges::any_of(clause, [](Span const& s) { return s.option(); });
    bool const apart = span.joined() || span.before == Break::Soft || clause.back().is(Word::And);
    bool const part =
        parts && begun && (apart || span.is(Word::And)) && is_part(here, behind_and(here));
    return starts_another(clause, here) || is_cue(span) || part ||
           (begun && apart && ordinal(span)) || refuses || starts_dish(clause, here);
}

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
        (find(clause, Word::Make) || find(clause, Word::Change) || find(clause, Word::Remove) ||
         find(clause, Word::Cancel))) {
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
    } else if (may_point(clause, at) && span.is(Word::Other)) {
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
    bool const place =
        (clause[at].prefix & at_the) != 0 || on_the || behind_place(clause.first(at));
    if (!pointer.named.empty()) {
        // "parmesan both on the salad and on the pasta"
        bool const also = place && !pointer.portion && !pointer.ordinal && !pointer.count;
        for (std::int64_t const line : also ? lines : std::vector<std::int64_t>{}) {
            if (std::ranges::find(pointer.named, line) == pointer.named.end()) {
                pointer.named.push_back(line);
                pointer.all = true;
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

}  // namespace

Span const* find(Spans spans, Word word) {
    auto const found = std::ranges::find_if(spans, [&](Span const& s) { return s.is(word); });
    return found == spans.end() ? nullptr : &*found;
}

bool says_only(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Filler) == only_word;
    });
}

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

bool is_article(Span const& span) {
    return value_of(span, Word::Filler) == article_word;
}

bool says_menu(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& s) { return s.menu(); });
}

std::optional<std::int64_t> lone_number(Spans spans) {
    std::optional<std::int64_t> number;
    for (Span const& span : spans) {
        number = span.number ? span.number : number;
    }
    return number;
}

bool cancels_all(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Cancel) == 1;
    });
}

bool starts_over(Span const& span) {
    return value_of(span, Word::Cancel) == 2;
}

bool doubles(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Change) == 2;
    });
}

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

Pointed read_pointer(Spans clause, CartLookup const& cart) {
    Pointed found;
    std::size_t const at = behind_and(clause);
    if (is_part(clause, at) && !says_more_than(clause, at, at + 1)) {
        found.pointer.portion = clause[at].number;
        clause = clause.subspan(at + 1);
    }
    bool const more = find(clause, Word::More) != nullptr;
    Break carried = Break::None;
    for (std::size_t i = 0; i < clause.size(); ++i) {
        carried = std::max(carried, clause[i].before);
        std::size_t length = named_at(clause, i, found.pointer, cart);
        length = length > 0 ? length : described_at(clause, i, found.pointer, cart);
        if (length > 0) {
            i += length - 1;
        } else if (!points(clause, i, more, found.pointer)) {
            found.rest.push_back(clause[i]);
            found.rest.back().before = carried;
            carried = Break::None;
        }
    }
    return found;
}

}  // namespace croozer::understanding
