#include "app/receive_news.hpp"

#include "app/account_care.hpp"
#include "app/account_state.hpp"
#include "app/alerts.hpp"
#include "app/app_fixture.hpp"
#include "app/connect_whatsapp.hpp"
#include "app/sync_templates.hpp"
#include "store/documents/account_document.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;

constexpr auto waba = "2";
constexpr auto number_of_the_shop = "97231234567";

class ReceiveNewsTest : public AppTest {
protected:
    Received tell(
        NewsDetail detail,
        std::string field = "account_update",
        std::optional<Instant> told_at = std::nullopt
    ) {
        auto const received = run([&](Context& context) {
            auto source = origin();
            source.told_at = told_at;
            return receive_news(
                context,
                source,
                waba,
                {.field = std::move(field), .event = {}, .detail = std::move(detail)}
            );
        });
        EXPECT_TRUE(received) << received.error().slug << received.error().detail;
        return received ? *received : Received{};
    }

    void accepted(NewsDetail detail) {
        auto const received = tell(std::move(detail));
        EXPECT_EQ(received.fate, Fate::Accepted) << received.reason;
    }

    std::string account_cell(std::string const& column) {
        return text(lasting(
            "select coalesce(" + column + ", '') from whatsapp_accounts where business_id = $1"
        ));
    }

    std::int64_t events(std::string const& kind) {
        return number(
            "select count(*) from events where business_id = $1 and kind = $2", {Value(kind)}
        );
    }

    std::int64_t mails() {
        return number("select count(*) from work where business_id = $1 and kind = 'alert_mail'");
    }

    std::int64_t unread() {
        return number(
            "select count(*) from alerts where business_id = $1 and resolved_at is null "
            "and acknowledged_at is null"
        );
    }

    store::documents::AccountFacts facts() {
        auto const decoded = store::documents::decode_facts(account_cell("facts"));
        EXPECT_TRUE(decoded);
        return decoded.value_or(store::documents::AccountFacts{});
    }

    // The hourly look.
    void look(HealthConclusion conclusion) {
        EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
            CHECK(conclude_health(context, conclusion));
            return true;
        }));
    }

    HealthConclusion good_health() {
        NumberFacts facts;
        facts.health.can_send = "AVAILABLE";
        HealthConclusion conclusion;
        conclusion.account = account();
        conclusion.number = facts;
        conclusion.is_subscribed = true;
        return conclusion;
    }

    static AccountUpdate update(std::string event) {
        AccountUpdate result;
        result.event = std::move(event);
        return result;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    ReceiveNewsTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(ReceiveNewsTest, ABanStopsTheNumberAndItsEndRestoresIt) {
    auto ban = update("DISABLED_UPDATE");
    ban.ban_state = "SCHEDULE_FOR_DISABLE";
    ban.ban_date = "November 20, 2026";
    accepted(ban);
    EXPECT_EQ(account_cell("status"), "active") << "not yet";
    EXPECT_TRUE(open_alert("account_warned").starts_with("critical"));
    look(good_health());
    EXPECT_NE(open_alert("account_warned"), "none") << "it may still send: that is no end of it";
    EXPECT_EQ(mails(), 1);
    ban.ban_state = "DISABLE";
    accepted(ban);
    EXPECT_EQ(open_alert("account_warned"), "none") << "it has come true";
    look(good_health());
    EXPECT_EQ(account_cell("status"), "error");
    EXPECT_EQ(
        open_alert("account_blocked"), R"(critical {"reason":"DISABLE","date":"November 20, 2026"})"
    );
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 "
               "and disconnected_at is null"),
        1
    ) << "the owner decides";
    accepted(ReviewUpdate{.decision = "APPROVED"});
    EXPECT_NE(open_alert("account_blocked"), "none") << "a review does not lift a ban";
    auto violation = update("ACCOUNT_VIOLATION");
    violation.violation_type = "ADULT";
    accepted(violation);
    EXPECT_EQ(open_alert("account_violation"), R"(warning {"reason":"ADULT"})");
    ban.ban_state = "REINSTATE";
    accepted(ban);
    EXPECT_EQ(account_cell("status"), "active");
    EXPECT_EQ(open_alert("account_blocked"), "none");
    EXPECT_EQ(open_alert("account_violation"), "none");
    EXPECT_GE(events("whatsapp_account"), 3);
    ban.ban_state = "SOMETHING_NEW";
    EXPECT_EQ(tell(ban).fate, Fate::Ignored);
}

