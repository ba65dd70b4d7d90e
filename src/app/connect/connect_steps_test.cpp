#include "app/connect/connect_steps.hpp"

#include <gtest/gtest.h>

#include <string>

namespace croozer::app {
namespace {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepState;
using enum ConnectStep;

constexpr Instant now{1'000'000};

PlatformError refusal(std::int64_t code, bool passing = false) {
    return {
        .is_passing = passing,
        .action = passing ? ErrorAction::Retry : ErrorAction::Fix,
        .http_status = passing ? 503 : 400,
        .code = code,
        .subcode = 7,
        .detail = "Meta's words",
        .user_title = "Title",
        .user_message = "Message",
        .trace_id = "trace"
    };
}

ConnectAttempt attempt(ConnectVariant variant = ConnectVariant::Embedded) {
    return new_attempt(ConnectAttemptId{}, variant, "", "", now);
}

store::StepRecord const& at(ConnectAttempt const& attempt, ConnectStep step) {
    return attempt.steps[static_cast<std::size_t>(step)];
}

std::string slug(ConnectAttempt const& attempt, ConnectStep step) {
    auto const& error = at(attempt, step).error;
    return error ? error->slug : "none";
}

// The attempt with all steps before `step` done.
ConnectAttempt before(ConnectStep step, ConnectVariant variant = ConnectVariant::Embedded) {
    auto made = attempt(variant);
    made.token = SealedSecret{"sealed"};
    for (std::size_t i = 0; i < made.steps.size(); ++i) {
        made.steps[i].state = i < static_cast<std::size_t>(step)    ? StepState::Done
                              : i == static_cast<std::size_t>(step) ? StepState::Running
                                                                    : StepState::Pending;
    }
    return made;
}

TokenFacts good_token() {
    return {
        .app_id = "42",
        .type = "SYSTEM_USER",
        .is_valid = true,
        .expires_at = Instant{9},
        .data_access_expires_at = {},
        .scopes = {"whatsapp_business_management", "whatsapp_business_messaging", "public_profile"},
        .waba_ids = {"100"}
    };
}

NumberFacts number(std::string id) {
    NumberFacts facts;
    facts.id = std::move(id);
    facts.display_phone_number = "+972 3-555-0101";
    facts.verified_name = "Pizza";
    facts.status = "CONNECTED";
    facts.platform_type = "CLOUD_API";
    return facts;
}

TEST(ConnectSteps, AnAttemptBeginsWithItsCodeOrWithItsToken) {
    auto const embedded = attempt();
    EXPECT_EQ(next_step(embedded), Exchange);
    EXPECT_EQ(at(embedded, Exchange).state, StepState::Running);
    auto const manual = attempt(ConnectVariant::Manual);
    EXPECT_EQ(at(manual, Exchange).state, StepState::Skipped);
    EXPECT_EQ(at(manual, Inspect).state, StepState::Running);
}

TEST(ConnectSteps, ACodeIsExchangedOrThatIsTheEnd) {
    auto good = attempt();
    settle_exchange(good, GrantedToken{Secret("T"), std::chrono::seconds(60)}, now);
    EXPECT_EQ(at(good, Exchange).state, StepState::Done);
    EXPECT_EQ(good.token_expires_at, now + std::chrono::seconds(60));
    EXPECT_EQ(next_step(good), Inspect);

    for (auto const& [passing, expected] :
         {std::pair(false, "oauth_code"), std::pair(true, "upstream")}) {
        auto bad = attempt();
        settle_exchange(bad, std::unexpected(refusal(100, passing)), now);
        EXPECT_EQ(bad.state, ConnectState::Failed);
        EXPECT_EQ(slug(bad, Exchange), expected);
        EXPECT_FALSE(can_retry(bad));
    }
    auto lost = attempt();
    settle_lost_code(lost, now);
    EXPECT_EQ(slug(lost, Exchange), "oauth_code");
    EXPECT_EQ(lost.state, ConnectState::Failed);
}

TEST(ConnectSteps, MetasWordsAreKept) {
    auto bad = before(Subscribe);
    settle_subscribe(bad, std::unexpected(refusal(200)), now);
    auto const error = at(bad, Subscribe).error.value();
    EXPECT_EQ(error.slug, "refused");
    EXPECT_EQ(error.code, 200);
    EXPECT_EQ(error.subcode, 7);
    EXPECT_EQ(error.detail, "Meta's words");
    EXPECT_EQ(error.user_title, "Title");
    EXPECT_EQ(error.user_message, "Message");
    EXPECT_EQ(error.http_status, 400);
    EXPECT_EQ(error.trace_id, "trace");
    EXPECT_FALSE(error.passing);
}

TEST(ConnectSteps, AnInspectedTokenIsOursAndMayDoBoth) {
    auto good = before(Inspect);
    settle_inspect(good, good_token(), "42", now);
    EXPECT_EQ(next_step(good), Waba);
    EXPECT_EQ(good.token_kind, "temporary");
    EXPECT_EQ(good.facts.granted_wabas, std::vector<std::string>{"100"});

    auto lasting = good_token();
    lasting.expires_at.reset();
    auto forever = before(Inspect);
    settle_inspect(forever, lasting, "42", now);
    EXPECT_EQ(forever.token_kind, "permanent");

    auto foreign = before(Inspect);
    settle_inspect(foreign, good_token(), "43", now);
    EXPECT_EQ(slug(foreign, Inspect), "not_our_app");
    auto nameless = before(Inspect);
    auto no_app = good_token();
    no_app.app_id.clear();
    settle_inspect(nameless, no_app, "", now);
    EXPECT_EQ(slug(nameless, Inspect), "not_our_app");

    auto poor = good_token();
    poor.scopes = {"whatsapp_business_management"};
    auto missing = before(Inspect);
    settle_inspect(missing, poor, "42", now);
    EXPECT_EQ(slug(missing, Inspect), "scopes_missing");
    EXPECT_EQ(at(missing, Inspect).error->detail, "whatsapp_business_messaging");

    auto ended = good_token();
    ended.is_valid = false;
    auto invalid = before(Inspect);
    settle_inspect(invalid, ended, "42", now);
    EXPECT_EQ(slug(invalid, Inspect), "token_invalid");
}

TEST(ConnectSteps, ByHandATokenOfAPersonIsRefused) {
    auto token = good_token();
    auto by_hand = before(Inspect, ConnectVariant::Manual);
    settle_inspect(by_hand, token, "42", now);
    EXPECT_EQ(next_step(by_hand), Waba);
    token.type = "USER";
    auto persons = before(Inspect, ConnectVariant::Manual);
    settle_inspect(persons, token, "42", now);
    EXPECT_EQ(persons.state, ConnectState::Failed);
    EXPECT_EQ(slug(persons, Inspect), "user_token");
    EXPECT_EQ(persons.token_kind, "");
}

TEST(ConnectSteps, TheBrowsersAccountIsOnlyAHint) {
    auto const chosen = [](std::string hint, std::vector<std::string> granted) {
        auto made = before(Waba);
        made.waba_hint = std::move(hint);
        made.facts.granted_wabas = std::move(granted);
        settle_waba(made, now);
        return made.state == ConnectState::Running ? made.waba_id : slug(made, Waba);
    };
    EXPECT_EQ(chosen("100", {"100", "200"}), "100");
    EXPECT_EQ(chosen("", {"100"}), "100");
    EXPECT_EQ(chosen("300", {}), "300") << "reading its numbers will show";
    EXPECT_EQ(chosen("300", {"100", "200"}), "waba_not_granted");
    EXPECT_EQ(chosen("", {"100", "200"}), "waba_not_granted");
    EXPECT_EQ(chosen("", {}), "waba_not_granted");
}

TEST(ConnectSteps, TheNumberIsOneOfTheAccounts) {
    auto hinted = before(Numbers);
    hinted.number_hint = "2";
    settle_numbers(hinted, std::vector{number("1"), number("2")}, now);
    EXPECT_EQ(hinted.phone_number_id, "2");
    EXPECT_EQ(next_step(hinted), ConnectStep::Ownership);

    auto only = before(Numbers);
    settle_numbers(only, std::vector{number("1")}, now);
    EXPECT_EQ(only.phone_number_id, "1");
    EXPECT_EQ(only.facts.phone_number, "+972 3-555-0101");

    auto wrong = before(Numbers);
    wrong.number_hint = "3";
    settle_numbers(wrong, std::vector{number("1")}, now);
    EXPECT_EQ(slug(wrong, Numbers), "number_not_found");

    auto none = before(Numbers);
    settle_numbers(none, std::vector<NumberFacts>{}, now);
    EXPECT_EQ(slug(none, Numbers), "number_not_found");
}

TEST(ConnectSteps, SeveralNumbersWaitForAChoice) {
    auto several = before(Numbers);
    settle_numbers(several, std::vector{number("1"), number("2")}, now);
    EXPECT_EQ(several.state, ConnectState::Waiting);
    EXPECT_EQ(slug(several, Numbers), "number_choice");
    ASSERT_TRUE(can_retry(several));
    EXPECT_FALSE(retry(several, "3", now));
    EXPECT_EQ(several.state, ConnectState::Waiting);
    EXPECT_TRUE(retry(several, "2", now));
    EXPECT_EQ(several.state, ConnectState::Running);
    EXPECT_EQ(next_step(several), Numbers);
    settle_numbers(several, std::vector{number("1"), number("2")}, now);
    EXPECT_EQ(several.phone_number_id, "2");
}

TEST(ConnectSteps, WhoseTheNumberIs) {
    for (auto const& [ownership, expected] :
         {std::pair(Ownership::Elsewhere, "number_in_use"),
          std::pair(Ownership::HasOther, "already_connected")}) {
        auto made = before(ConnectStep::Ownership);
        settle_ownership(made, ownership, now);
        EXPECT_EQ(made.state, ConnectState::Failed);
        EXPECT_EQ(slug(made, ConnectStep::Ownership), expected);
    }
    auto free = before(ConnectStep::Ownership);
    settle_ownership(free, Ownership::Free, now);
    EXPECT_EQ(next_step(free), Subscribe);
}

TEST(ConnectSteps, LosingTheNumberLateIsTheSame) {
    auto late = before(Templates);
    settle_ownership(late, Ownership::Elsewhere, now);
    EXPECT_EQ(late.state, ConnectState::Failed);
    EXPECT_EQ(at(late, Templates).state, StepState::Pending);
    EXPECT_TRUE(retry(late, std::nullopt, now));
    EXPECT_EQ(next_step(late), ConnectStep::Ownership);
    settle_ownership(late, Ownership::Free, now);
    EXPECT_EQ(next_step(late), Templates) << "what is done stays done";
}

TEST(ConnectSteps, WhoNeedsRegistration) {
    auto const needs = [](ConnectVariant variant, bool on_app, bool pin, std::string status) {
        auto made = before(Register, variant);
        made.phone_number_id = "1";
        auto listed = number("1");
        listed.status = std::move(status);
        listed.is_on_business_app = on_app;
        auto all = before(Numbers, variant);
        settle_numbers(all, std::vector{listed}, now);
        made.facts = all.facts;
        if (pin) {
            made.pin = SealedSecret{"p"};
        }
        return needs_registration(made);
    };
    using enum ConnectVariant;
    EXPECT_TRUE(needs(Embedded, false, false, "PENDING"));
    EXPECT_FALSE(needs(Embedded, false, false, "CONNECTED"));
    EXPECT_TRUE(needs(Embedded, false, true, "CONNECTED"));
    EXPECT_FALSE(needs(Embedded, true, false, "CONNECTED"));
    EXPECT_FALSE(needs(Coexistence, false, false, "PENDING"));
    EXPECT_FALSE(needs(Manual, false, false, "CONNECTED"));
    EXPECT_TRUE(needs(Manual, false, true, "CONNECTED"));
    EXPECT_TRUE(needs(Manual, false, false, "PENDING"));
    EXPECT_TRUE(needs_registration(before(Register))) << "a number that was not listed";
    auto skipped = before(Register);
    skip_registration(skipped, now);
    EXPECT_EQ(at(skipped, Register).state, StepState::Skipped);
    EXPECT_EQ(next_step(skipped), Facts);
}

TEST(ConnectSteps, RefusedRegistrationsAreToldApart) {
    for (auto const& [code, expected] : std::initializer_list<std::pair<std::int64_t, std::string>>{
             {133'005, "pin_wrong"},
             {133'006, "number_unverified"},
             {133'008, "pin_wait"},
             {133'009, "pin_wait"},
             {133'016, "registration_limit"},
             {133'010, "refused"}
         }) {
        auto made = before(Register);
        // Even where the error itself would pass: our guesses would count.
        settle_register(made, std::unexpected(refusal(code, code == 133'009)), now);
        EXPECT_EQ(made.state, ConnectState::Failed) << code;
        EXPECT_EQ(slug(made, Register), expected);
        EXPECT_TRUE(can_retry(made));
        EXPECT_TRUE(retry(made, std::nullopt, now));
        EXPECT_EQ(next_step(made), ConnectStep::Ownership) << "it may have changed";
        settle_ownership(made, Ownership::Free, now);
        EXPECT_EQ(next_step(made), Register);
        settle_register(made, true, now);
        EXPECT_EQ(next_step(made), Facts);
    }
}

TEST(ConnectSteps, WhatMayPassStandsStillAndIsGivenUpOnDemand) {
    auto made = before(Register);
    settle_register(made, std::unexpected(refusal(133'004, true)), now);
    EXPECT_EQ(made.state, ConnectState::Running);
    EXPECT_TRUE(is_stalled(made));
    EXPECT_EQ(slug(made, Register), "upstream");
    auto mended = made;
    settle_register(mended, true, now);
    EXPECT_FALSE(is_stalled(mended));
    EXPECT_EQ(slug(mended, Register), "none");
    give_up(made, now);
    EXPECT_EQ(made.state, ConnectState::Failed);
    EXPECT_EQ(slug(made, Register), "upstream");
    EXPECT_TRUE(can_retry(made));
    auto well = before(Register);
    give_up(well, now);
    EXPECT_EQ(well.state, ConnectState::Running) << "nothing stands still";
}

TEST(ConnectSteps, EveryReadMayPassOrBeRefused) {
    for (bool const passing : {true, false}) {
        auto const error = std::unexpected(refusal(2, passing));
        auto const expected = passing ? ConnectState::Running : ConnectState::Failed;
        auto inspect = before(Inspect);
        settle_inspect(inspect, error, "42", now);
        EXPECT_EQ(inspect.state, expected);
        auto numbers = before(Numbers);
        settle_numbers(numbers, error, now);
        EXPECT_EQ(numbers.state, expected);
        auto subscribe = before(Subscribe);
        settle_subscribe(subscribe, error, now);
        EXPECT_EQ(subscribe.state, expected);
        for (bool const waba : {true, false}) {
            auto facts = before(Facts);
            ReadFacts read{.waba = WabaFacts{}, .number = number("1")};
            if (waba) {
                read.waba = error;
            } else {
                read.number = error;
            }
            settle_facts(facts, read, now);
            EXPECT_EQ(facts.state, expected);
        }
        for (bool const apps : {true, false}) {
            auto test = before(ConnectStep::Test);
            TestRead read{
                .number = number("1"),
                .latency = {},
                .apps = std::vector{SubscribedApp{.id = "42", .name = "", .override_url = ""}}
            };
            if (apps) {
                read.apps = error;
            } else {
                read.number = error;
            }
            settle_test(test, read, "42", now);
            EXPECT_EQ(test.state, expected);
        }
    }
}

TEST(ConnectSteps, MissingPaymentIsAWarning) {
    auto unfunded = before(Facts);
    auto facts = number("1");
    facts.quality_rating = "GREEN";
    facts.messaging_limit = "TIER_2K";
    WabaFacts waba;
    waba.owner_id = "500";
    auto unknown = unfunded;
    settle_facts(unknown, {.waba = waba, .number = facts}, now);
    EXPECT_NE(slug(unknown, Facts), "payments_missing") << "this token may not know";
    waba.funding_id = "";
    settle_facts(unfunded, {.waba = waba, .number = facts}, now);
    EXPECT_EQ(at(unfunded, Facts).state, StepState::Done);
    EXPECT_EQ(slug(unfunded, Facts), "payments_missing");
    EXPECT_EQ(unfunded.portfolio_id, "500");
    EXPECT_EQ(unfunded.facts.quality, "GREEN");
    EXPECT_EQ(unfunded.facts.messaging_limit, "TIER_2K");
    EXPECT_FALSE(is_stalled(unfunded));
    waba.funding_id = "1";
    auto funded = before(Facts);
    settle_facts(funded, {.waba = waba, .number = facts}, now);
    EXPECT_EQ(slug(funded, Facts), "none");
}

TEST(ConnectSteps, TemplatesAndALostAccount) {
    std::vector<conversation::SeenTemplate> const none;
    auto read = before(Templates);
    settle_templates(read, {.templates = none, .profile = ProfileFacts{}}, now);
    EXPECT_EQ(next_step(read), ConnectStep::Test);
    EXPECT_EQ(slug(read, Templates), "none");
    auto const refused = std::unexpected(refusal(200));
    auto without = before(Templates);
    settle_templates(without, {.templates = refused, .profile = refused}, now);
    EXPECT_EQ(next_step(without), ConnectStep::Test) << "the number works without them";
    EXPECT_EQ(slug(without, Templates), "templates_unread");
    EXPECT_EQ(at(without, Templates).error->detail, "Meta's words");
    auto faceless = before(Templates);
    settle_templates(faceless, {.templates = none, .profile = refused}, now);
    EXPECT_EQ(slug(faceless, Templates), "profile_unread");
    auto lost = before(Templates);
    lost.account = AccountId{};
    settle_lost_account(lost, now);
    EXPECT_EQ(lost.state, ConnectState::Failed);
    EXPECT_FALSE(lost.account);
}

TEST(ConnectSteps, TheBusinessAppIsAskedOnceForEach) {
    auto coexisting = before(ConnectStep::Test, ConnectVariant::Coexistence);
    EXPECT_EQ(app_data_to_request(coexisting), "smb_app_state_sync");
    settle_app_data(coexisting, "smb_app_state_sync", true, now);
    EXPECT_EQ(app_data_to_request(coexisting), "history");
    settle_app_data(coexisting, "history", std::unexpected(refusal(2, true)), now);
    EXPECT_TRUE(is_stalled(coexisting));
    EXPECT_EQ(app_data_to_request(coexisting), "history") << "that passes";
    settle_app_data(coexisting, "history", std::unexpected(refusal(2'593'109)), now);
    EXPECT_FALSE(is_stalled(coexisting));
    EXPECT_EQ(app_data_to_request(coexisting), std::nullopt);
    EXPECT_EQ(coexisting.state, ConnectState::Running) << "the owner may refuse";
    EXPECT_EQ(coexisting.facts.app_data.back().code, 2'593'109);
    EXPECT_EQ(app_data_to_request(before(ConnectStep::Test)), std::nullopt);
}

// Meta knows it whichever window the owner went through.
TEST(ConnectSteps, ANumberOfTheBusinessAppIsKnownAsOneHoweverItCame) {
    for (auto const variant : {ConnectVariant::Embedded, ConnectVariant::Manual}) {
        auto made = before(Numbers, variant);
        auto on_app = number("2");
        on_app.is_on_business_app = true;
        made.number_hint = "2";
        settle_numbers(made, std::vector{number("1"), on_app}, now);
        EXPECT_TRUE(is_coexistence(made));
        EXPECT_EQ(app_data_to_request(made), "smb_app_state_sync");
        made.phone_number_id = "1";
        EXPECT_FALSE(is_coexistence(made)) << "it is the chosen number that counts";
        EXPECT_EQ(app_data_to_request(made), std::nullopt);
    }
    EXPECT_TRUE(is_coexistence(before(Facts, ConnectVariant::Coexistence)));
    EXPECT_FALSE(is_coexistence(before(Facts)));
}

TEST(ConnectSteps, TheTestEndsTheAttempt) {
    TestRead read{
        .number = number("1"),
        .latency = std::chrono::milliseconds(12),
        .apps = std::vector{SubscribedApp{.id = "42", .name = "", .override_url = ""}}
    };
    auto good = before(ConnectStep::Test);
    settle_test(good, read, "42", now);
    EXPECT_EQ(good.state, ConnectState::Done);
    EXPECT_EQ(good.facts.latency_ms, 12);
    EXPECT_EQ(next_step(good), std::nullopt);
    EXPECT_FALSE(can_retry(good));

    auto foreign = before(ConnectStep::Test);
    settle_test(foreign, read, "43", now);
    EXPECT_EQ(foreign.state, ConnectState::Failed);
    EXPECT_EQ(slug(foreign, ConnectStep::Test), "refused");
    EXPECT_TRUE(retry(foreign, std::nullopt, now));
    settle_ownership(foreign, Ownership::Free, now);
    EXPECT_EQ(next_step(foreign), Subscribe) << "where it is mended";
    settle_subscribe(foreign, true, now);
    EXPECT_EQ(next_step(foreign), ConnectStep::Test);
}

TEST(ConnectSteps, AnotherNumberBeginsAtTheNumbers) {
    auto made = before(Numbers);
    settle_numbers(made, std::vector{number("1")}, now);
    settle_ownership(made, Ownership::Elsewhere, now);
    made.facts.numbers.push_back(
        {.id = "2",
         .display_phone_number = {},
         .verified_name = {},
         .status = {},
         .platform_type = {},
         .is_on_business_app = false}
    );
    EXPECT_TRUE(retry(made, "2", now));
    EXPECT_EQ(next_step(made), Numbers);
}

}  // namespace
}  // namespace croozer::app
