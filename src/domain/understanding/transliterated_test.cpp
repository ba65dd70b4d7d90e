#include "domain/understanding/transliterated.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

bool alike(std::string_view english, std::string_view hebrew) {
    return may_be_written(sounds_of_english(english), sounds_of_hebrew(hebrew));
}

}  // namespace

TEST(Transliterated, EnglishAsItIsWrittenInHebrew) {
    EXPECT_TRUE(alike("garlic", "גרליק"));
    EXPECT_TRUE(alike("bread", "ברד"));
    EXPECT_TRUE(alike("cheese", "ציז"));
    EXPECT_TRUE(alike("mushrooms", "מאשרומס"));
    EXPECT_TRUE(alike("onion", "אוניונ"));
    EXPECT_TRUE(alike("rings", "רינגס"));
    EXPECT_TRUE(alike("coke", "קוק"));
    EXPECT_TRUE(alike("sweet", "סוויט"));
}

// A vowel that is written must be said, and the first and the last one that are said be written.
TEST(Transliterated, AnotherWordOfTheSameConsonants) {
    EXPECT_FALSE(alike("corn", "קורונה"));
    EXPECT_FALSE(alike("mochi", "מאצה"));
    EXPECT_FALSE(alike("cookies", "קוקוס"));
    EXPECT_FALSE(alike("onion", "ננ"));
    EXPECT_FALSE(alike("bread", "קרד"));
}

}  // namespace croozer::understanding
