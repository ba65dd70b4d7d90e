// AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D). For the vault only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::crypto {

inline constexpr std::size_t gcm_nonce_bytes = 12;
inline constexpr std::size_t gcm_tag_bytes = 16;

using GcmKey = std::array<std::uint8_t, 32>;
using GcmNonce = std::array<std::uint8_t, gcm_nonce_bytes>;

// Ciphertext, then tag.
[[nodiscard]] std::string gcm_encrypt(
    GcmKey const& key, GcmNonce const& nonce, std::string_view aad, std::string_view plain
);

// nullopt when anything was changed.
[[nodiscard]] std::optional<std::string> gcm_decrypt(
    GcmKey const& key, GcmNonce const& nonce, std::string_view aad, std::string_view sealed
);

// From the kernel-seeded generator of OpenSSL.
[[nodiscard]] GcmNonce fresh_nonce();

}  // namespace croozer::crypto
