// Tokens, health and statuses of a connected number, with Meta in memory.
#include "app/account_care.hpp"

#include "app/account_state.hpp"
#include "app/app_fixture.hpp"
#include "app/send_trouble.hpp"
#include "app/test_account.hpp"
#include "app/test_platform.hpp"
#include "app/watch_statuses.hpp"
#include "store/queries/account_queries.hpp"
#include "store/repositories/messages.hpp"

#include <future>
#include <map>

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;
using Fate = TokenLook::Fate;

constexpr auto within = 5min;

// Of a row that was sealed for another place, or by a key that this server does not have.
struct ForeignKeeper final : SecretKeeper {
    Result<SealedSecret> seal(
        store::Session&, BusinessId, SealedPlace const&, Secret const&, Instant
    ) override {
        return failure(ErrorCode::Corrupt, "sealed_secret");
    }

    Result<Secret> open(store::Session&, BusinessId, SealedPlace const&, SealedSecret const&)
        override {
        return failure(ErrorCode::Corrupt, "sealed_secret");
    }
};

class AccountCareTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        platform().tokens["token"] = Platform::good(now() + Duration(std::chrono::days(59)));
    }

    Platform& platform() { return platform_; }

    Instant now() { return runner().system_clock().now(); }

    // What is left of the present token.
    void leave(std::string const& token, Duration left) {
        platform_.tokens[token] = Platform::good(now() + left);
    }

    TokenLook look() { return look(runner()); }

    TokenLook look(Runner& with, Extend extend = Extend::NearItsEnd) {
        AccountCare care(with, platform_);
        std::promise<Result<TokenLook>> looked;
        care.look_at_token(
            store::Lane::Interactive,
            business(),
            account(),
            extend,
            [&](auto result) { looked.set_value(std::move(result)); }
        );
        auto const result = looked.get_future().get();
        EXPECT_TRUE(result) << result.error().detail;
        return result.value_or(TokenLook{});
    }

    HealthLook check() { return check(runner()); }

    HealthLook check(Runner& with) {
        AccountCare care(with, platform_);
        std::promise<Result<HealthLook>> looked;
        care.look_at_health(business(), account(), [&](auto result) {
            looked.set_value(std::move(result));
        });
        auto const result = looked.get_future().get();
        EXPECT_TRUE(result) << result.error().detail;
        return result.value_or(HealthLook{});
    }

    AccountTest try_it() {
        AccountCare care(runner(), platform_);
        std::promise<Result<AccountTest>> tried;
        test_account(care, business(), [&](auto result) { tried.set_value(std::move(result)); });
        auto result = tried.get_future().get();
        EXPECT_TRUE(result) << result.error().detail;
        return result.value_or(AccountTest{});
    }

    void connect_again() {
        advance(1s);
        EXPECT_TRUE(run([](Context& context) {
            return context.session.execute(
                "update whatsapp_accounts set connected_at = $2 where business_id = $1",
                {context.business, context.system_now}
            );
        }));
    }

    // In a webhook after all others.
    void receive_last() {
        auto from = origin();
        from.inbox.value.bytes.fill(0xff);
        auto const message = message_of(
            {.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "שלום"
        );
        EXPECT_TRUE(run([&](Context& context) { return receive_message(context, from, message); }));
    }

    // As the page of the number shows it.
    store::AccountRecord record() {
        auto const found = run([](Context& context) {
            return store::latest_account_record(context.session, context.business);
        });
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : store::AccountRecord{};
    }

    // Names of the checks that failed.
    static std::string failing(AccountTest const& test) {
        std::string names;
        for (auto const& check : test.checks) {
            if (!check.ok) {
                names += (names.empty() ? "" : " ") + check.name;
            }
        }
        return names;
    }

    // A message that Graph has said yes to.
    Result<MessageId> send_accepted(ConversationId chat) {
        auto const customer = customer_of(chat);
        return run([&](Context& context) -> Result<MessageId> {
            conversation::Reply reply;
            reply.body = "שלום";
            auto const made = context.ids.next<MessageId>();
            CHECK(store::insert_outbound(
                context.session,
                context.business,
                {.id = made,
                 .conversation = chat,
                 .customer = customer,
                 .order = std::nullopt,
                 .author = "bot",
                 .author_name = {},
                 .reply = reply,
                 .reply_to_wamid = {},
                 .status = "queued",
                 .expires_at = std::nullopt,
                 .created_at = context.now}
            ));
            TRY(store::raise_status(
                context.session,
                context.business,
                made,
                {.status = "accepted",
                 .wamid = "wamid." + made.to_string(),
                 .error_code = 0,
                 .error_message = {},
                 .billing_category = {},
                 .cost_class = {},
                 .accepted_at = context.system_now}
            ));
            return made;
        });
    }

    // Statements are kept under their text, so each column has one for good.
    std::string of_account(std::string const& column) {
        static std::map<std::string, std::string> statements;
        auto const [statement, is_new] = statements.try_emplace(
            column, "select " + column + " from whatsapp_accounts where business_id = $1"
        );
        return text(statement->second);
    }

    std::string token() {
        auto const found =
            rows("select token_sealed from whatsapp_accounts where business_id = $1");
        return found && !found->empty() ? found->front().bytes(0) : "";
    }

    // "kind level" of what is open, with its detail.
    std::string open_alert(std::string const& kind) {
        auto const found = rows(
            "select level, detail from alerts where business_id = $1 and kind = $2 "
            "and resolved_at is null",
            {Value(kind)}
        );
        EXPECT_TRUE(found);
        EXPECT_LE(found->size(), 1U);
        return found->empty() ? "" : found->front().text(0) + " " + found->front().text(1);
    }

    std::int64_t mails() {
        return number("select count(*) from work where business_id = $1 and kind = 'alert_mail'");
    }

    void forget_mails() {
        EXPECT_TRUE(run([](Context& context) -> Result<bool> {
            TRY(context.session.execute(
                "delete from work where business_id = $1 and kind = 'alert_mail'",
                {context.business}
            ));
            return true;
        }));
    }

    void break_for(ErrorAction action, std::int64_t code) {
        EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
            CHECK(break_account(
                context, account(), {.action = action, .code = code, .detail = "refused"}
            ));
            return true;
        }));
    }

