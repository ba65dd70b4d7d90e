// Journeys of customers through decide(), turn by turn, in both languages.
#include "base/text.hpp"
#include "domain/conversation/shop_test_chat.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {

using testing_chat::Chat;

namespace {

bool contains(std::string const& body, std::string_view part) {
    return body.find(part) != std::string::npos;
}

}  // namespace

TEST(Decide, OrderCardYesInHebrew) {
    Chat chat;
    Decision const card = chat.says("2 יווניות משפחתיות וקולה, באיסוף");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
    EXPECT_TRUE(contains(card.replies[0].body, "2 × פיצה יוונית (משפחתית): 144.00 ₪"));
    EXPECT_TRUE(contains(card.replies[0].body, "153.00 ₪"));
    EXPECT_TRUE(contains(card.replies[0].body, "20 דקות"));
    ASSERT_EQ(card.replies[0].buttons.size(), 3U);
    EXPECT_EQ(card.replies[0].buttons[0].id, chat.card(1, "yes"));
    EXPECT_EQ(card.quoted_minutes, 20);
    Decision const yes = chat.taps(chat.card(1, "yes"));
    EXPECT_TRUE(yes.place_order);
    EXPECT_EQ(yes.cart.lines.size(), 2U);
    EXPECT_EQ(yes.quoted_minutes, 20);
    EXPECT_TRUE(yes.replies.empty());
}

TEST(Decide, OrderCardYesInEnglish) {
    Chat chat;
    Decision const card = chat.says("I want a large greek pizza for pickup please");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.state.language, Language::English);
    EXPECT_TRUE(contains(card.replies[0].body, "1 × Greek pizza (Large): ₪64.00"));
    EXPECT_EQ(card.replies[0].buttons[0].title, "Yes, place it");
    EXPECT_TRUE(chat.says("yes please").place_order);
}

TEST(Decide, ABurstIsOneOrderAndOneReply) {
    Chat chat;
    Decision const card = chat.says_all({"היי", "מרגריטה משפחתית", "חצי זיתים חצי בצל", "באיסוף"});
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
    ASSERT_EQ(card.cart.lines.size(), 1U);
    EXPECT_EQ(card.cart.lines[0].options.size(), 3U);
}

TEST(Decide, FulfilmentThenAddressThenCard) {
    Chat chat;
    Decision const how = chat.says("מרגריטה");
    ASSERT_EQ(how.replies.size(), 1U);
    EXPECT_EQ(how.state.awaiting, Awaiting::Fulfilment);
    ASSERT_EQ(how.replies[0].buttons.size(), 2U);
    Decision const where = chat.taps("fulfil:delivery");
    ASSERT_EQ(where.replies.size(), 1U);
    EXPECT_EQ(where.state.awaiting, Awaiting::Address);
    Decision const card = chat.says("סוקולוב 5 קומה 2 דירה 7");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
    EXPECT_TRUE(contains(card.replies[0].body, "סוקולוב 5"));
    EXPECT_TRUE(contains(card.replies[0].body, "דמי משלוח: 15.00 ₪"));
    EXPECT_TRUE(contains(card.replies[0].body, "77.00 ₪"));
    EXPECT_EQ(card.quoted_minutes, 45);
}

TEST(Decide, ApartmentIsAskedOnceAndAPrivateHouseIsFine) {
    Chat chat;
    Decision const inside = chat.says("מרגריטה במשלוח לרחוב סוקולוב 5");
    EXPECT_EQ(inside.state.awaiting, Awaiting::Address);
    Decision const card = chat.says("פרטי");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
    EXPECT_EQ(card.cart.address.street, "סוקולוב");
}

TEST(Decide, SavedAddressNeedsNoQuestion) {
    Chat chat;
    chat.snapshot.saved_address.street = "סוקולוב";
    chat.snapshot.saved_address.house = "5";
    Decision const card = chat.says("מרגריטה במשלוח");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
}

TEST(Decide, ACorrectionMakesANewerCardAndOldButtonsSaySo) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    Decision const second = chat.says("תוסיף קולה");
    ASSERT_EQ(second.replies.size(), 1U);
    EXPECT_EQ(second.state.card_version, 2);
    EXPECT_EQ(second.cart.lines.size(), 2U);
    Decision const old = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(old.place_order);
    ASSERT_EQ(old.replies.size(), 1U);
    EXPECT_TRUE(contains(old.replies[0].body, "חדש יותר"));
    EXPECT_EQ(old.replies[0].buttons[0].id, chat.card(2, "yes"));
    EXPECT_TRUE(chat.taps(chat.card(2, "yes")).place_order);
}

