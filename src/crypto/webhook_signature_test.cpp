#include "crypto/webhook_signature.hpp"

#include "crypto/hmac.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <vector>

namespace croozer::crypto {

namespace {

std::string signed_with(std::string_view secret, std::string_view body) {
    return "sha256=" + to_hex(hmac_sha256(secret, body));
}

}  // namespace

TEST(WebhookSignature, CurrentAndPreviousSecret) {
    std::vector<Secret> const secrets{Secret("new"), Secret("old")};
    EXPECT_TRUE(verify_webhook_signature(signed_with("new", "{}"), "{}", secrets));
    EXPECT_TRUE(verify_webhook_signature(signed_with("old", "{}"), "{}", secrets));
    EXPECT_FALSE(verify_webhook_signature(signed_with("older", "{}"), "{}", secrets));
    EXPECT_FALSE(verify_webhook_signature(signed_with("new", "{}"), "{} ", secrets));
}

TEST(WebhookSignature, HeaderForm) {
    std::vector<Secret> const secrets{Secret("s")};
    auto const good = signed_with("s", "body");
    auto upper = good;
    for (std::size_t at = 7; at < upper.size(); ++at) {
        upper[at] = static_cast<char>(std::toupper(static_cast<unsigned char>(upper[at])));
    }
    EXPECT_TRUE(verify_webhook_signature(upper, "body", secrets));
    EXPECT_FALSE(verify_webhook_signature("", "body", secrets));
    EXPECT_FALSE(verify_webhook_signature("sha256=", "body", secrets));
    EXPECT_FALSE(verify_webhook_signature("sha1=" + good.substr(7), "body", secrets));
    EXPECT_FALSE(verify_webhook_signature("SHA256=" + good.substr(7), "body", secrets));
    EXPECT_FALSE(verify_webhook_signature(good.substr(0, good.size() - 1), "body", secrets));
    EXPECT_FALSE(verify_webhook_signature(good + "0", "body", secrets));
    EXPECT_FALSE(verify_webhook_signature(" " + good, "body", secrets));
    auto wrong_digit = good;
    wrong_digit.back() = 'g';
    EXPECT_FALSE(verify_webhook_signature(wrong_digit, "body", secrets));
}

TEST(WebhookSignature, NoSecretNeverMatches) {
    EXPECT_FALSE(verify_webhook_signature(signed_with("", "x"), "x", {}));
    std::vector<Secret> const empty{Secret("")};
    EXPECT_FALSE(verify_webhook_signature(signed_with("", "x"), "x", empty));
}

}  // namespace croozer::crypto