private:
    Platform platform_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    AccountCareTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(AccountCareTest, ATokenWithTimeLeftIsOnlyWrittenDown) {
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(platform().extensions, 0);
    EXPECT_EQ(
        of_account("permissions"),
        R"(["whatsapp_business_management","whatsapp_business_messaging"])"
    );
    EXPECT_GT(number("select token_expires_at from whatsapp_accounts where business_id = $1"), 0);
    EXPECT_GT(number("select token_checked_at from whatsapp_accounts where business_id = $1"), 0);
    EXPECT_EQ(open_alert("token_expires"), "");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_health'"), 1
    ) << "its health is looked at next";
}

TEST_P(AccountCareTest, OneThatNeverEndsIsNeverRenewed) {
    platform().tokens["token"] = Platform::good(std::nullopt);
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(platform().extensions, 0);
}

TEST_P(AccountCareTest, OneThatEndsIsRenewedWheneverSomebodyAsks) {
    auto const renew = [&] { return look(runner(), Extend::Now).fate; };
    leave("token", std::chrono::days(40));
    EXPECT_EQ(renew(), Fate::Short) << "Meta gives no other";
    EXPECT_EQ(token(), "token");
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(renew(), Fate::Extended);
    EXPECT_EQ(token(), "next");
    platform().tokens["next"] = Platform::good(std::nullopt);
    EXPECT_EQ(renew(), Fate::Good) << "it never ends";
    EXPECT_EQ(platform().extensions, 2);
    platform().is_silent = true;
    EXPECT_EQ(renew(), Fate::Unknown);
    platform().is_silent = false;
    platform().tokens.clear();
    EXPECT_EQ(renew(), Fate::Dead);
}

TEST_P(AccountCareTest, AtTwentyDaysLeftTheSuccessorIsSealed) {
    leave("token", std::chrono::days(20) + 1h);
    EXPECT_EQ(look().fate, Fate::Good);
    leave("token", std::chrono::days(20) - 1h);
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(look().fate, Fate::Extended);
    EXPECT_EQ(token(), "next");
    EXPECT_EQ(look().fate, Fate::Good) << "the new one has long enough";
    EXPECT_EQ(platform().extensions, 1);
}

TEST_P(AccountCareTest, ASuccessorThatIsNotValidIsNotTaken) {
    leave("token", std::chrono::days(10));
    platform().successor = "forged";
    EXPECT_EQ(look().fate, Fate::Short);
    EXPECT_EQ(token(), "token");
    EXPECT_EQ(of_account("status"), "active");
}

