// What is tapped too late, cannot be read, or never came.
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {

using testing_chat::Chat;

TEST(UnusualInbound, ADeadButtonIsToldOnceAnHour) {
    Chat chat;
    ASSERT_EQ(chat.taps("card:999:1:yes").replies.size(), 1U);
    EXPECT_TRUE(chat.taps("never:sent").replies.empty());
    EXPECT_TRUE(chat.taps(chat.card(1, "yes")).replies.empty());
    chat.snapshot.now = chat.snapshot.now + Duration(std::chrono::minutes(61));
    EXPECT_EQ(chat.taps("never:sent").replies.size(), 1U);
    EXPECT_FALSE(chat.says("מרגריטה באיסוף").replies.empty()) << "words are heard";
}

TEST(UnusualInbound, APlaceWithoutCoordinatesLeavesTheOneThatIsKnown) {
    Chat chat;
    chat.says("מרגריטה במשלוח");
    chat.taps_and_sends("cart:keep", InboundKind::Location);
    auto const known = chat.snapshot.cart.address.latitude_e6;
    ASSERT_TRUE(known.has_value());
    Decision const broken = chat.sends(InboundKind::Location);
    EXPECT_EQ(broken.cart.address.latitude_e6, known);
    EXPECT_EQ(broken.handover, HandoverReason::Media);
}

TEST(UnusualInbound, WhatWasLostIsAskedForOnceBesideWhatWasSaid) {
    Chat chat;
    Decision const asked = chat.sends(InboundKind::Lost);
    ASSERT_EQ(asked.replies.size(), 1U);
    EXPECT_TRUE(asked.replies[0].body.contains("לשלוח שוב"));
    EXPECT_FALSE(asked.handover.has_value());
    EXPECT_EQ(chat.sends(InboundKind::Lost).handover, HandoverReason::Media);
}

TEST(UnusualInbound, ButtonsAreKnownByTheirForm) {
    Chat chat;
    EXPECT_TRUE(is_button_id(chat.card(1, "yes")));
    EXPECT_TRUE(is_button_id("cart:keep"));
    EXPECT_FALSE(is_button_id("cancel:ord_1"));
    EXPECT_FALSE(is_button_id("הסר"));
    EXPECT_FALSE(is_button_id(""));
}

}  // namespace croozer::conversation
