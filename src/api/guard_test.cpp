// What stands in front of every handler, and in which order it is asked.
#include "api/api_fixture.hpp"

namespace croozer::api {
namespace {

std::string random_token(SystemRandom& random) {
    return random.token(32);
}

http::Request with_cookie(http::Request request, std::string const& token) {
    request.headers.push_back({"cookie", "sid-dev=" + token});
    request.headers.push_back({"content-type", "application/json"});
    return request;
}

}  // namespace

TEST_F(ApiTest, NobodysBodyIsRead) {
    // Were it parsed, these would read 400.
    for (std::string const body : {"{", R"({"a":1,"a":2})", "[]"}) {
        auto anonymous = make(Method::Post, "/api/businesses");
        anonymous.headers.push_back({"content-type", "application/json"});
        anonymous.body = body;
        EXPECT_EQ(send(anonymous).status, 401) << body;
        auto stranger = with_cookie(make(Method::Post, "/api/businesses"), random_token(random_));
        stranger.body = body;
        EXPECT_EQ(send(stranger).status, 401) << body;
    }
    auto const person = sign_in("1");
    auto forged = with_cookie(make(Method::Post, "/api/businesses"), person.cookie);
    forged.headers.push_back({"origin", std::string(origin)});
    forged.body = "{";
    EXPECT_EQ(slug_of(send(forged)), "csrf");
    forged.headers.push_back({"x-csrf", person.csrf});
    EXPECT_EQ(slug_of(send(forged)), "json");
}

TEST_F(ApiTest, AMadeUpCookieIsChargedToItsAddress) {
    for (auto const& token : {std::string("garbage"), std::string(43, '*'), std::string()}) {
        EXPECT_EQ(send(with_cookie(make(Method::Get, "/api/session"), token)).status, 401) << token;
    }
    int refused = 0;
    for (int i = 0; i < 60; ++i) {
        auto const token = random_token(random_);
        auto const answer = send(with_cookie(make(Method::Get, "/api/session"), token));
        ASSERT_TRUE(answer.status == 401 || answer.status == 429) << answer.status;
        refused += answer.status == 429 ? 1 : 0;
    }
    EXPECT_GT(refused, 0);
}

TEST_F(ApiTest, ASessionIsNotChargedToItsAddress) {
    auto const person = sign_in("1");
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(get(person, "/api/session").status, 200);
    }
}

}  // namespace croozer::api
