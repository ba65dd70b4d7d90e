#include "http/assets.hpp"

#include <gtest/gtest.h>

#include <array>

namespace croozer::http {

namespace {

constexpr std::array<Asset, 7> assets{{
    {"/index.html", "<html>", "e1"},
    {"/assets/app-abc.js", "let a", "e2"},
    {"/assets/app-abc.js.br", "BR", "e3"},
    {"/assets/app-abc.js.gz", "GZ", "e4"},
    {"/icon.png", "PNG", "e5"},
    {"/strange.bin", "?", "e6"},
    {"/connect.html", "<connect>", "e7"},
}};

std::string field(Response const& response, std::string_view name) {
    for (auto const& each : response.headers) {
        if (each.name == name) {
            return each.value;
        }
    }
    return {};
}

Response serve(std::string path, std::vector<Field> headers = {}) {
    Request request;
    request.path = std::move(path);
    request.headers = std::move(headers);
    return StaticFiles(assets).serve(request);
}

}  // namespace

TEST(StaticFiles, PlainFile) {
    auto const response = serve("/icon.png");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "PNG");
    EXPECT_EQ(field(response, "content-type"), "image/png");
    EXPECT_EQ(field(response, "cache-control"), "no-cache");
    EXPECT_EQ(field(response, "etag"), "\"e5\"");
    EXPECT_EQ(field(serve("/strange.bin"), "content-type"), "application/octet-stream");
}

TEST(StaticFiles, HashedFilesAreImmutableAndCompressed) {
    auto response = serve("/assets/app-abc.js", {{"accept-encoding", "gzip, deflate, br"}});
    EXPECT_EQ(response.body, "BR");
    EXPECT_EQ(field(response, "content-encoding"), "br");
    EXPECT_EQ(field(response, "content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(field(response, "cache-control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(field(response, "vary"), "accept-encoding");
    EXPECT_EQ(field(response, "etag"), "\"e3\"");
    EXPECT_EQ(serve("/assets/app-abc.js", {{"accept-encoding", "gzip"}}).body, "GZ");
    EXPECT_EQ(serve("/assets/app-abc.js", {{"accept-encoding", "br;q=0, gzip"}}).body, "GZ");
    response = serve("/assets/app-abc.js");
    EXPECT_EQ(response.body, "let a");
    EXPECT_EQ(field(response, "content-encoding"), "");
}

TEST(StaticFiles, NotModified) {
    EXPECT_EQ(serve("/icon.png", {{"if-none-match", "\"e5\""}}).status, 304);
    EXPECT_EQ(serve("/icon.png", {{"if-none-match", "\"x\", W/\"e5\""}}).status, 304);
    EXPECT_TRUE(serve("/icon.png", {{"if-none-match", "\"e5\""}}).body.empty());
    EXPECT_EQ(serve("/icon.png", {{"if-none-match", "\"e1\""}}).status, 200);
}

TEST(StaticFiles, BrowserRoutesGetTheIndex) {
    EXPECT_EQ(serve("/").body, "<html>");
    EXPECT_EQ(serve("/orders/42").body, "<html>");
    EXPECT_EQ(field(serve("/orders"), "cache-control"), "no-cache");
    EXPECT_EQ(serve("/missing.js").status, 404);
    EXPECT_EQ(serve("/api/nothing").status, 404);
    EXPECT_EQ(serve("/api").status, 404);
    EXPECT_EQ(serve("/apiary").body, "<html>");
}

TEST(StaticFiles, ADocumentIsServedUnderItsName) {
    EXPECT_EQ(serve("/connect").body, "<connect>");
    EXPECT_EQ(field(serve("/connect"), "content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(serve("/connect/").body, "<html>");
    EXPECT_EQ(serve("/b/connect").body, "<html>");
}

}  // namespace croozer::http
