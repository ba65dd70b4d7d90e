// What leaves, as what, and what Meta says it cost.
#include "app/account_access.hpp"
#include "app/app_fixture.hpp"
#include "app/deliver.hpp"
#include "app/receive_news.hpp"
#include "app/send_backoff.hpp"
#include "app/sync_templates.hpp"
#include "domain/conversation/templates.hpp"
#include "store/documents/template_document.hpp"
#include "store/repositories/message_costs.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;
using ordering::OrderState;

class SendingTest : public AppTest {
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

    static conversation::SeenTemplate seen(
        std::string name, std::string body, std::string category = "UTILITY"
    ) {
        conversation::TemplateComponent component;
        component.type = "BODY";
        component.text = std::move(body);
        return {
            .meta_id = "1" + std::to_string(name.size()),
            .name = std::move(name),
            .language = "he",
            .category = std::move(category),
            .status = "APPROVED",
            .quality = {},
            .reason = {},
            .parameter_format = "NAMED",
            .components = store::documents::encode_components({component}, true)
        };
    }

    void meta_lists(std::vector<conversation::SeenTemplate> const& list) {
        EXPECT_TRUE(run([&](Context& context) -> Result<std::int64_t> {
            auto const access = TRY(account_access(context));
            return save_templates(context, access->waba_id, list, access->at);
        }));
    }

    void agrees_to_advertising() {
        EXPECT_TRUE(run([&](Context& context) -> Result<std::int64_t> {
            return context.session.execute(
                "update customers set opt_in_marketing = $3 where business_id = $1 and id = $2",
                {context.business, customer_of(conversation_), true}
            );
        }));
    }

    std::string status_of(MessageId id) {
        return text(
            "select status || ' ' || coalesce(error_message, '') from messages "
            "where business_id = $1 and id = $2",
            {Value(id)}
        );
    }

    Result<MovedOrder> move(OrderState to) {
        return run([&](Context& context) { return move_order(context, move_to(order_, to)); });
    }

    MessageId newest_of_order() {
        auto const newest = rows(
            "select id from messages where business_id = $1 and order_id = $2 "
            "order by created_at desc, id desc limit 1",
            {Value(order_)}
        );
        return newest && !newest->empty() ? newest->front().id<MessageId>(0) : MessageId{};
    }

    std::optional<ReadyToSend> begin(MessageId id) {
        auto ready = run([&](Context& context) { return begin_send(context, id); });
        EXPECT_TRUE(ready) << ready.error().slug;
        return ready ? *std::move(ready) : std::nullopt;
    }

    // False: it may not be sent now.
    bool refused(
        MessageId id,
        ErrorAction action,
        std::int64_t code,
        std::chrono::milliseconds retry_after = 0ms
    ) {
        auto const ready = begin(id);
        if (!ready) {
            return false;
        }
        SendResult result{
            .id = id,
            .fence = ready->fence,
            .attempts = ready->attempts,
            .account = ready->account,
            .outcome = {}
        };
        result.outcome.fate = SendOutcome::Fate::Refused;
        result.outcome.action = action;
        result.outcome.error_code = code;
        result.outcome.retry_after = retry_after;
        EXPECT_TRUE(run([&](Context& context) { return finish_send(context, result); }));
        return true;
    }

    std::string notification() {
        return text(
            "select notification_state || ' ' || coalesce(notification_reason, '') from orders "
            "where business_id = $1 and id = $2",
            {Value(order_)}
        );
    }

    Result<SentMessage> write(conversation::Reply reply) {
        return run([&](Context& context) {
            return send_message(
                context,
                {.customer = customer_of(conversation_),
                 .phone = {},
                 .reply = reply,
                 .reaction_to = std::nullopt,
                 .who = {}}
            );
        });
    }

    static conversation::Reply words(std::string body) {
        conversation::Reply reply;
        reply.body = std::move(body);
        return reply;
    }

    static conversation::Reply as_template(
        std::string name, std::vector<conversation::TemplateParameter> parameters = {}
    ) {
        conversation::Reply reply;
        reply.kind = conversation::ReplyKind::Other;
        reply.content = conversation::TemplateMessage{
            .name = std::move(name),
            .language = "he",
            .category = {},
            .parameters = std::move(parameters)
        };
        return reply;
    }

