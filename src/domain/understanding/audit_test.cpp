// What must never be accepted in silence: something written of which nothing came, and words that
// are no order at all.
#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

class Silence : public testing::Test {
protected:
    Parse read(char const* text) const { return understand(*lexicon_, text, {}); }

    std::string described(char const* text) const {
        return testing_menu::described(*menu_, read(text));
    }

    std::shared_ptr<menu::Menu const> menu_ = testing_menu::pizzeria();
    std::shared_ptr<Lexicon const> lexicon_ = Lexicon::compile(menu_);
};

}  // namespace

TEST_F(Silence, WhatIsNotSureIsAskedAbout) {
    for (char const* text :
         {"פיצה עם זיתים או תירס",
          "cola or sprite",
          "two pizzas, or three",
          "אם הפיצה מגיעה מהר אז שתיים",
          "if it takes long then 2 colas",
          "a pizza without",
          "פיצה כפול",
          "a pizza without sauce",
          "two pizzas: a greek one",
          "happy 50th pizza"}) {
        EXPECT_NE(read(text).decision, Decision::Accept) << described(text);
    }
}

TEST_F(Silence, ACorrectionKeepsWhatItDoesNotMention) {
    EXPECT_EQ(described("4 cola, no 5, and fries"), "order | 5 cola | 1 fries");
    EXPECT_EQ(described("2 יוונית עם זיתים סליחה יוונית אחת"), "order | 1 greek[olives]");
    EXPECT_EQ(described("a pizza with olives, make that two"), "order | 2 margherita[olives]");
}

TEST_F(Silence, BothNeitherAndAll) {
    EXPECT_EQ(
        described("one greek, one sicilian, neither with onion"),
        "order | 1 greek[-onion] | 1 sicilian[-onion]"
    );
    EXPECT_EQ(
        described("יוונית וסיציליאנית, זיתים לשניהם"),
        "order | 1 greek[olives] | 1 sicilian[olives]"
    );
    EXPECT_EQ(
        described("3 cola, a greek and a sicilian, both family"),
        "order | 3 cola | 1 greek[family] | 1 sicilian[family]"
    );
}

TEST_F(Silence, AHeadingKeepsItsTotal) {
    EXPECT_EQ(
        described("שלושה מגשים: יוונית, סיציליאנית ואחד עם פטריות"),
        "order | 1 greek[family] | 1 sicilian[family] | 1 margherita[family mushrooms]"
    );
    EXPECT_EQ(described("2 colas, one of them zero"), "order | 1 cola | 1 zero");
    EXPECT_EQ(
        described("שתי יווניות, באחת בלי בצל ובשנייה בלי זיתים"),
        "order | 1 greek[-onion] | 1 greek[-olives]"
    );
}

TEST_F(Silence, ListsInOneLineAndDecimals) {
    EXPECT_EQ(described("1. יוונית 2. מים 3. צ'יפס"), "order | 1 greek | 1 water | 1 fries");
    EXPECT_NE(read("cola 1.5 liter, sprite 0.7").decision, Decision::Accept);
}

TEST(Dictation, IsANoteAndNoOrder) {
    auto const menu = testing_menu::florist();
    auto const lexicon = Lexicon::compile(menu);
    for (char const* text :
         {"3 ורדים אדומים. בכרטיס: 100 ורדים לא יספיקו",
          "3 ורדים אדומים, תכתבו: \"מזל טוב, 100 ורדים\"",
          "3 red roses, card: happy 50th, 100 roses for you"}) {
        Parse const parse = understand(*lexicon, text, {});
        ASSERT_EQ(parse.lines.size(), 1U) << text;
        EXPECT_EQ(parse.lines.front().quantity, 3) << text;
        EXPECT_NE(parse.lines.front().note.find("100"), std::string::npos) << text;
        EXPECT_EQ(parse.decision, Decision::Accept) << testing_menu::described(*menu, parse);
    }
    Parse const on = understand(*lexicon, "3 ורדים. בכרטיס: מזל טוב. ועוד 2 סחלבים", {});
    EXPECT_EQ(testing_menu::described(*menu, on), "order | 3 rose | 2 orchid");
}

TEST(Swap, KeepsWhatBothCanHave) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "פיצה יוונית ופחית קולה", {}).lines;
    ASSERT_EQ(cart.lines.size(), 2U);
    auto const described = [&](char const* text) {
        return testing_menu::described(*menu, understand(*lexicon, text, {.cart = &cart}));
    };
    EXPECT_EQ(described("כן, רק שהקולה תהיה זירו"), "modify | replace@1 1 zero[can]");
    EXPECT_EQ(
        described("תוסיף זיתים לפיצה ותגדיל את הקולה"),
        "modify | with@0 olives | ?line ותגדיל את הקולה"
    );
}

}  // namespace croozer::understanding
