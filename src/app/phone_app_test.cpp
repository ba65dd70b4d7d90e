// What a shop's own phone shares with us: echoes, names, history.
#include "app/app_fixture.hpp"
#include "app/receive_news.hpp"

namespace croozer::app::test {
namespace {

constexpr auto phone = "972541234567";

class PhoneAppTest : public AppTest {
protected:
    Received tell(NewsDetail detail) {
        auto const received = run([&](Context& context) {
            return receive_news(
                context, origin(), "2", {.field = "f", .event = {}, .detail = std::move(detail)}
            );
        });
        EXPECT_TRUE(received) << received.error().slug << received.error().detail;
        return received ? *received : Received{};
    }

    MessageEcho echo(std::string wamid, Instant at) {
        return {
            .customer_phone = phone,
            .customer_bsuid = "IL.1",
            .message =
                {.wamid = std::move(wamid),
                 .type = "text",
                 .text = "נענה מהאפליקציה",
                 .sent_at = at,
                 .is_from_customer = false,
                 .status = {}}
        };
    }

    ConversationId writes(std::string words) {
        return receive(message_of(
            {.phone = phone, .bsuid = "IL.1", .username = {}, .name = {}}, std::move(words)
        ));
    }

    std::int64_t turns() {
        return number("select count(*) from work where business_id = $1 and kind = 'turn'");
    }