TEST_P(ReceiveNewsTest, WhoeverTakesTheNumberAwayStopsItAndTheShopIsTold) {
    for (auto const* const event :
         {"PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED"}) {
        auto removal = update(event);
        removal.disconnection_reason = "PRIMARY_INACTIVITY";
        accepted(removal);
        EXPECT_EQ(account_cell("status"), "error") << event;
        EXPECT_EQ(account_cell("error_message"), std::string(event) + ": PRIMARY_INACTIVITY");
        EXPECT_EQ(
            open_alert("account_removed"),
            R"(critical {"event":")" + std::string(event) + R"(","reason":"PRIMARY_INACTIVITY"})"
        );
        accepted(update("ACCOUNT_RECONNECTED"));
        EXPECT_EQ(account_cell("status"), "active") << event;
        EXPECT_EQ(open_alert("account_removed"), "none");
    }
}

TEST_P(ReceiveNewsTest, ARemovalIsToldInPlaceOfWhatALookFoundBefore) {
    auto gone = good_health();
    gone.number->status = "DELETED";
    look(gone);
    EXPECT_EQ(open_alert("number_unregistered"), R"(critical {"status":"DELETED"})");
    accepted(update("ACCOUNT_DELETED"));
    look(gone);
    EXPECT_EQ(open_alert("number_unregistered"), "none") << "told once";
    EXPECT_NE(open_alert("account_removed"), "none");
    look(good_health());
    EXPECT_NE(open_alert("account_removed"), "none") << "what a webhook told is not the look's";
}

TEST_P(ReceiveNewsTest, RestrictionsAreKeptUntilMetaListsNone) {
    auto news = update("ACCOUNT_RESTRICTION");
    news.restrictions = {
        {.type = "RESTRICTED_BIZ_INITIATED_MESSAGING",
         .expiration = Instant::from_seconds(4'102'444'800),
         .remediation = "Review."}
    };
    accepted(news);
    EXPECT_EQ(
        account_cell("restrictions"),
        R"([{"type":"RESTRICTED_BIZ_INITIATED_MESSAGING",)"
        R"("expiration":"2100-01-01T00:00:00.000Z","remediation":"Review."}])"
    );
    EXPECT_TRUE(open_alert("number_restricted").starts_with("warning"));
    news.restrictions.push_back(
        {.type = "RESTRICTED_CUSTOMER_INITIATED_MESSAGING", .expiration = {}, .remediation = {}}
    );
    accepted(news);
    EXPECT_EQ(
        open_alert("number_restricted"),
        R"(critical {"type":"RESTRICTED_CUSTOMER_INITIATED_MESSAGING"})"
    );
    news.restrictions.clear();
    accepted(news);
    EXPECT_EQ(account_cell("restrictions"), "[]");
    EXPECT_EQ(open_alert("number_restricted"), "none");
}

TEST_P(ReceiveNewsTest, ARestrictionEndsByItself) {
    auto news = update("ACCOUNT_RESTRICTION");
    auto const now = runner().system_clock().now();
    news.restrictions = {
        {.type = "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
         .expiration = now + Duration(std::chrono::hours(1)),
         .remediation = {}},
        {.type = "RESTRICTED_BIZ_INITIATED_MESSAGING",
         .expiration = now + Duration(std::chrono::hours(3)),
         .remediation = {}}
    };
    accepted(news);
    look(good_health());
    EXPECT_TRUE(open_alert("number_restricted").starts_with("critical"));
    advance(std::chrono::hours(2));
    look(good_health());
    EXPECT_TRUE(open_alert("number_restricted")
                    .starts_with(R"(warning {"type":"RESTRICTED_BIZ_INITIATED_MESSAGING")")
    ) << "what is left";
    advance(std::chrono::hours(2));
    look(good_health());
    EXPECT_EQ(open_alert("number_restricted"), "none");
    EXPECT_EQ(account_cell("restrictions"), "[]");
    accepted(news);
    EXPECT_EQ(open_alert("number_restricted"), "none") << "told late, it is over already";
}

TEST_P(ReceiveNewsTest, LimitsQualityAndNamesAreTheNumbersOwn) {
    accepted(CapabilityUpdate{.messaging_limit = "TIER_2K", .phone_numbers = 20});
    EXPECT_EQ(account_cell("messaging_limit"), "TIER_2K");
    NumberQualityUpdate quality{
        .display_phone_number = number_of_the_shop,
        .event = "THROUGHPUT_UPGRADE",
        .messaging_limit = "TIER_UNLIMITED"
    };
    accepted(quality);
    EXPECT_EQ(account_cell("messaging_limit"), "TIER_UNLIMITED");
    EXPECT_EQ(account_cell("throughput_level"), "HIGH");
    quality.event = "FLAGGED";
    accepted(quality);
    EXPECT_EQ(account_cell("quality"), "RED");
    EXPECT_EQ(open_alert("number_quality"), R"(critical {"quality":"RED"})");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_health'"), 1
    ) << "the look tells more";
    quality.event = "UNFLAGGED";
    accepted(quality);
    EXPECT_EQ(open_alert("number_quality"), "none");
    quality.display_phone_number = "972500000000";
    EXPECT_EQ(tell(quality).reason, "another number of the account");
    quality.display_phone_number.clear();
    EXPECT_EQ(tell(quality).fate, Fate::Ignored) << "a number without a name is nobody's";

    NumberNameUpdate name{
        .display_phone_number = number_of_the_shop,
        .decision = "REJECTED",
        .requested_name = "Pizza Own",
        .rejection_reason = "too plain"
    };
    accepted(name);
    EXPECT_EQ(facts().name_status, "REJECTED");
    EXPECT_EQ(facts().verified_name, "");
    EXPECT_EQ(account_cell("display_name"), "Shop");
    EXPECT_EQ(open_alert("name_rejected"), R"(warning {"reason":"too plain","name":"Pizza Own"})");
    name.decision = "APPROVED";
    accepted(name);
    EXPECT_EQ(account_cell("display_name"), "Pizza Own");
    EXPECT_EQ(facts().name_status + " " + facts().verified_name, "APPROVED Pizza Own");
    EXPECT_EQ(open_alert("name_rejected"), "none");
    accepted(ReviewUpdate{.decision = "REJECTED"});
    EXPECT_TRUE(open_alert("review_rejected").starts_with("critical"));
    look(good_health());
    EXPECT_NE(open_alert("review_rejected"), "none");
    accepted(ReviewUpdate{.decision = "APPROVED"});
    EXPECT_EQ(open_alert("review_rejected"), "none");
    EXPECT_EQ(
        facts().name_status + " " + facts().verified_name + " " + facts().review_status,
        "APPROVED Pizza Own APPROVED"
    );
}

