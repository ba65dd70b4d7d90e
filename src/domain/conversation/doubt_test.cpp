// When a turn says that an interpreter may try, and what it does with another reading.
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {
namespace {

using testing_chat::Chat;

understanding::Parse reading(std::uint8_t product) {
    understanding::Parse parse;
    parse.intent = understanding::Intent::Order;
    parse.fulfilment = ordering::Fulfilment::Pickup;
    parse.lines = {
        {.product = testing_menu::id_of(product), .quantity = 1, .options = {}, .note = {}}
    };
    return parse;
}

TEST(Doubt, OnlyOfWhatWasNotUnderstood) {
    Chat chat;
    EXPECT_FALSE(chat.says("a cola for pickup").doubt);
    EXPECT_FALSE(Chat().says("hello").doubt);
    EXPECT_FALSE(Chat().says("when do you open?").doubt);
    EXPECT_FALSE(Chat().says("I want to talk to a person").doubt);
    EXPECT_FALSE(Chat().says("a xyzzy pizza, I am allergic to nuts").doubt) << "a person's matter";
    EXPECT_FALSE(Chat().says_with_media("xyzzy").doubt);
    EXPECT_FALSE(Chat().says("a cola and xyzzy", std::chrono::minutes(30)).doubt) << "too late";
}

TEST(Doubt, NotOfAnAnswerToTheQuestionForAnAddress) {
    Chat chat;
    ASSERT_EQ(chat.says("a cola, delivery").state.awaiting, Awaiting::Address);
    EXPECT_FALSE(chat.says("xyzzy plugh").doubt);
}

TEST(Doubt, HoldsTheTextTheParseAndTheCart) {
    Chat chat;
    auto const decision = chat.says("a cola and xyzzy");
    ASSERT_TRUE(decision.doubt);
    EXPECT_EQ(decision.doubt->text, "a cola and xyzzy");
    EXPECT_EQ(decision.doubt->parse.lines.size(), 1U);
    EXPECT_TRUE(decision.doubt->cart.lines.empty()) << "as it was before the text";
    EXPECT_EQ(decision.replies.size(), 1U) << "the question, should nobody know";
    EXPECT_TRUE(Chat().says("xyzzy plugh").doubt);
}

TEST(Doubt, AReadingIsDecidedOnAndAskedAboutNoMore) {
    Chat chat;
    chat.snapshot.reading = reading(2);
    auto const decision = chat.says("xyzzy for pickup");
    EXPECT_FALSE(decision.doubt);
    ASSERT_EQ(decision.cart.lines.size(), 1U);
    EXPECT_EQ(decision.cart.lines[0].product, testing_menu::id_of(2));
    EXPECT_EQ(decision.state.awaiting, Awaiting::CardAnswer) << "the customer still says yes";
    EXPECT_FALSE(decision.place_order);
}

TEST(Doubt, AReadingMayLeaveAQuestion) {
    Chat chat;
    chat.snapshot.reading = reading(2);
    chat.snapshot.reading->ambiguities = {
        {.kind = understanding::AmbiguityKind::UnknownWords,
         .words = "plugh",
         .clause = "plugh",
         .products = {}}
    };
    auto const decision = chat.says("xyzzy plugh for pickup");
    EXPECT_FALSE(decision.doubt);
    EXPECT_EQ(decision.state.awaiting, Awaiting::Clarification);
}

}  // namespace
}  // namespace croozer::conversation