TEST_P(AccountCareTest, EachThresholdIsToldOnceAndOverWithALongerToken) {
    struct Day {
        std::int64_t left;
        std::string level;
    };

    for (auto const& [left, level] :
         std::vector<Day>{{14, "warning"}, {7, "warning"}, {3, "critical"}, {1, "critical"}}) {
        leave("token", std::chrono::days(left) - 1h);
        forget_mails();
        EXPECT_EQ(look().fate, Fate::Short);
        auto const told = open_alert("token_expires");
        EXPECT_TRUE(told.starts_with(level + " {\"daysLeft\":" + std::to_string(left))) << told;
        EXPECT_EQ(mails(), 1) << left;
        forget_mails();
        leave("token", std::chrono::days(left) - 2h);
        EXPECT_EQ(look().fate, Fate::Short);
        EXPECT_EQ(mails(), 0) << "once: " << left;
    }
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(look().fate, Fate::Extended);
    EXPECT_EQ(open_alert("token_expires"), "");
    platform().successor.clear();
    leave("next", std::chrono::days(13));
    EXPECT_EQ(look().fate, Fate::Short);
    EXPECT_NE(open_alert("token_expires"), "") << "its successor's days are counted anew";
}

TEST_P(AccountCareTest, OnlyMetasWordEndsAToken) {
    platform().is_silent = true;
    EXPECT_EQ(look().fate, Fate::Unknown);
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("token_invalid"), "");
    platform().is_silent = false;
    platform().tokens.clear();
    EXPECT_EQ(look().fate, Fate::Dead);
    EXPECT_EQ(of_account("status"), "error");
    EXPECT_EQ(number("select error_code from whatsapp_accounts where business_id = $1"), 190);
    EXPECT_EQ(open_alert("token_invalid"), R"(critical {"code":190})");
    EXPECT_EQ(mails(), 1);
    leave("token", std::chrono::days(59));
    EXPECT_EQ(look().fate, Fate::Good) << "it is good again";
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("token_invalid"), "");
}

TEST_P(AccountCareTest, AGoodTokenMendsNoOtherTrouble) {
    break_for(ErrorAction::StopAccount, 131042);
    EXPECT_EQ(open_alert("payments_missing"), R"(critical {"code":131042})");
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(of_account("status"), "error");
    EXPECT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("payments_missing"), "");
}

TEST_P(AccountCareTest, ANumberThatIsNotRegisteredIsNotToldAsABlock) {
    for (auto const& [code, kind] : std::map<std::int64_t, std::string>{
             {131031, "account_blocked"},
             {131037, "name_not_approved"},
             {131045, "number_unregistered"},
             {133000, "number_unregistered"},
             {133010, "number_unregistered"},
         }) {
        break_for(ErrorAction::StopAccount, code);
        EXPECT_EQ(
            open_alert(kind), R"(critical {"reason":"refused","code":)" + std::to_string(code) + "}"
        );
        EXPECT_EQ(
            number("select count(*) from alerts where business_id = $1 and resolved_at is null"), 1
        ) << code;
        EXPECT_EQ(record().trouble, kind);
        EXPECT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
        EXPECT_EQ(open_alert(kind), "") << code;
    }
}

TEST_P(AccountCareTest, ATokenThatDoesNotOpenStopsItsNumberAndIsTold) {
    ForeignKeeper keeper;
    Runner foreign(
        engine(),
        runner().trade_clock(),
        runner().system_clock(),
        runner().random(),
        shops(),
        keeper,
        signals()
    );
    for (bool const at_health : {false, true}) {
        if (at_health) {
            EXPECT_FALSE(check(foreign).is_complete);
        } else {
            EXPECT_EQ(look(foreign).fate, Fate::Dead);
        }
        EXPECT_EQ(of_account("status"), "error");
        EXPECT_EQ(of_account("error_message"), "sealed_secret");
        EXPECT_EQ(open_alert("token_invalid"), R"(critical {"code":0})");
        EXPECT_EQ(look().fate, Fate::Good) << "its key is back";
        EXPECT_EQ(of_account("status"), "active");
        EXPECT_EQ(open_alert("token_invalid"), "");
    }
}

TEST_P(AccountCareTest, ATokenThatWasReplacedMeanwhileIsLeftAlone) {
    TokenConclusion conclusion;
    conclusion.account = account();
    conclusion.inspected = SealedSecret{"an older one"};
    conclusion.is_dead = true;
    conclusion.error_code = 190;
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(conclude_token(context, conclusion));
        return true;
    }));
    EXPECT_EQ(of_account("status"), "active");
}

