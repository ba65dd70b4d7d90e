// Letting a number go, on both engines.
#include "app/connect/connector_fixture.hpp"
#include "app/deliver.hpp"
#include "app/outbox.hpp"

namespace croozer::app::test {
namespace {

class DisconnectTest : public ConnectorTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, DisconnectTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(DisconnectTest, DisconnectingFreesTheNumberAndItComesBackAsTheSameAccount) {
    auto const first = resume(begin().value());
    ASSERT_EQ(first.state, ConnectState::Done);
    ASSERT_TRUE(disconnect());
    EXPECT_FALSE(route());
    EXPECT_TRUE(meta_.subscribed.empty());
    EXPECT_EQ(
        number(
            "select count(*) from whatsapp_accounts where business_id = $1 and id = $2 "
            "and status = 'disconnected' and token_sealed is null and pin_sealed is null",
            {store::Value(*first.account)}
        ),
        1
    );
    EXPECT_EQ(disconnect().error().code, ErrorCode::NotFound);
    meta_.codes = {"code"};
    auto const second = resume(begin().value());
    EXPECT_EQ(second.state, ConnectState::Done);
    EXPECT_EQ(second.account, first.account);
}

TEST_P(DisconnectTest, AnAccountThatOthersShareStaysSubscribed) {
    resume(begin().value());
    ASSERT_TRUE(store::write_and_wait(
        runner().engine(),
        store::Scope::shared(),
        [&](store::Session& session) {
            return store::claim_phone_route(
                session,
                number_ + "2",
                {.business = store::test::fresh_business(),
                 .account = AccountId{store::test::fresh_uuid()},
                 .waba_id = meta_.waba}
            );
        }
    ));
    ASSERT_TRUE(disconnect());
    EXPECT_EQ(std::ranges::count(meta_.calls, "unsubscribe"), 0);
}

TEST_P(DisconnectTest, WhatWaitsToBeSentIsShownAsNotTold) {
    auto const connected = resume(begin().value());
    auto source = origin();
    source.account = connected.account.value();
    auto const chat = run([&](Context& context) {
        return receive_message(
            context,
            source,
            message_of({.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "hi")
        );
    });
    ASSERT_TRUE(chat);
    conversation::Reply reply;
    reply.body = "hello";
    auto const id = run([&](Context& context) {
        return enqueue_message(
            context,
            {.conversation = chat->conversation,
             .customer = customer_of(chat->conversation),
             .order = std::nullopt,
             .reply = reply,
             .author = "bot",
             .author_name = {},
             .reply_to_wamid = {},
             .draft = false,
             .hold = 1h,
             .lifetime = std::nullopt}
        );
    });
    ASSERT_TRUE(id);
    ASSERT_TRUE(disconnect());
    advance(2h);
    auto const ready = run([&](Context& context) { return begin_send(context, *id); });
    ASSERT_TRUE(ready);
    EXPECT_FALSE(*ready);
    EXPECT_EQ(
        text("select status from messages where business_id = $1 and id = $2", {store::Value(*id)}),
        "not_notified"
    );
}

}  // namespace
}  // namespace croozer::app::test
