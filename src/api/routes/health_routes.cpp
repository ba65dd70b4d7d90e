// Is the program alive, may traffic come, and what a browser needs before anybody signs in.
#include "api/call.hpp"

#include <boost/json.hpp>

namespace croozer::api {
namespace {

namespace json = boost::json;

http::Response config(Api const& api) {
    auto const& options = api.options();
    json::object body{
        {"defaultLanguage", language_code(options.default_language)},
        {"demo", nullptr},
        {"version", options.version}
    };
    if (options.demo_phone_url) {
        body["demo"] = {{"active", true}, {"phoneUrl", *options.demo_phone_url}};
    }
    auto response = http::Response::json(200, json::serialize(body));
    add_api_headers(response);
    return response;
}

http::Response plain(int status, std::string body) {
    auto response = http::Response::text(status, std::move(body));
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace

void add_health_routes(Routes& routes) {
    auto& api = routes.api();
    routes.open(
        http::Method::Get,
        "/api/config",
        [&api](http::Request const&, http::Respond respond) { respond(config(api)); }
    );
    routes.open(http::Method::Get, "/healthz", [](http::Request const&, http::Respond respond) {
        respond(plain(200, "ok"));
    });
    routes.open(http::Method::Get, "/readyz", [&api](http::Request const&, http::Respond respond) {
        bool const ready = api.ready();
        respond(plain(ready ? 200 : 503, ready ? "ready" : "not ready"));
    });
}

}  // namespace croozer::api
