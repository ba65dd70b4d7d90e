#include "api/access/browser.hpp"

#include "api/access/rate_limit.hpp"

#include <gtest/gtest.h>

namespace croozer::api {
namespace {

Secret const key(std::string(32, 'k'));

std::string check(std::vector<http::Field> headers, std::string_view token = "session-1") {
    http::Request request;
    request.headers = std::move(headers);
    auto const result = check_unsafe_request(request, "https://app.example", key, token);
    return result ? "ok" : result.error().slug;
}

TEST(Browser, UnsafeRequestsProveWhereTheyComeFrom) {
    auto const csrf = csrf_token(key, "session-1");
    EXPECT_EQ(check({{"origin", "https://app.example"}, {"x-csrf", csrf}}), "ok");
    EXPECT_EQ(check({{"x-csrf", csrf}}), "origin_rejected");
    EXPECT_EQ(check({{"origin", "null"}, {"x-csrf", csrf}}), "origin_rejected");
    EXPECT_EQ(check({{"origin", "https://evil.example"}, {"x-csrf", csrf}}), "origin_rejected");
    EXPECT_EQ(
        check({{"origin", "https://app.example.evil.com"}, {"x-csrf", csrf}}), "origin_rejected"
    );
    EXPECT_EQ(check({{"origin", "https://app.example"}}), "csrf");
    EXPECT_EQ(check({{"origin", "https://app.example"}, {"x-csrf", csrf + "x"}}), "csrf");
    // Another session's token.
    EXPECT_EQ(
        check({{"origin", "https://app.example"}, {"x-csrf", csrf_token(key, "session-2")}}), "csrf"
    );
}

TEST(Browser, NextStaysHere) {
    EXPECT_EQ(safe_next("/b/1/orders?order=2"), "/b/1/orders?order=2");
    for (auto const* bad :
         {"",
          "https://evil",
          "//evil",
          "/\\evil",
          "javascript:alert(1)",
          "evil",
          "/a\r\nX: y",
          "/a\tb",
          "/api/session"}) {
        EXPECT_EQ(safe_next(bad), "/") << bad;
    }
}

TEST(Browser, CookiesFollowTheScheme) {
    Cookies const secure("https://app.example");
    EXPECT_EQ(secure.session("t"), "__Host-sid=t; Path=/; HttpOnly; Secure; SameSite=Lax");
    Cookies const plain("http://127.0.0.1:8080");
    EXPECT_EQ(plain.session("t"), "sid-dev=t; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_TRUE(plain.end_login().starts_with("oauth-dev=;"));
    EXPECT_EQ(origin_of("https://app.example:8443/x?y"), "https://app.example:8443");
}

TEST(Browser, OnlyWhatWeMadeIsLookedUp) {
    std::string const token = "0123456789abcdefghijABCDEFGHIJ-_klmnopqrstu";
    EXPECT_TRUE(is_session_token(token));
    EXPECT_FALSE(is_session_token(""));
    EXPECT_FALSE(is_session_token(token + "v"));
    EXPECT_FALSE(is_session_token(token.substr(1)));
    EXPECT_FALSE(is_session_token(token.substr(1) + "="));
}

TEST(RateLimit, AskingTakesNothing) {
    RateLimit limit("test", 1, 1);
    Instant const now{0};
    EXPECT_TRUE(limit.has_left("a", now));
    EXPECT_TRUE(limit.has_left("a", now));
    EXPECT_TRUE(limit.allow("a", now));
    EXPECT_FALSE(limit.has_left("a", now));
    EXPECT_TRUE(limit.has_left("a", now + std::chrono::seconds(1)));
}

TEST(RateLimit, RefillsOverTimeAndForgets) {
    RateLimit limit("test", 1, 2, 4);
    Instant now{0};
    EXPECT_TRUE(limit.allow("a", now));
    EXPECT_TRUE(limit.allow("a", now));
    EXPECT_FALSE(limit.allow("a", now));
    EXPECT_TRUE(limit.allow("b", now));
    now = now + std::chrono::seconds(1);
    EXPECT_TRUE(limit.allow("a", now));
    EXPECT_FALSE(limit.allow("a", now));
}

TEST(RateLimit, TellsWhenToComeBack) {
    RateLimit limit("user", 0.5, 2);
    Instant const now{0};
    http::Response response;
    std::ignore = limit.allow("a", now);
    std::ignore = limit.allow("a", now);
    limit.tell(response, "a", now);
    ASSERT_EQ(response.headers.size(), 3U);
    EXPECT_EQ(response.headers[0].value, "2");
    EXPECT_EQ(response.headers[1].value, "\"user\";q=2;w=4");
    EXPECT_EQ(response.headers[2].value, "\"user\";r=0;t=2");
    // Nobody waits for a part of a second.
    limit.tell(response, "a", now + std::chrono::milliseconds(1'900));
    EXPECT_EQ(response.headers[0].value, "1");
}

TEST(RateLimit, ANetworkIsOneClient) {
    auto const same = [](std::string_view one, std::string_view other) {
        return address_key(one) == address_key(other);
    };
    EXPECT_TRUE(same("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::7"));
    EXPECT_FALSE(same("2001:db8:1:2::7", "2001:db8:1:3::7"));
    // However the text is compressed.
    EXPECT_TRUE(same("2001:db8::1", "2001:db8::2:0:0:2"));
    EXPECT_FALSE(same("2001:db8::1", "2001:db8:0:1::1"));
    EXPECT_TRUE(same("::1", "::2"));
    EXPECT_FALSE(same("192.0.2.7", "192.0.2.8"));
    EXPECT_FALSE(same("::ffff:192.0.2.7", "::ffff:192.0.2.8"));
    EXPECT_TRUE(same("::ffff:192.0.2.7", "192.0.2.7"));
    EXPECT_EQ(address_key("unknown"), "unknown");
}

}  // namespace
}  // namespace croozer::api
