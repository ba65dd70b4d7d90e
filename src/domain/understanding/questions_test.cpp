// What only asks, ends or agrees is no order, whatever dish it names.
#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"
#include "domain/understanding/understand.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

void expect_intents(
    std::vector<char const*> const& texts, Intent intent, ordering::Cart const* cart = nullptr
) {
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    for (char const* const text : texts) {
        Parse const parse = understand(*lexicon, text, {.cart = cart});
        EXPECT_EQ(parse.intent, intent) << text;
        EXPECT_TRUE(parse.lines.empty()) << text;
        EXPECT_TRUE(parse.edits.empty()) << text;
    }
}

}  // namespace

TEST(Questions, OfADishAreNoOrder) {
    expect_intents(
        {"המחיר של קולה ליטר וחצי?",
         "הפיצה כשרה?",
         "הבצק שלכם יותר דק או עבה?",
         "היוונית חריפה?",
         "הקולה בפחית או בקבוק?",
         "המרגריטה שלכם חמה או קרה",
         "מה יש במרגריטה",
         "המרגריטה טרייה?",
         "is your cola cold or warm?",
         "is the cola cold?",
         "how many slices in a family pizza"},
        Intent::Question
    );
}

TEST(Questions, BeforeAnythingIsOrderedAChangeIsAsked) {
    expect_intents({"אפשר להחליף זיתים בפיצה?"}, Intent::Question);
}

TEST(Questions, NewsOfTheOrder) {
    expect_intents(
        {"ההזמנה כבר יצאה אליי?",
         "למה זה לוקח כל כך הרבה זמן",
         "למה ההזמנה עוד לא יצאה",
         "did you get my order?",
         "has my order left yet?",
         "what time will it be here"},
        Intent::Status
    );
}

TEST(Questions, TheOrderIsCancelledInManyWords) {
    expect_intents(
        {"התחרטתי, לא צריך את ההזמנה",
         "אל תשלחו כלום",
         "I don't need the order anymore",
         "please stop the order"},
        Intent::Cancel
    );
}

TEST(Questions, AnotherAddressIsNoChangeOfDishes) {
    auto const menu = testing_menu::pizzeria();
    ordering::Cart cart;
    cart.lines.emplace_back().product = menu->products.front().id;
    expect_intents(
        {"deliver to Bialik 10 floor 2 instead", "the door code is 1234"}, Intent::Address, &cart
    );
}

// A wish for the cart that was not understood is asked about, and never greeted.
TEST(Questions, AnUnclearWishForTheCart) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines.emplace_back().product = menu->products.front().id;
    for (char const* const text : {"את הרוטב תשימו בצד בבקשה", "עזבו את הסלט, תבטלו אותו"}) {
        Parse const parse = understand(*lexicon, text, {.cart = &cart});
        EXPECT_EQ(parse.decision, Decision::Ask) << text;
        EXPECT_NE(parse.intent, Intent::Cancel) << text;
    }
}

}  // namespace croozer::understanding