    void priced(MessageId id, std::string status, std::string category, std::string type) {
        StatusUpdate update;
        update.wamid = "wamid." + id.to_string();
        update.raw_status = status;
        update.status = status == "sent"        ? DeliveryStatus::Sent
                        : status == "delivered" ? DeliveryStatus::Delivered
                        : status == "failed"    ? DeliveryStatus::Failed
                                                : DeliveryStatus::Read;
        update.callback_data = id.to_string();
        update.pricing_category = std::move(category);
        update.pricing_type = std::move(type);
        auto const received =
            run([&](Context& context) { return receive_status(context, origin(), update); });
        EXPECT_TRUE(received) << received.error().detail;
    }

    // "category/class=n", with commas.
    std::string costs() {
        auto const found = rows(
            "select month, category, cost_class, n from message_costs where business_id = $1 "
            "and n > 0 order by category, cost_class"
        );
        std::string all;
        for (auto const& row : found ? *found : store::Rows{}) {
            all += (all.empty() ? "" : ",") + row.text(1) + "/" + row.text(2) + "=" +
                   std::to_string(row.integer(3));
        }
        return all;
    }

    ConversationId conversation_;
    OrderId order_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, SendingTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(SendingTest, NewsLeavesAsTheMappedTemplateOnceTheWindowIsClosed) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    auto listed = seen(definition.name, definition.components.front().text);
    meta_lists({listed});
    advance(25h);
    ASSERT_TRUE(move(OrderState::Confirmed));
    EXPECT_EQ(notification(), "queued ");
    auto const id = newest_of_order();
    advance(7s);
    auto const ready = begin(id);
    ASSERT_TRUE(ready);
    auto const* const message = conversation::template_of(ready->message.reply);
    ASSERT_NE(message, nullptr);
    EXPECT_EQ(message->name, "croozer_order_accepted_v1");
    ASSERT_EQ(message->parameters.size(), 2U);
    EXPECT_EQ(message->parameters.front().name, "order_number");
    EXPECT_EQ(
        text("select type from messages where business_id = $1 and id = $2", {Value(id)}),
        "template"
    );
    auto const shown =
        text("select content from messages where business_id = $1 and id = $2", {Value(id)});
    EXPECT_NE(shown.find(message->parameters.back().value), std::string::npos) << shown;
    EXPECT_EQ(shown.find("{{"), std::string::npos) << shown;
}

TEST_P(SendingTest, InsideTheWindowTheNewsIsFreeText) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text)});
    ASSERT_TRUE(move(OrderState::Confirmed));
    advance(7s);
    auto const ready = begin(newest_of_order());
    ASSERT_TRUE(ready);
    EXPECT_EQ(conversation::template_of(ready->message.reply), nullptr);
}

TEST_P(SendingTest, NewsThatMetaFindsTooLateLeavesAsTheTemplate) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text)});
    ASSERT_TRUE(move(OrderState::Confirmed));
    auto const id = newest_of_order();
    advance(7s);
    auto const ready = begin(id);
    ASSERT_TRUE(ready);
    SendResult result{
        .id = id,
        .fence = ready->fence,
        .attempts = ready->attempts,
        .account = ready->account,
        .outcome = {}
    };
    result.outcome.fate = SendOutcome::Fate::Refused;
    result.outcome.action = ErrorAction::Stop;
    result.outcome.error_code = 131047;
    ASSERT_TRUE(run([&](Context& context) { return finish_send(context, result); }));
    auto const again = begin(id);
    ASSERT_TRUE(again);
    EXPECT_NE(conversation::template_of(again->message.reply), nullptr);
}

TEST_P(SendingTest, WithoutAnApprovedTemplateTheOrderSaysNotNotified) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    auto listed = seen(definition.name, definition.components.front().text);
    listed.status = "PENDING";
    meta_lists({listed});
    advance(25h);
    ASSERT_TRUE(move(OrderState::Confirmed));
    EXPECT_EQ(notification(), "not_notified window_closed");
}

