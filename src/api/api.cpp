#include "api/api.hpp"

#include "api/call.hpp"

#include <utility>

namespace croozer::api {
namespace {

std::string content_security_policy(std::string const& frame_ancestors) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
           "font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
           "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " +
           frame_ancestors + "; require-trusted-types-for 'script'; trusted-types croozer";
}

}  // namespace

Api::Api(
    ApiOptions options,
    app::Runner& runner,
    app::IdentityProvider& identity,
    WebhookIntake& intake,
    app::SecretKeeper& secrets,
    std::function<bool()> ready
)
    : options_(std::move(options)),
      runner_(runner),
      identity_(identity),
      intake_(intake),
      secrets_(secrets),
      ready_(std::move(ready)),
      cookies_(options_.public_url),
      events_(runner.engine(), secrets, runner.trade_clock(), runner.system_clock()) {}

std::vector<RouteRight> add_routes(http::Router& router, Api& api) {
    Routes routes(router, api);
    add_session_routes(routes);
    add_sign_in_routes(routes);
    add_business_routes(routes);
    add_order_routes(routes);
    add_customer_routes(routes);
    add_product_routes(routes);
    add_chat_routes(routes);
    add_media_routes(routes);
    add_word_routes(routes);
    add_example_routes(routes);
    add_event_routes(routes);
    add_webhook_routes(routes);
    add_health_routes(routes);
    return routes.take();
}

void add_web_face(http::Router& router, Api const& api, http::StaticFiles const& files) {
    auto const& options = api.options();
    auto const policy = content_security_policy(options.frame_ancestors);
    bool const secure = options.public_url.starts_with("https://");
    router.fallback(
        [&api, &files, policy, secure](http::Request const& request, http::Respond respond) {
            if (request.path.starts_with("/api/")) {
                respond(problem_response(
                    make_error(ErrorCode::NotFound, "not_found"),
                    language_of(request, api.options().default_language),
                    request.request_id
                ));
                return;
            }
            auto response = files.serve(request);
            response.set("Content-Security-Policy", policy);
            response.set("X-Content-Type-Options", "nosniff");
            response.set("Referrer-Policy", "same-origin");
            response.set(
                "Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=()"
            );
            response.set("Cross-Origin-Opener-Policy", "same-origin");
            if (secure) {
                response.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
            }
            respond(std::move(response));
        }
    );
}

}  // namespace croozer::api
