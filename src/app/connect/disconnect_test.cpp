// Letting a number go, on both engines.
#include "app/connect/connector_fixture.hpp"
#include "app/deliver.hpp"
#include "app/outbox.hpp"
#include "app/receive_news.hpp"

namespace croozer::app::test {
namespace {

class DisconnectTest : public ConnectorTest {
protected:
    Result<void> finish(AccountId account) {
        std::promise<Result<void>> promise;
        connector_->finish_disconnect(business(), account, [&](Result<void> done) {
            promise.set_value(std::move(done));
        });
        return promise.get_future().get();
    }
};

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
            "and status = 'disconnected' and token_sealed is null and pin_sealed is not null",
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

// Hands on all but one write of a business, which finds the database away.
class FlakyEngine final : public store::Engine {
public:
    FlakyEngine(store::Engine& engine, int good_writes)
        : engine_(engine), writes_left_(good_writes) {}

    void submit_write(store::Lane lane, store::Scope scope, Work work, Done done) override {
        if (scope.kind == store::Scope::Kind::Business && writes_left_-- == 0) {
            done(failure(ErrorCode::StorageUnavailable, "storage"));
        } else {
            engine_.submit_write(lane, scope, std::move(work), std::move(done));
        }
    }

    void submit_read(store::Scope scope, Work work, Done done) override {
        engine_.submit_read(scope, std::move(work), std::move(done));
    }

    void stop() override {}

private:
    store::Engine& engine_;
    std::atomic<int> writes_left_;
};

// The page would say that it is connected, and no message would come.
TEST_P(DisconnectTest, CutInTheMiddleItsJobFinishesIt) {
    auto const connected = resume(begin().value());
    ASSERT_EQ(connected.state, ConnectState::Done);
    constexpr int until_detached = 1;
    FlakyEngine flaky(engine(), until_detached);
    Runner failing(
        flaky,
        runner().trade_clock(),
        runner().system_clock(),
        runner().random(),
        runner().shops(),
        runner().secrets(),
        signals()
    );
    Connector cut(failing, meta_, meta_, [] {});
    std::promise<Result<void>> promise;
    cut.disconnect(business(), member(), [&](Result<void> done) {
        promise.set_value(std::move(done));
    });
    EXPECT_EQ(promise.get_future().get().error().code, ErrorCode::StorageUnavailable);
    EXPECT_FALSE(route()) << "nothing comes any more";
    constexpr auto jobs =
        "select count(*) from work where business_id = $1 and kind = 'disconnect'";
    EXPECT_EQ(number(jobs), 1);
    EXPECT_EQ(begin().error().slug, "disconnect_running");
    EXPECT_EQ(disconnect().error().slug, "disconnect_running");
    EXPECT_TRUE(finish(*connected.account));
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 "
               "and disconnected_at is null"),
        0
    );
    EXPECT_EQ(number(jobs), 0);
    EXPECT_EQ(finish(*connected.account).error().code, ErrorCode::NotFound);
    meta_.codes = {"code"};
    EXPECT_EQ(resume(begin().value()).state, ConnectState::Done) << "and it may come back";
}

TEST_P(DisconnectTest, NewsOfTheOldConnectionLeavesTheNewOneAlone) {
    ASSERT_EQ(resume(begin().value()).state, ConnectState::Done);
    ASSERT_TRUE(disconnect());
    auto source = origin();
    source.told_at = runner().system_clock().now();
    advance(1h);
    meta_.codes = {"code"};
    ASSERT_EQ(resume(begin().value()).state, ConnectState::Done);
    AccountUpdate removal;
    removal.event = "PARTNER_REMOVED";
    auto const late = run([&](Context& context) {
        return receive_news(
            context,
            source,
            meta_.waba,
            {.field = "account_update", .event = removal.event, .detail = removal}
        );
    });
    ASSERT_TRUE(late);
    EXPECT_EQ(late->reason, "older than the connection");
    EXPECT_EQ(
        text("select status from whatsapp_accounts where business_id = $1 "
             "and disconnected_at is null"),
        "active"
    );
    EXPECT_EQ(
        number("select count(*) from alerts where business_id = $1 and kind = 'account_removed'"), 0
    );
}

}  // namespace
}  // namespace croozer::app::test
