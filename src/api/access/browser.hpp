// What a browser must prove: the session cookie, and for everything that changes something also
// where it comes from (Origin) and the token bound to its session (X-CSRF).
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::api {

// "https://app.example:8443" of "https://app.example:8443/x": scheme and authority.
[[nodiscard]] std::string_view origin_of(std::string_view url);

// The __Host- prefix needs Secure, which plain http to a loopback address cannot have.
class Cookies {
public:
    explicit Cookies(std::string_view public_url);

    [[nodiscard]] std::string_view session_name() const;
    [[nodiscard]] std::string_view login_name() const;
    // Set-Cookie values. Neither cookie is readable by scripts; both end with the browser.
    [[nodiscard]] std::string session(std::string_view token) const;
    [[nodiscard]] std::string login(std::string_view token) const;
    [[nodiscard]] std::string end_session() const;
    [[nodiscard]] std::string end_login() const;

private:
    [[nodiscard]] std::string write(std::string_view name, std::string_view value, bool ends) const;

    bool secure_;
};

// Whether it looks like one of ours: 32 random bytes in base64url. Other cookies need no look-up.
[[nodiscard]] bool is_session_token(std::string_view token);
// 32 bytes as raw text.
[[nodiscard]] std::string hash_of(std::string_view token);
// HMAC of the session's token: nothing to store, nothing to steal from the database.
[[nodiscard]] std::string csrf_token(Secret const& key, std::string_view session_token);

// Errors: Forbidden "origin_rejected", "csrf".
[[nodiscard]] Result<void> check_unsafe_request(
    http::Request const& request,
    std::string_view own_origin,
    Secret const& key,
    std::string_view session_token
);

// `next` if it is a path of ours, else "/": no scheme, no host ("//evil", "/\evil"), no control
// characters, not the API.
[[nodiscard]] std::string safe_next(std::string_view next);

}  // namespace croozer::api