TEST_P(ReceiveNewsTest, AlertsOfMetaAndOfTheirPinReachTheShop) {
    accepted(SecurityUpdate{.display_phone_number = number_of_the_shop, .event = "PIN_CHANGED"});
    EXPECT_EQ(open_alert("security_pin"), R"(critical {"event":"PIN_CHANGED"})");
    AccountAlert alert;
    alert.entity_type = "BUSINESS";
    alert.severity = "INFORMATIONAL";
    alert.status = "ACTIVE";
    alert.type = "PROFILE_PICTURE_LOST";
    accepted(alert);
    EXPECT_EQ(open_alert("account_notice"), R"(info {"type":"PROFILE_PICTURE_LOST"})");
    alert.status = "NONE";
    alert.type = "OBA_REJECTED";
    EXPECT_EQ(tell(alert).fate, Fate::Ignored) << "the end of another notice";
    EXPECT_NE(open_alert("account_notice"), "none");
    alert.type = "PROFILE_PICTURE_LOST";
    accepted(alert);
    EXPECT_EQ(open_alert("account_notice"), "none");
    alert.entity_type = "PHONE_NUMBER";
    alert.entity_id = "99";
    EXPECT_EQ(tell(alert).fate, Fate::Ignored) << "another number";
}

TEST_P(ReceiveNewsTest, WhatHappensOnceMoreIsToldOnceMore) {
    SecurityUpdate const pin{.display_phone_number = number_of_the_shop, .event = "PIN_CHANGED"};
    accepted(pin);
    EXPECT_EQ(mails(), 1);
    auto const acknowledge = [&] {
        auto const open =
            rows("select id from alerts where business_id = $1 and resolved_at is null");
        ASSERT_TRUE(open);
        ASSERT_EQ(open->size(), 1U);
        EXPECT_TRUE(run([&](Context& context) {
            return acknowledge_alert(context, open->front().id<AlertId>(0), member());
        }));
    };
    acknowledge();
    EXPECT_EQ(open_alert("security_pin"), "none") << "Meta never takes it back: seen, it is over";
    auto const told = events("alert");
    accepted(pin);
    EXPECT_GT(events("alert"), told);
    EXPECT_EQ(unread(), 1);
    EXPECT_EQ(mails(), 2);
    acknowledge();

    AccountAlert notice;
    notice.entity_type = "BUSINESS";
    notice.severity = "CRITICAL";
    notice.status = "ACTIVE";
    notice.type = "OBA_REJECTED";
    accepted(notice);
    acknowledge();
    EXPECT_NE(open_alert("account_notice"), "none") << "until Meta says that it is over";
    EXPECT_EQ(unread(), 0);
    accepted(notice);
    EXPECT_EQ(unread(), 1);
}

