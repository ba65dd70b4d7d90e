// Where another change begins in a message: "add bacon to the burger | and small fries".
#include "domain/understanding/edit_begins.hpp"

#include "domain/understanding/edit_words.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

bool names_option(Spans clause) {
    return std::ranges::any_of(clause, [](Span const& span) { return span.option(); });
}

bool counts(Spans clause) {
    return std::ranges::any_of(clause, [](Span const& span) { return span.number.has_value(); });
}

// …up to the next comma.
Spans piece_of(Spans here) {
    std::size_t end = 1;
    while (end < here.size() && here[end].before == Break::None) {
        ++end;
    }
    return here.first(std::min(end, here.size()));
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
        // "cheddar to the first", "צ'דר לראשון"
        bool const lettered = (span.prefix & (prefix::in | prefix::to)) != 0;
        if (choice && ordinal(span) && span.before == Break::None && (place || lettered)) {
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

// "the pizza without the corn, | the cola in a bottle": each dish is told how it is to be.
bool tells_next(Spans clause, Spans here) {
    auto const first = std::ranges::find_if(clause, &Span::menu);
    bool const headed =
        first != clause.end() && first->product() &&
        ((first->prefix & prefix::the) != 0 ||
         (first != clause.begin() && value_of(*(first - 1), Word::Filler) == definite_word));
    Spans const piece = piece_of(here);
    auto const next = std::ranges::find_if(piece, &Span::product);
    return headed && here[0].before == Break::Soft && next != piece.end() &&
           std::any_of(next + 1, piece.end(), [](Span const& span) {
               return span.option() || span.is(Word::With) || span.is(Word::Without) ||
                      span.is(Word::Remove);
           });
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
    if (reaches && !placed && !tells_next(clause, here)) {
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

// …behind what something was taken off by.
bool follows_removal(Spans clause, Spans here) {
    bool const removes = find(clause, Word::Remove) || find(clause, Word::Cancel);
    bool const refuses = find(clause, Word::Without) || find(clause, Word::Not);
    if (!removes && !refuses) {
        return false;
    }
    // "take the parmesan off the pasta | and put cheese in the bread"
    bool const and_gives =
        (here[0].joined() && here[0].is(Word::OrderVerb)) ||
        (here[0].is(Word::And) && here.size() > 1 && here[1].is(Word::OrderVerb));
    if (and_gives && says_menu(clause) && find(here, Word::Instead) == nullptr) {
        return true;
    }
    if (!removes || here[0].before != Break::Soft || !says_menu(clause)) {
        return false;
    }
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
    // "take the onion off, | and the olives put on one half"
    Spans const piece = piece_of(here);
    auto const told = std::ranges::find_if(piece, &Span::menu);
    bool const puts = told != piece.end() && (told->prefix & prefix::the) != 0 &&
                      std::any_of(told + 1, piece.end(), [](Span const& span) {
                          return span.is(Word::OrderVerb) || span.is(Word::Add) ||
                                 span.is(Word::Make) || span.is(Word::Half);
                      });
    if (puts) {
        return true;
    }
    // "leave the meal, | just the burger", "the muffin off, | the latte with oat milk"
    if (value_of(here[0], Word::Filler) == only_word) {
        return true;
    }
    std::size_t at = behind_and(here);
    bool definite = false;
    for (; at < here.size() && value_of(here[at], Word::Filler); ++at) {
        definite = definite || value_of(here[at], Word::Filler) == definite_word;
    }
    if (at == here.size() || !here[at].product() ||
        (!definite && (here[at].prefix & prefix::the) == 0)) {
        return false;
    }
    for (std::size_t i = at + 1; i < here.size() && here[i].before == Break::None; ++i) {
        Span const& before = here[i - 1];
        if (here[i].option() &&
            (before.is(Word::With) || before.is(Word::Without) || before.is(Word::Filler))) {
            return true;
        }
    }
    return false;
}

// "I don't want the burger, | get me a schnitzel".
bool follows_refusal(Spans clause, Spans here) {
    Span const* const without = find(clause, Word::Without);
    bool const declines = without != nullptr && (names_definitely(clause) ||
                                                 value_of(*without, Word::Without) == scratch_word);
    bool const orders =
        here[0].is(Word::OrderVerb) || here[0].is(Word::Make) || is_article(here[0]);
    return declines && here[0].before == Break::Soft && orders && says_menu(here);
}

// "add bacon to the burger | and small fries", "one more like that | and a cola", "two more colas |
// and no lasagna", "no coriander, | and instead of the water a sprite".
bool adds_dish(Spans clause, Spans here) {
    bool const anded = here[0].joined() || here[0].is(Word::And) || here[0].is(Word::Without);
    // "one more of those | and 2 bottles of water"
    bool const of_those = std::ranges::any_of(clause, [](Span const& span) {
        return value_of(span, Word::Filler) == of_word;
    });
    bool const such = of_those || find(clause, Word::Same);
    if (!here[0].is(Word::Without) && anded && such && find(clause, Word::More) &&
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
            return (span.product() && (span.prefix & at_the) != 0) ||
                   value_of(span, Word::Filler) == all_word;
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

// "…and on the second".
bool places_ordinal(Spans here) {
    auto const filler = value_of(here[0], Word::Filler);
    return here.size() > 1 && (filler == on_word || filler == place_word || filler == in_word) &&
           here[1].before == Break::None && ordinal(here[1]);
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

// "one of them with corn | and one of them with olives", "the first… | and the second…".
bool begins_part(Spans clause, Spans here, bool parts, bool apart) {
    bool const begun = names_option(clause);
    bool const anded = apart || here[0].is(Word::And);
    if (begun && ((parts && anded && is_part(here, behind_and(here))) ||
                  (apart && (begins_told(here) || ordinal(here[0]) || places_ordinal(here))))) {
        return true;
    }
    // "the green one without feta, | and the plain one with two eggs": "והרגילה"
    if (begun && apart && here[0].is(Word::Plain) && (here[0].prefix & prefix::the) != 0 &&
        says_menu(sentence_of(here))) {
        return true;
    }
    std::size_t at = behind_and(here);  // "and on one of them", "just one of them"
    while (at < here.size() && here[at].is(Word::Filler) && !here[at].number) {
        ++at;
    }
    // "make that 3 margheritas, | and one of them with olives"
    bool const counted = find(clause, Word::Make) && says_menu(clause) && counts(clause);
    return (begun || counted) && apart && at < here.size() && is_portion(here, at);
}

// "corn to the small one | and cheese to the large one": at another place.
bool begins_place(Spans clause, Spans here, bool apart) {
    Span const& span = here[0];
    bool const begun = names_option(clause);
    bool const followed =
        here.size() > 1 && here[1].before == Break::None && says_menu(piece_of(here.subspan(1)));
    // "ולגדולה אקסטרה גבינה"
    bool const to_that = begun && span.joined() && (span.prefix & prefix::to) != 0 &&
                         span.option() && !span.product() && !find(clause, Word::Change) &&
                         !find(clause, Word::Make) && followed;
    // "לאמריקנו חלב סויה"
    constexpr unsigned into = prefix::in | prefix::to;
    bool const into_that =
        apart && span.product() && (span.prefix & into) != 0 && says_menu(clause) && followed;
    // "…, and on the one of the bubblegum"
    bool const on_this = begun && apart && here.size() > 1 &&
                         value_of(span, Word::Filler) == on_word &&
                         value_of(here[1], Word::Filler) == this_word;
    if (to_that || into_that || on_this) {
        return true;
    }
    // "two more mimosas | and without schug on the jachnun"
    std::size_t const no = behind_and(here);
    Spans const sentence = sentence_of(here);
    bool const refuses = no < sentence.size() &&
                         (here[no].is(Word::Without) || here[no].is(Word::Not)) &&
                         places_choice(sentence.subspan(no + 1)) && !find(clause, Word::Without);
    return apart &&
           ((says_menu(clause) && refuses) || (places_choice(clause) && places_choice(here)) ||
            (places_first(clause) && places_first(here)));
}

// "drop the pizza | and keep the cola", "keep the banana, | lose the granola".
bool begins_kept(Spans clause, Spans here, bool apart) {
    std::size_t const at = behind_and(here);
    bool const keeps = apart && says_menu(clause) && at < here.size() &&
                       value_of(here[at], Word::Keep) == 0 && says_menu(sentence_of(here));
    bool const kept = find(clause, Word::Keep) && (apart || here[0].is(Word::And)) &&
                      (says_menu(here) || is_cue(here[0])) && says_what_stays(clause);
    return keeps || kept;
}

// "no onion in the salad, | but on the pizza do put some", "just the burger, | not the meal",
// "banana out, | strawberry in".
bool turns(Spans clause, Spans here, bool apart) {
    Span const& span = here[0];
    bool const soft = span.before == Break::Soft;
    bool const dish = std::ranges::any_of(here, [](Span const& s) { return s.product(); });
    bool const but = span.is(Word::But) && soft && says_menu(clause) && says_menu(here) &&
                     (dish || !find(clause, Word::Not)) && !find(clause, Word::Everything) &&
                     !find(clause, Word::All);
    // "2 more garlic breads | but one cola less"
    auto const next = std::ranges::find_if(here, &Span::menu);
    bool const other = span.is(Word::But) && says_menu(clause) && next != here.end() &&
                       next->product() && (find(clause, Word::More) || find(clause, Word::Add)) &&
                       !find(Spans(here.begin(), next), Word::With);
    bool const refuses = soft && span.is(Word::Without) && names_definitely(clause);
    bool const gone = clause.back().is(Word::Remove) && clause.size() > 1 && apart &&
                      says_menu(clause) && says_menu(here);
    return but || other || refuses || gone;
}

}  // namespace

bool is_cue(Span const& span) {
    static constexpr auto cues = std::to_array<Word>(
        {Word::Add, Word::Remove, Word::Change, Word::Make, Word::Actually, Word::Cancel}
    );
    bool const particle = value_of(span, Word::Remove) == 1;  // the "off" of "take it off"
    return !particle && std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
}

Spans sentence_of(Spans here) {
    std::size_t end = 1;
    while (end < here.size() && here[end].before != Break::Hard) {
        ++end;
    }
    return here.first(end);
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

bool begins_change(Spans clause, Spans here, bool parts) {
    bool const apart =
        here[0].joined() || here[0].before == Break::Soft || clause.back().is(Word::And);
    return is_cue(here[0]) || turns(clause, here, apart) ||
           begins_part(clause, here, parts, apart) || begins_place(clause, here, apart) ||
           begins_kept(clause, here, apart) || begins_same(here) || follows_removal(clause, here) ||
           follows_refusal(clause, here) || adds_dish(clause, here) || starts_dish(clause, here);
}

}  // namespace croozer::understanding
