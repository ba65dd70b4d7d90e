#include "domain/understanding/talk.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace croozer::understanding {

namespace {

constexpr float guessed = 0.5F;

using Keys = std::unordered_set<std::string>;  // match keys (tokens.hpp)

// Of sentences about people, not of a list of dishes.
Keys const& strong_talk() {
    static Keys const words{
        "אני",      "אתה",   "אנחנו",  "הוא",      "היא",     "המ",     "אתמ",     "זאת",
        "זו",       "כאנ",   "פה",     "שלי",      "שלנו",    "שלכמ",   "כי",      "כבר",
        "היה",      "הייתי", "היינו",  "בעלי",     "אשתי",    "הילדימ", "מגיע",    "מגיעה",
        "רעב",      "רעבה",  "רעבימ",  "איתו",     "איתה",    "כולנו",  "i",       "we",
        "were",     "is",    "are",    "was",      "because", "been",   "she",     "he",
        "they",     "them",  "hungry", "starving", "ive",     "weve",   "theyre",  "nobody",
        "nobody's", "gonna", "wont",   "won't",    "hes",     "he's",   "shes",    "she's",
        "they're",  "isnt",  "isn't",  "cant",     "can't",   "doesnt", "doesn't", "hates",
        "ate",      "eats",  "full",   "שבעימ",    "שבעתי",   "שבענו",  "אוכל",    "אוכלת",
        "אוכלימ",   "יאכל",  "תאכל",   "יאכלו",    "נאכל",    "סובל",   "סובלת",   "אפ"
    };
    return words;
}

// …of which it takes two.
Keys const& weak_talk() {
    static Keys const words{"אז",      "היומ",  "עכשיו",   "אמא",   "אבא",      "סבתא",    "סבא",
                            "ממש",     "מאוד",  "אחי",     "הבנ",   "הבת",      "בסופ",    "אנשימ",
                            "נו",      "חבר",   "חברה",    "חברימ", "יומ",      "בוקר",    "ערב",
                            "לילה",    "מישהו", "כולמ",    "אחרי",  "לפני",     "today",   "wife",
                            "husband", "kids",  "friends", "again", "just",     "really",  "so",
                            "people",  "work",  "late",    "day",   "night",    "already", "lol",
                            "it",      "its",   "my",      "son",   "daughter", "anyway",  "haha",
                            "enough",  "too",   "eat"};
    return words;
}

// Of somebody who asks for something.
Keys const& wishes() {
    static Keys const words{
        "גמ",
        "לי",
        "לנו",
        "בבקשה",
        "פליז",
        "עבורי",
        "בשבילי",
        "נא",
        "מנה",
        "also",
        "please",
        "pls",
        "plz",
        "me",
        "us",
        "too",
        "have",
        "want"
    };
    return words;
}

// Words that ask for something, or join one thing to another.
bool opens_slot(Span const& span) {
    static constexpr auto words =
        std::to_array<Word>({Word::With,      Word::Without,      Word::Extra,     Word::Light,
                             Word::Half,      Word::Add,          Word::Remove,    Word::Change,
                             Word::Instead,   Word::Same,         Word::Rest,      Word::OrderVerb,
                             Word::Cancel,    Word::OrderNoun,    Word::Status,    Word::Human,
                             Word::Complaint, Word::AskAllergens, Word::AskPrice,  Word::AskHave,
                             Word::AskHours,  Word::AskArea,      Word::AskKosher, Word::AskOther,
                             Word::Usual,     Word::Note});
    return std::ranges::any_of(words, [&](Word word) { return span.is(word); });
}

bool asks_something(Span const& span) {
    static constexpr auto words = std::to_array<Word>(
        {Word::Add,
         Word::Remove,
         Word::Change,
         Word::Cancel,
         Word::Human,
         Word::Complaint,
         Word::Status,
         Word::AskAllergens,
         Word::AskPrice,
         Word::AskHave,
         Word::AskHours,
         Word::AskArea,
         Word::AskKosher,
         Word::AskOther,
         Word::Usual,
         Word::Note}
    );
    return std::ranges::any_of(words, [&](Word word) { return span.is(word); });
}

class Talk {
public:
    Talk(Tokens const& tokens, Lattice const& lattice, std::vector<Span>& spans)
        : tokens_(tokens), lattice_(lattice), spans_(spans) {}

    void set_aside() {
        bool const dishes =
            std::ranges::any_of(spans_, [&](Span const& span) { return sure_menu(span); });
        if (!dishes) {
            return;
        }
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            label(i);
            praise(i);
            reason(i);
            for_whom(i);
            last_time(i);
            wanted_so(i);
        }
        for (std::size_t first = 0; first < spans_.size();) {
            std::size_t last = first + 1;
            while (last < spans_.size() && spans_[last].before == Break::None) {
                ++last;
            }
            clause(first, last);
            first = last;
        }
    }

private:
    // Misspelt dishes are guesses; among talk they are rather talk.
    bool sure_menu(Span const& span) const {
        Edge const* const edge = lattice_.longest(span.first, false);
        return span.menu() && !span.used && edge != nullptr && edge->cost < guessed && !span.fuzzy;
    }

