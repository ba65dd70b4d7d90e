// The catalogue against Meta's limits (Cloud API: button title 20, list button 20, body 1024 with
// buttons, 4096 without), and the news of an order.
#include "domain/conversation/texts.hpp"

#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/conversation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::conversation {

namespace {

constexpr Text buttons[] = {
    Text::ButtonYes,
    Text::ButtonChange,
    Text::ButtonCancel,
    Text::ButtonPickup,
    Text::ButtonDelivery,
    Text::ButtonChoose,
    Text::ButtonWithout,
    Text::ButtonKeep,
    Text::ButtonCancelYes,
    Text::ButtonCancelNo,
    Text::ButtonFreeCancel,
};

std::size_t holes(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, '{'));
}

}  // namespace

TEST(Texts, FitMeta) {
    for (Language const language : {Language::Hebrew, Language::English}) {
        for (Text const button : buttons) {
            EXPECT_LE(code_points(text(button, language)), 20U) << text(button, language);
        }
        for (std::size_t i = 0; i < static_cast<std::size_t>(Text::Count); ++i) {
            std::string_view const words = text(static_cast<Text>(i), language);
            EXPECT_LE(code_points(words), 300U) << words;
            EXPECT_TRUE(is_valid_utf8(words)) << words;
        }
    }
}

TEST(Texts, BothLanguagesSayTheSameThings) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Text::Count); ++i) {
        auto const key = static_cast<Text>(i);
        EXPECT_EQ(holes(text(key, Language::Hebrew)), holes(text(key, Language::English)))
            << text(key, Language::English);
    }
}

TEST(Texts, FillsAndFormats) {
    EXPECT_EQ(
        fill(Text::NewsConfirmedDelivery, Language::English, {"47", "20:30"}),
        "Order 47 is accepted and will arrive around 20:30."
    );
    EXPECT_EQ(money_text({6200}, "ILS", Language::Hebrew), "62.00 ₪");
    EXPECT_EQ(money_text({6205}, "ILS", Language::English), "₪62.05");
    EXPECT_EQ(money_text({-50}, "ILS", Language::English), "-₪0.50");
    EXPECT_EQ(money_text({-1400}, "ILS", Language::Hebrew), "\u2066-14.00\u2069 ₪");
    EXPECT_EQ(money_text({100}, "EUR", Language::English), "EUR 1.00");
    EXPECT_EQ(isolated("Coke", Language::Hebrew), "\u2068Coke\u2069");
    EXPECT_EQ(isolated("Coke", Language::English), "Coke");
    EXPECT_EQ(isolated("קולה 2", Language::Hebrew), "קולה 2");
}

TEST(News, ToldAndNotTold) {
    business::Settings settings;
    settings.timezone = "Asia/Jerusalem";
    settings.currency = "ILS";
    OrderNews news;
    news.number = 47;
    news.language = Language::English;
    news.promised_at = Instant::parse_rfc3339("2026-11-22T18:30:00Z");
    EXPECT_NE(placed_reply(news, settings).body.find("47"), std::string::npos);
    news.state = ordering::OrderState::Confirmed;
    auto const accepted = status_reply(news, settings);
    ASSERT_TRUE(accepted.has_value());
    EXPECT_NE(accepted->body.find("20:30"), std::string::npos);
    EXPECT_TRUE(accepted->buttons.empty());
    news.much_later_than_quoted = true;
    auto const later = status_reply(news, settings);
    ASSERT_TRUE(later.has_value());
    ASSERT_EQ(later->buttons.size(), 1U);
    EXPECT_EQ(later->buttons[0].id, "cancel:" + news.id.to_string() + ":yes");
    news.state = ordering::OrderState::Ready;
    EXPECT_TRUE(status_reply(news, settings).has_value());
    news.fulfilment = ordering::Fulfilment::Delivery;
    EXPECT_FALSE(status_reply(news, settings).has_value());
    news.state = ordering::OrderState::Preparing;
    EXPECT_FALSE(status_reply(news, settings).has_value());
    news.state = ordering::OrderState::Cancelled;
    news.reason = "the oven broke";
    auto const gone = status_reply(news, settings);
    ASSERT_TRUE(gone.has_value());
    EXPECT_NE(gone->body.find("the oven broke"), std::string::npos);
}

TEST(CartEdits, SpeakOfTheCartAsItWas) {
    menu::Menu menu;
    ordering::Cart cart;
    ProductId one;
    one.value.bytes[0] = 1;
    ProductId two;
    two.value.bytes[0] = 2;
    cart.lines = {
        {.product = one, .quantity = 1, .options = {}, .note = {}},
        {.product = two, .quantity = 3, .options = {}, .note = {}}
    };
    understanding::Edit remove;
    remove.kind = understanding::EditKind::Remove;
    remove.line = 0;
    understanding::Edit set;
    set.kind = understanding::EditKind::SetQuantity;
    set.line = 1;
    set.quantity = 5;
    understanding::Edit outside = set;
    outside.line = 7;
    apply_edits(cart, {remove, set, outside}, menu);
    ASSERT_EQ(cart.lines.size(), 1U);
    EXPECT_EQ(cart.lines[0].product, two);
    EXPECT_EQ(cart.lines[0].quantity, 5);
    add_line(cart, {.product = two, .quantity = 2, .options = {}, .note = {}});
    ASSERT_EQ(cart.lines.size(), 1U);
    EXPECT_EQ(cart.lines[0].quantity, 7);
}

}  // namespace croozer::conversation
