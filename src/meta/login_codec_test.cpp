#include "meta/login_codec.hpp"

#include "meta/graph_codec.hpp"

#include <gtest/gtest.h>

#include <string>

namespace croozer::meta {
namespace {

FacebookLoginOptions options() {
    return {
        .dialog_url = "https://www.facebook.com/v26.0/dialog/oauth",
        .graph_url = "https://graph.facebook.com",
        .version = "v26.0",
        .app_id = "42",
        .app_secret = Secret("s/1")
    };
}

TEST(Login, Addresses) {
    EXPECT_EQ(
        login_dialog_url(options(), "https://a.example/b?c=d", "x y", false),
        "https://www.facebook.com/v26.0/dialog/oauth?client_id=42"
        "&redirect_uri=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd&state=x%20y"
        "&response_type=code&scope=public_profile,email"
    );
    EXPECT_TRUE(login_dialog_url(options(), "https://a.example/b", "x", true)
                    .ends_with("&scope=public_profile,email&auth_type=rerequest"));
    EXPECT_EQ(
        code_exchange_url(options(), "https://a.example/b", "c&d#_=_"),
        "https://graph.facebook.com/v26.0/oauth/access_token?client_id=42"
        "&redirect_uri=https%3A%2F%2Fa.example%2Fb&client_secret=s%2F1&code=c%26d%23_%3D_"
    );
    EXPECT_EQ(
        debug_token_url(options(), Secret("T")),
        "https://graph.facebook.com/v26.0/debug_token?input_token=T&access_token=42%7Cs%2F1"
    );
    EXPECT_EQ(
        profile_url(options(), Secret("T")),
        "https://graph.facebook.com/v26.0/me?fields=id,name,email&appsecret_proof=" +
            appsecret_proof(Secret("s/1"), Secret("T"))
    );
}

constexpr auto refusal = R"({"error":{"message":"Invalid verification code","code":100}})";
constexpr auto trouble = R"({"error":{"message":"Service temporarily unavailable","code":2}})";

TEST(Login, CodeExchange) {
    EXPECT_EQ(read_code_exchange(200, R"({"access_token":"T"})").value().reveal(), "T");
    EXPECT_EQ(read_code_exchange(400, refusal).error().slug, "oauth_code");
    for (auto const& [status, body] : std::initializer_list<std::pair<int, std::string>>{
             {500, trouble},
             {502, "<html>"},
             {200, "{}"},
             {200, "[]"},
             {200, R"({"access_token":7})"}
         }) {
        auto const result = read_code_exchange(status, body);
        EXPECT_EQ(result.error().code, ErrorCode::UpstreamUnavailable) << body;
    }
}

TEST(Login, OnlyOurValidTokensCount) {
    auto const data = [](std::string const& inner) { return R"({"data":{)" + inner + "}}"; };
    EXPECT_EQ(
        read_debug_token(200, data(R"("app_id":"42","is_valid":true,"user_id":"7")"), "42").value(),
        "7"
    );
    EXPECT_EQ(
        read_debug_token(200, data(R"("app_id":42,"is_valid":true,"user_id":7)"), "42").value(), "7"
    );
    for (auto const* const bad :
         {R"("app_id":"43","is_valid":true,"user_id":"7")",
          R"("is_valid":true,"user_id":"7")",
          R"("app_id":"42","is_valid":false,"user_id":"7")",
          R"("app_id":"42","user_id":"7")",
          R"("app_id":"42","is_valid":"true","user_id":"7")",
          R"("app_id":"42","is_valid":true)"}) {
        auto const result = read_debug_token(200, data(bad), "42");
        ASSERT_FALSE(result) << bad;
        EXPECT_EQ(result.error().slug, "oauth_token") << bad;
        EXPECT_EQ(result.error().code, ErrorCode::Unauthenticated);
    }
    EXPECT_FALSE(read_debug_token(200, data(R"("app_id":"","is_valid":true,"user_id":"7")"), ""));
    EXPECT_EQ(read_debug_token(400, refusal, "42").error().slug, "oauth_token");
}

TEST(Login, TheProfileMustBeTheTokens) {
    auto const profile =
        read_profile(200, R"({"id":"7","name":"Noa","email":"noa@example.com"})", "7").value();
    EXPECT_EQ(profile.id, "7");
    EXPECT_EQ(profile.name, "Noa");
    EXPECT_EQ(profile.email, "noa@example.com");
    EXPECT_EQ(read_profile(200, R"({"id":"7"})", "7").value().email, "");
    EXPECT_EQ(read_profile(200, R"({"id":"8"})", "7").error().slug, "oauth_token");
    EXPECT_EQ(read_profile(200, R"({"name":"N"})", "").error().slug, "oauth_token");
    EXPECT_EQ(
        read_profile(200, R"({"id":"7","email":")" + std::string(300, 'x') + R"("})", "7")
            .value()
            .email,
        ""
    );
}

}  // namespace
}  // namespace croozer::meta