    bool stranger(Span const& span) const {
        return !span.used && !span.emoji && (span.unknown() || (span.menu() && !sure_menu(span)));
    }

    // "I love your burgers", "מתה על הבורגרים שלכם": of a dish, and no wish for it.
    void praise(std::size_t at) {
        static constexpr auto loves = std::to_array<std::string_view>(
            {"אוהב",
             "אוהבת",
             "אוהבימ",
             "מת",
             "מתה",
             "מתימ",
             "מכור",
             "מכורה",
             "מכורימ",
             "חולה",
             "love",
             "loves",
             "loved",
             "adore",
             "miss",
             "missed",
             "addicted",
             "obsessed",
             "crazy"}
        );
        constexpr std::size_t near = 3;
        if (!spans_[at].product() || spans_[at].used) {
            return;
        }
        std::size_t const first = spans_[at].first;
        std::size_t const last = spans_[at].last;
        auto const says = [&](std::size_t i, auto const& words) {
            return std::ranges::find(words, tokens_.list[i].key) != std::end(words);
        };
        static constexpr auto yours = std::to_array<std::string_view>({"שלכמ", "שלכ", "שלכנ"});
        bool const behind = last < tokens_.list.size() && says(last, yours);
        bool const before = first > 0 && tokens_.list[first - 1].key == "your";
        bool loved = false;
        for (std::size_t i = first - std::min(first, near); i < first; ++i) {
            loved = loved || says(i, loves);
        }
        spans_[at].used = loved && (behind || before);
    }

    // "…because Dan brought food from home": to the end of what it is said in.
    void reason(std::size_t at) {
        static constexpr auto because =
            std::to_array<std::string_view>({"כי", "בגלל", "because", "cause", "cuz", "since"});
        if (std::ranges::find(because, tokens_.list[spans_[at].first].key) == because.end()) {
            return;
        }
        std::size_t last = at + 1;
        while (last < spans_.size() && spans_[last].before == Break::None) {
            ++last;
        }
        auto const told = std::span(spans_).subspan(at + 1, last - at - 1);
        bool const asks = std::ranges::any_of(told, [&](Span const& span) {
            return sure_menu(span) || (!span.used && asks_something(span));
        });
        for (Span& span : told) {
            span.used = span.used || !asks;
        }
    }

    // "the kids want schnitzel so make two schnitzels": said once more with what it is to be.
    void wanted_so(std::size_t at) {
        std::string_view const key = tokens_.list[spans_[at].first].key;
        if ((key != "אז" && key != "so") || at + 1 == spans_.size() ||
            !(spans_[at + 1].is(Word::OrderVerb) || spans_[at + 1].is(Word::Make) ||
              spans_[at + 1].is(Word::Add))) {
            return;
        }
        std::size_t first = at;
        while (first > 0 && spans_[first].before != Break::Hard) {
            --first;
        }
        auto const before = std::span(spans_).subspan(first, at - first);
        auto const named = std::ranges::find_if(before, &Span::menu);
        bool const one = named != before.end() && named->product() &&
                         std::ranges::count_if(before, &Span::menu) == 1 && !counts(before);
        bool const again =
            one && std::ranges::any_of(std::span(spans_).subspan(at), [&](Span const& span) {
                return std::ranges::equal(span.meanings, named->meanings);
            });
        if (again) {
            named->used = true;
        }
    }

    // "last time you hardly put any": told, not asked for.
    void last_time(std::size_t at) {
        static constexpr auto times =
            std::to_array<std::string_view>({"שעברה", "קודמת", "הקודמת", "time"});
        std::size_t const token = spans_[at].last - 1;
        bool const past =
            std::ranges::find(times, tokens_.list[token].key) != times.end() &&
            (tokens_.list[token].hebrew || (token > 0 && tokens_.list[token - 1].key == "last"));
        if (!past || spans_[at].is(Word::Usual)) {
            return;
        }
        std::size_t first = at;
        while (first > 0 && spans_[first].before == Break::None) {
            --first;
        }
        std::size_t last = at + 1;
        while (last < spans_.size() && spans_[last].before == Break::None) {
            ++last;
        }
        auto const told = std::span(spans_).subspan(first, last - first);
        bool const asks = std::ranges::any_of(told, [&](Span const& span) {
            return sure_menu(span) || span.is(Word::Usual) || span.is(Word::Same);
        });
        for (Span& span : told) {
            span.used = span.used || !asks;
        }
    }

