// Turns over a real engine: what is decided becomes rows, and nothing said is lost between.
#include "app/order_commands.hpp"
#include "app/turn_test_shop.hpp"
#include "app/update_conversation.hpp"
#include "store/queries/order_queries.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {

using test::ShopTest;

class TakeTurn : public ShopTest {
protected:
    void pause(bool on) {
        run([&](Context& context) {
            return update_conversation(
                context,
                {.conversation = conversation_, .bot_mode = std::nullopt, .paused = on, .who = {}}
            );
        });
    }

    // This chat only; there is none before its first message.
    void assist() {
        writes("hello");
        take();
        run([&](Context& context) {
            return update_conversation(
                context,
                {.conversation = conversation_,
                 .bot_mode = "assist",
                 .paused = std::nullopt,
                 .who = {}}
            );
        });
    }

    bool fail() {
        return run([&](Context& context) { return fail_turn(context, conversation_, "broken"); });
    }

    // Two pizzas for less than each alone, every day from midnight to a minute of the day.
    menu::Deal offer_two_for(std::int64_t minor, std::int64_t until_minute = 0) {
        menu::Deal deal;
        deal.id.value.bytes[0] = 1;
        deal.name = {.he = "שתי פיצות", .en = "Two pizzas"};
        deal.price = Money{minor};
        deal.slots.push_back(
            {.name = {}, .quantity = 2, .products = {pizza_}, .required = {}, .upcharges = {}}
        );
        deal.conditions.window.until_minute = until_minute;
        run([&](Context& context) { return put_deal(context, deal); });
        return deal;
    }

