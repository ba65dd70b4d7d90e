#include "sandbox/tokens.hpp"

#include <gtest/gtest.h>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

struct TokensTest : testing::Test {
    ManualClock clock{Instant::from_seconds(1'795'500'000)};
    SeededRandom random{7};
    Tokens tokens{clock, random};

    static Grant signup() {
        Grant grant;
        grant.waba_ids = {"301"};
        return grant;
    }
};

TEST_F(TokensTest, SignupCodesLiveThirtySecondsLoginCodesTenMinutes) {
    Grant login;
    login.person_id = "9";
    login.redirect_uri = "https://croozer.example/";
    std::string const slow = tokens.issue_code(login);
    std::string const quick = tokens.issue_code(signup());
    clock.advance(29s);
    EXPECT_TRUE(tokens.take_code(quick));
    EXPECT_FALSE(tokens.take_code(quick)) << "one use";
    std::string const late = tokens.issue_code(signup());
    clock.advance(30s);
    EXPECT_FALSE(tokens.take_code(late));
    clock.advance(8min);
    EXPECT_EQ(tokens.take_code(slow)->person_id, "9");
}

TEST_F(TokensTest, SeveralTokensOfAnAccountEndEachForItself) {
    auto const first = tokens.issue_business_token({"301"}, whatsapp_scopes(), 60s);
    auto const second = tokens.issue_business_token({"301", "302"}, whatsapp_scopes(), {});
    EXPECT_NE(first.token, second.token);
    EXPECT_FALSE(second.expires);
    clock.advance(60s);
    EXPECT_EQ(tokens.find_business(first.token)->trouble(clock.now())->subcode, 463);
    EXPECT_FALSE(tokens.find_business(second.token)->trouble(clock.now()));
    EXPECT_TRUE(tokens.find_business(second.token)->grants("302"));
    EXPECT_FALSE(tokens.find_business(first.token)->grants("302"));
    EXPECT_FALSE(tokens.find_business("EAAB"));
}

TEST_F(TokensTest, ControlEndsRevokesAndMends) {
    auto const issued = tokens.issue_business_token({"301"}, whatsapp_scopes(), 60s);
    EXPECT_EQ(tokens.change("302", "", {{"revoked", 458}}), 0U);
    EXPECT_EQ(tokens.change("301", "", {{"revoked", 458}}), 1U);
    EXPECT_EQ(tokens.find_business(issued.token)->trouble(clock.now())->subcode, 458);
    json::object const mend{
        {"revoked", nullptr}, {"expires_in", nullptr}, {"scopes", json::array{"email"}}
    };
    EXPECT_EQ(tokens.change("", token_id(issued.token), mend), 1U);
    clock.advance(1h);
    auto const token = tokens.find_business(issued.token);
    EXPECT_FALSE(token->trouble(clock.now()));
    EXPECT_FALSE(token->has_scope("whatsapp_business_messaging"));
}

}  // namespace
}  // namespace croozer::sandbox
