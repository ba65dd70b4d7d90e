// Of a connected number: its test, its statuses, and what the account page says it can.
#include "app/account_care_fixture.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;

constexpr auto within = 5min;

class AccountTests : public AccountCareTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, AccountTests, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(AccountTests, ATestSaysWhetherMetaReachesUs) {
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

TEST_P(AccountTests, ANumberThatMetaDoesNotHaveFailsItsTestAndIsTold) {
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

TEST_P(AccountTests, AMessageThatNoStatusTellsOfIsTold) {
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

TEST_P(AccountTests, CustomersWrittenToFirstCountForADay) {
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

TEST_P(AccountTests, ATestMessageGoesOnlyWhereTheConnectedNumberMayWrite) {
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
