// What is written must come back whole: a field that is forgotten is a promise that is forgotten.
#include "store/documents/cart_document.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace croozer::store::documents {

TEST(CartDocument, AStateComesBackWhole) {
    conversation::State state{
        .awaiting = conversation::Awaiting::CardAnswer,
        .language = Language::English,
        .language_is_sticky = true,
        .card_version = 7,
        .card_total_minor = 6200,
        .card_sent_at = Instant{1},
        .cart_expires_at = Instant{2},
        .clarifications = 1,
        .hint_day = "20261122",
        .pending_text = "two drinks",
        .cancel_subject = OrderId{},
        .last_words = "hello",
        .last_words_at = Instant{3},
        .repeats = 1,
        .dead_button_told_at = Instant{4},
        .resend_asked_at = Instant{5}
    };
    state.cancel_subject->value.bytes[0] = 9;
    // Breaks when a field is added, so that it is added above too.
    auto const& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = state;
    static_cast<void>(std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p));
    auto const again = decode_state(encode_state(state));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, state);
    EXPECT_EQ(decode_state(encode_state({})).value(), conversation::State{});
}

TEST(CartDocument, ACartComesBackWhole) {
    ordering::Cart cart{
        .lines = {},
        .fulfilment = ordering::Fulfilment::Delivery,
        .address =
            {.city = "Holon",
             .street = "Sokolov",
             .house = "5",
             .entrance = "B",
             .floor = "2",
             .apartment = "7",
             .door_code = "1234",
             .bell_name = "Cohen",
             .place = "farm 34",
             .notes = "at the back",
             .label = "home",
             .latitude_e6 = 32'000'000,
             .longitude_e6 = 34'000'000},
        .requested_for = Instant{3},
        .payment = ordering::PaymentKind::Cash,
        .cash_tendered_minor = 20'000,
        .customer_name = "Noa",
        .note = "at 8"
    };
    ordering::CartLine line;
    line.product.value.bytes[0] = 1;
    line.quantity = 2;
    line.note = "well done";
    line.options.push_back(
        {.group = "topping",
         .option = "olives",
         .part = ordering::Part::Second,
         .qualifier = ordering::Qualifier::Light,
         .negated = true,
         .count = 2}
    );
    cart.lines.push_back(line);
    auto const again = decode_cart(encode_cart(cart));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, cart);
}

}  // namespace croozer::store::documents