TEST(Decide, ChangeAndCancelOnTheCard) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    Decision const change = chat.taps(chat.card(1, "change"));
    EXPECT_EQ(change.cart.lines.size(), 1U);
    EXPECT_EQ(change.state.awaiting, Awaiting::Items);
    chat.says("בעצם 2");
    EXPECT_EQ(chat.snapshot.cart.lines[0].quantity, 2);
    Decision const cancel = chat.taps(chat.card(2, "cancel"));
    EXPECT_TRUE(cancel.cart.lines.empty());
    EXPECT_EQ(cancel.replies.size(), 1U);
}

TEST(Decide, SoldOutSinceTheCard) {
    Chat chat;
    chat.says("מרגריטה וקולה באיסוף");
    chat.sell_out(0);
    Decision const yes = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(yes.place_order);
    ASSERT_EQ(yes.replies.size(), 1U);
    EXPECT_TRUE(contains(yes.replies[0].body, "אזל"));
    EXPECT_EQ(yes.cart.lines.size(), 2U);  // nothing is dropped in silence
    ASSERT_FALSE(yes.replies[0].buttons.empty());
    Decision const without = chat.taps(yes.replies[0].buttons[0].id);
    EXPECT_EQ(without.cart.lines.size(), 1U);
    ASSERT_EQ(without.replies.size(), 1U);
    EXPECT_EQ(without.replies[0].purpose, "card");
}

TEST(Decide, UnknownWordsAreNamedTwiceThenAPersonComes) {
    Chat chat;
    Decision const first = chat.says("מרגריטה וסביח באיסוף");
    ASSERT_EQ(first.replies.size(), 1U);
    EXPECT_TRUE(contains(first.replies[0].body, "סביח"));
    EXPECT_EQ(first.state.awaiting, Awaiting::Clarification);
    EXPECT_EQ(first.cart.lines.size(), 1U);
    EXPECT_FALSE(chat.says("אז חומוס").handover.has_value());
    Decision const third = chat.says("שווארמה");
    EXPECT_EQ(third.handover, HandoverReason::NotUnderstood);
}

TEST(Decide, UnknownWordsThenGoOnWithout) {
    Chat chat;
    chat.says("מרגריטה וסביח באיסוף");
    Decision const card = chat.says("לא משנה");
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
}

TEST(Decide, AnOrderSaidAgainIsNotASecondOne) {
    Chat chat;
    chat.says("שתי מרגריטות וסביח באיסוף");
    Decision const card = chat.says("שתי מרגריטות באיסוף");
    ASSERT_EQ(card.cart.lines.size(), 1U);
    EXPECT_EQ(card.cart.lines[0].quantity, 2);
    ASSERT_EQ(card.replies.size(), 1U);
    EXPECT_EQ(card.replies[0].purpose, "card");
    // Without a question of ours the same words are a wish for more.
    EXPECT_EQ(chat.says("ועוד שתי מרגריטות").cart.lines[0].quantity, 4);
}

TEST(Decide, WhichProductIsOfferedAndPicked) {
    Chat chat;
    Decision const which = chat.says("2 שתייה באיסוף");
    ASSERT_EQ(which.replies.size(), 1U);
    EXPECT_EQ(which.replies[0].kind, ReplyKind::List);
    ASSERT_EQ(which.replies[0].rows.size(), 4U);
    Decision const card = chat.taps(which.replies[0].rows[2].id);
    ASSERT_EQ(card.cart.lines.size(), 1U);
    EXPECT_EQ(card.cart.lines[0].quantity, 2);
}

TEST(Decide, LateOrdersGoToPeople) {
    Chat chat;
    Decision const late = chat.says("מרגריטה באיסוף", std::chrono::minutes(21));
    EXPECT_EQ(late.handover, HandoverReason::Late);
    ASSERT_EQ(late.replies.size(), 1U);
    EXPECT_EQ(late.replies[0].purpose, "handover");
    EXPECT_EQ(late.cart.lines.size(), 1U);
    Chat greeting;
    EXPECT_FALSE(greeting.says("שלום", std::chrono::minutes(21)).handover.has_value());
}

TEST(Decide, ClosedShopKeepsTheCart) {
    Chat chat;
    chat.close_now();
    Decision const closed = chat.says("מרגריטה באיסוף");
    ASSERT_EQ(closed.replies.size(), 1U);
    EXPECT_EQ(closed.replies[0].purpose, "closed");
    EXPECT_EQ(closed.cart.lines.size(), 1U);
    EXPECT_EQ(chat.taps("cart:keep").cart.lines.size(), 1U);
}

TEST(Decide, ACardExpiresWithTheBusinessDay) {
    Chat chat;
    chat.says("מרגריטה באיסוף");
    chat.snapshot.now = chat.snapshot.now + std::chrono::hours(24);
    Decision const next_day = chat.taps(chat.card(1, "yes"));
    EXPECT_FALSE(next_day.place_order);
    EXPECT_TRUE(next_day.cart.lines.empty());
}