TEST_P(SendingTest, ATemplateThatIsTakenAwayMeanwhileDoesNotLeave) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text)});
    advance(25h);
    ASSERT_TRUE(move(OrderState::Confirmed));
    advance(7s);
    meta_lists({});
    EXPECT_FALSE(begin(newest_of_order()));
    EXPECT_EQ(notification(), "not_notified window_closed");
}

TEST_P(SendingTest, TheExpiryOfNewsStands) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text)});
    advance(25h);
    ASSERT_TRUE(move(OrderState::Confirmed));
    advance(31min);
    EXPECT_FALSE(begin(newest_of_order()));
    EXPECT_EQ(notification(), "not_notified expired");
}

TEST_P(SendingTest, OutsideTheWindowStaffMaySendTemplatesAndIsToldWhich) {
    meta_lists({seen("hello", "שלום לכם."), seen("sale", "מבצע לכם.", "MARKETING")});
    advance(24h);
    auto const refused = write(words("outside"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().slug, "window_closed");
    EXPECT_EQ(refused.error().detail, "hello/he,sale/he");
    auto const sent = write(as_template("hello"));
    ASSERT_TRUE(sent) << sent.error().slug;
    auto const ready = begin(sent->id);
    ASSERT_TRUE(ready);
    EXPECT_EQ(ready->message.reply.body, "שלום לכם.");
}

TEST_P(SendingTest, TemplatesAreCheckedBeforeTheyAreQueued) {
    auto paused = seen("paused", "שלום לכם.");
    paused.status = "PAUSED";
    meta_lists({seen("hello", "שלום {{name}} לכם."), paused});
    EXPECT_EQ(write(as_template("unknown")).error().slug, "template_unusable");
    EXPECT_EQ(write(as_template("paused")).error().detail, "PAUSED");
    auto const bare = write(as_template("hello"));
    ASSERT_FALSE(bare);
    EXPECT_EQ(bare.error().slug, "meta_limit");
    EXPECT_EQ(bare.error().pointer, "/template/parameters");
}

TEST_P(SendingTest, AdvertisingNeedsConsentAndUtilityDoesNot) {
    meta_lists({seen("hello", "שלום לכם."), seen("sale", "מבצע לכם.", "MARKETING")});
    EXPECT_TRUE(write(as_template("hello")));
    auto const refused = write(as_template("sale"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().slug, "opted_out");
    auto const set = [&](std::string_view sql) {
        EXPECT_TRUE(run([&](Context& context) -> Result<std::int64_t> {
            return context.session.execute(
                sql, {context.business, customer_of(conversation_), true, context.now}
            );
        }));
    };
    set("update customers set opt_in_marketing = $3, updated_at = $4 "
        "where business_id = $1 and id = $2");
    EXPECT_TRUE(write(as_template("sale")));
    EXPECT_TRUE(run([&](Context& context) -> Result<std::int64_t> {
        return context.session.execute(
            "insert into consents (business_id, id, customer_id, purpose, given_at, "
            "withdrawn_at, wording) values ($1, $2, $3, 'marketing', null, $4, 'stop')",
            {context.business, context.ids.v7(), customer_of(conversation_), context.now}
        );
    }));
    EXPECT_EQ(write(as_template("sale")).error().slug, "opted_out");
}

TEST_P(SendingTest, AdvertisingThatWaitsDoesNotLeaveOnceItIsRefused) {
    meta_lists({seen("sale", "מבצע לכם.", "MARKETING")});
    agrees_to_advertising();
    auto const id = write(as_template("sale"))->id;
    ASSERT_TRUE(refused(id, ErrorAction::Retry, 131049, 24h));
    receive(
        message_of({.phone = "972541234567", .bsuid = "IL.1", .username = {}, .name = "Noa"}, "הסר")
    );
    advance(25h);
    EXPECT_FALSE(begin(id));
    EXPECT_EQ(status_of(id), "not_notified opted_out");
}

TEST_P(SendingTest, ATemplateThatMetaCallsAdvertisingMeanwhileNeedsConsent) {
    meta_lists({seen("hello", "שלום לכם.")});
    auto const id = write(as_template("hello"))->id;
    meta_lists({seen("hello", "שלום לכם.", "MARKETING")});
    EXPECT_FALSE(begin(id));
    EXPECT_EQ(status_of(id), "not_notified opted_out");
}

TEST_P(SendingTest, NewsOfAnOrderNeverLeavesAsAdvertising) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text, "MARKETING")});
    agrees_to_advertising();
    advance(25h);
    ASSERT_TRUE(move(OrderState::Confirmed));
    EXPECT_EQ(notification(), "not_notified window_closed");
}

