// What surrounds an order: talk, names, notes, times; and what must not be taken for it.
#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/explain.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

class Talk : public testing::Test {
protected:
    Parse read(char const* text) const { return understand(*lexicon_, text, {}); }

    std::string described(char const* text) const {
        return testing_menu::described(*menu_, read(text));
    }

    std::shared_ptr<menu::Menu const> menu_{testing_menu::pizzeria()};
    std::shared_ptr<Lexicon const> lexicon_{Lexicon::compile(menu_)};
};

}  // namespace

TEST_F(Talk, SentencesAboutPeopleAreNoDishes) {
    for (char const* text :
         {"אנחנו בטיול מטורף היום, 2 קולה",
          "2 קולה. אני כבר מתעלף פה",
          "we just landed and are exhausted! 2 cola",
          "my colleagues are impossible so 2 cola please"}) {
        EXPECT_EQ(described(text), "order | 2 cola") << text;
        EXPECT_EQ(read(text).decision, Decision::Accept) << text;
    }
}

TEST_F(Talk, LabelsReasonsAndPraiseAreNoDishes) {
    for (char const* text :
         {"Marcus - 2 colas",
          "לא לצלצל באינטרקום, התינוק ישן. 2 קולה",
          "מתה על הפיצה שלכם! 2 קולה",
          "I love your pizza, 2 colas please",
          "2 colas no cutlery needed thx",
          "2 colas for the babysitter",
          "2 קולה, פעם שעברה שמתם ממש קצת",
          "2 קולה כי הבעל שלי ממש צמא",
          "2 colas, paying cash, I have a 100"}) {
        EXPECT_EQ(described(text), "order | 2 cola") << text;
        EXPECT_EQ(read(text).decision, Decision::Accept) << text;
    }
    EXPECT_EQ(read("2 colas, paying cash, I have a 100").cash_tendered_minor, 10'000);
    // An order and a question in one sentence.
    Parse const both = read("2 קולה, וכמה עולה משלוח?");
    EXPECT_EQ(testing_menu::described(*menu_, both), "order | 2 cola");
    EXPECT_NE(both.question, Question::None);
}

TEST_F(Talk, AWordThatMayBeADishIsAskedAbout) {
    for (char const* text :
         {"2 קולה ושווארמה",
          "2 קולה, שווארמה",
          "אני רוצה שווארמה ו-2 קולה",
          "שווארמה לי היום, 2 קולה",
          "2 קולה. אז גם שווארמה",
          "אני שווארמה, הוא 2 קולה",
          "שווארמה היום, 2 קולה",
          "2 קולה, והיום אני עוד שווארמה",
          "we are here, kebab and 2 cola",
          "2 cola, i want kebab",
          "it's kebab and 2 cola",
          "2 cola and kebab 054-1234567",
          "2 קולה ושווארמה 054-1234567"}) {
        Parse const parse = read(text);
        EXPECT_EQ(parse.decision, Decision::Ask) << text;
        EXPECT_FALSE(parse.ambiguities.empty()) << text;
    }
}

TEST_F(Talk, WhatEndangersLifeReachesAPersonWithoutTheWordAllergy) {
    EXPECT_EQ(read("2 קולה. אני עם שומשום מגיע לבית חולים").decision, Decision::HandOver);
    EXPECT_EQ(read("2 cola. my son could die of sesame").decision, Decision::HandOver);
}

TEST_F(Talk, NamesStandWherePeoplePutThem) {
    EXPECT_EQ(read("היי כאן ויקטוריה, 2 קולה").customer_name, "ויקטוריה");
    EXPECT_EQ(read("hi it's Noa, 2 cola please").customer_name, "Noa");
    EXPECT_EQ(read("2 cola for Dan").customer_name, "Dan");
    EXPECT_EQ(read("רפי 054-1234567 2 קולה").customer_name, "רפי");
    EXPECT_EQ(read("2 קולה. תודה, דנה").customer_name, "דנה");
    EXPECT_EQ(described("היי כאן ויקטוריה, 2 קולה"), "order | 2 cola");
}

TEST_F(Talk, WhatIsForTheCourierIsANote) {
    Parse const parse = read("2 cola to 9 Bialik street, ring the bell twice");
    EXPECT_EQ(parse.address.notes, "ring the bell twice");
    EXPECT_EQ(parse.decision, Decision::Accept);
    EXPECT_EQ(read("2 קולה לשולחן 4").address.notes, "לשולחן 4");
    EXPECT_EQ(described("2 קולה לשולחן 4"), "order | 2 cola");
}

TEST_F(Talk, NumbersOfTimesAndStreetsAreNoQuantities) {
    for (char const* text :
         {"2 קולה, אוסף בעוד 20 דקות",
          "2 קולה לאיסוף בשבע",
          "2 קולה ב 8",
          "2 קולה עד 20:30",
          "2 cola, picking up in 15 min",
          "2 cola for 8 pm",
          "2 cola between 9 and 12",
          "2 קולה למשלוח לאחד העם 30 קומה 2",
          "2 קולה לסוקולוב 8",
          "2 cola, 14 Arlozorov, apt 3",
          "2 cola, 22 Dizengoff, 3rd floor"}) {
        EXPECT_EQ(described(text), "order | 2 cola") << text;
    }
}

TEST_F(Talk, AColonListsWhatWasCounted) {
    EXPECT_EQ(
        described("3 משפחתיות: זיתים, תירס, ובצל"),
        "order | 1 margherita[family olives] | 1 margherita[family corn] | "
        "1 margherita[family onion]"
    );
    EXPECT_EQ(
        described("5 פיצות משפחתיות: 3 יווניות ו-2 סיציליאניות"),
        "order | 3 greek[family] | 2 sicilian[family]"
    );
}

TEST_F(Talk, ExplainsWhatItRead) {
    std::string const text = explain(*lexicon_, "2 קולה לסוקולוב 8", {});
    EXPECT_NE(text.find("number 2"), std::string::npos) << text;
    EXPECT_NE(text.find("(a fact)"), std::string::npos) << text;
    EXPECT_NE(text.find("2 × קולה"), std::string::npos) << text;
}

}  // namespace croozer::understanding
