// Addresses, fulfilment, payment, names and times.
#include "domain/understanding/trade_test_menu.hpp"
#include "domain/understanding/understand.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

Parse parsed(char const* text, bool address_asked = false) {
    static auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    return understand(*lexicon, text, {.cart = nullptr, .address_asked = address_asked});
}

// street|house|city|entrance|floor|apartment|code
std::string address(char const* text, bool asked = false) {
    ordering::Address const a = parsed(text, asked).address;
    return a.street + "|" + a.house + "|" + a.city + "|" + a.entrance + "|" + a.floor + "|" +
           a.apartment + "|" + a.door_code;
}

}  // namespace

TEST(Facts, Addresses) {
    EXPECT_EQ(address("רחוב הירדן 8 דירה 4"), "הירדן|8||||4|");
    EXPECT_EQ(
        address("למשלוח ביאליק 21\nכניסה ג קומה 3 דירה 11 קוד 4567#"), "ביאליק|21||ג|3|11|4567#"
    );
    EXPECT_EQ(address("שדרות רוטשילד 9, קומת קרקע"), "שדרות רוטשילד|9|||0||");
    EXPECT_EQ(address("delivery to 12 Bialik street floor 3 apt 4"), "Bialik|12|||3|4|");
    EXPECT_EQ(address("Bialik street 12, apartment 4"), "Bialik|12||||4|");
    EXPECT_EQ(address("משלוח לסוקולוב 5: פיצה"), "סוקולוב|5|||||");
}

TEST(Facts, AnAnswerToTheQuestionNeedsNoCue) {
    EXPECT_EQ(address("סוקולוב 5", true), "סוקולוב|5|||||");
    EXPECT_EQ(address("Bialik 12 Tel Aviv", true), "Bialik|12|Tel Aviv||||");
    EXPECT_EQ(address("בן גוריון 7/12, רמת גן", true), "בן גוריון|7|רמת גן|||12|");
    EXPECT_EQ(address("סוקולוב 5ב קומה שלישית", true), "סוקולוב|5ב|||3||");
    EXPECT_EQ(address("5 Bialik", true), "Bialik|5|||||");
    // Without the question two words and a number could be anything.
    EXPECT_EQ(address("סוקולוב 5"), "||||||");
}

TEST(Facts, CitiesStandBehindTheAddress) {
    EXPECT_EQ(address("פיצה למשלוח להרצל 5 קומה 2 תל אביב"), "הרצל|5|תל אביב||2||");
    EXPECT_EQ(address("2 pizzas to Herzl 5 floor 2 Tel Aviv"), "Herzl|5|Tel Aviv||2||");
    EXPECT_EQ(address("משלוח לחולון, סוקולוב 5"), "סוקולוב|5|חולון||||");
    std::vector<std::string> const places{"תל אביב", "רמת אביב"};
    Parse const own = understand(
        *Lexicon::compile(testing_menu::pizzeria()),
        "2 pizzas to Herzl 5 Tel Aviv",
        {.places = places}
    );
    EXPECT_EQ(own.address.city, "תל אביב") << "as the shop writes it";
}

TEST(Facts, HouseNumbersAreNoQuantities) {
    Parse const parse = parsed("2 פיצות למשלוח לרחוב הירדן 8 קומה 3 דירה 4");
    ASSERT_EQ(parse.lines.size(), 1U);
    EXPECT_EQ(parse.lines.front().quantity, 2);
    EXPECT_TRUE(parse.ambiguities.empty());
}

TEST(Facts, FulfilmentAndPayment) {
    using ordering::Fulfilment;
    using ordering::PaymentKind;
    EXPECT_EQ(parsed("פיצה באיסוף עצמי").fulfilment, Fulfilment::Pickup);
    EXPECT_EQ(parsed("pizza for takeaway").fulfilment, Fulfilment::Pickup);
    EXPECT_EQ(parsed("delivery please").fulfilment, Fulfilment::Delivery);
    EXPECT_EQ(parsed("לא משלוח, איסוף").fulfilment, Fulfilment::Pickup);
    EXPECT_EQ(parsed("do you deliver?").fulfilment, Fulfilment::Unknown);
    EXPECT_EQ(parsed("פיצה, משלמת באשראי").payment, PaymentKind::Card);
    Parse const cash = parsed("פיצה, עודף מ200 שקל");
    EXPECT_EQ(cash.payment, PaymentKind::Cash);
    EXPECT_EQ(cash.cash_tendered_minor, 20000);
    EXPECT_EQ(parsed("pizza, change from 100").cash_tendered_minor, 10000);
}

TEST(Facts, NameAndTime) {
    EXPECT_EQ(parsed("על שם דני, פיצה").customer_name, "דני");
    EXPECT_EQ(parsed("my name is Dana, 2 pizzas").customer_name, "Dana");
    EXPECT_EQ(parsed("פיצה בשעה 20:30").time_words, "בשעה 20:30");
    EXPECT_EQ(parsed("פיצה לשמונה בערב").time_words, "לשמונה בערב");
    EXPECT_TRUE(parsed("סיציליאנית ב74 שקל").time_words.empty());
}

TEST(Facts, FinishedAndRepeat) {
    EXPECT_TRUE(parsed("זהו").finished);
    EXPECT_TRUE(parsed("that's all").finished);
    EXPECT_TRUE(parsed("כמו פעם קודמת").repeat_last);
}

}  // namespace croozer::understanding
