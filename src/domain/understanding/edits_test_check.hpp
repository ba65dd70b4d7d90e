// Messages to an open cart, each with what is made of it.
#pragma once

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace croozer::understanding {

struct EditCase {
    char const* text;
    char const* expected;
};

// `opening`: the order that fills the cart; `look` sees what is made of a message to it.
template <typename Look>
void with_cart(char const* opening, Look look) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, opening, {}).lines;
    ASSERT_FALSE(cart.lines.empty());
    look([&](char const* text) {
        Parse const parse = understand(*lexicon, text, {.cart = &cart});
        return std::pair(testing_menu::described(*menu, parse), parse.decision);
    });
}

inline void check_edits(char const* opening, std::vector<EditCase> const& cases) {
    with_cart(opening, [&](auto const& read) {
        for (EditCase const& one : cases) {
            EXPECT_EQ(read(one.text).first, one.expected) << one.text;
        }
    });
}

inline void check_asks(char const* opening, std::vector<char const*> const& texts) {
    with_cart(opening, [&](auto const& read) {
        for (char const* const text : texts) {
            EXPECT_EQ(read(text).second, Decision::Ask) << text << ": " << read(text).first;
        }
    });
}

}  // namespace croozer::understanding
