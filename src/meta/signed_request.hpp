// What Facebook says about a person to an app's callbacks: `signed_request` =
// base64url(signature) "." base64url(payload), without padding, the signature HMAC-SHA256 of the
// encoded payload under the app's secret
// (developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback).
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/time.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace croozer::meta {

// A day is ours: Facebook names no age, and one that was seen by others should not serve for ever.
inline constexpr auto signed_request_age = std::chrono::hours(24);
// Between Facebook's clock and ours.
inline constexpr auto signed_request_ahead = std::chrono::minutes(5);

struct SignedRequest {
    std::string user_id;  // scoped to the app whose secret signed it
    Instant issued_at;
};

// Nothing is read before the signature is good. An empty secret never matches. Error: BadRequest
// "signed_request", whatever is wrong, with the reason in `detail` for the log only.
[[nodiscard]] Result<SignedRequest> read_signed_request(
    std::string_view text, std::span<Secret const> app_secrets, Instant now
);

}  // namespace croozer::meta
