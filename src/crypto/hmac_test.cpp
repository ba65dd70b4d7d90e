#include "crypto/hmac.hpp"

#include "base/base64.hpp"
#include "base/random.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace croozer::crypto {

TEST(Hmac, Rfc4231Vectors) {
    // RFC 4231 §4.2, §4.3, §4.7.
    EXPECT_EQ(
        to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256(
            std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"
        )),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

TEST(Hmac, KeyedOnceGivesTheSameAgain) {
    HmacSha256 hmac("Jefe");
    auto const first = hmac.digest("what do ya want for nothing?");
    EXPECT_NE(hmac.digest("other"), first);
    EXPECT_EQ(hmac.digest("what do ya want for nothing?"), first);
    EXPECT_EQ(first, hmac_sha256("Jefe", "what do ya want for nothing?"));
}

TEST(Hmac, EmptyKeyAndMessage) {
    EXPECT_EQ(
        to_hex(hmac_sha256("", "")),
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    );
}

TEST(Sha256, Vectors) {
    EXPECT_EQ(
        to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    EXPECT_EQ(
        to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

TEST(Hex, Strict) {
    EXPECT_EQ(from_hex("00fFA5"), std::string("\x00\xff\xa5", 3));
    EXPECT_EQ(from_hex(""), "");
    EXPECT_FALSE(from_hex("0"));
    EXPECT_FALSE(from_hex("0g"));
    EXPECT_FALSE(from_hex(" 0"));
}

TEST(Base64, RoundTripsAndIsStrict) {
    // RFC 4648 §10.
    for (auto const& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
             {"", ""},
             {"f", "Zg=="},
             {"fo", "Zm8="},
             {"foo", "Zm9v"},
             {"foob", "Zm9vYg=="},
             {"fooba", "Zm9vYmE="},
             {"foobar", "Zm9vYmFy"}
         }) {
        EXPECT_EQ(base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
    }
    for (auto const* wrong :
         {"Z", "Zg", "Zg=", "Zh==", "=Zg=", "====", "Zm9-", "Zm 9", "Zg==Zg=="}) {
        EXPECT_FALSE(from_base64(wrong)) << wrong;
    }
}

TEST(Base64Url, RoundTripsAndIsStrict) {
    SeededRandom random(7);
    for (std::size_t size = 0; size < 70; ++size) {
        std::string bytes(size, '\0');
        random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
        auto const text =
            base64url({reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()});
        EXPECT_EQ(from_base64url(text), bytes);
    }
    EXPECT_FALSE(from_base64url("A"));
    EXPECT_FALSE(from_base64url("AA=="));
    EXPECT_FALSE(from_base64url("A+"));
    EXPECT_FALSE(from_base64url("A/"));
    EXPECT_FALSE(from_base64url("AA AA"));
    EXPECT_FALSE(from_base64url("AB"));  // spare bits set
    EXPECT_TRUE(from_base64url("AA"));
}

TEST(ConstantTimeEqual, Compares) {
    EXPECT_TRUE(constant_time_equal("", ""));
    EXPECT_TRUE(constant_time_equal("abc", "abc"));
    EXPECT_FALSE(constant_time_equal("abc", "abd"));
    EXPECT_FALSE(constant_time_equal("abc", "ab"));
}

}  // namespace croozer::crypto
