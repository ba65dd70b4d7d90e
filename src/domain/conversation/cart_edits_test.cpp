// What the words of a customer leave in the cart.
#include "domain/conversation/cart_edits.hpp"

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

namespace croozer::conversation {

namespace {

std::string after(char const* opening, char const* words) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = understanding::Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understanding::understand(*lexicon, opening, {}).lines;
    apply_edits(cart, understanding::understand(*lexicon, words, {.cart = &cart}).edits, *menu);
    std::string text;
    for (ordering::CartLine const& line : cart.lines) {
        text += (text.empty() ? "" : " | ") + testing_menu::described(*menu, line);
    }
    return text;
}

}  // namespace

TEST(CartEdits, OneOfALineBecomesAnother) {
    EXPECT_EQ(after("3 יווניות", "אחת מהן עם תירס"), "2 greek | 1 greek[corn]");
    EXPECT_EQ(
        after("2 greek", "one of them with corn and one with onion"),
        "1 greek[corn] | 1 greek[onion]"
    );
}

TEST(CartEdits, ACopyIsChanged) {
    EXPECT_EQ(
        after("greek with corn", "another one like that but without corn"),
        "1 greek[corn] | 1 greek"
    );
}

TEST(CartEdits, LinesThatBecomeEqualAddUp) {
    EXPECT_EQ(after("greek and greek with corn", "remove the corn"), "2 greek");
}

TEST(CartEdits, ASingleChoiceIsReplaced) {
    EXPECT_EQ(after("personal greek", "make it family"), "1 greek[family]");
}

}  // namespace croozer::conversation
