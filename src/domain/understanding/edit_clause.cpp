#include "domain/understanding/edit_clause.hpp"

#include "domain/understanding/edit_words.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

bool is_cue(Span const& span) {
    static constexpr auto cues = std::to_array<Word>(
        {Word::Add, Word::Remove, Word::Change, Word::Make, Word::Actually, Word::Cancel}
    );
    bool const particle = value_of(span, Word::Remove) == 1;  // the "off" of "take it off"
    return !particle && std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
}

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

Spans sentence_of(Spans here) {
    std::size_t end = 1;
    while (end < here.size() && here[end].before != Break::Hard) {
        ++end;
    }
    return here.first(end);
}

// …up to the next comma.
Spans piece_of(Spans here) {
    std::size_t end = 1;
    while (end < here.size() && here[end].before == Break::None) {
        ++end;
    }
    return here.first(std::min(end, here.size()));
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

// "mayo on the california | and teriyaki on the poke": a choice, and where it goes.
bool places_choice(Spans spans) {
    bool choice = false;
    bool place = false;
    for (Span const& span : spans) {
        if (&span != spans.data() && span.before == Break::Hard) {
            return false;
        }
        if (choice && value_of(span, Word::Remove) == 1) {  // "onion out of the green salad"
            place = true;
            continue;
        }
        auto const filler = value_of(span, Word::Filler);
        if (choice && place && span.product()) {
            return true;
        }
        place = filler == on_word || filler == in_word || filler == place_word || (place && filler);
        if (choice && span.product() && (span.prefix & (prefix::in | prefix::to)) != 0) {
            return true;
        }
        // "no ice in the rose one"
        bool const the =
            &span != spans.data() && value_of((&span)[-1], Word::Filler) == definite_word;
        if (choice && place && the && span.option()) {
            return true;
        }
        if (span.is(Word::Instead) || span.is(Word::Remove) || span.is(Word::Cancel)) {
            return false;
        }
        choice = choice || (span.option() && (span.prefix & (prefix::in | prefix::to)) == 0);
    }
    return false;
}

// "…and the coke small": a dish of its own that the change before does not reach.
bool starts_dish(Spans clause, Spans here) {
    if (!says_menu(clause) ||
        (!here[0].joined() && here[0].before == Break::None && !here[0].is(Word::And))) {
        return false;
    }
    static constexpr auto reaching = std::to_array<Word>(
        {Word::Remove,
         Word::Cancel,
         Word::Change,
         Word::Add,
         Word::More,
         Word::Without,
         Word::All,
         Word::Keep}
    );
    bool const reaches =
        std::ranges::any_of(reaching, [&](Word word) { return find(clause, word) != nullptr; });
    // "add peanuts to the pad thai, and the cola in a bottle"
    bool const placed = find(clause, Word::Add) && !find(clause, Word::More) &&
                        places_choice(clause) && here[0].before != Break::None;
    if (reaches && !placed) {
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
    bool const and_gives =
        (here[0].joined() && here[0].is(Word::OrderVerb)) ||
        (here[0].is(Word::And) && here.size() > 1 && here[1].is(Word::OrderVerb));
    if (removes && and_gives && says_menu(clause) && find(here, Word::Instead) == nullptr) {
        return true;
    }
    if (removes && here[0].before == Break::Soft && says_menu(clause)) {
        if (here[0].is(Word::OrderVerb)) {  // "don't make the sabich, | I'd like a hummus"
            return true;
        }
        // "cancel the malawach, | 2 jachnun instead of 1"
        Spans const sentence = sentence_of(here);
        Span const* const instead = find(sentence, Word::Instead);
        if (here[0].number && instead != nullptr && !find(clause, Word::Instead) &&
            says_menu(sentence) &&
            says(sentence.subspan(static_cast<std::size_t>(instead - sentence.data())))) {
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
    // "I don't want the burger, | get me a schnitzel"
    Span const* const without = find(clause, Word::Without);
    bool const declines = without != nullptr && (names_definitely(clause) ||
                                                 value_of(*without, Word::Without) == scratch_word);
    bool const orders =
        here[0].is(Word::OrderVerb) || here[0].is(Word::Make) || is_article(here[0]);
    if (declines && here[0].before == Break::Soft && orders && says_menu(here)) {
        return true;
    }
    bool const anded = here[0].joined() || here[0].is(Word::And) || here[0].is(Word::Without);
    // "one more of those | and 2 bottles of water"
    bool const of_those = std::ranges::any_of(clause, [](Span const& span) {
        return value_of(span, Word::Filler) == of_word;
    });
    if (!here[0].is(Word::Without) && anded && of_those && find(clause, Word::More) &&
        !says_menu(clause)) {
        return says_menu(piece_of(here));
    }
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
    bool const on_it = find(clause, Word::Add) != nullptr && places_choice(clause);
    bool const copied = find(clause, Word::More) && find(clause, Word::Same) &&
                        !find(sentence_of(here), Word::Instead);
    bool const more = find(clause, Word::More) != nullptr;
    std::size_t at = here[0].is(Word::And) ? 1 : 0;
    bool const refuses = at < here.size() && (here[at].is(Word::Not) || here[at].is(Word::Without));
    at += refuses ? 1 : 0;
    bool there = false;  // "and to the margherita"
    while (at < here.size() && here[at].before == Break::None && !here[at].menu() &&
           (here[at].is(Word::Filler) || here[at].is(Word::More) || here[at].number)) {
        auto const filler = value_of(here[at], Word::Filler);
        there = there || filler == place_word || filler == in_word || filler == on_word;
        ++at;
    }
    std::size_t of = at + 1;  // "and a can of sprite"
    while (of < here.size() && here[of].is(Word::Filler)) {
        ++of;
    }
    bool const served = of < here.size() && here[at].option() && here[of].product() &&
                        here[of].before == Break::None;
    bool const dish = at < here.size() && (here[at].product() || (copied && served));
    // "without the onion | and without the fries"
    bool const both = dish && find(clause, Word::Without) && here[0].is(Word::Without) &&
                      (here[at].prefix & prefix::the) != 0;
    return dish &&
           (refuses ? (more && !here[at].option()) || both : placed || copied || (on_it && !there));
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
            span.filler() || span.is(Word::And) || span.is(Word::Confirm) || span.is(Word::But) ||
            span.product() || span.is(Word::All) || portion || so_many ||
            (span.option() && (half || (span.prefix & prefix::in) != 0)) ||
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

// "…and on the second".
bool places_ordinal(Spans here) {
    auto const filler = value_of(here[0], Word::Filler);
    return here.size() > 1 && (filler == on_word || filler == place_word || filler == in_word) &&
           here[1].before == Break::None && ordinal(here[1]);
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

// "the shrimp one very spicy | the tofu one a little".
bool begins_told(Spans here) {
    std::size_t at = behind_and(here);
    bool article = false;
    for (; at < here.size() && value_of(here[at], Word::Filler); ++at) {
        article = article || value_of(here[at], Word::Filler) == definite_word;
    }
    bool const one = at + 1 < here.size() && here[at + 1].number == 1 && here[at + 1].latin &&
                     here[at + 1].before == Break::None;
    return article && one && here[at].option();
}

// "in the americano two sugars | and in the tea honey": where, and what.
bool places_first(Spans spans) {
    bool place = false;
    for (std::size_t i = 0; i < spans.size() && (i == 0 || spans[i].before != Break::Hard); ++i) {
        Span const& span = spans[i];
        auto const filler = value_of(span, Word::Filler);
        bool const lettered = (span.prefix & (prefix::in | prefix::to)) != 0;
        if (span.product()) {
            std::size_t end = i + 1;
            while (end < spans.size() && spans[end].before != Break::Hard) {
                ++end;
            }
            return (place || lettered) && says_menu(spans.subspan(i + 1, end - i - 1));
        }
        if (span.menu() || (!filler && !span.is(Word::And) && !span.is(Word::Confirm))) {
            return false;
        }
        place = place || filler == place_word || filler == in_word || filler == on_word;
    }
    return false;
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

bool says_what_stays(Spans clause) {
    auto const at = static_cast<std::size_t>(find(clause, Word::Keep) - clause.data());
    bool const stays = value_of(clause[at], Word::Keep) == stay_word;
    return !stays || says_menu(clause.first(at));
}

// "…same for the fries".
bool begins_same(Spans here) {
    std::size_t const at = behind_and(here);
    if (at + 1 >= here.size() || value_of(here[at], Word::Same) != same_word) {
        return false;
    }
    constexpr unsigned to_it = prefix::to | prefix::in;
    for (std::size_t i = at + 1; i < here.size() && here[i].before == Break::None; ++i) {
        auto const filler = value_of(here[i], Word::Filler);
        if (here[i].product()) {
            return (here[i].prefix & to_it) != 0;
        }
        if (!filler || filler == place_word || filler == in_word || filler == on_word) {
            return filler.has_value();
        }
    }
    return false;
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

bool starts_clause(Spans clause, Spans here, bool parts) {
    Span const& span = here[0];
    if (span.before == Break::Hard) {
        // "make it a meal? with rings and a sprite"
        return !(span.is(Word::With) && says_menu(clause));
    }
    if (span.before == Break::None && tells_of(clause, here)) {
        return false;
    }
    if ((span.before == Break::Soft || clause.back().is(Word::Make)) && takes_named(clause, here)) {
        return false;
    }
    if (is_cue(span) && names_head(clause)) {
        return false;
    }
    // "the last one - make it two"
    if (is_cue(span) && tells_refusing(clause)) {
        return false;
    }
    bool const nth =
        std::ranges::any_of(clause, [](Span const& s) { return ordinal(s).has_value(); }) &&
        !says_menu(clause);
    if ((span.before == Break::None || nth) && is_cue(span) && only_points(clause)) {
        return false;
    }
    bool const open_instead = find(clause, Word::Instead) != nullptr && !complete_instead(clause);
    if (open_instead) {
        return false;
    }
    // "make the combo bigger, | and two more chopsticks"
    if (span.before == Break::Soft && span.is(Word::And) && find(clause, Word::Change) &&
        says_menu(clause) && here.size() > 1 && here[1].number) {
        return true;
    }
    // "instead of the coke a lemonade | and instead of the fries onion rings"
    if (find(clause, Word::Instead) != nullptr && span.is(Word::Instead) &&
        (span.joined() || span.before == Break::Soft || clause.back().is(Word::And))) {
        return true;
    }
    if (find(clause, Word::Instead) != nullptr && span.before == Break::Soft &&
        (span.joined() || span.is(Word::And) || span.is(Word::More))) {
        return true;  // "4 of these instead of 3, and a cola"
    }
    // "no onion in the salad, but on the pizza do put some".
    bool const dish = std::ranges::any_of(here, [](Span const& s) { return s.product(); });
    bool const turns = span.is(Word::But) && span.before == Break::Soft && says_menu(clause) &&
                       says_menu(here) && (dish || !find(clause, Word::Not)) &&
                       !find(clause, Word::Everything) && !find(clause, Word::All);
    // "just the burger, not the meal".
    bool const refuses =
        span.before == Break::Soft && span.is(Word::Without) && names_definitely(clause);
    // "the first without onion and the second with olives".
    bool const begun = std::ranges::any_of(clause, [](Span const& s) { return s.option(); });
    bool const apart = span.joined() || span.before == Break::Soft || clause.back().is(Word::And);
    bool const part =
        parts && begun && (apart || span.is(Word::And)) && is_part(here, behind_and(here));
    bool const told = begun && apart && begins_told(here);
    std::size_t portion_at = behind_and(here);  // "and on one of them", "just one of them"
    while (portion_at < here.size() && here[portion_at].is(Word::Filler) && !here[portion_at].number
    ) {
        ++portion_at;
    }
    // "make that 3 margheritas, | and one of them with olives"
    bool const counted =
        find(clause, Word::Make) && says_menu(clause) &&
        std::ranges::any_of(clause, [](Span const& s) { return s.number.has_value(); });
    bool const portion =
        (begun || counted) && apart && portion_at < here.size() && is_portion(here, portion_at);
    // "drop the pizza | and keep the cola"
    bool const keeps = apart && says_menu(clause) && behind_and(here) < here.size() &&
                       value_of(here[behind_and(here)], Word::Keep) == 0 &&
                       says_menu(sentence_of(here));
    // "to the small one corn | and to the large one cheese"
    bool const to_that = begun && span.joined() && (span.prefix & prefix::to) != 0 &&
                         span.option() && !span.product() && !find(clause, Word::Change) &&
                         !find(clause, Word::Make) && here.size() > 1 &&
                         here[1].before == Break::None && says_menu(piece_of(here.subspan(1)));
    // "two more mimosas | and without schug on the jachnun"
    bool const without_there =
        apart && says_menu(clause) && behind_and(here) < here.size() &&
        (here[behind_and(here)].is(Word::Without) || here[behind_and(here)].is(Word::Not)) &&
        places_choice(sentence_of(here).subspan(behind_and(here) + 1)) &&
        !find(clause, Word::Without);
    // "two sugars in the tea, | soy milk in the americano": "לאמריקנו חלב סויה"
    constexpr unsigned into = prefix::in | prefix::to;
    bool const into_that = apart && span.product() && (span.prefix & into) != 0 &&
                           says_menu(clause) && here.size() > 1 && here[1].before == Break::None &&
                           says_menu(piece_of(here.subspan(1)));
    // "banana out, | strawberry in"
    bool const gone = clause.back().is(Word::Remove) && clause.size() > 1 && apart &&
                      says_menu(clause) && says_menu(here);
    // "…, and on the one of the bubblegum"
    bool const on_this = begun && apart && here.size() > 1 &&
                         value_of(here[0], Word::Filler) == on_word &&
                         value_of(here[1], Word::Filler) == this_word;
    // "keep the banana, | lose the granola", "the pancakes stay | and the waffle goes"
    bool const kept = find(clause, Word::Keep) && (apart || span.is(Word::And)) &&
                      (says_menu(here) || is_cue(span)) && says_what_stays(clause);
    // "the green one without feta, | and the plain one with two eggs": "והרגילה"
    bool const plain_one = begun && apart && span.is(Word::Plain) &&
                           (span.prefix & prefix::the) != 0 && says_menu(sentence_of(here));
    return turns || portion || told || plain_one || kept || keeps || without_there || into_that ||
           to_that || gone || on_this || begins_same(here) ||
           (apart && places_choice(clause) && places_choice(here)) ||
           (apart && places_first(clause) && places_first(here)) || starts_another(clause, here) ||
           is_cue(span) || part || (begun && apart && (ordinal(span) || places_ordinal(here))) ||
           refuses || starts_dish(clause, here);
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
