// Attempts from beginning to end against a Meta in memory, on both engines.
#include "app/connect/connector.hpp"

#include "app/app_fixture.hpp"
#include "app/connect/connect_steps.hpp"
#include "app/connect_whatsapp.hpp"
#include "app/deliver.hpp"
#include "app/outbox.hpp"
#include "store/repositories/jobs.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;
using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepState;

PlatformError refusal(std::int64_t code, bool passing = false) {
    return {
        .is_passing = passing,
        .action = passing ? ErrorAction::Retry : ErrorAction::Fix,
        .http_status = 400,
        .code = code,
        .subcode = 0,
        .detail = "no",
        .user_title = {},
        .user_message = {},
        .trace_id = {}
    };
}

// Answers at once, on the caller's thread, and remembers what it was asked.
struct Meta final : BusinessPlatform {
    template <class T>
    void answer(std::string const& call, T value, PlatformDone<T> done) {
        calls.push_back(call);
        if (auto const error = errors.find(call); error != errors.end()) {
            done(std::unexpected(error->second));
            return;
        }
        done(std::move(value));
    }

    std::string app_id() const override { return "42"; }

    void exchange_code(std::string code, PlatformDone<GrantedToken> done) override {
        if (!codes.erase(code)) {
            calls.push_back("exchange");
            done(std::unexpected(refusal(100)));
            return;
        }
        answer<GrantedToken>("exchange", {Secret("token"), std::nullopt}, std::move(done));
    }

    void inspect_token(Secret token, PlatformDone<TokenFacts> done) override {
        token_seen = std::string(token.reveal());
        answer<TokenFacts>(
            "inspect",
            {.app_id = "42",
             .type = "SYSTEM_USER",
             .is_valid = true,
             .expires_at = {},
             .data_access_expires_at = {},
             .scopes = {"whatsapp_business_management", "whatsapp_business_messaging"},
             .waba_ids = {waba}},
            std::move(done)
        );
    }

    void extend_token(Secret, PlatformDone<GrantedToken> done) override {
        answer<GrantedToken>("extend", {}, std::move(done));
    }

    void read_waba(Secret, std::string waba_id, PlatformDone<WabaFacts> done) override {
        WabaFacts facts;
        facts.id = std::move(waba_id);
        facts.owner_id = "500";
        facts.funding_id = "9";
        answer<WabaFacts>("waba", facts, std::move(done));
    }

    void list_numbers(Secret, std::string, PlatformDone<std::vector<NumberFacts>> done) override {
        std::vector<NumberFacts> list;
        for (auto const& id : numbers) {
            list.push_back(facts_of(id));
        }
        answer<std::vector<NumberFacts>>("numbers", list, std::move(done));
    }

    void read_number(Secret, std::string id, PlatformDone<NumberFacts> done) override {
        answer<NumberFacts>("number", facts_of(id), std::move(done));
    }

    void read_profile(Secret, std::string, PlatformDone<ProfileFacts> done) override {
        answer<ProfileFacts>("profile", {}, std::move(done));
    }

    void subscribe(Secret, std::string waba_id, PlatformDone<bool> done) override {
        subscribed.insert(waba_id);
        answer<bool>("subscribe", true, std::move(done));
    }

    void unsubscribe(Secret, std::string waba_id, PlatformDone<bool> done) override {
        subscribed.erase(waba_id);
        answer<bool>("unsubscribe", true, std::move(done));
    }

    void subscribed_apps(Secret, std::string, PlatformDone<std::vector<SubscribedApp>> done)
        override {
        std::vector<SubscribedApp> apps;
        if (!subscribed.empty()) {
            apps.push_back({.id = "42", .name = "", .override_url = ""});
        }
        answer<std::vector<SubscribedApp>>("apps", apps, std::move(done));
    }

