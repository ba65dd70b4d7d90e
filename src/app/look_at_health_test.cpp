// The health of a connected number: what Meta tells, what it does not answer, and what is told on.
#include "app/account_care_fixture.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;

class LookAtHealth : public AccountCareTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, LookAtHealth, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(LookAtHealth, HealthIsWrittenDownAndTold) {
    auto& meta = platform();
    meta.number.quality_rating = "GREEN";
    meta.number.messaging_limit = "TIER_2K";
    meta.number.health.can_send = "AVAILABLE";
    meta.waba.funding_id = "9";
    EXPECT_TRUE(check().is_complete);
    EXPECT_EQ(of_account("quality"), "GREEN");
    EXPECT_EQ(of_account("messaging_limit"), "TIER_2K");
    EXPECT_EQ(of_account("subscribed_fields"), R"(["messages","account_update"])");
    EXPECT_EQ(number("select count(*) from alerts where business_id = $1"), 0);

    meta.number.quality_rating = "YELLOW";
    meta.waba.funding_id = "";
    check();
    EXPECT_EQ(open_alert("number_quality"), R"(warning {"quality":"YELLOW"})");
    EXPECT_EQ(open_alert("payments_missing"), "warning {}");
    EXPECT_EQ(mails(), 0) << "only what is critical is mailed";
    meta.number.quality_rating = "RED";
    meta.number.health = {
        .can_send = "BLOCKED",
        .entities =
            {{.type = "WABA",
              .id = "2",
              .can_send = "BLOCKED",
              .troubles = {{.code = 141000, .description = "Locked", .possible_solution = "Ask"}},
              .information = {}}}
    };
    meta.apps.clear();
    meta.may_subscribe = false;
    check();
    EXPECT_EQ(open_alert("number_quality"), R"(critical {"quality":"RED"})");
    EXPECT_EQ(open_alert("account_blocked"), R"(critical {"reason":"Locked","code":141000})");
    EXPECT_EQ(open_alert("webhook_unsubscribed"), "critical {}");
    EXPECT_EQ(mails(), 3);

    meta.number.quality_rating = "GREEN";
    meta.number.health = {.can_send = "AVAILABLE", .entities = {}};
    meta.waba.funding_id = "9";
    meta.apps.push_back({.id = Platform::id, .name = {}, .override_url = {}});
    check();
    EXPECT_EQ(
        number("select count(*) from alerts where business_id = $1 and resolved_at is null"), 0
    );
}

TEST_P(LookAtHealth, ALostSubscriptionIsRenewedBeforeAnybodyIsTold) {
    platform().apps.clear();
    EXPECT_TRUE(check().is_complete);
    EXPECT_EQ(platform().subscriptions, 1);
    EXPECT_EQ(open_alert("webhook_unsubscribed"), "");
    EXPECT_EQ(
        number(
            "select count(*) from whatsapp_accounts where business_id = $1 and is_subscribed"
            " = $2",
            {Value(true)}
        ),
        1
    );
    platform().may_subscribe = false;
    EXPECT_FALSE(check().is_complete);
    EXPECT_EQ(open_alert("webhook_unsubscribed"), "critical {}");
}

TEST_P(LookAtHealth, WhatATokenMayNotReadStandsAsItWasKnown) {
    auto& meta = platform();
    meta.number.quality_rating = "RED";
    meta.number.messaging_limit = "TIER_2K";
    meta.number.throughput_level = "HIGH";
    meta.waba.funding_id = "9";
    check();
    meta.number = NumberFacts{};
    meta.waba = WabaFacts{};
    EXPECT_TRUE(check().is_complete);
    EXPECT_EQ(of_account("quality"), "RED");
    EXPECT_EQ(of_account("messaging_limit"), "TIER_2K");
    EXPECT_EQ(of_account("throughput_level"), "HIGH");
    EXPECT_EQ(open_alert("number_quality"), R"(critical {"quality":"RED"})");
    EXPECT_EQ(open_alert("payments_missing"), "");
    EXPECT_TRUE(of_account("facts").contains(R"("is_funded":true)"));
}

TEST_P(LookAtHealth, ALookLeavesAloneWhatARefusedSendToldOfANumber) {
    auto& status = platform().number.status;
    status = "CONNECTED";
    break_for(ErrorAction::StopAccount, 133010);
    auto const told = open_alert("number_unregistered");
    EXPECT_NE(told, "");
    forget_mails();
    check();
    EXPECT_EQ(open_alert("number_unregistered"), told) << "over when a message goes through";
    status = "DISCONNECTED";
    check();
    EXPECT_EQ(open_alert("number_unregistered"), told);
    EXPECT_EQ(mails(), 0);
    EXPECT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
    EXPECT_EQ(open_alert("number_unregistered"), "");
    // Of one that goes on all the same: a send failed later.
    status = "CONNECTED";
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(hold_account(
            context,
            account(),
            {.action = ErrorAction::StopAccount, .code = 133010, .detail = "refused"},
            account_pause
        ));
        return true;
    }));
    check();
    EXPECT_EQ(open_alert("number_unregistered"), told);
}

TEST_P(LookAtHealth, ARefusalForPaymentStandsUntilAWayToPayIsAdded) {
    auto& funding = platform().waba.funding_id;
    funding = "9";
    check();
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(hold_account(
            context,
            account(),
            {.action = ErrorAction::StopBillable, .code = 131042, .detail = "payment"},
            account_pause
        ));
        return true;
    }));
    EXPECT_EQ(of_account("status"), "active");
    check();
    EXPECT_EQ(open_alert("payments_missing"), R"(critical {"code":131042})")
        << "there is one, and it does not work";
    funding = "";
    check();
    EXPECT_EQ(open_alert("payments_missing"), R"(critical {"code":131042})");
    funding = "10";
    check();
    EXPECT_EQ(open_alert("payments_missing"), "");
    EXPECT_EQ(mails(), 1) << "told once";
}

TEST_P(LookAtHealth, WhatMetaDoesNotAnswerStands) {
    platform().number.quality_rating = "RED";
    platform().waba.funding_id = "9";
    check();
    platform().is_silent = true;
    EXPECT_FALSE(check().is_complete);
    EXPECT_EQ(of_account("quality"), "RED");
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("payments_missing"), "");
    EXPECT_EQ(open_alert("webhook_unsubscribed"), "");
    platform().is_silent = false;
    platform().refusal = Platform::error(false, ErrorAction::Reauthorise, 190);
    check();
    EXPECT_EQ(of_account("status"), "active") << "debug_token decides";
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_keep'"), 1
    );
}

}  // namespace
}  // namespace croozer::app::test
