// Who orders, for whom, how old they are and how many: names, telephone numbers and numbers that
// are no quantities.
#include "domain/understanding/facts.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

class People {
public:
    People(Tokens const& tokens, std::vector<Span>& spans, Parse& parse)
        : tokens_(tokens), spans_(spans), parse_(parse) {}

    void read() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                name(i);
            }
        }
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                phone(i);
                age(i);
                people(i);
            }
        }
    }

private:
    Span* next(std::size_t i) { return beside(spans_, i); }

    std::string words(Span const& span) const { return tokens_.words(span.first, span.last); }

    // The end of up to two unknown words from here on.
    std::size_t strangers_end(std::size_t first) const {
        constexpr std::size_t most = 2;
        std::size_t last = first;
        while (last < spans_.size() && last < first + most && spans_[last].unknown() &&
               !spans_[last].emoji && !spans_[last].used &&
               (last == first || spans_[last].before == Break::None)) {
            ++last;
        }
        return last;
    }

    void take_name(std::size_t first, std::size_t last) {
        if (parse_.customer_name.empty()) {
            parse_.customer_name = tokens_.words(spans_[first].first, spans_[last - 1].last);
        }
        use(first, last);
    }

    void use(std::size_t first, std::size_t last) {
        for (std::size_t k = first; k < last; ++k) {
            spans_[k].used = true;
        }
    }

    void name(std::size_t i) {
        // "For Michal, …" is no misspelt mocha.
        bool const ends = i + 1 == spans_.size() || spans_[i + 1].before != Break::None;
        if (spans_[i].fuzzy && spans_[i].menu() && spans_[i].latin && is_capital(spans_[i]) &&
            ends && i > 0 && spans_[i].before == Break::None &&
            tokens_.list[spans_[i - 1].last - 1].key == "for") {
            take_name(i, i + 1);
            return;
        }
        if (spans_[i].unknown()) {
            surname(i);
            named_by_place(i);
            return;
        }
        if (!spans_[i].is(Word::Name)) {
            return;
        }
        std::size_t last = i + 1;
        while (last < spans_.size() && last <= i + 2 &&
               (spans_[last].unknown() || spans_[last].fuzzy) &&
               (spans_[last].before == Break::None || last == i + 1) &&
               spans_[last].before != Break::Hard) {
            ++last;
        }
        if (last > i + 1) {
            take_name(i + 1, last);
            spans_[i].used = true;
        }
    }

    // "לנועה לוי": what follows a given name and nothing else is no misspelt dish.
    void surname(std::size_t i) {
        Span* const after = next(i);
        bool const ends = i + 2 >= spans_.size() || spans_[i + 2].before != Break::None ||
                          tokens_.list[spans_[i + 2].first].digits;
        if (spans_[i].is(Word::GivenName) && after != nullptr && after->fuzzy && ends) {
            after->used = true;
        }
    }

    // "ויקטוריה כאן", "it's Noa", "for Dan", "…thanks, Dana": a name by where it stands.
    void named_by_place(std::size_t i) {
        if (i > 0 && spans_[i - 1].unknown() && spans_[i].before == Break::None) {
            return;  // inside a longer run
        }
        std::size_t const last = strangers_end(i);
        if (last == i || (last < spans_.size() && spans_[last].unknown() &&
                          spans_[last].before == Break::None)) {
            return;
        }
        bool const before_dishes = std::none_of(
            spans_.begin(),
            spans_.begin() + static_cast<std::ptrdiff_t>(i),
            [](Span const& span) { return !span.used && (span.menu() || span.number); }
        );
        bool const beside = i > 0 && spans_[i].before == Break::None;
        // "it's kebab and 2 colas" names nobody.
        bool const ends = last == spans_.size() || spans_[last].before != Break::None ||
                          spans_[last].is(Word::OrderVerb);
        bool const behind = beside && presents(spans_[i - 1]);
        bool const surely = behind && (ends || introduces(spans_[i - 1]));
        bool const before =
            last < spans_.size() && spans_[last].before == Break::None && presents(spans_[last]);
        bool const presented = before_dishes && (surely || before);
        bool const capital = is_capital(spans_[i]) && beside && words(spans_[i - 1]) == "for";
        bool const signs = i > 0 && spans_[i - 1].is(Word::Thanks) && last == spans_.size();
        if (presented || capital || signs) {
            take_name(i, last);
        } else if (before_dishes && beside && ends && words(spans_[i - 1]) == "from") {
            use(i, last);  // "hello from Germany!"
        }
    }

    // Of these, those that are said of nothing but people.
    bool introduces(Span const& span) const {
        static constexpr auto words =
            std::to_array<std::string_view>({"כאנ", "מדבר", "מדברת", "speaking"});
        return std::ranges::find(words, tokens_.list[span.last - 1].key) != words.end();
    }

    bool presents(Span const& span) const {
        static constexpr auto words = std::to_array<std::string_view>(
            {"כאנ",
             "פה",
             "מדבר",
             "מדברת",
             "זה",
             "זאת",
             "סבא",
             "סבתא",
             "its",
             "this",
             "is",
             "im",
             "here",
             "speaking"}
        );
        return std::ranges::find(words, tokens_.list[span.last - 1].key) != words.end();
    }

    bool is_capital(Span const& span) const {
        char const first = tokens_.clean[tokens_.list[span.first].begin];
        return first >= 'A' && first <= 'Z';
    }

    // A phone number is no quantity and no dish: "054-555 01 87".
    void phone(std::size_t i) {
        constexpr std::size_t area_code = 3;
        std::string const& key = tokens_.list[spans_[i].first].key;
        bool const starts = tokens_.list[spans_[i].first].digits && key.size() >= area_code &&
                            key.front() == '0' && key.find_first_of(":.") == std::string::npos;
        if (!starts) {
            return;
        }
        for (std::size_t k = i; k < spans_.size() && tokens_.list[spans_[k].first].digits &&
                                (k == i || spans_[k].before == Break::None);
             ++k) {
            spans_[k].used = true;
        }
        // "Dan 054-5550187"
        constexpr std::size_t most = 2;
        for (std::size_t words = most; words > 0; --words) {
            bool const run = i >= words && strangers_end(i - words) == i;
            // "…and kebab 054-…" is no name.
            bool const apart = run && (i == words || spans_[i - words].before != Break::None ||
                                       spans_[i - words - 1].filler());
            if (apart && spans_[i].before != Break::Hard) {
                take_name(i - words, i);
                return;
            }
        }
    }

    // "birthday 40", "חוגגת 8", "בת 7": years are no quantity.
    void age(std::size_t i) {
        static constexpr auto words = std::to_array<std::string_view>(
            {"הולדת", "חוגגת", "חוגג", "גיל", "בת", "בנ", "birthday", "age", "turns", "turning"}
        );
        constexpr std::int64_t last_of_a_list = 10;
        bool const described = next(i) != nullptr && next(i)->menu();
        static constexpr auto years =
            std::to_array<std::string_view>({"yr", "yrs", "year", "years", "yo"});
        Span* const after = next(i);
        if (spans_[i].number && after != nullptr && !after->menu() &&
            std::ranges::find(years, tokens_.list[after->first].key) != years.end()) {
            spans_[i].used = true;  // "a 5 year old"
            after->used = true;
            if (i + 2 < spans_.size() && tokens_.list[spans_[i + 2].first].key == "old") {
                spans_[i + 2].used = true;
            }
            return;
        }
        if (tokens_.list[spans_[i].first].ordinal && !described &&
            spans_[i].number.value_or(0) > last_of_a_list) {
            spans_[i].used = true;  // "her 21st"
            return;
        }
        static constexpr auto people = std::to_array<std::string_view>({"shes", "hes", "theyre"});
        constexpr std::int64_t grown = 12;
        if (i > 0 && spans_[i].number.value_or(0) > grown && (after == nullptr || after->emoji) &&
            spans_[i].before == Break::None &&
            std::ranges::find(people, tokens_.list[spans_[i - 1].last - 1].key) != people.end()) {
            spans_[i].used = true;  // "she's 35"
            return;
        }
        if (i > 0 && spans_[i].number && spans_[i].before == Break::None && !described &&
            std::ranges::find(words, tokens_.list[spans_[i - 1].last - 1].key) != words.end()) {
            spans_[i].used = true;
            spans_[i - 1].used = spans_[i - 1].used || spans_[i - 1].unknown();
        }
    }

    // "6 hungry kids here": nobody orders them.
    void people(std::size_t i) {
        static constexpr auto words = std::to_array<std::string_view>(
            {"ילדימ",  "ילדות",  "בנות",    "בנימ",   "חברימ",   "חברות",  "אורחימ",
             "אנשימ",  "עובדימ", "חיילימ",  "נכדימ",  "סועדימ",  "kids",   "children",
             "people", "ppl",    "persons", "adults", "friends", "guests", "grandkids"}
        );
        Span* const after = next(i);
        // "my three kids each want one": so many of it.
        bool const each =
            i + 2 < spans_.size() && (tokens_.list[spans_[i + 2].first].key == "each" ||
                                      tokens_.list[spans_[i + 2].first].key == "כל");
        bool const are = spans_[i].number && after != nullptr && !after->menu() && !each &&
                         std::ranges::find(words, tokens_.list[after->first].key) != words.end();
        if (are) {
            spans_[i].used = true;
            after->used = true;
        }
        spans_[i].used = spans_[i].used || (spans_[i].number && of_us(i));
    }

    // "we are three", "there are four of us", "אנחנו ארבעה".
    bool of_us(std::size_t i) {
        Span* const after = next(i);
        std::size_t const last = spans_[i].last;
        bool const us = after != nullptr && after->filler() && last + 1 < tokens_.list.size() &&
                        tokens_.list[last].key == "of" && tokens_.list[last + 1].key == "us";
        bool const talks = after != nullptr && after->filler();
        if (us || i == 0 || spans_[i].before != Break::None || (after != nullptr && !talks)) {
            return us;
        }
        std::size_t const at = spans_[i].first;
        return tokens_.list[at - 1].key == "אנחנו" || tokens_.list[at - 1].key == "were" ||
               (at > 1 && tokens_.list[at - 1].key == "are" && tokens_.list[at - 2].key == "we");
    }

    Tokens const& tokens_;
    std::vector<Span>& spans_;
    Parse& parse_;
};

}  // namespace

void read_people(Tokens const& tokens, std::vector<Span>& spans, Parse& parse) {
    People(tokens, spans, parse).read();
}

}  // namespace croozer::understanding
