#include "crypto/webhook_signature.hpp"

#include "crypto/hmac.hpp"

namespace croozer::crypto {

bool verify_webhook_signature(
    std::string_view header, std::string_view raw_body, std::span<Secret const> app_secrets
) {
    static constexpr std::string_view prefix = "sha256=";
    static constexpr std::size_t digits = 64;
    if (header.size() != prefix.size() + digits || !header.starts_with(prefix)) {
        return false;
    }
    auto const given = from_hex(header.substr(prefix.size()));
    if (!given) {
        return false;
    }
    bool matches{false};
    for (auto const& secret : app_secrets) {
        if (secret.empty()) {
            continue;
        }
        auto const expected = hmac_sha256(secret.reveal(), raw_body);
        std::string_view const expected_bytes(
            reinterpret_cast<char const*>(expected.data()), expected.size()
        );
        // No early exit: the time must not tell which secret it was.
        matches = constant_time_equal(*given, expected_bytes) || matches;
    }
    return matches;
}

}  // namespace croozer::crypto
