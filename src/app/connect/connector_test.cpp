// Attempts from beginning to end, on both engines.
#include "app/connect/connector_fixture.hpp"

namespace croozer::app::test {
namespace {

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

// Meta asks for the PIN that was drawn here, and nobody else knows it.
TEST_P(ConnectorTest, ANumberThatLostItsRegistrationIsRegisteredWithItsOldPin) {
    ASSERT_EQ(resume(begin().value()).state, ConnectState::Done);
    ASSERT_EQ(meta_.pins.size(), 1U);
    meta_.right_pin = meta_.pins.front();
    meta_.codes = {"code"};
    EXPECT_EQ(resume(begin().value()).state, ConnectState::Done);
    ASSERT_TRUE(disconnect());
    meta_.codes = {"code"};
    EXPECT_EQ(resume(begin().value()).state, ConnectState::Done) << "after letting it go, too";
    EXPECT_EQ(meta_.pins.size(), 3U);
    EXPECT_EQ(std::ranges::count(meta_.pins, meta_.right_pin), 3);

    auto const kept = [this](std::string const& id) {
        return run([&](Context& context) -> Result<std::string> {
                   auto const pin = TRY(kept_pin(context, id));
                   return std::string(pin ? pin->reveal() : "none");
               }
        ).value();
    };
    EXPECT_EQ(kept(number_), meta_.right_pin);
    EXPECT_EQ(kept("another"), "none");
    keeper().opens_nothing = true;
    EXPECT_EQ(kept(number_), "none") << "its key is gone: the owner is asked";
}

// Each try with a wrong PIN brings Meta's lock of the number nearer (133008), whosever it is.
TEST_P(ConnectorTest, ANumberThatAnotherTookMeanwhileIsNotRegisteredAgain) {
    meta_.right_pin = "482913";
    auto const refused = resume(begin().value());
    ASSERT_EQ(slug(refused, ConnectStep::Register), "pin_wrong");
    ASSERT_TRUE(store::write_and_wait(
        runner().engine(),
        store::Scope::shared(),
        [&](store::Session& session) {
            return store::claim_phone_route(
                session,
                number_,
                {.business = store::test::fresh_business(),
                 .account = AccountId{store::test::fresh_uuid()},
                 .waba_id = meta_.waba}
            );
        }
    ));
    auto const again = run([&](Context& context) {
        return retry_connect(
            context, {.attempt = refused.id, .pin = {}, .phone_number_id = {}, .who = member()}
        );
    });
    ASSERT_TRUE(again) << again.error().slug;
    meta_.calls.clear();
    auto const lost = resume(*again);
    EXPECT_EQ(lost.state, ConnectState::Failed);
    EXPECT_EQ(slug(lost, ConnectStep::Ownership), "number_in_use");
    EXPECT_TRUE(meta_.calls.empty()) << meta_.calls.front();
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
    EXPECT_EQ(slug(done, ConnectStep::Test), "app_data_refused") << "a warning";
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 and is_coexistence "
               "and status = 'active'"),
        1
    );
}

TEST_P(ConnectorTest, ANumberOfTheBusinessAppIsOneThoughTheOwnerDidNotSaySo) {
    meta_.on_business_app = true;
    EXPECT_EQ(resume(begin().value()).state, ConnectState::Done);
    EXPECT_EQ(std::ranges::count(meta_.calls, "register"), 0);
    EXPECT_EQ(std::ranges::count(meta_.calls, "smb_app_state_sync"), 1);
    EXPECT_EQ(std::ranges::count(meta_.calls, "history"), 1);
    EXPECT_EQ(
        number("select count(*) from whatsapp_accounts where business_id = $1 and is_coexistence "
               "and status = 'active'"),
        1
    ) << "it sends at most 20 a second";
}

TEST_P(ConnectorTest, TemplatesAndProfileAreReadAndARefusalIsKept) {
    auto const templates =
        "select count(*) from message_templates where business_id = $1 "
        "and name = 'order_ready' and waba_id = '" +
        meta_.waba + "'";
    auto const about = [this] {
        return number(
            "select count(*) from whatsapp_accounts where business_id = $1 "
            "and disconnected_at is null and facts like '%Stone oven%'"
        );
    };
    meta_.errors.emplace("templates", refusal(200));
    meta_.errors.emplace("profile", refusal(10));
    auto const without = resume(begin().value());
    EXPECT_EQ(without.state, ConnectState::Done);
    EXPECT_EQ(slug(without, ConnectStep::Templates), "templates_unread");
    EXPECT_EQ(without.steps[static_cast<std::size_t>(ConnectStep::Templates)].error->code, 200);
    EXPECT_EQ(number(templates), 0);
    EXPECT_EQ(about(), 0);
    meta_.errors.clear();
    meta_.codes = {"code"};
    auto const with = resume(begin().value());
    EXPECT_EQ(with.state, ConnectState::Done);
    EXPECT_EQ(slug(with, ConnectStep::Templates), "none");
    EXPECT_EQ(number(templates), 1);
    EXPECT_EQ(about(), 1);
}

// They can be asked for once and within a day: what is lost by a passing error never comes.
TEST_P(ConnectorTest, OldChatsAreAskedForAgainAfterAPassingError) {
    auto command = embedded();
    command.variant = ConnectVariant::Coexistence;
    meta_.errors.emplace("history", refusal(2, true));
    meta_.once = {"history"};
    auto const stalled = resume(begin(std::move(command)).value());
    EXPECT_EQ(stalled.state, ConnectState::Running);
    EXPECT_EQ(slug(stalled, ConnectStep::Test), "upstream");
    auto const done = resume(stalled);
    EXPECT_EQ(done.state, ConnectState::Done);
    EXPECT_EQ(slug(done, ConnectStep::Test), "none");
    EXPECT_EQ(std::ranges::count(meta_.calls, "smb_app_state_sync"), 1);
    EXPECT_EQ(std::ranges::count(meta_.calls, "history"), 2);
    ASSERT_EQ(done.facts.app_data.size(), 2U);
    EXPECT_TRUE(done.facts.app_data[0].accepted);
    EXPECT_TRUE(done.facts.app_data[1].accepted);
}

}  // namespace
}  // namespace croozer::app::test