    void register_number(Secret, std::string, Secret pin, PlatformDone<bool> done) override {
        pins.emplace_back(pin.reveal());
        if (!right_pin.empty() && pin.reveal() != right_pin) {
            calls.push_back("register");
            done(std::unexpected(refusal(133'005)));
            return;
        }
        answer<bool>("register", true, std::move(done));
    }

    void deregister_number(Secret, std::string, PlatformDone<bool> done) override {
        answer<bool>("deregister", true, std::move(done));
    }

    void request_app_data(Secret, std::string, std::string sync_type, PlatformDone<bool> done)
        override {
        answer<bool>(sync_type, true, std::move(done));
    }

    void subscribed_fields(PlatformDone<std::vector<std::string>> done) override {
        answer<std::vector<std::string>>("fields", {"messages"}, std::move(done));
    }

    static NumberFacts facts_of(std::string const& id) {
        NumberFacts facts;
        facts.id = id;
        facts.display_phone_number = "+972 3-555-0101";
        facts.verified_name = "Pizza";
        facts.status = "PENDING";
        return facts;
    }

    std::string waba;
    std::vector<std::string> numbers;
    std::multiset<std::string> codes{"code"};
    std::map<std::string, PlatformError> errors;
    std::set<std::string> subscribed;
    std::vector<std::string> pins;
    std::string right_pin;
    std::string token_seen;
    std::vector<std::string> calls;
};

class ConnectorTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        if (HasFatalFailure()) {
            return;
        }
        // Number and account of its own each time: on PostgreSQL the directory is everybody's.
        number_ = store::test::fresh_uuid().to_string();
        meta_.numbers = {number_};
        meta_.waba = number_ + "w";
        connector_.emplace(runner(), meta_, [this] { ++routes_changed_; });
        ASSERT_TRUE(run([this](Context& context) {
            return detach_number(context, account(), "", member());
        }));
    }

    template <class Start>
    Result<ConnectAttempt> wait(Start start) {
        std::promise<Result<ConnectAttempt>> promise;
        start([&](Result<ConnectAttempt> result) { promise.set_value(std::move(result)); });
        return promise.get_future().get();
    }

    BeginConnect embedded(std::string code = "code") {
        return {
            .variant = ConnectVariant::Embedded,
            .code = Secret(std::move(code)),
            .access_token = {},
            .waba_hint = meta_.waba,
            .number_hint = {},
            .pin = {},
            .who = member()
        };
    }

    Result<ConnectAttempt> begin() { return begin(embedded()); }

    Result<ConnectAttempt> begin(BeginConnect command) {
        return begin_for(business(), std::move(command));
    }

    Result<ConnectAttempt> begin_for(BusinessId business, BeginConnect command) {
        return wait([&](auto done) {
            connector_->begin(business, std::move(command), std::move(done));
        });
    }

    ConnectAttempt resume(ConnectAttempt const& attempt) {
        auto resumed =
            wait([&](auto done) { connector_->resume(business(), attempt.id, std::move(done)); });
        EXPECT_TRUE(resumed) << resumed.error().slug << resumed.error().detail;
        return resumed.value_or(ConnectAttempt{});
    }

    Result<void> disconnect() {
        std::promise<Result<void>> promise;
        connector_->disconnect(business(), member(), [&](Result<void> done) {
            promise.set_value(std::move(done));
        });
        return promise.get_future().get();
    }

    std::optional<store::PhoneRoute> route() {
        return store::read_and_wait(
                   runner().engine(),
                   store::Scope::shared(),
                   [this](store::Session& session) {
                       return store::find_phone_route(session, number_);
                   }
        ).value();
    }

    // As a request leaves it that was cut before the code was exchanged.
    ConnectAttempt new_attempt_row() {
        auto const made = new_attempt(
            ConnectAttemptId{store::test::fresh_uuid()},
            ConnectVariant::Embedded,
            "",
            "",
            Instant{1'000'000}
        );
        EXPECT_TRUE(run([&](Context& context) {
            return store::insert_attempt(context.session, context.business, made);
        }));
        return made;
    }

    static std::string next_of(ConnectAttempt const& attempt) {
        auto const next = next_step(attempt);
        return next ? std::string(store::step_name(*next)) : "none";
    }

    static std::string slug(ConnectAttempt const& attempt, ConnectStep step) {
        auto const& error = attempt.steps[static_cast<std::size_t>(step)].error;
        return error ? error->slug : "none";
    }

    std::string number_;
    Meta meta_;
    std::atomic<int> routes_changed_{0};
    std::optional<Connector> connector_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, ConnectorTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(ConnectorTest, ANumberIsConnectedToTheEnd) {
    auto const begun = begin();
    ASSERT_TRUE(begun) << begun.error().slug;
    EXPECT_EQ(begun->state, ConnectState::Running);
    EXPECT_EQ(next_of(*begun), "subscribe");
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'connect'"), 1);
    auto const done = resume(*begun);
    EXPECT_EQ(done.state, ConnectState::Done);
    ASSERT_TRUE(done.account);
    EXPECT_EQ(meta_.pins.size(), 1U);
    EXPECT_EQ(meta_.pins.front().size(), 6U);
    // The keeper of this fixture seals nothing, so that a test may look.
    EXPECT_EQ(
        text(
            "select status from whatsapp_accounts where business_id = $1 and id = $2 "
            "and token_sealed is not null and pin_sealed is not null and portfolio_id = '500' "
            "and phone_number = '97235550101'",
            {store::Value(*done.account)}
        ),
        "active"
    );
    EXPECT_EQ(
        number("select count(*) from connect_attempts where business_id = $1 "
               "and token_sealed is null and pin_sealed is null"),
        1
    );
    ASSERT_TRUE(route());
    EXPECT_EQ(route()->account, *done.account);
    EXPECT_EQ(routes_changed_, 1);
    EXPECT_EQ(
        number(
            "select count(*) from work where business_id = $1 "
            "and kind in ('template_sync', 'account_keep') and subject_id = $2",
            {store::Value(*done.account)}
        ),
        2
    );
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'connect'"), 0);
}

TEST_P(ConnectorTest, ACodeWorksOnce) {
    meta_.codes.clear();
    auto const refused = begin();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->state, ConnectState::Failed);
    EXPECT_EQ(slug(*refused, ConnectStep::Exchange), "oauth_code");
    EXPECT_EQ(meta_.calls, std::vector<std::string>{"exchange"});
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'connect'"), 0);
    auto const again = run([&](Context& context) {
        return retry_connect(
            context, {.attempt = refused->id, .pin = {}, .phone_number_id = {}, .who = member()}
        );
    });
    EXPECT_EQ(again.error().slug, "oauth_code");
    meta_.codes = {"code"};
    EXPECT_TRUE(begin()) << "a new one may begin";
}

TEST_P(ConnectorTest, ACrashBeforeTheTokenWasKeptSaysToConnectAgain) {
    auto lost = new_attempt_row();
    auto const resumed = resume(lost);
    EXPECT_EQ(resumed.state, ConnectState::Failed);
    EXPECT_EQ(slug(resumed, ConnectStep::Exchange), "oauth_code");
    EXPECT_TRUE(meta_.calls.empty());
}

TEST_P(ConnectorTest, OnlyOneRuns) {
    new_attempt_row();
    EXPECT_EQ(begin().error().slug, "connect_running");
    EXPECT_EQ(disconnect().error().code, ErrorCode::NotFound) << "nothing is connected";
    EXPECT_TRUE(meta_.calls.empty()) << "the code is not spent";
}

TEST_P(ConnectorTest, AnothersNumberIsRefusedAndStaysTheirs) {
    BusinessId const other{store::test::fresh_business()};
    AccountId const theirs{store::test::fresh_uuid()};
    ASSERT_TRUE(store::write_and_wait(
        runner().engine(),
        store::Scope::shared(),
        [&](store::Session& session) {
            return store::claim_phone_route(
                session, number_, {.business = other, .account = theirs, .waba_id = meta_.waba}
            );
        }
    ));
    auto const begun = begin();
    ASSERT_TRUE(begun);
    EXPECT_EQ(slug(*begun, ConnectStep::Ownership), "number_in_use");
    EXPECT_EQ(route()->account, theirs);
    EXPECT_TRUE(meta_.subscribed.empty());
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 "
               "and disconnected_at is null"),
        0
    );
}