    // Graph took the newest message of ours under this name.
    void accepted(std::string const& wamid) {
        auto const id = said().at(0).id;
        run([&](Context& context) {
            return store::raise_status(
                context.session,
                business_,
                id,
                {.status = "accepted",
                 .wamid = wamid,
                 .error_code = 0,
                 .error_message = {},
                 .billing_category = {},
                 .cost_class = {}}
            );
        });
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, TakeTurn, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(TakeTurn, TextCardYesOrder) {
    writes("one margherita pizza please");
    EXPECT_FALSE(take().order.has_value());
    ASSERT_EQ(said().size(), 1U);
    EXPECT_TRUE(chat().waiting_for_customer);
    taps(card("yes"));
    EXPECT_TRUE(take().order.has_value());
    EXPECT_EQ(orders().size(), 1U);
    EXPECT_FALSE(turn_due().has_value());
}

TEST_P(TakeTurn, AThumbOnTheCardOrdersAndOneElsewhereDoesNot) {
    writes("hello");
    take();
    accepted("wamid.HELLO");
    writes("one margherita pizza please");
    take();
    accepted("wamid.CARD");
    reacts("👍", "wamid.HELLO");
    EXPECT_FALSE(take().order.has_value());
    reacts("👍", "wamid.CARD");
    EXPECT_TRUE(take().order.has_value());
}

TEST_P(TakeTurn, APriceThatRoseAfterTheCardIsAskedAgain) {
    writes("one margherita pizza please");
    take();
    set_price(6500);
    taps(card("yes"));
    EXPECT_FALSE(take().order.has_value());
    EXPECT_TRUE(orders().empty());
    ASSERT_EQ(said().size(), 2U);
    EXPECT_NE(said()[0].content.find("65.00"), std::string::npos) << said()[0].content;
    EXPECT_NE(said()[0].content.find("62.00"), std::string::npos) << said()[0].content;
    taps(card("yes"));
    EXPECT_TRUE(take().order.has_value());
}

// The owner is faster than the turn: decided at the old price, applied at the new one.
TEST_P(TakeTurn, WhatChangedBetweenDecidingAndApplyingIsToldAtOnce) {
    for (bool const sold_out : {false, true}) {
        writes("one margherita pizza please");
        take();
        taps(card("yes"));
        auto const input = load();
        ProductEdit change;
        change.id = pizza_;
        change.price = Money{6500};
        change.available = !sold_out;
        edit(change);
        auto const before = said().size();
        auto const applied = apply(*input);
        ASSERT_TRUE(applied);
        EXPECT_TRUE(applied->stale);
        EXPECT_EQ(said().size(), before);
        EXPECT_FALSE(take().order.has_value());
        EXPECT_TRUE(orders().empty());
        ASSERT_EQ(said().size(), before + 1);
        auto const words = said()[0].content;
        EXPECT_NE(words.find(sold_out ? "sold out" : "62.00"), std::string::npos) << words;
        taps("cart:cancel");
        take();
    }
}

TEST_P(TakeTurn, AnOrderCostsWhatWasAccepted) {
    PlaceOrder command;
    command.cart.fulfilment = ordering::Fulfilment::Pickup;
    command.cart.lines.push_back({.product = pizza_, .quantity = 1, .options = {}, .note = {}});
    command.accepted_total = Money{6100};
    auto const placed =
        runner().run_and_wait(business_, [&](Context& context) -> Result<PlacedOrder> {
            auto const shop = TRY(context.shops.load(context.session, context.business));
            return place_order(context, command, *shop.settings);
        });
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().slug, "price_changed");
    EXPECT_EQ(placed.error().code, ErrorCode::Conflict);
}

TEST_P(TakeTurn, ADealIsOnTheCardAndInTheOrder) {
    offer_two_for(11'000);
    writes("two margherita pizzas please");
    take();
    EXPECT_NE(said().at(0).content.find("Two pizzas: -₪14.00"), std::string::npos)
        << said().at(0).content;
    taps(card("yes"));
    auto const placed = take().order;
    ASSERT_TRUE(placed.has_value());
    auto const order = *read([&](store::Session& session) {
        return store::find_order_record(session, business_, *placed);
    });
    EXPECT_EQ(order.total.minor, 11'000);
    EXPECT_EQ(order.subtotal.minor, 12'400);
    ASSERT_EQ(order.adjustments.size(), 1U);
    EXPECT_EQ(order.adjustments[0].kind, "deal");
    EXPECT_EQ(order.adjustments[0].amount.minor, -1400);
    EXPECT_EQ(order.adjustments[0].reason, (LocalText{.he = "שתי פיצות", .en = "Two pizzas"}));
}

TEST_P(TakeTurn, ADealThatEndsBetweenCardAndYesIsANewCard) {
    // Until 18:10; it is 18:00 in the shop.
    offer_two_for(11'000, 1090);
    writes("two margherita pizzas please");
    take();
    clock_.advance(std::chrono::minutes(15));
    taps(card("yes"));
    EXPECT_FALSE(take().order.has_value());
    auto const words = said().at(0).content;
    EXPECT_NE(words.find("₪124.00 instead of ₪110.00"), std::string::npos) << words;
    EXPECT_EQ(words.find("Two pizzas"), std::string::npos);
    taps(card("yes"));
    EXPECT_TRUE(take().order.has_value());
}

// Withdrawn between the decision and its transaction.
TEST_P(TakeTurn, ADealThatIsWithdrawnUnderAYesIsANewCard) {
    auto deal = offer_two_for(11'000);
    writes("two margherita pizzas please");
    take();
    taps(card("yes"));
    auto const input = load();
    deal.available = false;
    run([&](Context& context) { return put_deal(context, deal); });
    EXPECT_TRUE(apply(*input).value().stale);
    PlaceOrder command;
    command.cart = input->snapshot.cart;
    command.accepted_total = Money{11'000};
    auto const placed =
        runner().run_and_wait(business_, [&](Context& context) -> Result<PlacedOrder> {
            auto const shop = TRY(context.shops.load(context.session, context.business));
            return place_order(context, command, *shop.settings);
        });
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().slug, "price_changed");
    EXPECT_FALSE(take().order.has_value());
    EXPECT_TRUE(orders().empty());
}

TEST_P(TakeTurn, WhatIsWrittenWhileStaffHasTheChatWaitsAndRings) {
    writes("hello");
    take();
    pause(true);
    ASSERT_FALSE(chat().needs_person);
    auto const words = said().size();
    writes("one margherita pizza please");
    take();
    EXPECT_EQ(said().size(), words);
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(chat().handover_reason, "wrote_again");
    ASSERT_TRUE(turn_due().has_value());
    EXPECT_EQ(*turn_due(), chat().paused_until);
    // Staff gives the chat back: the bot answers at once what nobody has answered.
    pause(false);
    ASSERT_TRUE(turn_due().has_value());
    EXPECT_LE(*turn_due(), clock_.now());
    take();
    EXPECT_EQ(said().size(), words + 1);
    EXPECT_TRUE(chat().waiting_for_customer);
    EXPECT_FALSE(turn_due().has_value());
}

TEST_P(TakeTurn, APauseThatEndsWithoutAStaffMessageGivesTheChatBack) {
    writes("hello");
    take();
    pause(true);
    clock_.advance(std::chrono::minutes(25));
    writes("one margherita pizza please");
    take();
    clock_.advance(std::chrono::minutes(5));
    EXPECT_LE(turn_due().value(), clock_.now());
    take();
    EXPECT_TRUE(chat().waiting_for_customer);
}

TEST_P(TakeTurn, AMessageOfStaffAnswersWhatCameBefore) {
    writes("hello");
    take();
    pause(true);
    writes("one margherita pizza please");
    take();
    conversation::Reply reply;
    reply.body = "I will call you";
    run([&](Context& context) {
        return send_message(
            context,
            {.customer = chat().customer,
             .phone = {},
             .reply = reply,
             .reaction_to = std::nullopt,
             .who = {}}
        );
    });
    EXPECT_FALSE(chat().needs_person);
    EXPECT_FALSE(turn_due().has_value());
    EXPECT_EQ(load(), nullptr);
    clock_.advance(std::chrono::seconds(1));
    writes("thanks");
    take();
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(load()->snapshot.unanswered.size(), 1U);
}

// Given back between the decision and its apply: the older decision must not put the turn off.
TEST_P(TakeTurn, AChatGivenBackMeanwhileIsNotPutOff) {
    writes("hello");
    take();
    pause(true);
    writes("one margherita pizza please");
    auto const input = load();
    pause(false);
    EXPECT_TRUE(apply(*input).value().stale);
    EXPECT_LE(turn_due().value(), clock_.now());
}

TEST_P(TakeTurn, WithTheBotOffTheCounterRings) {
    writes("hello");
    take();
    run([&](Context& context) {
        return update_conversation(
            context,
            {.conversation = conversation_, .bot_mode = "off", .paused = std::nullopt, .who = {}}
        );
    });
    writes("one margherita pizza please");
    take();
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(chat().handover_reason, "bot_off");
    EXPECT_EQ(load(), nullptr);
}

TEST_P(TakeTurn, ADraftRingsAndWaitsForNobody) {
    assist();
    writes("one margherita pizza please");
    take();
    ASSERT_EQ(said().size(), 2U);
    EXPECT_EQ(said()[0].status, "draft");
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(chat().handover_reason, "draft");
    EXPECT_FALSE(chat().waiting_for_customer);
    EXPECT_FALSE(chat().paused_until.has_value());
    writes("ok?");
    EXPECT_FALSE(take().order.has_value());
    taps(card("yes"));
    EXPECT_FALSE(take().order.has_value());
    EXPECT_TRUE(orders().empty());
}

TEST_P(TakeTurn, ATurnThatFoundNothingIsKeptIfSomebodyWroteSince) {
    writes("hello");
    auto const seen = version();
    writes("a margherita please");
    EXPECT_FALSE(run([&](Context& context) { return drop_turn(context, conversation_, seen); }));
    EXPECT_TRUE(turn_due().has_value());
}

TEST_P(TakeTurn, TheFifthFailureTellsTheCustomer) {
    writes("one margherita pizza please");
    for (int i = 1; i <= 5; ++i) {
        EXPECT_TRUE(said().empty());
        EXPECT_EQ(fail(), i == 5);
    }
    ASSERT_EQ(said().size(), 1U);
    EXPECT_NE(said()[0].content.find("A team member will answer"), std::string::npos);
    EXPECT_EQ(said()[0].status, "queued");
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(chat().handover_reason, "failed");
    EXPECT_EQ(load(), nullptr);
}

// The words must not depend on what may be the cause of the failure.
TEST_P(TakeTurn, AStateThatCannotBeReadStillReachesAPerson) {
    writes("one margherita pizza please");
    run([&](Context& context) {
        return context.session.execute(
            "update conversations set state = 'x' where business_id = $1 and id = $2",
            {business_, conversation_}
        );
    });
    for (int i = 1; i <= 5; ++i) {
        EXPECT_EQ(fail(), i == 5);
    }
    EXPECT_EQ(said().size(), 1U);
    EXPECT_TRUE(chat().needs_person);
}

TEST_P(TakeTurn, AFailureIsNotToldWhereTheBotMustBeQuiet) {
    writes("hello");
    take();
    pause(true);
    auto const words = said().size();
    writes("one margherita pizza please");
    for (int i = 1; i <= 5; ++i) {
        EXPECT_EQ(fail(), i == 5);
    }
    EXPECT_EQ(said().size(), words);
    EXPECT_TRUE(chat().needs_person);
}

}  // namespace croozer::app
