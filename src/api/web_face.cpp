// The browser's documents and what each may load. The strict policy is everybody's; the page that
// connects a number runs Facebook's script, so it is a document of its own with a policy of its
// own.
#include "api/access/browser.hpp"
#include "api/api.hpp"
#include "api/call.hpp"

namespace croozer::api {
namespace {

constexpr std::string_view connect_path = "/connect";

std::string common_policy(std::string const& frame_ancestors) {
    return "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
           "media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
           "base-uri 'none'; frame-ancestors " +
           frame_ancestors;
}

std::string strict_policy(ApiOptions const& options) {
    return common_policy(options.frame_ancestors) +
           "; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; "
           "trusted-types croozer";
}

// The SDK writes scripts and frames by itself, which trusted types forbid. Its hosts are Meta's
// (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/implementation).
std::string connect_policy(ApiOptions const& options) {
    std::string const sdk(origin_of(options.meta.sdk_url));
    auto const meta = "'self' https://*.facebook.com " + sdk;
    return common_policy(options.frame_ancestors) + "; script-src 'self' " + sdk +
           "; connect-src " + meta + "; frame-src " + meta;
}

void set_document_headers(
    http::Response& response, std::string const& policy, std::string_view opener_policy
) {
    response.set("Content-Security-Policy", policy);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=()");
    response.set("Cross-Origin-Opener-Policy", std::string(opener_policy));
}

bool is_connect(std::string_view path) {
    return path == connect_path || path == "/connect.html";
}

}  // namespace

void add_web_face(http::Router& router, Api const& api, http::StaticFiles const& files) {
    auto const& options = api.options();
    bool const secure = options.public_url.starts_with("https://");
    router.fallback(
        [&api, &files, strict = strict_policy(options), connect = connect_policy(options), secure](
            http::Request const& request, http::Respond respond
        ) {
            if (request.path.starts_with("/api/")) {
                respond(problem_response(
                    make_error(ErrorCode::NotFound, "not_found"),
                    language_of(request, api.options().default_language),
                    request.request_id
                ));
                return;
            }
            auto response = files.serve(request);
            if (is_connect(request.path)) {
                // Facebook's window answers the one that opened it; "same-origin" would part the
                // two.
                set_document_headers(response, connect, "same-origin-allow-popups");
            } else {
                set_document_headers(response, strict, "same-origin");
            }
            if (secure) {
                response.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
            }
            respond(std::move(response));
        }
    );
}

}  // namespace croozer::api
