#include "meta/signed_request.hpp"

#include "crypto/hmac.hpp"
#include "meta/json_reading.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace croozer::meta {
namespace {

namespace json = boost::json;

constexpr std::size_t payload_depth = 4;

std::unexpected<Error> wrong(std::string detail) {
    return failure(ErrorCode::BadRequest, "signed_request", std::move(detail));
}

bool is_signed(
    std::string_view signature, std::string_view payload, std::span<Secret const> app_secrets
) {
    bool good = false;
    for (auto const& secret : app_secrets) {
        auto const expected = crypto::hmac_sha256(secret.reveal(), payload);
        std::string const bytes(expected.begin(), expected.end());
        // All are tried, so that time does not tell which it was.
        bool const equal = crypto::constant_time_equal(signature, bytes);
        good = good || (equal && !secret.empty());
    }
    return good;
}

Result<json::object> read_payload(std::string const& bytes) {
    json::parse_options options;
    options.max_depth = payload_depth;
    boost::system::error_code error;
    auto value = json::parse(bytes, error, {}, options);
    auto* const object = error ? nullptr : value.if_object();
    if (object == nullptr) {
        return wrong("not JSON");
    }
    return std::move(*object);
}

}  // namespace

Result<SignedRequest> read_signed_request(
    std::string_view text, std::span<Secret const> app_secrets, Instant now
) {
    auto const dot = text.find('.');
    if (dot == std::string_view::npos) {
        return wrong("no signature");
    }
    auto const encoded = text.substr(dot + 1);
    auto const signature = crypto::from_base64url(text.substr(0, dot));
    auto const bytes = crypto::from_base64url(encoded);
    if (!signature || !bytes) {
        return wrong("not base64url");
    }
    if (!is_signed(*signature, encoded, app_secrets)) {
        return wrong("another signature");
    }
    auto const payload = TRY(read_payload(*bytes));
    if (string_at(payload, "algorithm") != "HMAC-SHA256") {
        return wrong("another algorithm");
    }
    constexpr std::int64_t latest_second = INT64_MAX / 1'000'000;
    auto const seconds = integer_at(payload, "issued_at").value_or(0);
    if (seconds <= 0 || seconds >= latest_second) {
        return wrong("no time");
    }
    SignedRequest request{
        .user_id = id_at(payload, "user_id"), .issued_at = Instant::from_seconds(seconds)
    };
    if (now - request.issued_at > Duration(signed_request_age)) {
        return wrong("too old");
    }
    if (request.issued_at - now > Duration(signed_request_ahead)) {
        return wrong("of the future");
    }
    if (request.user_id.empty()) {
        return wrong("no person");
    }
    return request;
}

}  // namespace croozer::meta
