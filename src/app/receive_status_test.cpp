#include "app/app_fixture.hpp"
#include "app/deliver.hpp"

namespace croozer::app::test {
namespace {

using ordering::OrderState;

constexpr std::int64_t not_on_whatsapp = 131026;

class ReceiveStatusTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        conversation_ = receive(message_of(
            {.phone = "972541234567", .bsuid = "IL.1", .username = {}, .name = "Noa"}, "שלום"
        ));
        auto const placed = run([&, bread = add_product("bread")](Context& context) {
            auto command = order_for("972541234567", {line_of(bread)});
            command.order.conversation = conversation_;
            return create_order(context, command);
        });
        ASSERT_TRUE(placed) << placed.error().slug;
        order_ = placed->id;
    }

    // The message that tells the customer of it.
    MessageId move(OrderState to) {
        EXPECT_TRUE(run([&](Context& context) { return move_order(context, move_to(order_, to)); })
        );
        auto const newest = rows(
            "select id from messages where business_id = $1 and order_id = $2 "
            "order by created_at desc limit 1",
            {Value(order_)}
        );
        return newest && !newest->empty() ? newest->front().id<MessageId>(0) : MessageId{};
    }

    void meta_says(DeliveryStatus status, std::string raw, std::string callback) {
        StatusUpdate update;
        update.wamid = "wamid.out";
        update.status = status;
        update.raw_status = std::move(raw);
        update.callback_data = std::move(callback);
        update.error_code = status == DeliveryStatus::Failed ? not_on_whatsapp : 0;
        auto const received =
            run([&](Context& context) { return receive_status(context, origin(), update); });
        EXPECT_TRUE(received) << received.error().detail;
    }

    void meta_fails(MessageId message, ErrorAction action, std::int64_t code) {
        StatusUpdate update;
        update.wamid = "wamid.out";
        update.status = DeliveryStatus::Failed;
        update.raw_status = "failed";
        update.callback_data = message.to_string();
        update.error_code = code;
        update.error_action = action;
        update.error_title = "Meta's words";
        EXPECT_TRUE(run([&](Context& context) { return receive_status(context, origin(), update); })
        );
    }

    void meta_delivers(MessageId message, std::string cost_class) {
        StatusUpdate update;
        update.wamid = "wamid." + message.to_string();
        update.status = DeliveryStatus::Delivered;
        update.raw_status = "delivered";
        update.callback_data = message.to_string();
        update.pricing_category = "service";
        update.pricing_type = std::move(cost_class);
        EXPECT_TRUE(run([&](Context& context) { return receive_status(context, origin(), update); })
        );
    }

    std::string account_status() {
        return text("select status from whatsapp_accounts where business_id = $1");
    }

    void meta_accepts(MessageId message) {
        SendResult result;
        result.id = message;
        result.account = account();
        result.outcome.fate = SendOutcome::Fate::Accepted;
        result.outcome.wamid = "wamid.out";
        EXPECT_TRUE(run([&](Context& context) { return finish_send(context, result); }));
    }

    std::string status_of(MessageId message) {
        return text(
            "select status from messages where business_id = $1 and id = $2", {Value(message)}
        );
    }

    std::string notification() {
        return text(
            "select notification_state || ' ' || coalesce(notification_reason, '') from orders "
            "where business_id = $1 and id = $2",
            {Value(order_)}
        );
    }

    // What the board has last been told of the order.
    std::int64_t announced_version() {
        return number(
            "select max(version) from events where business_id = $1 and kind = 'order' "
            "and subject_id = $2",
            {Value(order_)}
        );
    }

    std::int64_t version() {
        return number(
            "select version from orders where business_id = $1 and id = $2", {Value(order_)}
        );
    }

    ConversationId conversation_;
    OrderId order_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    ReceiveStatusTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(ReceiveStatusTest, AMessageThatMetaCouldNotBringShowsOnItsOrder) {
    auto const news = move(OrderState::Confirmed);
    EXPECT_EQ(notification(), "queued ");
    meta_accepts(news);
    meta_says(DeliveryStatus::Failed, "failed", news.to_string());
    EXPECT_EQ(status_of(news), "failed");
    EXPECT_EQ(notification(), "not_notified error_131026");
    EXPECT_EQ(announced_version(), version());
}

TEST_P(ReceiveStatusTest, AFailureThatOvertakesGraphsAnswerStands) {
    auto const news = move(OrderState::Confirmed);
    meta_says(DeliveryStatus::Failed, "failed", news.to_string());
    meta_accepts(news);
    meta_says(DeliveryStatus::Sent, "sent", news.to_string());
    EXPECT_EQ(status_of(news), "failed");
    EXPECT_EQ(notification(), "not_notified error_131026");
}

TEST_P(ReceiveStatusTest, SoDoesOneThatCameBeforeItsMessageWasKnown) {
    auto const news = move(OrderState::Confirmed);
    meta_says(DeliveryStatus::Failed, "failed", "");
    EXPECT_EQ(notification(), "queued ");
    meta_accepts(news);
    EXPECT_EQ(status_of(news), "failed");
    EXPECT_EQ(notification(), "not_notified error_131026");
    EXPECT_EQ(announced_version(), version());
}

TEST_P(ReceiveStatusTest, AFailureOfOldNewsSaysNothingOfTheNewest) {
    auto const old = move(OrderState::Confirmed);
    move(OrderState::Ready);
    meta_says(DeliveryStatus::Failed, "failed", old.to_string());
    EXPECT_EQ(status_of(old), "failed");
    EXPECT_EQ(notification(), "queued ");
}

TEST_P(ReceiveStatusTest, WhatFailsLaterForPaymentIsToldUntilAMessageThatCostsArrives) {
    auto const news = move(OrderState::Confirmed);
    meta_accepts(news);
    meta_fails(news, ErrorAction::StopBillable, 131042);
    EXPECT_EQ(notification(), "not_notified error_131042");
    EXPECT_TRUE(open_alert("payments_missing").starts_with("critical"));
    EXPECT_EQ(account_status(), "active") << "Graph accepts what is sent";
    advance(std::chrono::seconds(1));
    meta_delivers(move(OrderState::Preparing), "free_customer_service");
    EXPECT_NE(open_alert("payments_missing"), "none") << "it was free";
    meta_delivers(move(OrderState::Ready), "regular");
    EXPECT_EQ(open_alert("payments_missing"), "none");
}

TEST_P(ReceiveStatusTest, ALockedAccountIsToldOfByStatusToo) {
    auto const news = move(OrderState::Confirmed);
    meta_accepts(news);
    meta_fails(news, ErrorAction::StopAccount, 131031);
    EXPECT_TRUE(open_alert("account_blocked").starts_with("critical"));
    EXPECT_EQ(account_status(), "active");
    advance(std::chrono::seconds(1));
    meta_delivers(move(OrderState::Ready), "free_customer_service");
    EXPECT_EQ(open_alert("account_blocked"), "none");
}

TEST_P(ReceiveStatusTest, ATokenIsLookedAtWhenAStatusDoubtsIt) {
    auto const news = move(OrderState::Confirmed);
    meta_accepts(news);
    meta_fails(news, ErrorAction::Reauthorise, 190);
    EXPECT_EQ(account_status(), "active");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_keep'"), 1
    );
}

}  // namespace
}  // namespace croozer::app::test