TEST_P(ReceiveNewsTest, ConnectingAgainEndsWhatWasTold) {
    auto const connect = [&] {
        ConnectWhatsapp command;
        command.waba_id = waba;
        command.phone_number_id =
            text("select phone_number_id from whatsapp_accounts where business_id = $1");
        command.portfolio_id = portfolio;
        command.phone_number = number_of_the_shop;
        command.display_name = "Shop";
        command.token_kind = "permanent";
        command.token = Secret("token");
        command.who = member();
        EXPECT_TRUE(run([&](Context& context) { return attach_number(context, command); }));
    };
    accepted(update("PARTNER_REMOVED"));
    accepted(SecurityUpdate{.display_phone_number = number_of_the_shop, .event = "PIN_CHANGED"});
    EXPECT_EQ(mails(), 2);
    connect();
    EXPECT_EQ(
        number("select count(*) from alerts where business_id = $1 and resolved_at is null"), 0
    );
    accepted(update("PARTNER_REMOVED"));
    EXPECT_EQ(unread(), 1);
    EXPECT_EQ(mails(), 3);
    EXPECT_TRUE(run([&](Context& context) {
        return detach_number(context, account(), "", member());
    }));
    EXPECT_EQ(
        number("select count(*) from alerts where business_id = $1 and resolved_at is null"), 0
    );
}

TEST_P(ReceiveNewsTest, TemplatesChangeAndAreLookedUp) {
    TemplateName const name{.meta_id = "9", .name = "promo_he", .language = "he"};
    TemplateStatusUpdate status{.of = name, .event = "REJECTED", .category = {}, .reason = "R"};
    accepted(status);
    EXPECT_EQ(open_alert("template_rejected"), "none") << "we do not have it yet";
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'template_sync'"), 1
    );
    ASSERT_TRUE(run([&](Context& context) {
        return context.session.execute(
            "insert into message_templates (business_id, id, version, waba_id, meta_id, name, "
            "language, category, status, quality, reason, parameter_format, components, seen_at, "
            "updated_at) values ($1, $2, 1, '2', '9', 'promo_he', 'he', 'UTILITY', 'PENDING', "
            "'UNKNOWN', '', 'POSITIONAL', '[]', 1, 1)",
            {context.business, context.ids.v7()}
        );
    }));
    auto const cell = [&](std::string const& column) {
        return text(lasting(
            "select coalesce(" + column + ", '') from message_templates where business_id = $1"
        ));
    };
    accepted(status);
    EXPECT_EQ(cell("status"), "REJECTED");
    EXPECT_EQ(cell("reason"), "R");
    EXPECT_EQ(
        open_alert("template_rejected"),
        R"(warning {"name":"promo_he","language":"he","reason":"R"})"
    );
    status.event = "PAUSED";
    accepted(status);
    EXPECT_NE(open_alert("template_paused"), "none");
    status.event = "FLAGGED";
    accepted(status);
    EXPECT_EQ(cell("status"), "PAUSED") << "a flag is no state";
    status.event = "REINSTATED";
    status.reason.clear();
    accepted(status);
    EXPECT_EQ(cell("status"), "APPROVED");
    EXPECT_EQ(cell("reason"), "");
    EXPECT_EQ(open_alert("template_paused"), "none");
    EXPECT_EQ(open_alert("template_rejected"), "none");
    status.event = "PAUSED";
    accepted(status);
    EXPECT_NE(open_alert("template_paused"), "none");
    auto const list = [&](std::vector<store::SeenTemplate> seen) {
        EXPECT_TRUE(run([&](Context& context) {
            return save_templates(context, waba, seen, context.system_now);
        }));
    };
    store::SeenTemplate seen;
    seen.meta_id = "9";
    seen.name = "promo_he";
    seen.language = "he";
    seen.category = "UTILITY";
    seen.status = "PAUSED";
    list({seen});
    EXPECT_NE(open_alert("template_paused"), "none");
    seen.status = "APPROVED";
    list({seen});
    EXPECT_EQ(open_alert("template_paused"), "none") << "Meta lists it as approved";
    accepted(status);
    EXPECT_NE(open_alert("template_paused"), "none");
    list({});
    EXPECT_EQ(open_alert("template_paused"), "none") << "it is gone";
    seen.status = "APPROVED";
    list({seen});
    accepted(TemplateQualityUpdate{.of = name, .quality = "YELLOW"});
    EXPECT_EQ(cell("quality"), "YELLOW");
    accepted(
        TemplateCategoryUpdate{.of = name, .category = "UTILITY", .announced_category = "MARKETING"}
    );
    EXPECT_EQ(cell("announced_category"), "MARKETING");
    accepted(TemplateCategoryUpdate{.of = name, .category = "MARKETING", .announced_category = {}});
    EXPECT_EQ(cell("category") + cell("announced_category"), "MARKETING");
    accepted(TemplateComponentsUpdate{.of = name});
    EXPECT_GE(events("template"), 7);
}

