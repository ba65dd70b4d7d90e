// What no message may do, whatever the reading made of it.
#include "base/limits.hpp"
#include "domain/understanding/trade_test_menu.hpp"
#include "domain/understanding/understand.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::understanding {

TEST(Guard, NoMoreThanACustomerMayOrder) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines.push_back(
        {.product = menu->products.front().id,
         .quantity = limits::customer_quantity,
         .options = {},
         .note = {}}
    );
    Parse const parse = understand(*lexicon, "another one", {.cart = &cart});
    EXPECT_TRUE(std::ranges::all_of(parse.edits, [](Edit const& edit) {
        return edit.quantity <= limits::customer_quantity;
    }));
    EXPECT_FALSE(parse.ambiguities.empty());
    EXPECT_EQ(parse.decision, Decision::Ask);
}

TEST(Guard, WhatIsTooLongToReadIsAskedAbout) {
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    std::string text = "two margherita ";
    for (int i = 0; i < 398; ++i) {
        text += "please ";
    }
    Parse const parse = understand(*lexicon, text + "and 3 cola", {});
    EXPECT_EQ(parse.decision, Decision::Ask);
    EXPECT_FALSE(parse.ambiguities.empty());
    EXPECT_EQ(understand(*lexicon, "two margherita please", {}).decision, Decision::Accept);
}

}  // namespace croozer::understanding
