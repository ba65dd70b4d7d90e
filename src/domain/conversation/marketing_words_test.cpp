#include "domain/conversation/marketing_words.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {
namespace {

TEST(MarketingWords, AreAWholeMessage) {
    for (auto const* const message :
         {"stop",
          "STOP",
          " Stop. ",
          "stop!!!",
          "“stop”",
          "הסר",
          "הסר.",
          "\u200fהסר\u200f",
          "הָסֵר",
          "הסירו אותי",
          "הסירו  אותי!",
          "*הסירו אותי*"}) {
        EXPECT_TRUE(asks_for_no_marketing(message)) << message;
    }
}

TEST(MarketingWords, AreNoPartOfAnOrder) {
    for (auto const* const message :
         {"",
          "...",
          "stop the olives",
          "one margherita, stop",
          "nonstop",
          "הסר זיתים",
          "תסיר את הזיתים",
          "הסירו אותי מהתור ותביאו פיצה",
          "לא להסיר",
          "stop stop"}) {
        EXPECT_FALSE(asks_for_no_marketing(message)) << message;
    }
}

TEST(MarketingWords, AreConfirmedInBothLanguages) {
    EXPECT_NE(
        marketing_stopped_reply(Language::Hebrew).body,
        marketing_stopped_reply(Language::English).body
    );
}

}  // namespace
}  // namespace croozer::conversation
