#include "api/access/browser.hpp"

#include "base/random.hpp"
#include "crypto/hmac.hpp"

#include <algorithm>
#include <vector>

namespace croozer::api {
namespace {

constexpr std::size_t next_bytes = 512;
constexpr std::size_t session_token_characters = 43;

}  // namespace

std::string_view origin_of(std::string_view url) {
    auto const authority = url.find("://");
    if (authority == std::string_view::npos) {
        return {};
    }
    return url.substr(0, url.find_first_of("/?#", authority + 3));
}

Cookies::Cookies(std::string_view public_url) : secure_(public_url.starts_with("https://")) {}

std::string_view Cookies::session_name() const {
    return secure_ ? "__Host-sid" : "sid-dev";
}

std::string_view Cookies::login_name() const {
    return secure_ ? "__Host-oauth" : "oauth-dev";
}

std::string Cookies::write(std::string_view name, std::string_view value, bool ends) const {
    std::string cookie = std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly";
    cookie += secure_ ? "; Secure" : "";
    cookie += "; SameSite=Lax";
    cookie += ends ? "; Max-Age=0" : "";
    return cookie;
}

std::string Cookies::session(std::string_view token) const {
    return write(session_name(), token, false);
}

std::string Cookies::login(std::string_view token) const {
    return write(login_name(), token, false);
}

std::string Cookies::end_session() const {
    return write(session_name(), "", true);
}

std::string Cookies::end_login() const {
    return write(login_name(), "", true);
}

bool is_session_token(std::string_view token) {
    return token.size() == session_token_characters && std::ranges::all_of(token, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_';
           });
}

std::string hash_of(std::string_view token) {
    auto const digest = crypto::sha256(token);
    return {digest.begin(), digest.end()};
}

std::string csrf_token(Secret const& key, std::string_view session_token) {
    return base64url(crypto::hmac_sha256(key.reveal(), "csrf:" + std::string(session_token)));
}

Result<void> check_unsafe_request(
    http::Request const& request,
    std::string_view own_origin,
    Secret const& key,
    std::string_view session_token
) {
    if (request.header("origin").value_or("") != own_origin) {
        return failure(ErrorCode::Forbidden, "origin_rejected");
    }
    if (!crypto::constant_time_equal(
            request.header("x-csrf").value_or(""), csrf_token(key, session_token)
        )) {
        return failure(ErrorCode::Forbidden, "csrf");
    }
    return {};
}

std::string safe_next(std::string_view next) {
    bool const path = next.starts_with('/') && next.size() <= next_bytes &&
                      !next.starts_with("//") && !next.starts_with("/api/");
    bool const clean = std::ranges::all_of(next, [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte < 0x7F && c != '\\';
    });
    return path && clean ? std::string(next) : "/";
}

}  // namespace croozer::api