TEST(Decide, ACartWithoutACardExpiresToo) {
    Chat chat;
    chat.says("מרגריטה");  // asked how to get it, never answered
    chat.snapshot.now = chat.snapshot.now + std::chrono::hours(24);
    Decision const next_day = chat.says("קולה באיסוף");
    EXPECT_EQ(next_day.cart.lines.size(), 1U);
    Chat closed;
    closed.open_until(22);
    closed.at("2026-11-22T20:30:00Z");
    closed.says("מרגריטה באיסוף");  // asked whether to keep it, never answered
    closed.at("2026-11-23T12:00:00Z");
    EXPECT_EQ(closed.says("קולה באיסוף").cart.lines.size(), 1U);
}

TEST(Decide, OnlyKeepItKeepsACartUntilTheShopHasOpened) {
    Chat chat;
    chat.open_until(22);
    chat.at("2026-11-22T20:30:00Z");
    chat.says("מרגריטה באיסוף");
    chat.taps("cart:keep");
    chat.at("2026-11-23T12:00:00Z");
    EXPECT_EQ(chat.says("ועוד קולה").cart.lines.size(), 2U);
    chat.at("2026-11-24T12:00:00Z");
    EXPECT_EQ(chat.says("קולה באיסוף").cart.lines.size(), 1U);
}

TEST(Decide, StatusOfAnOrder) {
    Chat chat;
    chat.add_order(ordering::OrderState::Confirmed);
    Decision const status = chat.says("where is my order?");
    ASSERT_EQ(status.replies.size(), 1U);
    EXPECT_TRUE(contains(status.replies[0].body, "47"));
    EXPECT_TRUE(contains(status.replies[0].body, "20:30"));
    Chat none;
    EXPECT_EQ(none.says("איפה ההזמנה שלי").replies.size(), 1U);
}

TEST(Decide, CancelAnOrderNeedsAYes) {
    Chat chat;
    OrderId const id = chat.add_order(ordering::OrderState::Pending);
    Decision const ask = chat.says("תבטלו את ההזמנה");
    EXPECT_FALSE(ask.cancel_order.has_value());
    ASSERT_EQ(ask.replies.size(), 1U);
    ASSERT_EQ(ask.replies[0].buttons.size(), 2U);
    EXPECT_EQ(chat.says("כן").cancel_order, id);
    Chat kept;
    kept.add_order(ordering::OrderState::Pending);
    Decision const again = kept.says("cancel my order");
    EXPECT_FALSE(kept.taps(again.replies[0].buttons[1].id).cancel_order.has_value());
}

TEST(Decide, CancelInTheKitchenIsARequest) {
    Chat chat;
    chat.add_order(ordering::OrderState::Preparing);
    Decision const request = chat.says("בטלו את ההזמנה");
    EXPECT_FALSE(request.cancel_order.has_value());
    EXPECT_EQ(request.handover, HandoverReason::CancelRequest);
}

TEST(Decide, PeopleAndMedia) {
    Chat chat;
    EXPECT_EQ(chat.says("נציג בבקשה").handover, HandoverReason::AskedForPerson);
    Chat photo;
    Decision const media = photo.sends(InboundKind::Media);
    EXPECT_EQ(media.handover, HandoverReason::Media);
    EXPECT_EQ(media.replies.size(), 1U);
    Chat heart;
    EXPECT_TRUE(heart.sends(InboundKind::Reaction, "❤️").replies.empty());
}

TEST(Decide, OneHintADayThenAPerson) {
    Chat chat;
    Decision const hint = chat.says("איזה יופי של מזג אוויר");
    ASSERT_EQ(hint.replies.size(), 1U);
    EXPECT_EQ(hint.replies[0].purpose, "hint");
    EXPECT_EQ(chat.says("ומה עם הירח").handover, HandoverReason::NotUnderstood);
}

TEST(Decide, TheMenuListsTheDealsThatHold) {
    Chat chat;
    menu::Deal deal;
    deal.name = {.he = "דיל זוגי", .en = "Couple deal"};
    deal.price = {9000};
    deal.slots = {menu::DealSlot{}, menu::DealSlot{}};
    deal.slots[0].name = {.he = "פיצה", .en = "pizza"};
    deal.slots[1].name = {.he = "פחיות", .en = "cans"};
    deal.slots[1].quantity = 2;
    menu::Deal gone = deal;
    gone.name.en = "Gone deal";
    gone.available = false;
    chat.menu->deals = {gone, deal};
    std::string const menu = chat.says("menu please").replies.at(0).body;
    EXPECT_TRUE(contains(menu, "*Deals*\nCouple deal (pizza + 2 × cans): ₪90.00\n")) << menu;
    EXPECT_FALSE(contains(menu, "Gone deal"));
    std::string const hebrew = chat.says("תפריט בבקשה").replies.at(0).body;
    EXPECT_TRUE(contains(hebrew, "*מבצעים*\nדיל זוגי (פיצה + 2 × פחיות): 90.00 ₪\n")) << hebrew;
}

