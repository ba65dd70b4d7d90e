// What is settled without a question, and what is not: rules of the search and of the audit.
#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"
#include "domain/understanding/understand.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

struct Case {
    char const* text;
    char const* expected;
};

// Each is read so, and accepted.
void accepts(std::shared_ptr<menu::Menu const> const& menu, std::vector<Case> const& cases) {
    auto const lexicon = Lexicon::compile(menu);
    for (Case const& one : cases) {
        Parse const parse = understand(*lexicon, one.text, {});
        EXPECT_EQ(testing_menu::described(*menu, parse), one.expected) << one.text;
        EXPECT_EQ(parse.decision, Decision::Accept) << one.text;
    }
}

void asks(std::shared_ptr<menu::Menu const> const& menu, std::vector<char const*> const& texts) {
    auto const lexicon = Lexicon::compile(menu);
    for (char const* const text : texts) {
        EXPECT_EQ(understand(*lexicon, text, {}).decision, Decision::Ask) << text;
    }
}

}  // namespace

TEST(Search, SettlesWhatTheMenuSettles) {
    accepts(
        testing_menu::pizzeria(),
        {
            // A size of what comes in one size says nothing.
            {"large garlic bread and a cola", "order | 1 garlic_bread | 1 cola"},
            // One more of the same, and one of the two.
            {"two margheritas and an extra cola", "order | 2 margherita | 1 cola"},
            {"שתי יווניות ועוד אחת לבן דוד שלי", "order | 3 greek"},
            {"2 family margheritas with mushrooms, one also with onion",
             "order | 1 margherita[family mushrooms] | 1 margherita[family mushrooms onion]"},
            {"a family margherita with corn and a small one with tuna",
             "order | 1 margherita[family corn] | 1 margherita[personal tuna]"},
            // A correction by a bare "no".
            {"פיצה משפחתית עם זיתים... לא זיתים, פטריות", "order | 1 margherita[family mushrooms]"},
        }
    );
}

TEST(Search, LeavesPeopleOutOfTheOrder) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"אנחנו שני אנשים רעבים, תביאו לנו יוונית", "order | 1 greek"},
            {"Hello from Germany! two colas please", "order | 2 cola"},
            {"יוונית אחת לגננת, יוסי", "order | 1 greek"},
            {"יום הולדת 40 לאשתי! 2 יווניות", "order | 2 greek"},
        }
    );
}

TEST(Search, AsksAboutWhatCameToNothing) {
    asks(
        testing_menu::pizzeria(),
        {"two colas and one with",
         "margherita and something to drink",
         "a margherita and a greek, both with cola"}
    );
    asks(testing_menu::florist(), {"זר כלה בלבן וירוק", "a green rose"});
}

}  // namespace croozer::understanding
