// Meta's webhook. The body is neither parsed nor kept before its signature is good, and Meta reads
// 200 only when it is durable
// (developers.facebook.com/docs/graph-api/webhooks/getting-started).
#include "api/call.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "crypto/hmac.hpp"
#include "crypto/webhook_signature.hpp"

#include <algorithm>

namespace croozer::api {
namespace {

constexpr std::size_t challenge_bytes = 256;

http::Response plain(int status, std::string body = {}) {
    auto response = http::Response::text(status, std::move(body));
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Cache-Control", "no-store");
    return response;
}

bool is_plain_challenge(std::string_view challenge) {
    return !challenge.empty() && challenge.size() <= challenge_bytes &&
           std::ranges::all_of(challenge, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '_' || c == '-';
           });
}

http::Response handshake(Api const& api, http::Request const& request) {
    auto const mode = request.query_value("hub.mode");
    auto const token = request.query_value("hub.verify_token");
    auto const challenge = request.query_value("hub.challenge");
    if (!mode || *mode != "subscribe" || !token || !challenge || !is_plain_challenge(*challenge)) {
        return plain(400, "bad_request");
    }
    auto const& expected = api.options().verify_token;
    if (expected.empty() || !crypto::constant_time_equal(*token, expected.reveal())) {
        return plain(403, "forbidden");
    }
    return plain(200, std::string(*challenge));
}

std::string_view signature_of(http::Request const& request) {
    return request.header("x-hub-signature-256").value_or("");
}

http::Response not_genuine(Api& api, http::Request const& request) {
    api.bad_signature_count.fetch_add(1, std::memory_order_relaxed);
    // Genuine ones are never limited: that would only bring retries.
    bool const few =
        api.bad_signatures.allow(address_key(request.remote_address), api.system_now());
    if (few) {
        log::warn("webhook with a bad signature", {});
    }
    auto response = plain(few ? 401 : 429);
    if (!few) {
        api.bad_signatures.tell(response, address_key(request.remote_address), api.system_now());
    }
    return response;
}

void receive(Api& api, http::Request request, http::Respond respond) {
    if (!crypto::verify_webhook_signature(
            signature_of(request), request.body, api.options().app_secrets
        )) {
        respond(not_genuine(api, request));
        return;
    }
    api.intake().store(
        std::move(request.body),
        [respond = std::move(respond)](Result<void> stored) mutable {
            if (stored) {
                respond(plain(200));
                return;
            }
            auto response = plain(503);
            response.set("Retry-After", "30");
            respond(std::move(response));
        }
    );
}

}  // namespace

void add_webhook_routes(Routes& routes) {
    auto& api = routes.api();
    routes.open(
        http::Method::Get,
        std::string(webhook_path),
        [&api](http::Request const& request, http::Respond respond) {
            respond(handshake(api, request));
        }
    );
    routes.open(
        http::Method::Post,
        std::string(webhook_path),
        [&api](http::Request request, http::Respond respond) {
            receive(api, std::move(request), std::move(respond));
        },
        {.body_bytes = limits::webhook_body_bytes,
         // Four megabytes are not read for who does not even claim to be Meta.
         .check_head = [&api](http::Request const& request) -> std::optional<http::Response> {
             return crypto::is_webhook_signature(signature_of(request))
                        ? std::nullopt
                        : std::optional(not_genuine(api, request));
         }}
    );
}

}  // namespace croozer::api