TEST_P(SendingTest, NewsThatMetaFoundTooLateByStatusLeavesAsTheTemplate) {
    auto const definition = conversation::default_order_definition("accepted", Language::Hebrew);
    meta_lists({seen(definition.name, definition.components.front().text)});
    ASSERT_TRUE(move(OrderState::Confirmed));
    auto const id = newest_of_order();
    StatusUpdate update;
    update.wamid = "wamid.out";
    update.raw_status = "failed";
    update.status = DeliveryStatus::Failed;
    update.callback_data = id.to_string();
    update.error_code = 131047;
    update.error_action = ErrorAction::Stop;
    EXPECT_TRUE(run([&](Context& context) { return receive_status(context, origin(), update); }));
    auto const again = newest_of_order();
    EXPECT_NE(again, id);
    auto const ready = begin(again);
    ASSERT_TRUE(ready);
    EXPECT_NE(conversation::template_of(ready->message.reply), nullptr);
    EXPECT_EQ(notification(), "queued ");
    EXPECT_EQ(status_of(id).substr(0, 6), "failed");
}

TEST_P(SendingTest, ATemplateThatIsPausedIsToldNotChosenAndListedAnew) {
    meta_lists({seen("hello", "שלום לכם.")});
    auto const id = write(as_template("hello"))->id;
    ASSERT_TRUE(refused(id, ErrorAction::Stop, 132015));
    EXPECT_NE(open_alert("template_paused"), "none");
    EXPECT_EQ(write(as_template("hello")).error().detail, "PAUSED");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'template_sync'"), 1
    );
    meta_lists({seen("hello", "שלום לכם.")});
    EXPECT_EQ(open_alert("template_paused"), "none");
}

TEST_P(SendingTest, AListThatWasAskedForBeforeDoesNotUndoWhatMetaToldSince) {
    auto pending = seen("hello", "שלום לכם.");
    pending.status = "PENDING";
    meta_lists({pending});
    auto const access = run([](Context& context) { return account_access(context); });
    ASSERT_TRUE(access && *access);
    // The list is under way, as its job says.
    auto const job = [&](std::string_view sql) {
        EXPECT_TRUE(run([&](Context& context) -> Result<std::int64_t> {
            CHECK(sync_templates_soon(context, account()));
            return context.session.execute(sql, {context.business});
        }));
    };
    job("update work set state = 'sending', due_at = due_at + 600000000 "
        "where business_id = $1 and kind = 'template_sync'");
    advance(1s);
    TemplateStatusUpdate approved;
    approved.of = {.meta_id = {}, .name = "hello", .language = "he"};
    approved.event = "APPROVED";
    EXPECT_TRUE(run([&](Context& context) {
        return receive_news(
            context,
            origin(),
            "2",
            {.field = "message_template_status_update", .event = {}, .detail = approved}
        );
    }));
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        TRY(save_created_template(
            context,
            "2",
            {.name = "made",
             .language = "he",
             .category = "UTILITY",
             .parameter_format = "NAMED",
             .components = seen("made", "a").components},
            {.meta_id = "7", .status = "APPROVED", .category = "UTILITY"},
            member()
        ));
        return true;
    }));
    EXPECT_TRUE(run([&](Context& context) {
        return save_templates(context, "2", {pending}, (*access)->at);
    }));
    EXPECT_TRUE(write(as_template("hello"))) << "approved still";
    EXPECT_TRUE(write(as_template("made"))) << "and not forgotten";
    EXPECT_EQ(
        text("select state from work where business_id = $1 and kind = 'template_sync'"), "queued"
    ) << "and listed once more";
}

