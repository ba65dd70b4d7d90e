#include "crypto/webhook_signature.hpp"

#include "crypto/hmac.hpp"

#include <optional>
#include <string>

namespace croozer::crypto {

namespace {

std::optional<std::string> digest_in(std::string_view header) {
    static constexpr std::string_view prefix = "sha256=";
    static constexpr std::size_t digits = 64;
    if (header.size() != prefix.size() + digits || !header.starts_with(prefix)) {
        return std::nullopt;
    }
    return from_hex(header.substr(prefix.size()));
}

}  // namespace

bool is_webhook_signature(std::string_view header) {
    return digest_in(header).has_value();
}

bool verify_webhook_signature(
    std::string_view header, std::string_view raw_body, std::span<Secret const> app_secrets
) {
    auto const given = digest_in(header);
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
