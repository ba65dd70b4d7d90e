#include "api/api_fixture.hpp"

#include <array>

namespace croozer::api {
namespace {

constexpr std::array<http::Asset, 3> assets{{
    {"/index.html", "<html>", "e1"},
    {"/connect.html", "<connect>", "e2"},
    {"/assets/app-abc.js", "let a", "e3"},
}};

class WebFaceTest : public ApiTest {
protected:
    WebFaceTest() : files_(assets) { add_web_face(router_, *api_, files_); }

    http::Response open(std::string path) {
        http::Request request;
        request.method = Method::Get;
        request.path = std::move(path);
        http::Response answer;
        router_.fallback_route()->handler(std::move(request), [&answer](http::Response response) {
            answer = std::move(response);
        });
        return answer;
    }

    http::StaticFiles files_;
};

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_F(WebFaceTest, EveryOtherDocumentLoadsNothingFromElsewhere) {
    for (auto const* path : {"/", "/b/1/orders", "/connect/", "/b/connect", "/assets/app-abc.js"}) {
        auto const response = open(path);
        auto const policy = header_of(response, "Content-Security-Policy");
        EXPECT_EQ(response.status, 200) << path;
        EXPECT_FALSE(has(policy, "facebook")) << path;
        EXPECT_TRUE(has(policy, "; script-src 'self'; connect-src 'self'; ")) << path;
        EXPECT_TRUE(has(policy, "require-trusted-types-for 'script'")) << path;
        EXPECT_EQ(header_of(response, "Cross-Origin-Opener-Policy"), "same-origin") << path;
    }
}

TEST_F(WebFaceTest, TheConnectDocumentRunsTheSdkAndKeepsItsOpener) {
    for (auto const* path : {"/connect", "/connect.html"}) {
        auto const response = open(path);
        auto const policy = header_of(response, "Content-Security-Policy");
        EXPECT_EQ(response.body, "<connect>");
        EXPECT_TRUE(has(policy, "; script-src 'self' http://localhost:8081;")) << policy;
        for (auto const* directive : {"connect-src", "frame-src"}) {
            EXPECT_TRUE(
                has(policy,
                    std::string("; ") + directive +
                        " 'self' https://*.facebook.com http://localhost:8081")
            ) << policy;
        }
        EXPECT_TRUE(has(policy, "default-src 'none'"));
        EXPECT_TRUE(has(policy, "frame-ancestors 'none'"));
        EXPECT_FALSE(has(policy, "unsafe"));
        EXPECT_EQ(header_of(response, "Cross-Origin-Opener-Policy"), "same-origin-allow-popups");
        EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
    }
}

}  // namespace
}  // namespace croozer::api