TEST_P(AccountCareTest, HealthIsWrittenDownAndTold) {
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

TEST_P(AccountCareTest, ALostSubscriptionIsRenewedBeforeAnybodyIsTold) {
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

TEST_P(AccountCareTest, WhatATokenMayNotReadStandsAsItWasKnown) {
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

TEST_P(AccountCareTest, TheDaysOfATokenAreCountedWhileMetaIsSilent) {
    leave("token", std::chrono::days(30));
    EXPECT_EQ(look().fate, Fate::Good);
    platform().is_silent = true;
    EXPECT_EQ(look().fate, Fate::Unknown);
    EXPECT_EQ(open_alert("token_expires"), "");
    advance(std::chrono::days(17));
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(look().fate, Fate::Unknown);
        EXPECT_TRUE(open_alert("token_expires").starts_with(R"(warning {"daysLeft":13)"));
        EXPECT_EQ(mails(), i == 0 ? 1 : 0) << "once";
        forget_mails();
    }
    advance(std::chrono::days(11));
    look();
    EXPECT_TRUE(open_alert("token_expires").starts_with(R"(critical {"daysLeft":2)"));
    EXPECT_EQ(mails(), 1);
    EXPECT_EQ(of_account("status"), "active");
}

TEST_P(AccountCareTest, ATestSaysWhetherMetaReachesUs) {
    platform().number.health.can_send = "AVAILABLE";
    auto tried = try_it();
    EXPECT_TRUE(tried.is_good()) << "nothing has come yet, and nothing should have";
    EXPECT_EQ(failing(tried), "webhook");
    receive(
        message_of({.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "שלום")
    );
    EXPECT_EQ(failing(try_it()), "");
    connect_again();
    tried = try_it();
    EXPECT_EQ(failing(tried), "webhook") << "what came before tells nothing of this connection";
    EXPECT_TRUE(tried.is_good());
    EXPECT_FALSE(record().last_webhook_at);
    receive_last();
    EXPECT_EQ(failing(try_it()), "");
    EXPECT_TRUE(record().last_webhook_at);
    EXPECT_TRUE(run([&](Context& context) {
        return raise_alert(context, {.kind = no_status_alert, .subject = account().value});
    }));
    tried = try_it();
    EXPECT_EQ(failing(tried), "webhook");
    EXPECT_FALSE(tried.is_good());
    EXPECT_TRUE(tried.can_send()) << "a message may show that it is over";
    platform().apps.clear();
    EXPECT_EQ(failing(try_it()), "subscribed_apps webhook");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_keep'"), 0
    );
    platform().refusal = Platform::error(false, ErrorAction::Reauthorise, 190);
    EXPECT_FALSE(try_it().can_send());
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_keep'"), 1
    ) << "debug_token decides";
}

TEST_P(AccountCareTest, ANumberThatMetaDoesNotHaveFailsItsTestAndIsTold) {
    auto& status = platform().number.status;
    for (std::string const lost : {"DISCONNECTED", "UNLINKED", "DELETED", "MIGRATED", "BANNED"}) {
        bool const banned = lost == "BANNED";
        std::string const kind = banned ? "account_blocked" : "number_unregistered";
        status = lost;
        forget_mails();
        check();
        EXPECT_EQ(
            open_alert(kind),
            R"(critical {")" + std::string(banned ? "reason" : "status") + R"(":")" + lost + R"("})"
        );
        check();
        EXPECT_EQ(mails(), 1) << "told once: " << lost;
        auto const tried = try_it();
        EXPECT_EQ(failing(tried), "number webhook") << lost;
        EXPECT_FALSE(tried.can_send());
        EXPECT_TRUE(tried.capabilities.empty());
        status = "CONNECTED";
        check();
        EXPECT_EQ(open_alert(kind), "") << lost;
        EXPECT_EQ(failing(try_it()), "webhook");
    }
    for (auto const* const alive : {"PENDING", "FLAGGED", "RESTRICTED", "RATE_LIMITED", ""}) {
        status = alive;
        check();
        EXPECT_EQ(
            number("select count(*) from alerts where business_id = $1 "
                   "and resolved_at is null"),
            0
        ) << alive;
        EXPECT_EQ(failing(try_it()), "webhook") << alive;
    }
}

TEST_P(AccountCareTest, ALookLeavesAloneWhatARefusedSendToldOfANumber) {
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

TEST_P(AccountCareTest, ARefusalForPaymentStandsUntilAWayToPayIsAdded) {
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

TEST_P(AccountCareTest, WhatMetaDoesNotAnswerStands) {
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

TEST_P(AccountCareTest, AMessageThatNoStatusTellsOfIsTold) {
    auto const watch = [&] {
        auto const next =
            run([&](Context& context) { return watch_statuses(context, account(), within); });
        EXPECT_TRUE(next);
        return next.value_or(std::nullopt);
    };
    EXPECT_FALSE(watch());
    auto const chat = receive(
        message_of({.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "שלום")
    );
    auto const id = send_accepted(chat);
    ASSERT_TRUE(id) << id.error().detail;
    auto const next = watch();
    ASSERT_TRUE(next) << "it waits";
    EXPECT_LE(*next, now() + within);
    EXPECT_EQ(open_alert("no_status"), "");
    advance(within + 1s);
    EXPECT_TRUE(watch());
    EXPECT_TRUE(open_alert("no_status").starts_with(R"(warning {"count":1,"oldest":")"));
    EXPECT_TRUE(run([&](Context& context) {
        return store::raise_status(
            context.session,
            context.business,
            *id,
            {.status = "delivered",
             .wamid = std::nullopt,
             .error_code = 0,
             .error_message = {},
             .billing_category = {},
             .cost_class = {}}
        );
    }));
    EXPECT_FALSE(watch());
    EXPECT_EQ(open_alert("no_status"), "");
    auto const set = [&](std::string_view sql) {
        EXPECT_TRUE(run([&](Context& context) {
            return context.session.execute(sql, {context.business, context.system_now});
        }));
    };
    set("update messages set status = 'accepted' where business_id = $1 and accepted_at < $2");
    EXPECT_TRUE(watch());
    EXPECT_NE(open_alert("no_status"), "");
    set("update whatsapp_accounts set connected_at = $2 where business_id = $1");
    EXPECT_FALSE(watch()) << "connected anew: what was before tells nothing";
    EXPECT_EQ(open_alert("no_status"), "");
    set("update whatsapp_accounts set connected_at = 1, disconnected_at = $2 "
        "where business_id = $1");
    EXPECT_FALSE(watch()) << "nobody's";
}

TEST_P(AccountCareTest, CustomersWrittenToFirstCountForADay) {
    auto const used = [&] {
        auto const since = now() - Duration(std::chrono::hours(24));
        return run([since](Context& context) {
                   return store::customers_reached_outside_window(
                       context.session, context.business, since
                   );
               }
        ).value_or(-1);
    };
    auto const send_template = [&](ConversationId chat) {
        EXPECT_TRUE(send_accepted(chat));
        EXPECT_TRUE(run([&](Context& context) {
            return context.session.execute(
                "update messages set type = 'template' where business_id = $1 "
                "and direction = 'outbound'",
                {context.business}
            );
        }));
    };
    auto const noa = receive(
        message_of({.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "שלום")
    );
    send_template(noa);
    EXPECT_EQ(used(), 0) << "her window is open";
    advance(std::chrono::hours(25));
    send_template(noa);
    send_template(noa);
    EXPECT_EQ(used(), 1) << "each customer once";
    advance(std::chrono::hours(25));
    EXPECT_EQ(used(), 0);
}

TEST(CapabilitiesOfANumber, FollowItsHealthAndRestrictions) {
    NumberFacts number;
    number.health.can_send = "AVAILABLE";
    auto const all = capabilities_of(number, {});
    // As the API of messages calls them.
    EXPECT_EQ(
        all,
        (std::vector<std::string>{
            "text",
            "buttons",
            "list",
            "link",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "location_request",
            "contact_request",
            "reaction",
            "flow",
            "template"
        })
    );
    EXPECT_EQ(
        capabilities_of(number, {"RESTRICTED_BIZ_INITIATED_MESSAGING"}).size(), all.size() - 1
    );
    EXPECT_EQ(
        capabilities_of(number, {"RESTRICTED_CUSTOMER_INITIATED_MESSAGING"}),
        std::vector<std::string>{"template"}
    );
    number.health.can_send = "BLOCKED";
    EXPECT_TRUE(capabilities_of(number, {}).empty());
}

TEST_P(AccountCareTest, ATestMessageGoesOnlyWhereTheConnectedNumberMayWrite) {
    receive(message_of({.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "hi")
    );
    auto const write = [&] {
        return run([](Context& context) { return send_test_message(context, "972541234567", {}); });
    };
    EXPECT_TRUE(write());
    // Another number is connected now, and nobody has written to it.
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(store::disconnect_account(
            context.session, context.business, account(), "", context.system_now
        ));
        CHECK(store::insert_account(
            context.session,
            context.business,
            {.id = AccountId{store::test::fresh_uuid()},
             .version = 1,
             .phone_number_id = "another",
             .waba_id = "2",
             .portfolio_id = portfolio,
             .phone_number = "97231230000",
             .display_name = "Shop",
             .token = SealedSecret{"token"},
             .status = "active"},
            "permanent",
            context.system_now
        ));
        return true;
    }));
    auto const after = write();
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().slug, "window_closed");
}

}  // namespace
}  // namespace croozer::app::test
