// What a yes is worth: only what its card said, only in time, and never over other words.
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {

using testing_chat::Chat;

namespace {

constexpr auto too_late = std::chrono::minutes(21);

Chat with_card() {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    return chat;
}

}  // namespace

TEST(Yes, WordsThatOnlyAgreeLeaveItAYes) {
    for (char const* words : {"כן", "תודה רבה", "ok", "👍"}) {
        auto chat = with_card();
        Decision const decision = chat.says_and_taps(words, chat.card(1, "yes"));
        EXPECT_TRUE(decision.place_order) << words;
        EXPECT_EQ(decision.accepted_total, Money{6200}) << words;
    }
}

TEST(Yes, WhatIsAddedBesideItGoesOnANewCard) {
    for (bool const before : {true, false}) {
        auto chat = with_card();
        std::string const id = chat.card(1, "yes");
        Decision const decision =
            before ? chat.says_and_taps("ועוד קולה", id) : chat.taps_and_says(id, "ועוד קולה");
        EXPECT_FALSE(decision.place_order);
        EXPECT_EQ(decision.cart.lines.size(), 2U);
        ASSERT_EQ(decision.replies.size(), 1U);
        EXPECT_EQ(decision.replies[0].purpose, "card");
        EXPECT_TRUE(decision.replies[0].body.starts_with("משהו השתנה")) << decision.replies[0].body;
        EXPECT_TRUE(chat.taps(chat.card(2, "yes")).place_order);
    }
}

TEST(Yes, AnAllergyBesideItReachesAPerson) {
    for (char const* words :
         {"I am allergic to nuts",
          "I am allergic to olives",
          "אני אלרגית לזיתים",
          "please ring the bell twice",
          "talk to a person"}) {
        auto chat = with_card();
        Decision const decision = chat.taps_and_says(chat.card(1, "yes"), words);
        EXPECT_FALSE(decision.place_order) << words;
        EXPECT_TRUE(decision.handover.has_value()) << words;
        EXPECT_EQ(decision.replies.size(), 1U) << words;
        EXPECT_EQ(decision.cart.lines.at(0).options.size(), 0U) << words;
    }
}

TEST(Yes, AQuestionBesideItIsAnsweredAndTheCardWaits) {
    auto chat = with_card();
    Decision const decision = chat.taps_and_says(chat.card(1, "yes"), "how much is a cola?");
    EXPECT_FALSE(decision.place_order);
    ASSERT_EQ(decision.replies.size(), 2U);
    EXPECT_EQ(decision.replies[1].purpose, "card_reminder");
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
}

TEST(Yes, AnotherWayToGetItNeedsANewCard) {
    auto chat = with_card();
    Decision const decision = chat.says("כן, במשלוח");
    EXPECT_FALSE(decision.place_order);
    EXPECT_EQ(decision.state.awaiting, Awaiting::Address);
}

TEST(Yes, WithAVoiceNoteAPersonListensFirst) {
    auto chat = with_card();
    Decision const decision = chat.taps_and_sends(chat.card(1, "yes"), InboundKind::Media);
    EXPECT_FALSE(decision.place_order);
    EXPECT_EQ(decision.handover, HandoverReason::Media);
    auto moved = with_card();
    EXPECT_FALSE(moved.taps_and_sends(moved.card(1, "yes"), InboundKind::Location).place_order);
}

TEST(Yes, ThatCameLateIsForPeople) {
    auto chat = with_card();
    Decision const tap = chat.taps(chat.card(1, "yes"), too_late);
    EXPECT_FALSE(tap.place_order);
    EXPECT_EQ(tap.handover, HandoverReason::Late);
    EXPECT_EQ(tap.cart.lines.size(), 1U);
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
    auto typed = with_card();
    EXPECT_EQ(typed.says("כן", too_late).handover, HandoverReason::Late);
}

TEST(Yes, NothingLateGetsACardByItself) {
    Chat chat;
    chat.says("מרגריטה במשלוח");
    EXPECT_EQ(chat.says("סוקולוב 5 דירה 7", too_late).handover, HandoverReason::Late);
}

TEST(Yes, ToACancelLosesNoWords) {
    for (char const* words : {"נציג בבקשה", "2 קולה באיסוף"}) {
        Chat chat;
        OrderId const id = chat.add_order(ordering::OrderState::Pending);
        Decision const decision = chat.taps_and_says("cancel:" + id.to_string() + ":yes", words);
        EXPECT_EQ(decision.cancel_order, id) << words;
        EXPECT_TRUE(decision.handover || decision.cart.lines.size() == 1) << words;
        EXPECT_EQ(decision.replies.size(), 1U) << words;
    }
    Chat torn;
    OrderId const id = torn.add_order(ordering::OrderState::Pending);
    Decision const both = torn.taps_and_says("cancel:" + id.to_string() + ":yes", "לא");
    EXPECT_FALSE(both.cancel_order.has_value());
    EXPECT_EQ(both.handover, HandoverReason::CancelRequest);
}

TEST(Yes, ToHowLosesNoThanks) {
    Chat chat;
    chat.says("מרגריטה");
    EXPECT_EQ(chat.taps_and_says("fulfil:pickup", "תודה").replies.at(0).purpose, "card");
}

}  // namespace croozer::conversation