TEST_P(SendingTest, StaffWritesFromTheNumberThatIsConnectedNow) {
    meta_lists({seen("hello", "שלום לכם.")});
    auto const other = AccountId{store::test::fresh_uuid()};
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(store::disconnect_account(
            context.session, context.business, account(), "", context.system_now
        ));
        CHECK(store::insert_account(
            context.session,
            context.business,
            {.id = other,
             .version = 1,
             .phone_number_id = "9",
             .waba_id = "2",
             .portfolio_id = portfolio,
             .phone_number = "97230000000",
             .display_name = "Shop",
             .token = SealedSecret{"token"},
             .status = "active"},
            "permanent",
            context.system_now
        ));
        return true;
    }));
    EXPECT_EQ(write(words("free text")).error().slug, "window_closed")
        << "nobody wrote to this number";
    auto const sent = write(as_template("hello"));
    ASSERT_TRUE(sent) << sent.error().slug;
    EXPECT_NE(sent->conversation, conversation_);
    auto const ready = begin(sent->id);
    ASSERT_TRUE(ready);
    EXPECT_EQ(ready->message.phone_number_id, "9");
}

TEST_P(SendingTest, AMessageIsCountedOnceWhateverMetaRepeats) {
    auto const id = write(words("a"))->id;
    priced(id, "sent", "service", "regular");
    EXPECT_EQ(costs(), "service/regular=1");
    priced(id, "delivered", "service", "regular");
    priced(id, "read", "", "");
    EXPECT_EQ(costs(), "service/regular=1");
    auto const other = write(words("b"))->id;
    priced(other, "delivered", "utility", "regular");
    EXPECT_EQ(costs(), "service/regular=1,utility/regular=1");
}

TEST_P(SendingTest, ALaterStatusCorrectsWhatItCostAndAnEarlierOneDoesNot) {
    auto const id = write(words("a"))->id;
    priced(id, "sent", "service", "regular");
    priced(id, "delivered", "service", "free_customer_service");
    EXPECT_EQ(costs(), "service/free_customer_service=1");
    auto const late = write(words("b"))->id;
    priced(late, "delivered", "utility", "regular");
    priced(late, "sent", "service", "regular");
    EXPECT_EQ(costs(), "service/free_customer_service=1,utility/regular=1");
}

TEST_P(SendingTest, WhatFailedCostsNothing) {
    auto const id = write(words("a"))->id;
    priced(id, "sent", "service", "regular");
    priced(id, "failed", "", "");
    EXPECT_EQ(costs(), "");
    auto const other = write(words("b"))->id;
    priced(other, "failed", "", "");
    priced(other, "sent", "service", "regular");
    EXPECT_EQ(costs(), "") << "in whatever order they come";
    priced(other, "delivered", "service", "regular");
    EXPECT_EQ(costs(), "service/regular=1") << "it arrived after all";
}

TEST_P(SendingTest, ThePairLimitBacksOffByFours) {
    EXPECT_EQ(pair_delay(0), Duration(1s));
    EXPECT_EQ(pair_delay(1), Duration(4s));
    EXPECT_EQ(pair_delay(3), Duration(64s));
    EXPECT_EQ(pair_delay(20), Duration(1h));
}

TEST_P(SendingTest, APersonsMarketingCapIsTriedAgainAfterADayAndThenLater) {
    auto const id = write(words("a"))->id;
    auto const refuse = [&] { return refused(id, ErrorAction::Retry, 131049, 24h); };
    auto const wait = [&] {
        return number("select due_at from work where business_id = $1 and id = $2", {Value(id)});
    };
    ASSERT_TRUE(refuse());
    auto const first = wait();
    EXPECT_FALSE(refuse());
    auto const day = Duration(24h).count();
    auto const now = run([](Context& context) -> Result<Instant> { return context.system_now; });
    EXPECT_GE(first - now->microseconds, day - Duration(1min).count());
    // The chat does not wait for it.
    EXPECT_TRUE(begin(write(words("b"))->id));
}

TEST_P(SendingTest, WhoStoppedMarketingByMetasAnswerIsOptedOutToo) {
    auto const id = write(words("a"))->id;
    ASSERT_TRUE(refused(id, ErrorAction::Stop, 131050));
    EXPECT_EQ(
        number(
            "select count(*) from consents where business_id = $1 and proof_message_id = $2",
            {Value(id)}
        ),
        1
    );
}

}  // namespace
}  // namespace croozer::app::test