TEST_P(ReceiveNewsTest, EveryChangeHasItsFateOnce) {
    EXPECT_EQ(tell(OtherNews{}, "some_future_field").reason, "no effect: some_future_field ");
    EXPECT_EQ(
        tell(NewsErrors{.code = 130'429, .title = "Rate limit hit", .details = {}}).reason,
        "error 130429: Rate limit hit"
    );
    auto const where = origin();
    AccountNews const news{
        .field = "security",
        .event = {},
        .detail =
            SecurityUpdate{.display_phone_number = number_of_the_shop, .event = "PIN_RESET_REQUEST"}
    };
    for (auto const fate : {Fate::Accepted, Fate::Seen}) {
        auto const received =
            run([&](Context& context) { return receive_news(context, where, waba, news); });
        ASSERT_TRUE(received);
        EXPECT_EQ(received->fate, fate);
    }
    EXPECT_EQ(
        text(
            "select fate from inbound_changes where business_id = $1 and inbox_id = $2",
            {Value(where.inbox)}
        ),
        "accepted"
    );
    ASSERT_TRUE(run([&](Context& context) {
        return store::disconnect_account(
            context.session, context.business, account(), "test", context.system_now
        );
    }));
    EXPECT_EQ(tell(update("ACCOUNT_DELETED")).reason, "no connected account");
}

TEST_P(ReceiveNewsTest, WhatComesLateOrTwiceUndoesNothing) {
    auto const start = runner().system_clock().now() + 10s;
    auto const told = [&](AccountUpdate const& news, std::chrono::seconds after) {
        return tell(news, "account_update", start + Duration(after)).reason;
    };
    auto ban = update("DISABLED_UPDATE");
    auto end = ban;
    ban.ban_state = "DISABLE";
    end.ban_state = "REINSTATE";
    EXPECT_EQ(told(end, 2s), "");
    EXPECT_EQ(told(ban, 1s), "older than what was told since");
    EXPECT_EQ(account_cell("status"), "active");
    auto violation = update("ACCOUNT_VIOLATION");
    violation.violation_type = "ADULT";
    EXPECT_EQ(told(violation, 1s), "") << "of another kind";
    auto const removal = update("PARTNER_REMOVED");
    EXPECT_EQ(told(removal, 1s), "");
    EXPECT_EQ(account_cell("status"), "error");
    ASSERT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
    EXPECT_EQ(told(removal, 1s), "told before");
    EXPECT_EQ(account_cell("status"), "active");
    EXPECT_EQ(told(ban, 2s), "") << "in the same second, but not the same";
    EXPECT_EQ(account_cell("status"), "error");
    EXPECT_EQ(told(end, -3600s), "older than the connection");
    EXPECT_EQ(
        tell(
            SecurityUpdate{.display_phone_number = number_of_the_shop, .event = "PIN_CHANGED"},
            "security",
            start - 1h
        )
            .reason,
        "older than the connection"
    );
    EXPECT_EQ(open_alert("security_pin"), "none");
}

TEST_P(ReceiveNewsTest, AWithheldHistoryIsNoted) {
    NewsErrors const refused{.code = 2'593'109, .title = "off", .details = {}};
    EXPECT_EQ(tell(refused, "history").fate, Fate::Ignored);
    EXPECT_EQ(facts().history, "refused");
    auto health = good_health();
    health.number->name_status = "PENDING_REVIEW";
    look(health);
    EXPECT_EQ(facts().history, "refused") << "the look knows nothing of it";
    EXPECT_EQ(facts().name_status, "PENDING_REVIEW");
}

}  // namespace
}  // namespace croozer::app::test
