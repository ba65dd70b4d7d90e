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

bool contains(std::string const& body, std::string_view part) {
    return body.find(part) != std::string::npos;
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

TEST(Yes, ANoteForTheCourierBesideItStandsOnTheCard) {
    auto chat = with_card();
    Decision const decision = chat.taps_and_says(chat.card(1, "yes"), "please ring the bell twice");
    EXPECT_FALSE(decision.handover.has_value());
    EXPECT_EQ(decision.cart.address.notes, "ring the bell twice");
}

TEST(Yes, AnAllergyBesideItReachesAPerson) {
    for (char const* words :
         {"I am allergic to nuts",
          "I am allergic to olives",
          "אני אלרגית לזיתים",
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

TEST(Yes, ATotalThatIsNotKnownIsNoPromise) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    chat.snapshot.state.card_total_minor = 0;
    Decision const yes = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(yes.place_order);
    ASSERT_EQ(yes.replies.size(), 1U);
    EXPECT_EQ(yes.replies[0].purpose, "card");
    EXPECT_TRUE(chat.taps(chat.card(2, "yes")).place_order);
}

TEST(Yes, AnotherChatsCardAndAnUnknownOneDoNotCount) {
    Chat other;
    other.snapshot.conversation.value.bytes[0] = 8;
    Chat chat;
    Decision const card = chat.says("מרגריטה באיסוף");
    EXPECT_LE(card.replies.at(0).buttons.at(0).id.size(), 256U);
    EXPECT_TRUE(card.replies[0].buttons[0].id.ends_with(":yes"));
    for (std::string const& id :
         {other.card(1, "yes"),
          std::string("card:1:yes"),
          std::string("card"),
          other.card(1, "cancel"),
          chat.card(1, "maybe")}) {
        Decision const tap = chat.taps(id);
        EXPECT_FALSE(tap.place_order) << id;
        EXPECT_EQ(tap.cart.lines.size(), 1U) << id;
        ASSERT_EQ(tap.replies.size(), 1U) << id;
        EXPECT_TRUE(contains(tap.replies[0].body, "חדש יותר")) << id;
    }
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
}

TEST(Yes, ThanksIsNoConsent) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    Decision const thanks = chat.says("תודה");
    EXPECT_FALSE(thanks.place_order);
    ASSERT_EQ(thanks.replies.size(), 1U);
    EXPECT_EQ(thanks.replies[0].purpose, "card_reminder");
}

TEST(Yes, APriceThatRoseIsShownBeforeItCounts) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    chat.set_price(0, 6500);
    Decision const yes = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(yes.place_order);
    ASSERT_EQ(yes.replies.size(), 1U);
    EXPECT_TRUE(contains(yes.replies[0].body, "65.00 ₪ במקום 62.00 ₪"));
    EXPECT_TRUE(chat.taps(chat.card(2, "yes")).place_order);
}

TEST(Yes, YesTwicePlacesOnce) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).place_order);
    EXPECT_FALSE(chat.taps(chat.card(1, "yes")).place_order);
}

// A person looks at the voice note; what came with it is on no card, even at the same price.
TEST(Yes, ACartThatChangedVoidsItsCard) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    EXPECT_EQ(chat.says_with_media("בלי בצל").handover, HandoverReason::Media);
    EXPECT_EQ(chat.snapshot.cart.lines.at(0).options.size(), 1U);
    Decision const tap = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(tap.place_order);
    ASSERT_EQ(tap.replies.size(), 1U);
    EXPECT_EQ(tap.replies[0].purpose, "card");
    Chat late;
    late.says("מרגריטה באיסוף");
    EXPECT_EQ(late.says("בלי בצל", std::chrono::minutes(21)).handover, HandoverReason::Late);
    Decision const yes = late.says("כן");
    EXPECT_FALSE(yes.place_order);
    ASSERT_EQ(yes.replies.size(), 1U);
    EXPECT_EQ(yes.replies[0].purpose, "card");
}

TEST(Yes, AYesCountsTenMinutesPastClosing) {
    // Sunday; the shop closes at 22:00 local.
    for (int minutes : {9, 11}) {
        Chat chat;
        chat.open_until(22);
        chat.at("2026-11-22T19:55:00Z");
        chat.says("מרגריטה באיסוף");
        chat.at("2026-11-22T20:00:00Z");
        chat.snapshot.now = chat.snapshot.now + std::chrono::minutes(minutes);
        EXPECT_EQ(chat.taps(chat.card(1, "yes")).place_order, minutes == 9) << minutes;
    }
}

TEST(Yes, AThumbCountsOnTheCardAndNowhereElse) {
    auto chat = with_card();
    chat.snapshot.card_wamids = {"wamid.REMINDER", "wamid.CARD"};
    for (char const* wamid : {"wamid.GREETING", ""}) {
        Decision const elsewhere = chat.reacts("👍", wamid);
        EXPECT_FALSE(elsewhere.place_order);
        EXPECT_TRUE(elsewhere.replies.empty());
    }
    EXPECT_FALSE(chat.reacts("❤️", "wamid.CARD").place_order);
    EXPECT_TRUE(chat.reacts("👍", "wamid.CARD").place_order);
}

}  // namespace croozer::conversation
