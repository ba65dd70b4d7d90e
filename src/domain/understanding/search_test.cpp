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

TEST(Search, PartsOfATotal) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"two greek pizzas, one with corn, one without, and a cola",
             "order | 1 greek[corn] | 1 greek[-corn] | 1 cola"},
            {"שתי יווניות, אחת עם תירס ואחת בלי", "order | 1 greek[corn] | 1 greek[-corn]"},
            {"2 משפחתיות אחת תירס אחת טונה בצל",
             "order | 1 margherita[family corn] | 1 margherita[family tuna onion]"},
            {"four greek pizzas, two with corn, one with tuna and one with both",
             "order | 2 greek[corn] | 1 greek[tuna] | 1 greek[corn tuna]"},
            {"יוונית עם תירס ועוד אחת אותו דבר רק בלי תירס", "order | 1 greek[corn] | 1 greek"},
            // An adjective and "one" of another line.
            {"a greek pizza large and one with corn", "order | 1 greek[large] | 1 greek[large corn]"
            },
        }
    );
}

TEST(Search, PartsThatAreMadeAlike) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"two greek pizzas with corn, one with tuna and one with onion",
             "order | 1 greek[corn tuna] | 1 greek[corn onion]"},
            {"שתי יווניות עם תירס. באחת בצל ובשנייה טונה",
             "order | 1 greek[corn onion] | 1 greek[corn tuna]"},
            {"שתי יווניות, לאחת תשים בצל ולשנייה טונה", "order | 1 greek[onion] | 1 greek[tuna]"},
            {"2 יווניות ו-3 קולה. את היווניות בלי בצל", "order | 2 greek[-onion] | 3 cola"},
        }
    );
}

TEST(Search, TurnsBackByMakeIt) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"two greek pizzas with olives, actually make that three and a cola",
             "order | 3 greek[olives] | 1 cola"},
            {"a greek pizza with corn, make it large", "order | 1 greek[corn large]"},
            {"my friend wants a large greek pizza with corn and i want a small one with onion",
             "order | 1 greek[large corn] | 1 greek[personal onion]"},
        }
    );
}

TEST(Search, TheOtherHalfAndOnlyOnHalf) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"מגש שצד אחד שלו עם תירס ובצל והצד השני טונה",
             "order | 1 margherita[family corn/1 onion/1 tuna/2]"},
            {"מגש אחד, זיתים רק על חצי", "order | 1 margherita[family olives/1]"},
            {"family pizza. half: olives and corn. other half: tuna",
             "order | 1 margherita[family olives/1 corn/1 tuna/2]"},
            {"a greek pizza with corn... scratch the corn, just onion", "order | 1 greek[onion]"},
            {"two greek pizzas, one with corn and one just as it comes",
             "order | 1 greek[corn] | 1 greek"},
            {"פיצות: 2 אישיות עם תירס, 1 משפחתית",
             "order | 2 margherita[personal corn] | 1 margherita[family]"},
            {"מגש עם 2 תוספות, זיתים ותירס", "order | 1 margherita[family olives corn]"},
        }
    );
    asks(testing_menu::pizzeria(), {"2 מגשים רגילים וקולה לכל אחד"});
}

TEST(Search, WhatANumberIsNotOf) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"a greek pizza ready in 10? its for Chloe", "order | 1 greek"},
            {"2 colas please, ill be there in 15", "order | 2 cola"},
            {"יוונית וקולה, יש פה 6 ילדים", "order | 1 greek | 1 cola"},
            {"a greek pizza for my 5 year old", "order | 1 greek"},
            {"there are four of us so one greek and one cola", "order | 1 greek | 1 cola"},
            {"יוונית וקולה, אני אצלכם עוד 10 דק'", "order | 1 greek | 1 cola"},
            {"יוונית וקולה. במזומן, יש לי 200", "order | 1 greek | 1 cola"},
        }
    );
    asks(
        testing_menu::pizzeria(), {"some pizzas for the kids", "שתי יווניות, כל אחת עם שתי קולות"}
    );
}

TEST(Search, RefusesBehindAndFarAway) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"יוונית עם תירס, בצל לא", "order | 1 greek[corn -onion]"},
            {"a greek pizza for my daughter, she doesn't want onion", "order | 1 greek[-onion]"},
            {"יוונית עם פלפל חריף מאוד", "order | 1 greek[++hot_pepper]"},
            {"a greek pizza with very hot pepper", "order | 1 greek[++hot_pepper]"},
            {"a greek pizza with hot pepper for my daughter, very picky",
             "order | 1 greek[hot_pepper]"},
            {"greek pizza but don't put much onion on it", "order | 1 greek[~onion]"},
            {"a greek pizza with corn and a whole lot of onion", "order | 1 greek[corn ++onion]"},
            {"יוונית מפוצצת בצל", "order | 1 greek[++onion]"},
        }
    );
}

// A long list of lines, each with an adjective that may seem to wait for the next.
TEST(Search, ALongListIsNeverReadAsNothing) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"Could we please have:\n- 1 greek with corn\n- 1 sicilian, extra onion\n- 2 colas\n"
             "- 1 garlic bread\nThanks!",
             "order | 1 greek[corn] | 1 sicilian[++onion] | 2 cola | 1 garlic_bread"},
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

