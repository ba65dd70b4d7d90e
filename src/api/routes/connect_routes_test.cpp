// Connecting a number as browsers ask for it.
#include "api/api_fixture.hpp"
#include "store/repositories/accounts.hpp"

namespace croozer::api {
namespace {

class ConnectRoutes : public ApiTest {
protected:
    ConnectRoutes() : owner_(sign_in("1")), shop_(make_shop(owner_)) {}

    json::object by_code(std::string const& code = "good") const {
        return {{"businessId", shop_}, {"variant", "embedded"}, {"code", code}};
    }

    http::Response connect(json::object const& body) {
        return change(owner_, Method::Post, "/api/meta/connect", body);
    }

    std::string whatsapp() const { return "/api/businesses/" + shop_ + "/whatsapp"; }

    // Another business has the number.
    void give_away() {
        auto const claimed =
            store::write_and_wait(*engine_, store::Scope::shared(), [](store::Session& session) {
                return store::claim_phone_route(
                    session, "200", {.business = {}, .account = {}, .waba_id = "100"}
                );
            });
        EXPECT_TRUE(claimed);
    }

    Person owner_;
    std::string shop_;
};

TEST_F(ConnectRoutes, TheBrowserIsToldWhatTheDialogNeeds) {
    auto const config = body_of(get(owner_, "/api/meta/config"));
    EXPECT_EQ(config.at("appId").as_string(), "42");
    EXPECT_EQ(config.at("configId").as_string(), "7");
    EXPECT_TRUE(config.at("embeddedSignup").as_bool());
    EXPECT_EQ(
        json::serialize(config.at("allowedOrigins")),
        R"(["https://www.facebook.com","https://web.facebook.com","http://localhost:8081"])"
    );
    EXPECT_EQ(send(make(Method::Get, "/api/meta/config")).status, 401);
}

TEST_F(ConnectRoutes, ACodeBeginsAnAttemptThatMayBeFollowed) {
    auto const begun = connect(by_code());
    ASSERT_EQ(begun.status, 202) << begun.body;
    auto const attempt = body_of(begun).at("attempt").as_object();
    EXPECT_EQ(attempt.at("state").as_string(), "running");
    EXPECT_EQ(attempt.at("phoneNumberId").as_string(), "200");
    EXPECT_EQ(attempt.at("steps").as_array().size(), 10U);
    EXPECT_EQ(attempt.at("steps").at(5).at("state").as_string(), "running");
    EXPECT_FALSE(begun.body.contains("sealed:"));
    auto const id = std::string(attempt.at("id").as_string());
    auto const read = get(owner_, whatsapp() + "/attempts/" + id);
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(body_of(read).at("attempt").as_object(), attempt);
    EXPECT_EQ(slug_of(connect(by_code())), "connect_running");
    auto const retried =
        change(owner_, Method::Post, whatsapp() + "/attempts/" + id + "/retry", {});
    EXPECT_EQ(slug_of(retried), "connect_running");
}

TEST_F(ConnectRoutes, AUsedCodeAndAnothersNumberAreRefused) {
    auto const used = connect(by_code("used"));
    EXPECT_EQ(used.status, 400);
    EXPECT_EQ(slug_of(used), "oauth_code");
    EXPECT_TRUE(used.body.contains("has been used")) << used.body;
    give_away();
    auto const taken = connect(by_code());
    EXPECT_EQ(taken.status, 409);
    EXPECT_EQ(slug_of(taken), "number_in_use");
}

TEST_F(ConnectRoutes, AWrongAccountIsInTheAttempt) {
    auto body = by_code();
    body["wabaId"] = "999";
    auto const begun = connect(body);
    ASSERT_EQ(begun.status, 202) << begun.body;
    EXPECT_FALSE(body_of(begun).at("success").as_bool());
    auto const step = body_of(begun).at("attempt").at("steps").at(2).as_object();
    EXPECT_EQ(step.at("error").at("slug").as_string(), "waba_not_granted");
}

TEST_F(ConnectRoutes, BadInput) {
    auto const refused = [&](json::object body, std::string_view pointer) {
        body["businessId"] = shop_;
        auto const answer = connect(body);
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_TRUE(answer.body.contains(pointer)) << answer.body;
    };
    refused({{"code", "good"}}, "/variant");
    refused({{"variant", "Embedded"}, {"code", "good"}}, "/variant");
    refused({{"variant", "embedded"}}, "/code");
    refused({{"variant", "embedded"}, {"code", "a b"}}, "/code");
    refused({{"variant", "embedded"}, {"code", std::string(5'000, 'a')}}, "/code");
    refused({{"variant", "embedded"}, {"code", "good"}, {"accessToken", "x"}}, "/accessToken");
    refused({{"variant", "embedded"}, {"code", "good"}, {"wabaId", "1/2"}}, "/wabaId");
    refused({{"variant", "embedded"}, {"code", "good"}, {"pin", "12345"}}, "/pin");
    refused({{"variant", "embedded"}, {"code", "good"}, {"pin", "12345x"}}, "/pin");
    refused({{"variant", "embedded"}, {"code", "good"}, {"admin", true}}, "/admin");
    refused({{"variant", "manual"}, {"accessToken", "token"}, {"phoneNumberId", "2"}}, "/wabaId");
    refused({{"variant", "manual"}, {"wabaId", "1"}, {"phoneNumberId", "2"}}, "/accessToken");
    EXPECT_EQ(slug_of(connect({{"variant", "embedded"}, {"code", "good"}})), "missing");
}

TEST_F(ConnectRoutes, WhoMayDoIt) {
    auto const manager = member(shop_, "2", ordering::Role::Manager);
    auto const cashier = member(shop_, "3", ordering::Role::Cashier);
    EXPECT_EQ(change(cashier, Method::Post, "/api/meta/connect", by_code()).status, 403);
    EXPECT_EQ(change(manager, Method::Delete, whatsapp(), {}).status, 403);
    EXPECT_EQ(change(owner_, Method::Delete, whatsapp(), {}).status, 404) << "nothing is connected";
    EXPECT_EQ(change(manager, Method::Post, "/api/meta/connect", by_code()).status, 403);
    auto const stranger = sign_in("9");
    EXPECT_EQ(change(stranger, Method::Post, "/api/meta/connect", by_code()).status, 404);
}

TEST_F(ConnectRoutes, WhatIsKeptOfABodyDoesNotGiveThePinAway) {
    auto wrong = by_code();
    wrong["wabaId"] = "999";
    auto const begun = body_of(connect(wrong));
    auto const id = std::string(begun.at("attempt").at("id").as_string());
    json::object const body{{"pin", "123456"}};
    auto const again = change(
        owner_,
        Method::Post,
        whatsapp() + "/attempts/" + id + "/retry",
        body,
        {{"idempotency-key", "again"}}
    );
    ASSERT_EQ(again.status, 200) << again.body;
    auto const kept = store::read_and_wait(
        *engine_,
        store::Scope::shared(),
        [this](store::Session& session) -> Result<std::string> {
            auto const rows = TRY(session.query(
                "select body_hash from idempotency_keys where business_id = $1 "
                "and idempotency_key = 'again'",
                {*BusinessId::parse(shop_)}
            ));
            return rows.empty() ? std::string() : rows.front().bytes(0);
        }
    );
    ASSERT_TRUE(kept && !kept->empty());
    auto const plain = crypto::sha256(json::serialize(body));
    EXPECT_NE(*kept, std::string(plain.begin(), plain.end()));
    EXPECT_NE(*kept, crypto::to_hex(plain));
}

TEST_F(ConnectRoutes, AnothersAttemptIsNobodys) {
    auto const begun = body_of(connect(by_code()));
    auto const id = std::string(begun.at("attempt").at("id").as_string());
    auto const other = sign_in("5");
    auto const theirs = "/api/businesses/" + make_shop(other) + "/whatsapp/attempts/";
    EXPECT_EQ(get(other, theirs + id).status, 404);
    EXPECT_EQ(get(other, theirs + "nonsense").status, 404);
    EXPECT_EQ(change(other, Method::Post, theirs + id + "/retry", {}).status, 404);
}

}  // namespace
}  // namespace croozer::api