    // "…for my grandfather", "for the babysitter": nobody asks so for a thing.
    void for_whom(std::size_t at) {
        static constexpr auto owners =
            std::to_array<std::string_view>({"my", "our", "his", "her", "their", "the"});
        std::size_t const first = spans_[at].first;
        bool const alone =
            at + 1 == spans_.size() || spans_[at + 1].before != Break::None ||
            (!spans_[at + 1].menu() && !spans_[at + 1].number && !spans_[at + 1].unknown());
        spans_[at].used = spans_[at].used ||
                          (spans_[at].unknown() && alone && first > 1 &&
                           std::ranges::find(owners, tokens_.list[first - 1].key) != owners.end() &&
                           tokens_.list[first - 2].key == "for");
    }

    // "Jo - decaf cappuccino": who a line of a list is for.
    void label(std::size_t first) {
        constexpr std::size_t longest = 2;
        std::size_t last = first;
        while (last < spans_.size() && last < first + longest && stranger(spans_[last]) &&
               (last == first || spans_[last].before == Break::None)) {
            ++last;
        }
        bool const begins = last > first && last < spans_.size() &&
                            (first == 0 || spans_[first].before == Break::Hard) &&
                            spans_[last].before == Break::Soft;
        if (!begins) {
            return;
        }
        std::string_view const between = std::string_view(tokens_.clean)
                                             .substr(
                                                 tokens_.list[spans_[last - 1].last - 1].end,
                                                 tokens_.list[spans_[last].first].begin -
                                                     tokens_.list[spans_[last - 1].last - 1].end
                                             );
        bool const marked = between.find_first_of("-:") != std::string_view::npos ||
                            between.find("–") != std::string_view::npos;
        bool const dishes = marked && first_of_line_orders(last);
        for (std::size_t i = first; i < last && dishes; ++i) {
            spans_[i].used = true;
        }
    }

    // Whether something of the menu follows in the line.
    bool first_of_line_orders(std::size_t from) const {
        for (std::size_t i = from; i < spans_.size(); ++i) {
            if (i > from && spans_[i].before == Break::Hard) {
                return false;
            }
            if (sure_menu(spans_[i])) {
                return true;
            }
        }
        return false;
    }

    void clause(std::size_t first, std::size_t last) {
        auto const spans = std::span(spans_).subspan(first, last - first);
        auto const menu =
            std::ranges::find_if(spans, [&](Span const& span) { return sure_menu(span); });
        if (menu != spans.end()) {
            preamble(first, first + static_cast<std::size_t>(menu - spans.begin()));
            return;
        }
        constexpr std::size_t shortest = 3;
        bool strangers = false;
        bool slot = spans.size() < shortest;
        int talk = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            Span const& span = spans[i];
            strangers = strangers || stranger(span);
            std::string const& key = tokens_.list[span.first].key;
            talk += span.menu() ? 0 : strong_talk().contains(key) ? 2 : weak_talk().contains(key);
            bool const intensifies = i == 0 && key == "too";  // "too full already"
            slot = slot || (wishes().contains(key) && !intensifies);
            bool const counts =
                span.number && !span.used && i + 1 < spans.size() && stranger(spans[i + 1]);
            bool const joined =
                i == 0 && (span.joined() || span.is(Word::And) || (span.number && !span.used));
            slot = slot || counts || joined || (!span.used && opens_slot(span));
        }
        if ((strangers || counts(spans)) && talk > 1 && !slot) {
            for (Span& span : spans) {
                span.used = true;
            }
        }
    }

    // "we are six people", "home after 28 days": no quantity of what follows.
    static bool counts(std::span<Span const> spans) {
        return std::ranges::any_of(spans, [](Span const& span) {
            return span.number.has_value() && !span.used;
        });
    }

    // "we are at the hotel and would love one pizza": what stands before the verb.
    void preamble(std::size_t first, std::size_t menu) {
        std::size_t verb = menu;
        while (verb > first && !spans_[verb - 1].is(Word::OrderVerb) &&
               tokens_.list[spans_[verb - 1].first].key != "אז" &&
               tokens_.list[spans_[verb - 1].first].key != "so") {
            --verb;
        }
        if (verb == first) {
            return;
        }
        --verb;
        auto const before = std::span(spans_).subspan(first, verb - first);
        bool const asks = std::ranges::any_of(before, [](Span const& span) {
            return opens_slot(span) || span.joined();
        });
        bool const strangers =
            std::ranges::any_of(before, [&](Span const& span) { return stranger(span); });
        for (std::size_t i = first; i < verb && !asks && strangers; ++i) {
            spans_[i].used = spans_[i].used || stranger(spans_[i]) || spans_[i].number.has_value();
        }
    }

    Tokens const& tokens_;
    Lattice const& lattice_;
    std::vector<Span>& spans_;
};

}  // namespace

void set_aside_talk(Tokens const& tokens, Lattice const& lattice, std::vector<Span>& spans) {
    Talk(tokens, lattice, spans).set_aside();
}

}  // namespace croozer::understanding
