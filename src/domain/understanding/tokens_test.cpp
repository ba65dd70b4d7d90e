#include "domain/understanding/tokens.hpp"

#include "domain/understanding/forms.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

std::string keys(std::string_view text) {
    std::string joined;
    for (Token const& token : tokenise(text).list) {
        joined += (joined.empty() ? "" : " ") + token.key;
    }
    return joined;
}

}  // namespace

TEST(Tokens, Normalises) {
    EXPECT_EQ(keys("שָׁלוֹם"), "שלומ");
    EXPECT_EQ(keys("צ׳יפס צ'יפס צ’יפס"), "ציפס ציפס ציפס");
    EXPECT_EQ(keys("ש\"ח ש״ח"), "שח שח");
    EXPECT_EQ(keys("Don't STOP"), "dont stop");
    EXPECT_EQ(keys("\u200fדחוףףףף\u202c"), "דחופ");
    EXPECT_EQ(keys("ＰＩＺＺＡ ½"), "pizza 1/2");
}

TEST(Tokens, SplitsLettersFromDigits) {
    EXPECT_EQ(keys("2פיצות קולהx2"), "2 פיצות קולה x 2");
    EXPECT_EQ(keys("1.5 20:30 7/12 4567#"), "1.5 20:30 7/12 4567#");
    Tokens const price = tokenise("ב-62");
    ASSERT_EQ(price.list.size(), 1U);
    EXPECT_EQ(price.list.front().number, 62);
    EXPECT_EQ(price.list.front().prefix, prefix::in);
}

TEST(Tokens, ListNumbersOnlyWhenTheyRun) {
    EXPECT_EQ(keys("1. a\n2. b\n3) c"), "a b c");
    EXPECT_EQ(keys("2. a\n3. b"), "2 a 3 b");
}

TEST(Tokens, Breaks) {
    Tokens const tokens = tokenise("a, b\nc - d? e");
    ASSERT_EQ(tokens.list.size(), 5U);
    EXPECT_EQ(tokens.list[1].before, Break::Soft);
    EXPECT_EQ(tokens.list[2].before, Break::Hard);
    EXPECT_EQ(tokens.list[3].before, Break::Soft);
    EXPECT_TRUE(tokens.list[3].asked);
    EXPECT_EQ(tokens.list[4].before, Break::Hard);
    EXPECT_EQ(tokens.words(0, 2), "a, b");
}

TEST(Forms, TypingDistance) {
    constexpr float most = 2;
    auto const distance = [](std::u32string_view a, std::u32string_view b) {
        return typing_distance(a, b, most);
    };
    EXPECT_EQ(distance(U"olives", U"olives"), 0.0F);
    EXPECT_LT(distance(U"olives", U"oilves"), 1.0F) << "neighbours swapped";
    EXPECT_LT(distance(U"mushroms", U"mushrooms"), distance(U"mushroos", U"mushrooms"));
    EXPECT_LT(distance(U"פיצא", U"פיצה"), distance(U"פיצר", U"פיצה")) << "sounds alike";
    EXPECT_LT(distance(U"colw", U"cola"), 1.0F) << "beside it on the keyboard";
    EXPECT_EQ(distance(U"colm", U"cola"), 1.0F);
    EXPECT_GT(distance(U"cola", U"tuna"), most - 0.1F);
    EXPECT_GT(distance(U"cola", U"pineapple"), most);
}

TEST(Forms, PluralsAndConstructs) {
    auto const has = [](std::string_view key, std::string_view form) {
        for (std::string const& made : other_forms(key, true)) {
            if (made == form) {
                return true;
            }
        }
        return false;
    };
    EXPECT_TRUE(has("פיצה", "פיצות"));
    EXPECT_TRUE(has("פיצה", "פיצת"));
    EXPECT_TRUE(has("משפחתית", "משפחתיות"));
    EXPECT_TRUE(has("בקבוק", "בקבוקי"));
    EXPECT_TRUE(has("אדומ", "אדומה"));
    EXPECT_TRUE(has("olives", "olive"));
    EXPECT_TRUE(has("cherry", "cherries"));
}

}  // namespace croozer::understanding