TEST_P(ConnectorTest, ANumberLostLateLeavesNothingConnected) {
    auto const begun = begin();
    ASSERT_TRUE(begun);
    AccountId const theirs{store::test::fresh_uuid()};
    ASSERT_TRUE(store::write_and_wait(
        runner().engine(),
        store::Scope::shared(),
        [&](store::Session& session) {
            return store::claim_phone_route(
                session,
                number_,
                {.business = store::test::fresh_business(), .account = theirs, .waba_id = meta_.waba
                }
            );
        }
    ));
    auto const lost = resume(*begun);
    EXPECT_EQ(lost.state, ConnectState::Failed);
    EXPECT_EQ(slug(lost, ConnectStep::Ownership), "number_in_use");
    EXPECT_EQ(route()->account, theirs);
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 "
               "and disconnected_at is null"),
        0
    );
}

TEST_P(ConnectorTest, AWrongPinIsTriedAgainWithTheOwners) {
    meta_.right_pin = "482913";
    auto const begun = begin();
    ASSERT_TRUE(begun);
    auto const refused = resume(*begun);
    EXPECT_EQ(slug(refused, ConnectStep::Register), "pin_wrong");
    auto const again = run([&](Context& context) {
        return retry_connect(
            context,
            {.attempt = refused.id, .pin = Secret("482913"), .phone_number_id = {}, .who = member()}
        );
    });
    ASSERT_TRUE(again) << again.error().slug;
    meta_.calls.clear();
    EXPECT_EQ(resume(*again).state, ConnectState::Done);
    EXPECT_EQ(meta_.calls.front(), "register") << "from where it failed";
}

