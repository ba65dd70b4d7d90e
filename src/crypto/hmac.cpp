#include "crypto/hmac.hpp"

#include "base/log.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstdlib>
#include <utility>

namespace croozer::crypto {

namespace {

// These calls fail only without memory or without OpenSSL's default provider. Going on would mean
// signatures that are not checked, so the process ends.
void require(bool ok) {
    if (!ok) {
        log::error("OpenSSL failed");
        std::abort();
    }
}

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

EVP_MAC* hmac_algorithm() {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    return algorithm;
}

EVP_MD const* sha256_algorithm() {
    // Fetched once: an implicit fetch costs more than hashing a small body.
    static EVP_MD const* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

int nibble(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

int sextet(char digit) {
    if (digit >= 'A' && digit <= 'Z') {
        return digit - 'A';
    }
    if (digit >= 'a' && digit <= 'z') {
        return digit - 'a' + 26;
    }
    if (digit >= '0' && digit <= '9') {
        return digit - '0' + 52;
    }
    if (digit == '-') {
        return 62;
    }
    return digit == '_' ? 63 : -1;
}

}  // namespace

struct HmacSha256::Context {
    EVP_MAC_CTX* mac{nullptr};

    Context() : mac(EVP_MAC_CTX_new(hmac_algorithm())) { require(mac != nullptr); }

    Context(Context const&) = delete;
    Context& operator=(Context const&) = delete;

    ~Context() { EVP_MAC_CTX_free(mac); }
};

HmacSha256::HmacSha256(std::string_view key) : context_(std::make_unique<Context>()) {
    char name[] = "SHA256";
    OSSL_PARAM const parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    // A null key means "keep the last one" to OpenSSL, so an empty key still needs an address.
    unsigned char const empty{0};
    auto const* const bytes = key.empty() ? &empty : bytes_of(key);
    require(EVP_MAC_init(context_->mac, bytes, key.size(), parameters) == 1);
}

HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;
HmacSha256::~HmacSha256() = default;

Digest HmacSha256::digest(std::string_view message) {
    Digest digest{};
    std::size_t size{0};
    require(EVP_MAC_init(context_->mac, nullptr, 0, nullptr) == 1);
    require(EVP_MAC_update(context_->mac, bytes_of(message), message.size()) == 1);
    require(EVP_MAC_final(context_->mac, digest.data(), &size, digest.size()) == 1);
    require(size == digest.size());
    return digest;
}

Digest sha256(std::string_view message) {
    Digest digest{};
    unsigned int size{0};
    require(
        EVP_Digest(
            message.data(), message.size(), digest.data(), &size, sha256_algorithm(), nullptr
        ) == 1
    );
    require(size == digest.size());
    return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
    return HmacSha256(key).digest(message);
}

std::string to_hex(std::span<std::uint8_t const> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto const byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        int const high = nibble(text[at]);
        int const low = nibble(text[at + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.size() % 4 == 1) {
        return std::nullopt;
    }
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits{0};
    unsigned held{0};
    for (char const digit : text) {
        int const value = sextet(digit);
        if (value < 0) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((bits >> held) & 0xffU);
            bits &= (1U << held) - 1U;
        }
    }
    return bits == 0 ? std::optional(std::move(bytes)) : std::nullopt;
}

bool constant_time_equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace croozer::crypto
