#include "meta/signed_request.hpp"

#include "base/random.hpp"
#include "crypto/hmac.hpp"

#include <gtest/gtest.h>

#include <array>

namespace croozer::meta {
namespace {

constexpr std::int64_t issued = 1'790'000'000;
Instant const now = Instant::from_seconds(issued + 60);
std::array const secrets{Secret("login-secret"), Secret("old-secret")};

std::string encoded(std::string_view bytes) {
    return base64url({reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()});
}

std::string signature_of(std::string_view text, std::string_view secret) {
    return base64url(crypto::hmac_sha256(secret, text));
}

std::string made(std::string_view payload, std::string_view secret = "login-secret") {
    auto const text = encoded(payload);
    return signature_of(text, secret) + "." + text;
}

std::string payload_with(std::string const& algorithm, std::int64_t at) {
    return R"({"user_id":"218471","algorithm":")" + algorithm + R"(","issued_at":)" +
           std::to_string(at) + R"(,"expires":0})";
}

std::string const good = payload_with("HMAC-SHA256", issued);

std::string refusal(std::string const& text, Instant at = now) {
    auto const read = read_signed_request(text, secrets, at);
    if (read) {
        return "read";
    }
    EXPECT_EQ(read.error().slug, "signed_request") << text;
    EXPECT_EQ(read.error().code, ErrorCode::BadRequest);
    return read.error().detail;
}

TEST(SignedRequest, IsReadUnderEitherSecret) {
    for (auto const* secret : {"login-secret", "old-secret"}) {
        auto const read = read_signed_request(made(good, secret), secrets, now);
        ASSERT_TRUE(read) << read.error().detail;
        EXPECT_EQ(read->user_id, "218471");
        EXPECT_EQ(read->issued_at, Instant::from_seconds(issued));
    }
    // A number is an id too, and its text is not changed.
    EXPECT_EQ(
        read_signed_request(
            made(R"({"user_id":10218471,"algorithm":"HMAC-SHA256","issued_at":"1790000000"})"),
            secrets,
            now
        )
            ->user_id,
        "10218471"
    );
}

TEST(SignedRequest, WhatIsNotSignedByUsIsRefused) {
    auto const text = made(good);
    auto const dot = text.find('.');
    EXPECT_EQ(refusal(made(good, "another")), "another signature");
    EXPECT_EQ(refusal(made(good, "")), "another signature");
    EXPECT_EQ(refusal("." + text.substr(dot + 1)), "another signature");
    EXPECT_EQ(refusal(text.substr(dot + 1) + "." + text.substr(0, dot)), "another signature");
    // The right signature of another payload.
    EXPECT_EQ(
        refusal(text.substr(0, dot + 1) + encoded(payload_with("HMAC-SHA256", issued + 1))),
        "another signature"
    );
    std::array const none{Secret("")};
    EXPECT_FALSE(read_signed_request(made(good, ""), none, now));
    EXPECT_FALSE(read_signed_request(made(good), {}, now));
}

TEST(SignedRequest, AnotherAlgorithmIsRefusedThoughTheSignatureIsGood) {
    for (auto const* algorithm : {"none", "", "HMAC-SHA1", "hmac-sha256", "HMAC-SHA256 "}) {
        EXPECT_EQ(refusal(made(payload_with(algorithm, issued))), "another algorithm");
    }
    EXPECT_EQ(
        refusal(made(R"({"user_id":"1","algorithm":["HMAC-SHA256"],"issued_at":1790000000})")),
        "another algorithm"
    );
}

TEST(SignedRequest, AgeIsADayAtMost) {
    auto const day = 24 * 3600;
    EXPECT_EQ(refusal(made(good), Instant::from_seconds(issued + day)), "read");
    EXPECT_EQ(refusal(made(good), Instant::from_seconds(issued + day + 1)), "too old");
    EXPECT_EQ(refusal(made(good), Instant::from_seconds(issued - 300)), "read");
    EXPECT_EQ(refusal(made(good), Instant::from_seconds(issued - 301)), "of the future");
    for (auto const* at : {"0", "-1", "null", "9223372036854775807", "1e300", "\"soon\""}) {
        EXPECT_EQ(
            refusal(made(
                std::string(R"({"user_id":"1","algorithm":"HMAC-SHA256","issued_at":)") + at + "}"
            )),
            "no time"
        ) << at;
    }
}

TEST(SignedRequest, TheFormIsStrict) {
    auto const text = made(good);
    EXPECT_EQ(refusal(""), "no signature");
    EXPECT_EQ(refusal(text.substr(0, text.find('.'))), "no signature");
    EXPECT_EQ(refusal(text + "="), "not base64url");
    EXPECT_EQ(refusal(text + "\n"), "not base64url");
    EXPECT_EQ(refusal(" " + text), "not base64url");
    EXPECT_EQ(refusal(text + ".x"), "not base64url");
    EXPECT_EQ(refusal("+/" + text), "not base64url");
    EXPECT_EQ(refusal(std::string("\0.\0", 3)), "not base64url");
    EXPECT_EQ(refusal(made("not JSON")), "not JSON");
    EXPECT_EQ(refusal(made("")), "not JSON");
    EXPECT_EQ(refusal(made("[1]")), "not JSON");
    EXPECT_EQ(refusal(made(std::string(10'000, '['))), "not JSON");
    EXPECT_EQ(refusal(made(R"({"algorithm":"HMAC-SHA256","issued_at":1790000000})")), "no person");
    EXPECT_EQ(
        refusal(made(
            R"({"user_id":")" + std::string(600, '1') +
            R"(","algorithm":"HMAC-SHA256","issued_at":1790000000})"
        )),
        "no person"
    );
}

}  // namespace
}  // namespace croozer::meta
