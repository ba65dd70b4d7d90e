#include "app/marketing_consent.hpp"

#include "app/app_fixture.hpp"
#include "app/receive_news.hpp"
#include "app/update_customer.hpp"

namespace croozer::app::test {
namespace {

class MarketingConsentTest : public AppTest {
protected:
    static Sender noa() {
        return {.phone = "972541234567", .bsuid = "IL.1", .username = {}, .name = "Noa"};
    }

    void prefers(std::string value, Instant at) {
        UserPreference preference;
        preference.bsuid = "IL.1";
        preference.category = "marketing_messages";
        preference.value = std::move(value);
        preference.detail = "User requested to " + preference.value + " marketing messages";
        preference.at = at;
        auto const received = run([&](Context& context) {
            return receive_news(
                context,
                origin(),
                "2",
                {.field = "user_preferences", .event = {}, .detail = preference}
            );
        });
        ASSERT_TRUE(received) << received.error().detail;
        EXPECT_EQ(received->fate, Fate::Accepted) << received->reason;
    }

    Result<void> staff_opts_in(bool in) {
        auto const customer = run([&](Context& context) {
            return context.session.query(
                "select id, version from customers where business_id = $1", {context.business}
            );
        });
        UpdateCustomer command;
        command.customer = customer->front().id<CustomerId>(0);
        command.expected_version = customer->front().integer(1);
        command.opt_in_marketing = in;
        command.who = member();
        return run([&](Context& context) { return update_customer(context, command); });
    }

    bool is_opted_in() {
        return number("select count(*) from customers where business_id = $1 and opt_in_marketing"
               ) == 1;
    }

    std::int64_t acts() { return number("select count(*) from consents where business_id = $1"); }

    Instant now() { return runner().trade_clock().now(); }
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    MarketingConsentTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(MarketingConsentTest, ATapStopsThemToo) {
    for (auto const type :
         {InboundType::TemplateButton, InboundType::ButtonReply, InboundType::ListReply}) {
        receive(message_of(noa(), "פיצה אחת"));
        prefers("resume", now());
        EXPECT_TRUE(is_opted_in());
        auto tap = message_of(noa(), "הסר");
        tap.type = type;
        tap.payload = "unsubscribe";
        auto const turns = number(
            "select count(*) from messages where business_id = $1 "
            "and not answered"
        );
        receive(tap);
        EXPECT_FALSE(is_opted_in());
        EXPECT_EQ(
            number("select count(*) from messages where business_id = $1 and not answered"), turns
        ) << "nobody is told that a card is no longer active";
        EXPECT_EQ(
            text("select c.wording || '|' || m.wamid from consents c join messages m "
                 "on m.business_id = c.business_id and m.id = c.proof_message_id "
                 "where c.business_id = $1 order by c.id desc limit 1"),
            "הסר|" + tap.wamid
        );
        advance(std::chrono::hours(1));
    }
}

TEST_P(MarketingConsentTest, OneWordStopsOffersAndNothingElse) {
    receive(message_of(noa(), "פיצה אחת"));
    ASSERT_TRUE(staff_opts_in(true));
    EXPECT_TRUE(is_opted_in());
    receive(message_of(noa(), " הסירו אותי! "));
    EXPECT_FALSE(is_opted_in());
    EXPECT_EQ(
        text("select c.wording || '|' || c.purpose || '|' || m.wamid from consents c "
             "join messages m on m.business_id = c.business_id and m.id = c.proof_message_id "
             "where c.business_id = $1 and c.withdrawn_at is not null"),
        " הסירו אותי! |marketing|wamid.2"
    );
    EXPECT_EQ(
        number("select count(*) from messages where business_id = $1 and direction = 'outbound' "
               "and purpose = 'opt_out'"),
        1
    ) << "confirmed in one line";
    EXPECT_EQ(
        number("select count(*) from messages where business_id = $1 and direction = 'inbound' "
               "and not answered"),
        1
    ) << "the order before it still waits for its turn";
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'turn'"), 1);
    auto const refused = staff_opts_in(true);
    ASSERT_FALSE(refused) << "only the customer can take it back";
    EXPECT_EQ(refused.error().slug, "opted_out");
    EXPECT_TRUE(staff_opts_in(false));
}

TEST_P(MarketingConsentTest, AStopInAnOrderIsNone) {
    receive(message_of(noa(), "stop the olives"));
    EXPECT_EQ(acts(), 0);
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'turn'"), 1);
}

TEST_P(MarketingConsentTest, MetasButtonsStopAndResume) {
    auto const start = now();
    prefers("stop", start);
    EXPECT_EQ(number("select count(*) from customers where business_id = $1"), 1)
        << "a customer whom nobody knew: the refusal is kept all the same";
    EXPECT_EQ(acts(), 1);
    prefers("stop", start + Duration(std::chrono::seconds(1)));
    EXPECT_EQ(acts(), 1) << "said again";
    prefers("resume", start + Duration(std::chrono::seconds(2)));
    EXPECT_TRUE(is_opted_in());
    EXPECT_EQ(acts(), 2);
    prefers("stop", start + Duration(std::chrono::seconds(4)));
    prefers("resume", start + Duration(std::chrono::seconds(3)));
    EXPECT_FALSE(is_opted_in()) << "an older word that comes late does not count";
    EXPECT_TRUE(staff_opts_in(false));
}

TEST_P(MarketingConsentTest, AWordBetweenTwoOfTheSameDoesNotCount) {
    auto const start = now();
    prefers("stop", start + Duration(std::chrono::seconds(1)));
    prefers("stop", start + Duration(std::chrono::seconds(4)));
    prefers("resume", start + Duration(std::chrono::seconds(3)));
    EXPECT_FALSE(is_opted_in());
    EXPECT_TRUE(staff_opts_in(false));
}

TEST_P(MarketingConsentTest, MetasRefusalOfAMessageIsTheCustomersWord) {
    auto const chat = receive(message_of(noa(), "שלום"));
    ASSERT_TRUE(staff_opts_in(true));
    conversation::Reply reply;
    reply.body = "1+1";
    auto const sent = run([&](Context& context) {
        return send_message(
            context,
            {.customer = std::nullopt,
             .phone = "972541234567",
             .reply = reply,
             .reaction_to = std::nullopt,
             .who = member()}
        );
    });
    ASSERT_TRUE(sent) << sent.error().slug;
    EXPECT_EQ(sent->conversation, chat);
    StatusUpdate status;
    status.wamid = "wamid.out";
    status.status = DeliveryStatus::Failed;
    status.raw_status = "failed";
    status.callback_data = sent->id.to_string();
    status.error_code = 131'050;
    ASSERT_TRUE(run([&](Context& context) { return receive_status(context, origin(), status); }));
    EXPECT_FALSE(is_opted_in());
    EXPECT_EQ(
        number(
            "select count(*) from consents where business_id = $1 and proof_message_id = $2 "
            "and withdrawn_at is not null",
            {Value(sent->id)}
        ),
        1
    );
}

}  // namespace
}  // namespace croozer::app::test
