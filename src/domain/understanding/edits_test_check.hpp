// Messages to an open cart, each with what is made of it.
#pragma once

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace croozer::understanding {

struct EditCase {
    char const* text;
    char const* expected;
};

// `opening`: the order that fills the cart.
inline void check_edits(char const* opening, std::vector<EditCase> const& cases) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, opening, {}).lines;
    ASSERT_FALSE(cart.lines.empty());
    for (EditCase const& one : cases) {
        Parse const parse = understand(*lexicon, one.text, {.cart = &cart});
        EXPECT_EQ(testing_menu::described(*menu, parse), one.expected) << one.text;
    }
}

// …each asked about, and without a new line of a dish in what is offered for accepting.
inline void check_asks(char const* opening, std::vector<char const*> const& texts) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, opening, {}).lines;
    ASSERT_FALSE(cart.lines.empty());
    for (char const* const text : texts) {
        Parse const parse = understand(*lexicon, text, {.cart = &cart});
        EXPECT_EQ(parse.decision, Decision::Ask)
            << text << ": " << testing_menu::described(*menu, parse);
    }
}

}  // namespace croozer::understanding
