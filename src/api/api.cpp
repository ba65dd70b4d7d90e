#include "api/api.hpp"

#include "api/call.hpp"

#include <utility>

namespace croozer::api {

Api::Api(
    ApiOptions options,
    app::Runner& runner,
    app::IdentityProvider& identity,
    WebhookIntake& intake,
    app::SecretKeeper& secrets,
    app::AccountCare& care,
    app::Connector& connector,
    std::function<bool()> ready
)
    : options_(std::move(options)),
      runner_(runner),
      identity_(identity),
      intake_(intake),
      secrets_(secrets),
      care_(care),
      connector_(connector),
      ready_(std::move(ready)),
      cookies_(options_.public_url),
      events_(runner.engine(), secrets, runner.trade_clock(), runner.system_clock()),
      downloads_(options_.downloads) {}

std::vector<RouteRight> add_routes(http::Router& router, Api& api) {
    Routes routes(router, api);
    add_session_routes(routes);
    add_sign_in_routes(routes);
    add_business_routes(routes);
    add_order_routes(routes);
    add_customer_routes(routes);
    add_product_routes(routes);
    add_chat_routes(routes);
    add_template_routes(routes);
    add_upload_routes(routes);
    add_media_routes(routes);
    add_word_routes(routes);
    add_example_routes(routes);
    add_whatsapp_routes(routes);
    add_connect_routes(routes);
    add_event_routes(routes);
    add_webhook_routes(routes);
    add_person_routes(routes);
    add_health_routes(routes);
    return routes.take();
}

}  // namespace croozer::api