TEST(Decide, TheCardNamesTheDealInTheCustomersLanguage) {
    for (Language const language : {Language::Hebrew, Language::English}) {
        Chat chat;
        menu::Deal deal;
        deal.name = {.he = "דיל שלנו", .en = "Our deal"};
        deal.price = {100};
        deal.slots = {menu::DealSlot{}};
        for (menu::Product const& product : chat.menu->products) {
            deal.slots[0].products.push_back(product.id);
        }
        chat.menu->deals = {deal};
        bool const hebrew = language == Language::Hebrew;
        auto const decision =
            chat.says(hebrew ? "פיצה יוונית אחת לאיסוף" : "one greek pizza for pickup please");
        std::string const card = decision.replies.at(0).body;
        EXPECT_TRUE(contains(card, hebrew ? "דיל שלנו: \u2066-" : "Our deal: -₪")) << card;
    }
}

TEST(Decide, GreetingMenuAndQuestions) {
    Chat chat;
    EXPECT_EQ(chat.says("hello there").replies.at(0).purpose, "greeting");
    Decision const menu = chat.says("menu please");
    EXPECT_TRUE(contains(menu.replies.at(0).body, "Greek pizza: ₪72.00"));
    EXPECT_LE(code_points(menu.replies.at(0).body), 4096U);
    Decision const price = chat.says("how much is a greek pizza?");
    EXPECT_TRUE(contains(price.replies.at(0).body, "₪72.00"));
    EXPECT_EQ(chat.says("are you kosher?").handover, HandoverReason::Question);
}

TEST(Decide, TheUsual) {
    Chat chat;
    ordering::Cart last;
    last.lines.push_back(
        {.product = chat.menu->products[1].id, .quantity = 1, .options = {}, .note = {}}
    );
    chat.snapshot.last_order = last;
    Decision const card = chat.says("כרגיל, באיסוף");
    EXPECT_EQ(card.cart.lines, last.lines);
    EXPECT_FALSE(card.place_order);
    EXPECT_EQ(card.replies.at(0).purpose, "card");
    Chat fresh;
    EXPECT_TRUE(fresh.says("כרגיל").cart.lines.empty());
}

TEST(Decide, BelowTheMinimumSaysWhatIsMissing) {
    Chat chat;
    chat.settings.delivery_minimum = {5000};
    Decision const low = chat.says("קולה למשלוח לרחוב סוקולוב 5 דירה 2");
    ASSERT_EQ(low.replies.size(), 1U);
    EXPECT_TRUE(contains(low.replies[0].body, "41.00 ₪"));
    EXPECT_EQ(low.replies[0].buttons.at(0).id, "fulfil:pickup");
    EXPECT_EQ(chat.taps("fulfil:pickup").replies.at(0).purpose, "card");
}

TEST(Decide, ALongCardGoesInTwoAndNothingIsCut) {
    Chat chat;
    std::string order = "באיסוף";
    constexpr auto toppings = std::to_array<std::string_view>(
        {"בצל", "תירס", "פטריות", "אננס", "פלפלים", "עגבניות", "שום", "אנשובי"}
    );
    for (std::string_view const one : toppings) {
        for (std::string_view const other : std::span(toppings).first(4)) {
            order += "\nפיצה יוונית עם " + std::string(one) + " ו" + std::string(other);
        }
    }
    for (std::string_view const more : toppings) {
        order += "\nפיצה סיציליאנית משפחתית עם זיתים ירוקים ו" + std::string(more);
        order += "\nפיצה ארבע גבינות משפחתית עם טונה וזיתים ו" + std::string(more);
    }
    Decision const card = chat.says(order);
    ASSERT_GE(card.replies.size(), 2U);
    EXPECT_EQ(card.replies.back().purpose, "card");
    for (Reply const& reply : card.replies) {
        EXPECT_LE(code_points(reply.body), reply.buttons.empty() ? 4096U : 1024U);
    }
}

TEST(Decide, TheSameInputGivesTheSameDecision) {
    Chat one;
    Chat two;
    EXPECT_EQ(
        one.says("מרגריטה באיסוף").replies.at(0).body, two.says("מרגריטה באיסוף").replies.at(0).body
    );
}

}  // namespace croozer::conversation
