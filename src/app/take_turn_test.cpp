// Turns over the embedded engine: what is decided becomes rows, and nothing said is lost between.
#include "app/order_commands.hpp"
#include "app/turn_test_shop.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {

using test::ShopTest;

class TakeTurn : public ShopTest {
protected:
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

TEST_F(TakeTurn, TextCardYesOrder) {
    writes("one margherita pizza please");
    EXPECT_FALSE(take().order.has_value());
    ASSERT_EQ(said().size(), 1U);
    EXPECT_TRUE(chat().waiting_for_customer);
    taps(card("yes"));
    EXPECT_TRUE(take().order.has_value());
    EXPECT_EQ(orders().size(), 1U);
    EXPECT_FALSE(turn_due().has_value());
}

TEST_F(TakeTurn, AThumbOnTheCardOrdersAndOneElsewhereDoesNot) {
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

TEST_F(TakeTurn, APriceThatRoseAfterTheCardIsAskedAgain) {
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
TEST_F(TakeTurn, WhatChangedBetweenDecidingAndApplyingIsToldAtOnce) {
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

TEST_F(TakeTurn, AnOrderCostsWhatWasAccepted) {
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

}  // namespace croozer::app