TEST(Search, SomeOfThem) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"two greek pizzas with corn and put onion on one of them",
             "order | 1 greek[corn] | 1 greek[corn onion]"},
            {"greek pizzas, three of them", "order | 3 greek"},
            {"I'm ordering for three: a greek pizza, a margherita and a cola",
             "order | 1 greek | 1 margherita | 1 cola"},
            {"שלוש יווניות - תירס, בצל, רגילה", "order | 1 greek[corn] | 1 greek[onion] | 1 greek"},
            {"יוונית בלי שום", "order | 1 greek[-garlic]"},
        }
    );
}

// What is cancelled is never ordered.
TEST(Search, ACancelledDishIsNoOrder) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    for (char const* text :
         {"please cancel the greek pizza for tonight", "תבטלו את היוונית בבקשה"}) {
        Parse const parse = understand(*lexicon, text, {});
        EXPECT_TRUE(parse.lines.empty()) << text;
        EXPECT_EQ(parse.intent, Intent::Cancel) << text;
        EXPECT_EQ(parse.decision, Decision::Ask) << text;
    }
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

TEST(Search, BothThatAreRefused) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"greek pizza, no onion or corn", "order | 1 greek[-onion -corn]"},
            {"keep the onion off the greek pizza", "order | 1 greek[-onion]"},
        }
    );
}

TEST(Search, NumbersBehindEveryDish) {
    accepts(
        testing_menu::pizzeria(),
        {{"קולה שתיים ספרייט שלוש מים אחד", "order | 2 cola | 3 sprite | 1 water"}}
    );
}

TEST(Search, CountedPartsOfAList) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"שמונה פיצות: ארבע משפחתיות תירס, ארבע אישיות בצל ותירס",
             "order | 4 margherita[family corn] | 4 margherita[personal onion corn]"},
            // The pizza itself is the last of the five.
            {"חמש פיצות: 2 זיתים 2 תירס ואחת מרגריטה",
             "order | 2 margherita[olives] | 2 margherita[corn] | 1 margherita"},
        }
    );
    asks(testing_menu::pizzeria(), {"10 פיצות משפחתיות חצי מהן זיתים וחצי רגיל"});
}

TEST(Search, NumberedBehindAColon) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"רוצה להזמין: 1. יוונית אישית 2. מים 3. קולה",
             "order | 1 greek[personal] | 1 water | 1 cola"},
            {"קולה 1. ספרייט 2. מים 3", "order | 1 cola | 2 sprite | 3 water"},
        }
    );
}

TEST(Search, TheNumberWithinTheName) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"פיצה אחת יוונית", "order | 1 greek"},
            {"קולה אחת זירו", "order | 1 zero"},
            {"קולה אחת זירו אחת", "order | 1 cola | 1 zero"},
        }
    );
    asks(testing_menu::pizzeria(), {"קולה אחת זירו ואחת רגילה"});
}

// Without both, or with the other?
TEST(Search, TwoRefusedSideBySide) {
    asks(testing_menu::pizzeria(), {"יוונית בלי בצל זיתים"});
    accepts(
        testing_menu::pizzeria(),
        {
            {"יוונית בלי בצל ועם זיתים", "order | 1 greek[-onion olives]"},
            {"משפחתית עם זיתים (הרבה) ובצל (קצת)", "order | 1 margherita[family ++olives ~onion]"},
        }
    );
}

TEST(Search, InSoManyOfThem) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"3 יווניות עם תירס באחת מהן", "order | 2 greek | 1 greek[corn]"},
            {"3 greek pizzas, no onion in one of them", "order | 2 greek | 1 greek[-onion]"},
        }
    );
}

TEST(Search, OnHalfAndAllOver) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"greek pizza half and half, pepperoni and onion",
             "order | 1 greek[pepperoni/1 onion/2]"},
            {"greek pizza half & half corn and onion", "order | 1 greek[corn/1 onion/2]"},
            {"משפחתית עם זיתים בחצי ופטריות על הכל",
             "order | 1 margherita[family olives/1 mushrooms]"},
            {"משפחתית עם פטריות על הכל וזיתים על חצי",
             "order | 1 margherita[family mushrooms olives/1]"},
            {"משפחתית עם פטריות אקסטרה וזיתים", "order | 1 margherita[family ++mushrooms olives]"},
        }
    );
    asks(testing_menu::pizzeria(), {"משפחתית שליש זיתים שליש תירס שליש פטריות"});
}

TEST(Search, EnglishInHebrewLetters) {
    accepts(
        testing_menu::pizzeria(),
        {
            {"פיצה עם מאשרומס", "order | 1 margherita[mushrooms]"},
            {"גרליק ברד וקולה", "order | 1 garlic_bread | 1 cola"},
        }
    );
}

// "Dan" and "Tom" are no dishes of here, and neither is what is called so.
TEST(Search, AStrangeNameBeforeADish) {
    asks(testing_menu::pizzeria(), {"a dan pizza", "a tom yum pizza"});
}

}  // namespace croozer::understanding
