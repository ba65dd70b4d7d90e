// Facebook Login with the demo's people: the dialog, the exchange of its code, and who a token is
// (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
#include "crypto/hmac.hpp"
#include "sandbox/dialog_page.hpp"
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::int64_t shop_token_seconds = std::int64_t{60} * 24 * 3600;

GraphError oauth_error(std::string detail) {
    return {100, std::move(detail), {}};
}

std::string parameter(http::Request const& request, std::string_view name) {
    return std::string(request.query_value(name).value_or(""));
}

std::string with_parameters(std::string const& url, std::string const& parameters) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + parameters;
}

http::Response redirect(std::string location) {
    http::Response response;
    response.status = 303;
    response.set("Location", std::move(location)).set("Cache-Control", "no-store");
    // The choice made for one entry is used up.
    response.add("Set-Cookie", "sandbox_person=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    return response;
}

http::Response page(int status, std::string html) {
    http::Response response;
    response.status = status;
    response.set("Content-Type", "text/html; charset=utf-8").set("Cache-Control", "no-store");
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
    );
    response.body = std::move(html);
    return response;
}

http::Response dialog(Sandbox& sandbox, http::Request const& request) {
    std::string const redirect_uri = parameter(request, "redirect_uri");
    if (request.query_value("client_id") != sandbox.config.app_id) {
        return page(400, dialog_error("Invalid App ID"));
    }
    // Meta compares with the app's list of valid redirect addresses.
    if (!redirect_uri.starts_with(sandbox.config.server_url + "/")) {
        return page(400, dialog_error("URL blocked: redirect_uri is not in the app's settings"));
    }
    if (request.query_value("response_type").value_or("code") != "code") {
        return page(400, dialog_error("response_type must be code"));
    }
    std::string const state = "state=" + url_encode(parameter(request, "state"));
    if (request.query_value("demo_cancel")) {
        return redirect(with_parameters(
            redirect_uri,
            "error=access_denied&error_code=200&error_description=Permissions+error"
            "&error_reason=user_denied&" +
                state
        ));
    }
    std::string person_id = parameter(request, "demo_person");
    if (person_id.empty()) {
        person_id = request.cookie("sandbox_person").value_or("");
    }
    if (Person const* const person = sandbox.config.person(person_id)) {
        std::string const code = sandbox.tokens.issue_code(Grant{person->id, {}, redirect_uri});
        return redirect(with_parameters(redirect_uri, "code=" + code + "&" + state));
    }
    bool const english = parameter(request, "locale").starts_with("en");
    return page(200, dialog_page(sandbox.config.people, request.target, english));
}

std::optional<GraphError> check_app(Sandbox& sandbox, http::Request const& request) {
    bool const right = request.query_value("client_id") == sandbox.config.app_id &&
                       crypto::constant_time_equal(
                           parameter(request, "client_secret"), sandbox.config.app_secret.reveal()
                       );
    return right ? std::nullopt
                 : std::optional(GraphError{1, "Error validating client secret.", {}});
}

json::object shop_token(Shop const& shop) {
    return json::object{
        {"access_token", to_json(shop.access_token.reveal())},
        {"token_type", "bearer"},
        {"expires_in", shop_token_seconds},
    };
}

GraphAnswer exchange(Sandbox& sandbox, http::Request const& request) {
    if (auto const error = check_app(sandbox, request)) {
        return std::unexpected(*error);
    }
    if (request.query_value("grant_type") == "fb_exchange_token") {
        std::string const current = parameter(request, "fb_exchange_token");
        for (Shop const& shop : sandbox.config.shops) {
            if (crypto::constant_time_equal(current, shop.access_token.reveal()) &&
                !sandbox.modes.current().expired_token) {
                return shop_token(shop);
            }
        }
        return std::unexpected(GraphError{190, "The token cannot be exchanged.", {}});
    }
    auto const grant = sandbox.tokens.take_code(parameter(request, "code"));
    if (!grant) {
        return std::unexpected(oauth_error("This authorization code has expired or was used."));
    }
    if (grant->redirect_uri != parameter(request, "redirect_uri")) {
        return std::unexpected(oauth_error(
            "Error validating verification code. Please make sure your redirect_uri is identical."
        ));
    }
    if (Shop const* const shop = sandbox.config.shop_by_account(grant->waba_id)) {
        return shop_token(*shop);
    }
    Tokens::Issued const issued = sandbox.tokens.issue_user_token(grant->person_id);
    return json::object{
        {"access_token", issued.token},
        {"token_type", "bearer"},
        {"expires_in", (issued.expires - sandbox.clock.now()).count() / 1'000'000},
    };
}

