// What no message may do, whatever the reading made of it.
#include "base/limits.hpp"
#include "domain/understanding/trade_test_menu.hpp"
#include "domain/understanding/understand.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

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

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int slowdown = 5;
#else
constexpr int slowdown = 1;
#endif

// Row 41 of the security notes' table (§6): whatever fits into a message is read within 50 ms. The
// best of three, because other tests run beside.
TEST(Guard, NoMessageTakesLongToRead) {
    constexpr std::size_t most = 4'096;  // characters, Meta's limit for a text
    using namespace std::string_view_literals;
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    for (auto const piece :
         {"🍕"sv,
          "שלום\u202Eevil\u202C"sv,
          "\0"sv,
          "margherita with olives and without onion, "sv,
          "שתי מרגריטות חצי זיתים חצי בצל ועוד "sv,
          "not 2 but 3 half "sv,
          "margerita pizzza olivs "sv,
          "9"sv,
          "\n"sv}) {
        std::string text;
        std::size_t characters = 0;
        while (characters < most) {
            text += piece;
            characters += static_cast<std::size_t>(std::ranges::count_if(piece, [](char c) {
                return (c & 0xC0) != 0x80;
            }));
        }
        auto best = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 3; ++i) {
            auto const began = std::chrono::steady_clock::now();
            std::ignore = understand(*lexicon, text, {});
            best = std::min(best, std::chrono::steady_clock::now() - began);
        }
        EXPECT_LE(best, slowdown * std::chrono::milliseconds(50)) << piece;
    }
}

}  // namespace croozer::understanding
