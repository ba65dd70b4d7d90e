// Is a webhook from Meta? X-Hub-Signature-256 is HMAC-SHA256 of the raw body, keyed with the app
// secret (developers.facebook.com/docs/graph-api/webhooks/getting-started, "Validating payloads").
#pragma once

#include "base/secret.hpp"

#include <span>
#include <string_view>

namespace croozer::crypto {

// Exactly "sha256=" and 64 hex digits of either case: anything else matches no body.
[[nodiscard]] bool is_webhook_signature(std::string_view header);

// `header` must be exactly "sha256=" and 64 hex digits of either case. `app_secrets` are the
// current one and, during a rotation, the previous; an empty secret never matches. Time does not
// depend on which secret matches or where the digest differs.
[[nodiscard]] bool verify_webhook_signature(
    std::string_view header, std::string_view raw_body, std::span<Secret const> app_secrets
);

}  // namespace croozer::crypto
