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

}  // namespace
}  // namespace croozer::app::test
