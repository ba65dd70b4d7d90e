// What of a message staff may teach, and that nothing personal is among it.
#include "domain/learning/unknown_words.hpp"

#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::learning {
namespace {

using conversation::testing_chat::Chat;

// The keys of what a new customer's first message leaves to teach.
std::string left_by(std::string const& message, std::string const& customer = {}) {
    Chat chat;
    chat.snapshot.customer_name = customer;
    std::string all;
    for (UnknownWord const& word : chat.says(message).unknown_words) {
        all += (all.empty() ? "" : "|") + word.word;
    }
    return all;
}

TEST(UnknownWords, AreWhatWasAskedAbout) {
    EXPECT_EQ(left_by("two margherita pizzas and a shawarma plate please"), "shawarma plate");
    EXPECT_EQ(left_by("פיצה מרגריטה, שווארמה וסביח"), "שווארמה וסביח");
    EXPECT_EQ(left_by("פיצה מרגריטה, שווארמה, טוסט"), "טוסט|שווארמה") << "by their key";
    EXPECT_EQ(left_by("פיצה מרגריטה, שווארמה, פיצה מרגריטה, שווארמה"), "שווארמה");
    EXPECT_EQ(left_by("פיצה מרגריטה"), "");
    EXPECT_EQ(left_by("do you have shawarma?"), "") << "a person answers";
    EXPECT_EQ(left_by("shawarma"), "") << "nothing was asked but what they want";
}

TEST(UnknownWords, LoseTheAndBeforeThem) {
    Chat chat;
    auto const words = chat.says("פיצה מרגריטה ושווארמה").unknown_words;
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].word, "שווארמה");
    EXPECT_EQ(words[0].written, "שווארמה");
    EXPECT_EQ(left_by("ושווארמה, פיצה מרגריטה"), "ושווארמה") << "nothing stands before it";
    EXPECT_EQ(left_by("פיצה מרגריטה, ורד"), "ורד") << "too short to tell";
}

TEST(UnknownWords, NameTheMessageTheyStandIn) {
    Chat chat;
    std::uint8_t number = 0;
    for (std::string const text : {"פיצה מרגריטה", "ושווארמה", "תודה"}) {
        conversation::Inbound inbound;
        inbound.id.value.bytes[0] = ++number;
        inbound.text = text;
        inbound.sent_at = chat.snapshot.now;
        chat.snapshot.unanswered.push_back(std::move(inbound));
    }
    auto const words = conversation::decide(chat.snapshot).unknown_words;
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].word, "שווארמה");
    EXPECT_EQ(words[0].message.value.bytes[0], 2);
}

TEST(UnknownWords, AreNoNamesAndAddresses) {
    EXPECT_EQ(
        left_by("פיצה משפחתית ושווארמה לרחוב הרצל 12 דירה 3, השם רונית כהן, 054-1234567"), "שווארמה"
    );
    EXPECT_EQ(left_by("פיצה משפחתית לרחוב הרצל פינת ביאליק 12"), "");
    EXPECT_EQ(left_by("פיצה מרגריטה, טוסט, ליעל", "יעל לוי"), "טוסט");
    EXPECT_EQ(
        left_by("margherita pizza, burrito, my name is Ronit Kohen, mail ronit@kohen.co.il"),
        "burrito"
    );
    EXPECT_EQ(left_by("margherita pizza, burrito, see www.foodlist.com/menu"), "burrito");
    EXPECT_EQ(left_by("margherita pizza, burrito7, a1b2c3"), "");
    EXPECT_EQ(left_by("margherita pizza, חולון"), "");
}

TEST(UnknownWords, AreFewAndShort) {
    std::string const long_word = "abcdefghijabcdefghijabcdefghijabcdefghij";
    EXPECT_EQ(
        left_by("margherita pizza, burrito, quesadilla, tortilla, bourekas, shakshuka, malawach"),
        "bourekas|burrito|quesadilla|shakshuka|tortilla"
    );
    EXPECT_EQ(left_by("margherita pizza, " + long_word + "k"), "");
    EXPECT_EQ(left_by("margherita pizza, " + long_word), long_word);
    EXPECT_EQ(left_by("margherita pizza, q, qqqqqq"), "") << "a letter is no word";
}

TEST(UnknownWords, AreNotWhatTheMenuHas) {
    // Corn belongs to a pizza: asked about, and nothing to teach.
    EXPECT_EQ(left_by("a can of cola with corn and burrito"), "burrito");
}

TEST(UnknownWords, OfAnAddressThatWasAskedForAreNone) {
    Chat chat;
    chat.says("פיצה מרגריטה משפחתית במשלוח");
    ASSERT_EQ(chat.snapshot.state.awaiting, conversation::Awaiting::Address);
    EXPECT_TRUE(chat.says("פיצה מרגריטה גרניט המערבית").unknown_words.empty());
}

TEST(UnknownWords, GoToThePersonWithTheRest) {
    Chat chat;
    EXPECT_EQ(chat.says("פיצה מרגריטה ושווארמה").unknown_words.size(), 1U);
    EXPECT_EQ(chat.says("פיצה מרגריטה וטוסט").unknown_words.size(), 1U);
    auto const third = chat.says("פיצה מרגריטה וסביח");
    ASSERT_TRUE(third.handover);
    EXPECT_TRUE(third.unknown_words.empty());
}

}  // namespace
}  // namespace croozer::learning