    Instant now() { return runner().trade_clock().now(); }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, PhoneAppTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(PhoneAppTest, WhatIsTypedOnThePhoneAnswersTheCustomer) {
    writes("שלום");
    EXPECT_EQ(turns(), 1);
    EXPECT_EQ(tell(echo("wamid.echo", now())).fate, Fate::Accepted);
    EXPECT_EQ(turns(), 0);
    EXPECT_EQ(
        text("select author || ' ' || direction || ' ' || status from messages "
             "where business_id = $1 and wamid = 'wamid.echo'"),
        "phone_app outbound sent"
    );
    EXPECT_EQ(number("select count(*) from messages where business_id = $1 and not answered"), 0);
    auto const left = number("select paused_until from conversations where business_id = $1") -
                      now().microseconds;
    EXPECT_NEAR(static_cast<double>(left) / 1e6, 30 * 60, 60);
    EXPECT_EQ(number("select count(*) from work where business_id = $1"), 0)
        << "it is not sent again";
    EXPECT_EQ(tell(echo("wamid.echo", now())).fate, Fate::Ignored);
    EXPECT_EQ(number("select count(*) from messages where business_id = $1"), 2);
}

TEST_P(PhoneAppTest, WhatWasWrittenAfterItWaitsForAnAnswer) {
    using namespace std::chrono_literals;
    auto const typed_at = now();
    writes("שלום");
    auto later =
        message_of({.phone = phone, .bsuid = "IL.1", .username = {}, .name = {}}, "שתי פיצות");
    later.sent_at = typed_at + Duration(5s);
    receive(later);
    EXPECT_EQ(tell(echo("wamid.echo", typed_at + Duration(2s))).fate, Fate::Accepted);
    EXPECT_EQ(turns(), 1) << "or the order is lost";
    EXPECT_EQ(
        text("select wamid from messages where business_id = $1 and not answered"), later.wamid
    );
    EXPECT_EQ(number("select count(*) from messages where business_id = $1 and not answered"), 1);
    EXPECT_EQ(
        number("select count(*) from conversations where business_id = $1 "
               "and paused_until is not null"),
        1
    );
    EXPECT_EQ(tell(echo("wamid.echo2", typed_at + Duration(6s))).fate, Fate::Accepted);
    EXPECT_EQ(turns(), 0);
}

TEST_P(PhoneAppTest, AFileSentFromThePhoneIsFetchedToo) {
    writes("שלום");
    auto photo = echo("wamid.photo", now());
    photo.message.type = "image";
    photo.message.media_id = "601";
    photo.message.mime_type = "image/jpeg";
    EXPECT_EQ(tell(photo).fate, Fate::Accepted);
    EXPECT_EQ(
        text("select f.kind || ' ' || f.meta_id || ' ' || f.state from media f "
             "join messages m on m.business_id = f.business_id and m.id = f.message_id "
             "where f.business_id = $1 and m.wamid = 'wamid.photo'"),
        "image 601 waiting"
    );
    EXPECT_EQ(tell(photo).reason, "known already");
    EXPECT_EQ(number("select count(*) from media where business_id = $1"), 1);
}

TEST_P(PhoneAppTest, AnEchoThatComesLateSilencesNobody) {
    writes("שלום");
    tell(echo("wamid.late", now() - Duration(std::chrono::hours(3))));
    EXPECT_EQ(turns(), 1);
    EXPECT_EQ(
        number("select count(*) from conversations where business_id = $1 "
               "and paused_until is not null"),
        0
    );
}

TEST_P(PhoneAppTest, AddressBookNamesTheNameless) {
    PhoneContact const contact{.phone = phone, .name = "Dana L", .action = "add"};
    EXPECT_EQ(tell(contact).reason, "no such customer") << "an address book is no customer list";
    writes("שלום");
    EXPECT_EQ(tell(contact).fate, Fate::Accepted);
    EXPECT_EQ(text("select name from customers where business_id = $1"), "Dana L");
    EXPECT_EQ(
        tell(PhoneContact{.phone = phone, .name = "Other", .action = "add"}).reason, "has a name"
    );
    EXPECT_EQ(
        tell(PhoneContact{.phone = phone, .name = {}, .action = "remove"}).fate, Fate::Ignored
    );
    EXPECT_EQ(text("select name from customers where business_id = $1"), "Dana L");
}

TEST_P(PhoneAppTest, HistoryIsOldMessagesAndStartsNothing) {
    auto const day = Duration(std::chrono::hours(24));
    HistoryThread thread{.customer_phone = phone, .customer_bsuid = {}, .messages = {}};
    thread.messages = {
        {.wamid = "wamid.1",
         .type = "text",
         .text = "שתי פיצות",
         .sent_at = now() - 3 * day,
         .is_from_customer = true,
         .status = {}},
        {.wamid = "wamid.2",
         .type = "text",
         .text = "בשמחה",
         .sent_at = now() - 2 * day,
         .is_from_customer = false,
         .status = "READ"},
        {.wamid = "wamid.3",
         .type = "media_placeholder",
         .text = {},
         .sent_at = now() - 2 * day,
         .is_from_customer = true,
         .status = {}},
    };
    EXPECT_EQ(tell(thread).fate, Fate::Accepted);
    EXPECT_EQ(number("select count(*) from messages where business_id = $1 and answered"), 3);
    EXPECT_EQ(number("select count(*) from work where business_id = $1"), 0);
    EXPECT_EQ(number("select count(*) from orders where business_id = $1"), 0);
    EXPECT_EQ(
        number("select count(*) from conversations where business_id = $1 and needs_person"), 0
    );
    EXPECT_EQ(
        number("select count(*) from conversations where business_id = $1 "
               "and last_inbound_at is not null"),
        0
    ) << "nothing of it opens the window";
    EXPECT_LT(
        number("select last_message_at from conversations where business_id = $1"),
        (now() - day).microseconds
    );
    EXPECT_EQ(
        text("select status from messages where business_id = $1 and wamid = 'wamid.2'"), "read"
    );
    EXPECT_EQ(tell(thread).reason, "known already");
    // The file's own webhook tells later what the message was.
    thread.messages = {thread.messages[2]};
    thread.messages[0].type = "image";
    thread.messages[0].text = "הקבלה";
    EXPECT_EQ(tell(thread).fate, Fate::Accepted);
    EXPECT_EQ(
        text("select type from messages where business_id = $1 and wamid = 'wamid.3'"), "image"
    );
    EXPECT_EQ(number("select count(*) from messages where business_id = $1"), 3);
}

}  // namespace
}  // namespace croozer::app::test
