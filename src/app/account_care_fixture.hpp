// For tests of a number looked after: Meta in memory, and what the looks left in the database.
#pragma once

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
#include <string>

namespace croozer::app::test {

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
        advance(std::chrono::seconds(1));
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

}  // namespace croozer::app::test