json::object debug_of_shop(Sandbox& sandbox, Shop const& shop) {
    bool const valid = !sandbox.modes.current().expired_token;
    std::int64_t const now = sandbox.clock.now().seconds();
    auto const granted = [&](std::string_view scope) {
        return json::object{
            {"scope", to_json(scope)}, {"target_ids", json::array{json::string(shop.waba_id)}}
        };
    };
    return json::object{
        {"app_id", sandbox.config.app_id},
        {"application", "Croozer"},
        {"type", "SYSTEM_USER"},
        {"is_valid", valid},
        {"expires_at", valid ? now + shop_token_seconds : now - 1},
        {"data_access_expires_at", 0},
        {"user_id", shop.portfolio_id + "02"},
        {"scopes", json::array{"whatsapp_business_management", "whatsapp_business_messaging"}},
        {"granular_scopes",
         json::array{
             granted("whatsapp_business_management"), granted("whatsapp_business_messaging")
         }},
    };
}

GraphAnswer debug(Sandbox& sandbox, http::Request const& request) {
    std::string const app_token =
        sandbox.config.app_id + "|" + std::string(sandbox.config.app_secret.reveal());
    if (!crypto::constant_time_equal(token_of(request), app_token)) {
        return std::unexpected(GraphError{190, "An app access token is needed.", {}});
    }
    std::string const input = parameter(request, "input_token");
    for (Shop const& shop : sandbox.config.shops) {
        if (crypto::constant_time_equal(input, shop.access_token.reveal())) {
            return json::object{{"data", debug_of_shop(sandbox, shop)}};
        }
    }
    if (auto const token = sandbox.tokens.find(input)) {
        return json::object{
            {"data",
             json::object{
                 {"app_id", sandbox.config.app_id},
                 {"application", "Croozer"},
                 {"type", "USER"},
                 {"is_valid", true},
                 {"expires_at", token->expires.seconds()},
                 {"data_access_expires_at", token->expires.seconds()},
                 {"user_id", token->person_id},
                 {"scopes", json::array{"email", "public_profile"}},
             }}
        };
    }
    return json::object{
        {"data",
         json::object{
             {"is_valid", false},
             {"scopes", json::array{}},
             {"error", json::object{{"code", 190}, {"message", "Invalid OAuth access token."}}},
         }}
    };
}

std::expected<Person const*, GraphError> person_of(Sandbox& sandbox, http::Request const& request) {
    std::string const token = token_of(request);
    if (token.empty()) {
        return std::unexpected(GraphError{2500, "An active access token must be used.", {}});
    }
    if (auto const error = check_proof(sandbox, request, token)) {
        return std::unexpected(*error);
    }
    auto const found = sandbox.tokens.find(token);
    Person const* const person = found ? sandbox.config.person(found->person_id) : nullptr;
    if (person == nullptr) {
        return std::unexpected(GraphError{190, "Invalid OAuth access token.", {}});
    }
    return person;
}

GraphAnswer read_me(Sandbox& sandbox, http::Request const& request) {
    auto const person = person_of(sandbox, request);
    if (!person) {
        return std::unexpected(person.error());
    }
    json::object all{{"id", (*person)->id}, {"name", (*person)->name}};
    if (!(*person)->email.empty()) {
        all["email"] = (*person)->email;
    }
    return chosen_fields(all, request);
}

GraphAnswer read_permissions(Sandbox& sandbox, http::Request const& request) {
    auto const person = person_of(sandbox, request);
    if (!person) {
        return std::unexpected(person.error());
    }
    json::object const profile{{"permission", "public_profile"}, {"status", "granted"}};
    json::object const email{
        {"permission", "email"}, {"status", (*person)->email.empty() ? "declined" : "granted"}
    };
    return json::object{{"data", json::array{profile, email}}};
}

}  // namespace

void add_login_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Get, "/oauth/access_token", exchange);
    add_graph(router, sandbox, Get, "/debug_token", debug);
    add_graph(router, sandbox, Get, "/me", read_me);
    add_graph(router, sandbox, Get, "/me/permissions", read_permissions);
    router.add(
        Get,
        "/{version}/dialog/oauth",
        [&sandbox](http::Request request, http::Respond respond) {
            respond(dialog(sandbox, request));
        }
    );
}

}  // namespace croozer::sandbox
