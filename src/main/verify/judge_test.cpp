#include "main/verify/judge.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <sstream>

namespace croozer::main {
namespace {

namespace json = boost::json;

constexpr auto const* callback = "https://croozer.example/api/webhooks/whatsapp";
Instant const now = Instant::from_seconds(1'790'000'000);

app::PlatformError graph_error(std::int64_t code, std::string detail) {
    return {
        .is_passing = false,
        .action = app::ErrorAction::Fix,
        .http_status = 400,
        .code = code,
        .subcode = 0,
        .detail = std::move(detail),
        .user_title = {},
        .user_message = {},
        .trace_id = "Abc"
    };
}

app::TokenFacts good_token() {
    app::TokenFacts facts;
    facts.app_id = "8";
    facts.type = "SYSTEM_USER";
    facts.is_valid = true;
    facts.scopes = {"whatsapp_business_management", "whatsapp_business_messaging"};
    return facts;
}

TEST(VerifyJudge, AVersionIsKnownByItsErrorAlone) {
    using Answer = app::PlatformResult<meta::JsonObject>;
    EXPECT_EQ(
        judge_version("v26.0", Answer(std::unexpected(graph_error(2500, "An active access token"))))
            .verdict,
        Verdict::Passed
    );
    EXPECT_EQ(
        judge_version(
            "v99.0", Answer(std::unexpected(graph_error(2500, "Unknown path components")))
        )
            .verdict,
        Verdict::Failed
    );
    EXPECT_EQ(judge_version("v26.0", Answer(meta::JsonObject{})).verdict, Verdict::Failed);
    auto away = graph_error(0, "Could not connect");
    away.is_passing = true;
    away.http_status = 0;
    EXPECT_EQ(judge_version("v26.0", Answer(std::unexpected(away))).verdict, Verdict::NotRun);
}

TEST(VerifyJudge, ATokenIsOursWholeAndNotAboutToEnd) {
    auto const verdict = [](app::TokenFacts const& facts) {
        auto const found = judge_token(facts, "8", "…abcd", now);
        EXPECT_EQ(found.verdict == Verdict::Passed, found.advice.empty());
        return found.verdict;
    };
    EXPECT_EQ(verdict(good_token()), Verdict::Passed);
    auto other = good_token();
    other.is_valid = false;
    EXPECT_EQ(verdict(other), Verdict::Failed);
    other = good_token();
    other.app_id = "9";
    EXPECT_EQ(verdict(other), Verdict::Failed);
    other = good_token();
    other.scopes.pop_back();
    EXPECT_EQ(verdict(other), Verdict::Failed);
    EXPECT_TRUE(judge_token(other, "8", "", now).detail.contains("whatsapp_business_messaging"));
    other = good_token();
    other.expires_at = now + Duration(std::chrono::days(14));
    EXPECT_EQ(verdict(other), Verdict::Passed);
    other.expires_at = now + Duration(std::chrono::days(14)) - Duration(1);
    EXPECT_EQ(verdict(other), Verdict::Warned);
    other.expires_at = std::nullopt;
    other.data_access_expires_at = now + Duration(std::chrono::days(3));
    EXPECT_EQ(verdict(other), Verdict::Warned);
}

TEST(VerifyJudge, TheAccountIsAmongThoseGranted) {
    EXPECT_EQ(judge_accounts("3", {"2", "3"}, {}).verdict, Verdict::Passed);
    EXPECT_EQ(judge_accounts("3", {}, {"3"}).verdict, Verdict::Passed);
    EXPECT_EQ(judge_accounts("3", {"2"}, {}).verdict, Verdict::Failed);
    EXPECT_EQ(judge_accounts("3", {}, {"2"}).verdict, Verdict::Failed);
    EXPECT_EQ(judge_accounts("3", {}, {}).verdict, Verdict::Warned);
}

TEST(VerifyJudge, AnAccountIsReviewedFundedAndNotBlocked) {
    app::WabaFacts good;
    good.id = "3";
    good.review_status = "APPROVED";
    good.funding_id = "1";
    good.health.can_send = "AVAILABLE";
    EXPECT_EQ(judge_account_state(good).verdict, Verdict::Passed);
    auto unfunded = good;
    unfunded.funding_id = "";
    EXPECT_EQ(judge_account_state(unfunded).verdict, Verdict::Warned);
    EXPECT_TRUE(judge_account_state(unfunded).advice.contains("payment method"));
    auto rejected = good;
    rejected.review_status = "REJECTED";
    EXPECT_EQ(judge_account_state(rejected).verdict, Verdict::Failed);
    auto pending = good;
    pending.review_status = "PENDING";
    EXPECT_EQ(judge_account_state(pending).verdict, Verdict::Warned);
    auto blocked = unfunded;
    blocked.health.can_send = "BLOCKED";
    blocked.health.entities.push_back(
        {.type = "WABA",
         .id = "3",
         .can_send = "BLOCKED",
         .troubles = {{.code = 141006, .description = "No card", .possible_solution = "Add one"}},
         .information = {}}
    );
    EXPECT_EQ(judge_account_state(blocked).verdict, Verdict::Failed);
    EXPECT_EQ(judge_account_state(blocked).advice, "Add one");
    EXPECT_TRUE(judge_account_state(blocked).detail.contains("WABA 141006 No card"));
}

TEST(VerifyJudge, NumbersAreConnectedAndVerified) {
    app::NumberFacts good;
    good.id = "4";
    good.status = "CONNECTED";
    good.code_verification_status = "VERIFIED";
    auto pending = good;
    pending.id = "5";
    pending.status = "PENDING";
    EXPECT_EQ(judge_numbers("3", {good}, "4").verdict, Verdict::Passed);
    EXPECT_EQ(judge_numbers("3", {good, pending}, "4").verdict, Verdict::Passed);
    EXPECT_EQ(judge_numbers("3", {good, pending}, "5").verdict, Verdict::Failed);
    EXPECT_EQ(judge_numbers("3", {good, pending}, "").verdict, Verdict::Failed);
    EXPECT_EQ(judge_numbers("3", {good}, "6").verdict, Verdict::Failed);
    EXPECT_EQ(judge_numbers("3", {}, "").verdict, Verdict::Failed);
    auto unverified = good;
    unverified.code_verification_status = "EXPIRED";
    EXPECT_EQ(judge_numbers("3", {unverified}, "4").verdict, Verdict::Failed);
    unverified.is_on_business_app = true;
    EXPECT_EQ(judge_numbers("3", {unverified}, "4").verdict, Verdict::Passed);
    good.health.can_send = "AVAILABLE";
    EXPECT_EQ(judge_limits(good).verdict, Verdict::Passed);
    good.quality_rating = "RED";
    EXPECT_EQ(judge_limits(good).verdict, Verdict::Warned);
    good.health.can_send = "BLOCKED";
    EXPECT_EQ(judge_limits(good).verdict, Verdict::Failed);
}

TEST(VerifyJudge, ATemplateIsApproved) {
    auto const of = [](std::string_view text) {
        return judge_templates("3", json::parse(text).as_array()).verdict;
    };
    EXPECT_EQ(of(R"([{"status":"PENDING"},{"status":"APPROVED"},7])"), Verdict::Passed);
    EXPECT_EQ(of(R"([{"status":"REJECTED"}])"), Verdict::Failed);
    EXPECT_EQ(of("[]"), Verdict::Failed);
}

json::array subscriptions(std::string const& url, std::vector<std::string> const& without = {}) {
    json::array fields;
    for (auto const* name :
         {"messages",
          "account_update",
          "account_alerts",
          "account_review_update",
          "business_capability_update",
          "phone_number_quality_update",
          "phone_number_name_update",
          "security",
          "message_template_status_update",
          "message_template_quality_update",
          "template_category_update",
          "message_template_components_update",
          "user_preferences"}) {
        if (std::ranges::find(without, name) == without.end()) {
            fields.push_back(json::object{{"name", name}, {"version", "v26.0"}});
        }
    }
    return {
        json::object{{"object", "user"}},
        json::object{
            {"object", "whatsapp_business_account"},
            {"callback_url", url},
            {"active", true},
            {"fields", std::move(fields)}
        }
    };
}

TEST(VerifyJudge, TheAppsWebhookIsOursActiveAndHasItsFields) {
    auto const verdict = [](json::array const& list, bool coexistence = false) {
        return judge_app_webhook("8", list, callback, coexistence).verdict;
    };
    EXPECT_EQ(verdict(subscriptions(callback)), Verdict::Passed);
    EXPECT_EQ(verdict({}), Verdict::Failed);
    EXPECT_EQ(verdict(subscriptions("https://other.example/hook")), Verdict::Failed);
    EXPECT_EQ(verdict(subscriptions(callback, {"messages"})), Verdict::Failed);
    EXPECT_EQ(verdict(subscriptions(callback, {"account_review_update"})), Verdict::Warned);
    EXPECT_EQ(verdict(subscriptions(callback), true), Verdict::Warned);
    auto inactive = subscriptions(callback);
    inactive[1].as_object()["active"] = false;
    EXPECT_EQ(verdict(inactive), Verdict::Failed);
    // Either form of a field is read.
    auto plain = subscriptions(callback);
    for (auto& field : plain[1].as_object()["fields"].as_array()) {
        field = json::value(field.at("name"));
    }
    EXPECT_EQ(verdict(plain), Verdict::Passed);
}

TEST(VerifyJudge, NothingLeadsWebhooksElsewhere) {
    auto const of = [](std::vector<app::SubscribedApp> const& apps) {
        return judge_subscription("3", apps, "8", callback).verdict;
    };
    app::SubscribedApp const ours{.id = "8", .name = "Croozer", .override_url = {}};
    EXPECT_EQ(of({{.id = "9", .name = "Other", .override_url = {}}, ours}), Verdict::Passed);
    EXPECT_EQ(of({}), Verdict::Failed);
    EXPECT_EQ(of({{.id = "9", .name = "Other", .override_url = {}}}), Verdict::Failed);
    EXPECT_EQ(of({{.id = "8", .name = "", .override_url = "https://x.example"}}), Verdict::Failed);
    EXPECT_EQ(of({{.id = "8", .name = "", .override_url = callback}}), Verdict::Passed);
    auto const number = [](std::string_view text) {
        return judge_override("4", json::parse(text).as_object(), callback).verdict;
    };
    EXPECT_EQ(number("{}"), Verdict::Passed);
    EXPECT_EQ(
        number(R"({"webhook_configuration":{"application":"https://old.example"}})"),
        Verdict::Passed
    );
    EXPECT_EQ(
        number(R"({"webhook_configuration":{"phone_number":"https://x.example"}})"), Verdict::Failed
    );
    EXPECT_EQ(
        number(R"({"webhook_configuration":{"whatsapp_business_account":"https://x.example"}})"),
        Verdict::Failed
    );
}

TEST(VerifyJudge, NamesOfTheLoopbackAreOne) {
    EXPECT_TRUE(same_url("http://localhost:8080/a", "http://127.0.0.1:8080/a"));
    EXPECT_TRUE(same_url("HTTPS://croozer.example/a/", "https://croozer.example/a"));
    EXPECT_FALSE(same_url("https://croozer.example/a", "http://croozer.example/a"));
    EXPECT_FALSE(same_url("http://localhost:8080/a", "http://localhost:8081/a"));
    EXPECT_FALSE(same_url("https://croozer.example/a", "https://croozer.example.evil/a"));
    EXPECT_FALSE(same_url("", "https://croozer.example/a"));
}

TEST(VerifyJudge, TheExitCodeIsOfTheWorst) {
    auto const of = [](std::vector<Verdict> const& verdicts) {
        std::vector<Finding> findings;
        for (auto const verdict : verdicts) {
            findings.push_back(
                {.check = Check::Token,
                 .subject = {},
                 .verdict = verdict,
                 .detail = {},
                 .advice = {}}
            );
        }
        return exit_code_of(findings);
    };
    using enum Verdict;
    EXPECT_EQ(of({Passed, Skipped}), 0);
    EXPECT_EQ(of({Passed, Warned, NotRun, Failed}), 1);
    EXPECT_EQ(of({Passed, Warned}), 2);
    EXPECT_EQ(of({Passed, Warned, NotRun}), 3);
    EXPECT_EQ(of({}), 3);
}

TEST(VerifyJudge, BothPrintsNameEveryCheckAndItsAdvice) {
    auto refused = refused_finding(
        Check::Numbers, "3", graph_error(190, "Session has expired"), "Connect anew."
    );
    EXPECT_EQ(refused.verdict, Verdict::Failed);
    EXPECT_TRUE(refused.detail.contains("190") && refused.detail.contains("fbtrace_id Abc"));
    Verified const what{
        .graph_url = "https://graph.facebook.com",
        .graph_version = "v26.0",
        .app_id = "8",
        .callback_url = callback
    };
    std::ostringstream table;
    write_table(what, {refused}, table);
    EXPECT_TRUE(table.str().contains("numbers") && table.str().contains("→ Connect anew."));
    std::ostringstream text;
    write_json(what, {refused}, text);
    auto const read = json::parse(text.str()).as_object();
    EXPECT_EQ(read.at("exitCode").as_int64(), 1);
    EXPECT_EQ(read.at("checks").at(0).at("check").as_string(), "numbers");
    EXPECT_EQ(read.at("checks").at(0).at("result").as_string(), "failed");
}

}  // namespace
}  // namespace croozer::main