TEST_P(ConnectorTest, TroubleStandsStillAndGoesOn) {
    meta_.errors.emplace("subscribe", refusal(2, true));
    auto const begun = begin();
    ASSERT_TRUE(begun);
    auto const stalled = resume(*begun);
    EXPECT_EQ(stalled.state, ConnectState::Running);
    EXPECT_EQ(slug(stalled, ConnectStep::Subscribe), "upstream");
    meta_.errors.clear();
    EXPECT_EQ(resume(stalled).state, ConnectState::Done);
}

TEST_P(ConnectorTest, TroubleThatStaysIsGivenUp) {
    meta_.errors.emplace("subscribe", refusal(2, true));
    auto const stalled = resume(begin().value());
    auto const failed =
        wait([&](auto done) { connector_->abandon(business(), stalled.id, std::move(done)); });
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->state, ConnectState::Failed);
    EXPECT_EQ(slug(*failed, ConnectStep::Subscribe), "upstream");
}

TEST_P(ConnectorTest, SeveralNumbersWaitForAChoice) {
    meta_.numbers.push_back("other");
    auto const waiting = begin();
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->state, ConnectState::Waiting);
    auto const choose = [&](std::string which) {
        return run([&](Context& context) {
            return retry_connect(
                context,
                {.attempt = waiting->id, .pin = {}, .phone_number_id = which, .who = member()}
            );
        });
    };
    EXPECT_EQ(choose("nobody's").error().slug, "unknown_reference");
    ASSERT_TRUE(choose(number_));
    EXPECT_EQ(choose(number_).error().slug, "connect_running");
    EXPECT_EQ(resume(*waiting).phone_number_id, number_);
}

TEST_P(ConnectorTest, ByHandAndWithTheBusinessApp) {
    auto command = embedded("");
    command.variant = ConnectVariant::Manual;
    command.access_token = Secret("by-hand");
    command.pin = Secret("111111");
    auto const by_hand = resume(begin(std::move(command)).value());
    EXPECT_EQ(by_hand.state, ConnectState::Done);
    EXPECT_EQ(meta_.token_seen, "by-hand");
    EXPECT_EQ(meta_.pins, std::vector<std::string>{"111111"});

    ASSERT_TRUE(disconnect());
    meta_.calls.clear();
    auto coexisting = embedded();
    coexisting.variant = ConnectVariant::Coexistence;
    meta_.errors.emplace("history", refusal(2'593'109));
    auto const done = resume(begin(std::move(coexisting)).value());
    EXPECT_EQ(done.state, ConnectState::Done);
    EXPECT_EQ(std::ranges::count(meta_.calls, "register"), 0);
    EXPECT_EQ(std::ranges::count(meta_.calls, "smb_app_state_sync"), 1);
    EXPECT_EQ(std::ranges::count(meta_.calls, "history"), 1);
    EXPECT_EQ(done.facts.app_data.back().code, 2'593'109);
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 and is_coexistence "
               "and status = 'active'"),
        1
    );
}

TEST_P(ConnectorTest, DisconnectingFreesTheNumberAndItComesBackAsTheSameAccount) {
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

TEST_P(ConnectorTest, AnAccountThatOthersShareStaysSubscribed) {
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

TEST_P(ConnectorTest, WhatWaitsToBeSentIsShownAsNotTold) {
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
