// What customers send that is more, or less, than words and our own buttons.
#include "app/turn_test_shop.hpp"

namespace croozer::app {

class LoadTurn : public test::ShopTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, LoadTurn, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(LoadTurn, ATemplatesButtonSaysItsWordsUnlessItIsOurs) {
    taps_template("one margherita pizza please", "order_again:7");
    take();
    ASSERT_EQ(said().size(), 1U);
    EXPECT_TRUE(chat().waiting_for_customer) << "a card, not \"no longer active\"";
    taps_template("OK", card("yes"));
    EXPECT_TRUE(take().order.has_value());
}

TEST_P(LoadTurn, AnOrderNamesTheAdvertisementThatBroughtIt) {
    InboundMessage message;
    message.type = InboundType::Text;
    message.text = "hello";
    message.referral_source = "ad:1200";
    receive(message);
    take();
    auto const detail = [&] {
        return read([this](store::Session& session) -> Result<std::string> {
            auto const rows = TRY(session.query(
                "select coalesce(source_detail, '') from orders where business_id = $1 "
                "order by ordered_at desc, number desc limit 1",
                {business_}
            ));
            return rows.front().text(0);
        });
    };
    writes("one margherita pizza please");
    take();
    taps(card("yes"));
    ASSERT_TRUE(take().order.has_value());
    EXPECT_EQ(detail(), "ad:1200");
    writes("one margherita pizza please");
    take();
    taps(card("yes"));
    ASSERT_TRUE(take().order.has_value());
    EXPECT_EQ(detail(), "") << "it brought one";
}

TEST_P(LoadTurn, WhatMetaCouldNotFetchIsAskedForOnce) {
    InboundMessage message;
    message.type = InboundType::Unsupported;
    message.error_code = 131052;
    receive(message);
    take();
    ASSERT_EQ(said().size(), 1U);
    EXPECT_NE(said()[0].content.find("send it again"), std::string::npos) << said()[0].content;
    EXPECT_FALSE(chat().needs_person);
    receive(message);
    take();
    EXPECT_TRUE(chat().needs_person);
    EXPECT_EQ(chat().handover_reason, "media");
}

}  // namespace croozer::app
