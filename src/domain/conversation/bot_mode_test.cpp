// Where the bot does not speak for itself: members, blocked, paused, off, and drafts for staff.
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {

using testing_chat::Chat;

TEST(BotMode, MembersBlockedPausedAndOffAreSilent) {
    for (int i = 0; i < 4; ++i) {
        Chat chat;
        chat.snapshot.is_member = i == 0;
        chat.snapshot.blocked = i == 1;
        chat.snapshot.paused = i == 2;
        chat.snapshot.bot_mode = i == 3 ? business::BotMode::Off : business::BotMode::Auto;
        Decision const decision = chat.says("מרגריטה באיסוף");
        EXPECT_TRUE(decision.replies.empty()) << i;
        EXPECT_TRUE(decision.cart.lines.empty()) << i;
        EXPECT_FALSE(decision.handover.has_value()) << i;
        // The shop hears of it where the bot would have spoken, and a paused chat is taken up
        // again.
        EXPECT_EQ(decision.needs_person, i >= 2) << i;
        EXPECT_EQ(decision.wait_for_staff, i == 2) << i;
        EXPECT_FALSE(chat.sends(InboundKind::Reaction, "❤️").needs_person) << i;
    }
}

TEST(BotMode, AssistDrafts) {
    Chat chat;
    chat.snapshot.bot_mode = business::BotMode::Assist;
    Decision const decision = chat.says("מרגריטה באיסוף");
    EXPECT_TRUE(decision.draft_only);
    EXPECT_TRUE(decision.needs_person);
    ASSERT_EQ(decision.replies.size(), 1U);
    EXPECT_EQ(decision.replies[0].purpose, "card");
    EXPECT_NE(decision.state.awaiting, Awaiting::CardAnswer);
}

// What staff has sent is the customer's to accept.
TEST(BotMode, AssistOrdersByACardThatStaffSent) {
    Chat chat;
    chat.snapshot.bot_mode = business::BotMode::Assist;
    Decision const drafted = chat.says("מרגריטה באיסוף");
    auto const send = [&](Reply const& card) {
        return open_card(
            chat.snapshot.state,
            chat.snapshot.cart,
            card,
            chat.snapshot.conversation,
            chat.snapshot.now
        );
    };
    ASSERT_TRUE(send(drafted.replies[0]));
    // A question in between takes nothing back.
    EXPECT_TRUE(chat.says("עד מתי אתם פתוחים?").draft_only);
    Decision const yes = chat.taps(chat.card(1, "yes"));
    EXPECT_TRUE(yes.place_order);
    EXPECT_TRUE(yes.accepted_total.has_value());
    EXPECT_FALSE(yes.draft_only) << "they hear that it was placed";
    // The cart has changed, so the first card can no longer be sent.
    Chat changed;
    changed.snapshot.bot_mode = business::BotMode::Assist;
    Reply const first = changed.says("מרגריטה באיסוף").replies.at(0);
    Decision const second = changed.says("תוסיפו עוד מרגריטה");
    EXPECT_FALSE(open_card(
        changed.snapshot.state,
        changed.snapshot.cart,
        first,
        changed.snapshot.conversation,
        changed.snapshot.now
    ));
    EXPECT_TRUE(open_card(
        changed.snapshot.state,
        changed.snapshot.cart,
        second.replies.at(0),
        changed.snapshot.conversation,
        changed.snapshot.now
    ));
}

// The card is a draft that nobody has sent: no "ok" can be about it.
TEST(BotMode, AssistOrdersNothing) {
    Chat chat;
    chat.snapshot.bot_mode = business::BotMode::Assist;
    chat.says("מרגריטה באיסוף");
    for (char const* words : {"ok", "כן", "👍"}) {
        EXPECT_FALSE(chat.says(words).place_order) << words;
    }
    EXPECT_FALSE(chat.taps(chat.card(1, "yes")).place_order);
    chat.add_order(ordering::OrderState::Pending);
    chat.snapshot.cart = {};
    chat.says("cancel my order");
    EXPECT_FALSE(chat.says("yes").cancel_order.has_value());
    // Switched over while a card that was seen is open: it holds.
    Chat seen;
    seen.says("מרגריטה באיסוף");
    seen.snapshot.bot_mode = business::BotMode::Assist;
    EXPECT_TRUE(seen.taps(seen.card(1, "yes")).place_order);
}

}  // namespace croozer::conversation
