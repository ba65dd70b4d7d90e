// SHA-256 and HMAC-SHA256 by OpenSSL 3, and the text forms of digests.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace croozer::crypto {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::string_view message);
[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view message);

// Keyed once, used for many messages: saves the key schedule. Not thread-safe.
class HmacSha256 {
public:
    explicit HmacSha256(std::string_view key);
    HmacSha256(HmacSha256&&) noexcept;
    HmacSha256& operator=(HmacSha256&&) noexcept;
    ~HmacSha256();

    [[nodiscard]] Digest digest(std::string_view message);

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

// Lower case.
[[nodiscard]] std::string to_hex(std::span<std::uint8_t const> bytes);
// Either case; nullopt for an odd length or another character.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

// RFC 4648 §5 without padding, strict: another alphabet, padding, white space, an impossible length
// or set spare bits are nullopt, so that each byte string has exactly one text. The encoder is
// base64url() in base/random.hpp.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

// Time depends on the lengths only.
[[nodiscard]] bool constant_time_equal(std::string_view a, std::string_view b);

}  // namespace croozer::crypto
