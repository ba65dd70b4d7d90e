#include "meta/media_checks.hpp"

#include <gtest/gtest.h>

namespace croozer::meta {
namespace {

constexpr auto graph = "https://graph.facebook.com";
constexpr auto sandbox = "http://127.0.0.1:4010";

TEST(MediaChecks, OnlyMetasHostsGetTheToken) {
    for (auto const* const url :
         {"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
          "https://LOOKASIDE.FBSBX.COM/a",
          "https://scontent.xx.fbcdn.net/v/1",
          "https://mmg.whatsapp.net/1",
          "https://graph.facebook.com/v26.0/1"}) {
        EXPECT_TRUE(is_media_address(url, graph)) << url;
    }
    for (auto const* const url :
         {"",
          "https://",
          "https://fbsbx.com",
          "https://fbsbx.com/a",
          "http://lookaside.fbsbx.com/a",
          "ftp://lookaside.fbsbx.com/a",
          "//lookaside.fbsbx.com/a",
          "https://evil.example/a",
          "https://evil.example/.fbsbx.com/",
          "https://evilfbsbx.com/a",
          "https://lookaside.fbsbx.com.evil.example/a",
          "https://lookaside.fbsbx.com@evil.example/a",
          "https://user@lookaside.fbsbx.com/a",
          "https://lookaside.fbsbx.com:8443/a",
          "https://lookaside.fbsbx.com\\@evil.example/a",
          "https://evil.example\\.fbsbx.com/a",
          "https://evil.example#.fbsbx.com/a",
          "https://evil.example?.fbsbx.com/a",
          "https://lookaside%2efbsbx.com/a",
          "https://127.0.0.1/a",
          "https://[::1]/a"}) {
        EXPECT_FALSE(is_media_address(url, graph)) << url;
    }
}

TEST(MediaChecks, GraphsOwnOriginWillDo) {
    EXPECT_TRUE(is_media_address("http://127.0.0.1:4010/media/1", sandbox));
    EXPECT_FALSE(is_media_address("http://127.0.0.1:4011/media/1", sandbox));
    EXPECT_FALSE(is_media_address("http://127.0.0.1:40100/media/1", sandbox));
    EXPECT_FALSE(is_media_address("http://127.0.0.1:4010@evil.example/1", sandbox));
    EXPECT_FALSE(is_media_address("https://127.0.0.1:4010/media/1", sandbox));
}

TEST(MediaChecks, HashesAreBase64OrHex) {
    auto const digest = crypto::sha256("abc");
    EXPECT_TRUE(is_announced_hash("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", digest));
    EXPECT_TRUE(is_announced_hash(
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", digest
    ));
    EXPECT_FALSE(is_announced_hash("", digest));
    EXPECT_FALSE(is_announced_hash("b3duLXNhbXBsZS1oYXNo", digest));
    EXPECT_FALSE(is_announced_hash(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae", digest
    ));
}

TEST(MediaChecks, FilesAreWhatTheySay) {
    using namespace std::string_view_literals;
    EXPECT_EQ(plain_mime_type("Audio/OGG; codecs=opus"), "audio/ogg");
    EXPECT_TRUE(is_what_it_says("image", "image/jpeg", "\xFF\xD8\xFF\xE0"sv));
    EXPECT_TRUE(is_what_it_says("image", "image/png", "\x89PNG\r\n\x1A\n\0"sv));
    EXPECT_TRUE(is_what_it_says("sticker", "image/webp", "RIFF\x01\x02\x03\x04WEBPVP8 "sv));
    EXPECT_TRUE(is_what_it_says("audio", "audio/ogg", "OggS\0"sv));
    EXPECT_TRUE(is_what_it_says("audio", "audio/mpeg", "\xFF\xFB\x90"sv));
    EXPECT_TRUE(is_what_it_says(
        "video",
        "video/mp4",
        "\0\0\0\x20"
        "ftypisom"sv
    ));
    EXPECT_TRUE(is_what_it_says("document", "application/pdf", "%PDF-1.7"sv));
    EXPECT_TRUE(is_what_it_says("document", "text/plain", "anything"sv)) << "a download";
    EXPECT_FALSE(is_what_it_says("image", "image/jpeg", "<html><script>"sv));
    EXPECT_FALSE(is_what_it_says("image", "image/svg+xml", "<svg onload=alert(1)>"sv));
    EXPECT_FALSE(is_what_it_says("image", "text/html", "<html>"sv));
    EXPECT_FALSE(is_what_it_says("image", "", "\xFF\xD8\xFF"sv));
    EXPECT_FALSE(is_what_it_says("audio", "audio/ogg", "MZ"sv));
    EXPECT_FALSE(is_what_it_says("document", "application/pdf", "PK\x03\x04"sv));
    EXPECT_FALSE(is_what_it_says("image", "image/png", ""sv));
}

}  // namespace
}  // namespace croozer::meta
