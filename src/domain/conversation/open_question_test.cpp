// Answers that mean something only with what was asked.
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

#include <array>

namespace croozer::conversation {
namespace {

using testing_chat::Chat;

bool contains(std::string const& body, std::string_view part) {
    return body.find(part) != std::string::npos;
}

TEST(OpenQuestion, TheLineOfATopping) {
    for (auto const& [order, topping, line] :
         {std::array{"פיצה יוונית ומרגריטה לאיסוף", "עם פטריות", "למרגריטה"},
          std::array{
              "a greek pizza and a margherita for pickup", "with mushrooms", "the margherita"
          }}) {
        Chat chat;
        chat.says(order);
        EXPECT_EQ(chat.says(topping).state.awaiting, Awaiting::Clarification);
        Decision const card = chat.says(line);
        ASSERT_EQ(card.cart.lines.size(), 2U) << line;
        EXPECT_EQ(card.cart.lines[1].quantity, 1) << line;
        ASSERT_EQ(card.cart.lines[1].options.size(), 1U) << line;
        EXPECT_EQ(card.cart.lines[1].options[0].option, "mushrooms");
        EXPECT_TRUE(card.cart.lines[0].options.empty());
        EXPECT_EQ(card.replies.at(0).purpose, "card");
    }
}

TEST(OpenQuestion, TheLineIsOfferedAndPicked) {
    Chat chat;
    chat.says("two margheritas, one with olives, for pickup");
    Decision const which = chat.says("with mushrooms");
    ASSERT_EQ(which.replies.at(0).kind, ReplyKind::List);
    ASSERT_EQ(which.replies[0].rows.size(), 2U);
    EXPECT_EQ(which.replies[0].rows[1].title, "2. Margherita pizza");
    EXPECT_TRUE(contains(which.replies[0].rows[1].description, "Olives"));
    Decision const card = chat.taps(which.replies[0].rows[1].id);
    EXPECT_EQ(card.replies.at(0).purpose, "card");
    EXPECT_TRUE(contains(card.replies[0].body, "Olives, Mushrooms")) << card.replies[0].body;
    EXPECT_EQ(chat.taps("line:1").cart.lines, card.cart.lines) << "an old list changes nothing";
    EXPECT_EQ(chat.taps("line:99").cart.lines, card.cart.lines);
}

TEST(OpenQuestion, AHouseNumberAlone) {
    for (char const* street : {"הרצל", "Herzl"}) {
        Chat chat;
        chat.says("מרגריטה במשלוח");
        EXPECT_TRUE(contains(chat.says(street).replies.at(0).body, "מספר הבית"));
        Decision const card = chat.says("12");
        EXPECT_EQ(card.cart.address.street, street);
        EXPECT_EQ(card.cart.address.house, "12");
        EXPECT_EQ(card.cart.lines.at(0).quantity, 1);
        EXPECT_EQ(card.replies.at(0).purpose, "card");
    }
}

TEST(OpenQuestion, WhatItComesToBeforeThereIsACard) {
    for (auto const& [order, question, total] :
         {std::array{"מרגריטה וקולה", "כמה זה יוצא?", "יוצא 71.00 ₪"},
          std::array{
              "one margherita and a cola please", "how much does it come to?", "₪71.00, without"
          }}) {
        Chat chat;
        chat.says(order);
        Decision const answer = chat.says(question);
        ASSERT_EQ(answer.replies.size(), 1U);
        EXPECT_TRUE(contains(answer.replies[0].body, total)) << answer.replies[0].body;
        EXPECT_EQ(answer.state.awaiting, Awaiting::Fulfilment);
        EXPECT_EQ(answer.cart.lines.size(), 2U);
    }
}

TEST(OpenQuestion, WhatItComesToWithACardLeavesTheCard) {
    Chat chat;
    chat.says("a margherita for pickup");
    Decision const answer = chat.says("how much does it come to?");
    EXPECT_TRUE(contains(answer.replies.at(0).body, "₪62.00 in total"));
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
    Chat changed;
    changed.says("a margherita for pickup");
    EXPECT_EQ(
        changed.says("how much does it come to? change from 200").replies.at(0).purpose, "card"
    );
    EXPECT_TRUE(changed.taps(changed.card(2, "yes")).place_order);
}

TEST(OpenQuestion, ChangeFromANoteStandsOnTheCard) {
    for (auto const& [order, words, noted] :
         {std::array{"מרגריטה לאיסוף", "יש לך עודף מ-200?", "מזומן, עודף מ-200.00 ₪"},
          std::array{
              "a margherita for pickup", "do you have change from 200?", "Cash, change from ₪200.00"
          }}) {
        Chat chat;
        chat.says(order);
        Decision const card = chat.says(words);
        EXPECT_FALSE(card.handover.has_value());
        EXPECT_TRUE(contains(card.replies.at(0).body, noted)) << card.replies[0].body;
        EXPECT_EQ(card.cart.cash_tendered_minor, 20'000);
        EXPECT_TRUE(chat.taps(chat.card(2, "yes")).place_order);
    }
}

TEST(OpenQuestion, AnEmojiUnderTheCardGetsNoSecondCard) {
    Chat chat;
    chat.says("מרגריטה לאיסוף");
    EXPECT_EQ(chat.says("🙏").state.card_version, 1);
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
}

TEST(OpenQuestion, TheSameWordsAThirdTimeAreAPersonsMatter) {
    Chat chat;
    EXPECT_EQ(chat.says("שלום").replies.at(0).purpose, "greeting");
    EXPECT_EQ(chat.says("שלום").replies.at(0).purpose, "greeting");
    EXPECT_EQ(chat.says("שלום").handover, HandoverReason::NotUnderstood);
    Chat patient;
    for (int day = 0; day < 4; ++day) {
        EXPECT_FALSE(patient.says("hello there").handover.has_value());
        patient.snapshot.now = patient.snapshot.now + std::chrono::hours(24);
    }
    Chat hungry;
    hungry.says("a cola for pickup");
    for (int more = 0; more < 4; ++more) {
        EXPECT_FALSE(hungry.says("add a cola").handover.has_value());
    }
    EXPECT_EQ(hungry.snapshot.cart.lines.at(0).quantity, 5);
    Chat waiting;
    waiting.add_order(ordering::OrderState::Confirmed);
    for (int more = 0; more < 4; ++more) {
        EXPECT_FALSE(waiting.says("where is my order?").handover.has_value());
    }
}

}  // namespace

// A dish of the cart named with choices and no word for more: which one is meant, before there are
// two of them.
TEST(OpenQuestion, ADishSaidAgainWithChoices) {
    Chat chat;
    chat.says("greek pizza and a margherita, pickup");
    Decision const which = chat.says("greek pizza with mushrooms");
    EXPECT_EQ(which.cart.lines.size(), 2U);
    ASSERT_EQ(which.replies.at(0).kind, ReplyKind::List);
    Decision const card = chat.taps(which.replies[0].rows[0].id);
    ASSERT_EQ(card.cart.lines.size(), 2U);
    ASSERT_EQ(card.cart.lines[0].options.size(), 1U);
    EXPECT_EQ(card.cart.lines[0].options[0].option, "mushrooms");
}

}  // namespace croozer::conversation
