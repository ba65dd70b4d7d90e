// Codes for tokens, a new token for an old one, and what a token is (developers.facebook.com/
// documentation/business-messaging/whatsapp/embedded-signup/onboarding-customers-as-a-tech-provider
// and developers.facebook.com/docs/graph-api/reference/debug_token).
#include "crypto/hmac.hpp"
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::chrono::seconds sixty_days = std::chrono::days(60);

std::string parameter(http::Request const& request, std::string_view name) {
    return std::string(request.query_value(name).value_or(""));
}

std::optional<GraphError> check_app(
    http::Request const& request, std::string const& app_id, Secret const& app_secret
) {
    bool const right =
        request.query_value("client_id") == app_id &&
        crypto::constant_time_equal(parameter(request, "client_secret"), app_secret.reveal());
    return right ? std::nullopt
                 : std::optional(GraphError{1, "Error validating client secret.", {}});
}

json::object token_answer(Sandbox& sandbox, Tokens::Issued const& issued) {
    json::object answer{{"access_token", issued.token}, {"token_type", "bearer"}};
    if (issued.expires) {
        answer["expires_in"] =
            std::chrono::round<std::chrono::seconds>(*issued.expires - sandbox.clock.now()).count();
    }
    return answer;
}

// The old token stays in force until its own end.
GraphAnswer extend(Sandbox& sandbox, http::Request const& request) {
    auto const current = sandbox.tokens.find_business(parameter(request, "fb_exchange_token"));
    if (!current) {
        return std::unexpected(GraphError{190, "The token cannot be exchanged.", {}});
    }
    if (auto const trouble = current->trouble(sandbox.clock.now())) {
        return std::unexpected(*trouble);
    }
    if (sandbox.modes.current().expired_token) {
        return std::unexpected(GraphError{190, "The token cannot be exchanged.", 463});
    }
    bool const ends = current->expires.has_value() ||
                      request.query_value("set_token_expires_in_60_days") == "true";
    return token_answer(
        sandbox,
        sandbox.tokens.issue_business_token(
            current->waba_ids, current->scopes, ends ? std::optional(sixty_days) : std::nullopt
        )
    );
}

GraphAnswer exchange(Sandbox& sandbox, http::Request const& request) {
    // A code is good for the app of its dialog alone.
    auto const error = check_app(request, sandbox.config.app_id, sandbox.config.app_secret);
    auto const login_error =
        check_app(request, sandbox.config.login_app_id, sandbox.config.login_app_secret);
    if (error && login_error) {
        return std::unexpected(*error);
    }
    if (request.query_value("grant_type") == "fb_exchange_token") {
        return extend(sandbox, request);
    }
    auto const grant = sandbox.tokens.take_code(parameter(request, "code"));
    if (!grant) {
        return std::unexpected(
            GraphError{100, "This authorization code has expired or was used.", {}}
        );
    }
    if (grant->redirect_uri != parameter(request, "redirect_uri")) {
        return std::unexpected(GraphError{
            100,
            "Error validating verification code. Please make sure your redirect_uri is identical.",
            {}
        });
    }
    bool const of_login = grant->waba_ids.empty();
    if (of_login ? login_error.has_value() : error.has_value()) {
        return std::unexpected(
            GraphError{100, "This authorization code was not issued to this app.", {}}
        );
    }
    if (!of_login) {
        return token_answer(
            sandbox,
            sandbox.tokens.issue_business_token(grant->waba_ids, grant->scopes, grant->lifetime)
        );
    }
    return token_answer(sandbox, sandbox.tokens.issue_user_token(grant->person_id));
}

json::object debug_error(GraphError const& error) {
    json::object out{{"code", error.code}, {"message", error.details}};
    if (error.subcode) {
        out["subcode"] = *error.subcode;
    }
    return out;
}

std::int64_t seconds_or_never(std::optional<Instant> const& instant) {
    return instant ? instant->seconds() : 0;
}

json::object debug_of_business(Sandbox& sandbox, BusinessToken const& token) {
    auto trouble = token.trouble(sandbox.clock.now());
    if (!trouble && sandbox.modes.current().expired_token) {
        trouble = GraphError{190, "Error validating access token: Session has expired.", 463};
    }
    json::array scopes(token.scopes.begin(), token.scopes.end());
    json::array granular;
    for (std::string const& scope : token.scopes) {
        json::array targets(token.waba_ids.begin(), token.waba_ids.end());
        granular.emplace_back(json::object{{"scope", scope}, {"target_ids", std::move(targets)}});
    }
    json::object data{
        {"app_id", sandbox.config.app_id},
        {"type", "SYSTEM_USER"},
        {"application", "Croozer"},
        {"data_access_expires_at", seconds_or_never(token.data_access_expires)},
        {"expires_at", seconds_or_never(token.expires)},
        {"is_valid", !trouble},
        {"issued_at", token.issued.seconds()},
        {"scopes", std::move(scopes)},
        {"granular_scopes", std::move(granular)},
        {"user_id", token.user_id},
    };
    if (trouble) {
        data["error"] = debug_error(*trouble);
    }
    return data;
}

json::object debug_of_user(Sandbox& sandbox, Tokens::UserToken const& token) {
    return json::object{
        {"app_id", sandbox.config.login_app_id},
        {"application", "Croozer"},
        {"type", "USER"},
        {"is_valid", true},
        {"expires_at", token.expires.seconds()},
        {"data_access_expires_at", token.expires.seconds()},
        {"user_id", token.person_id},
        {"scopes", json::array{"email", "public_profile"}},
    };
}

GraphAnswer debug(Sandbox& sandbox, http::Request const& request) {
    auto const& config = sandbox.config;
    bool const ours = is_app_token(config.app_id, config.app_secret, token_of(request));
    bool const of_login =
        is_app_token(config.login_app_id, config.login_app_secret, token_of(request));
    if (!ours && !of_login) {
        return std::unexpected(GraphError{190, "An app access token is needed.", {}});
    }
    std::string const input = parameter(request, "input_token");
    auto const business = sandbox.tokens.find_business(input);
    // Meta's words; an app sees nothing of another's tokens.
    if (business ? !ours : !of_login && sandbox.tokens.find(input).has_value()) {
        return std::unexpected(GraphError{
            100, "(#100) The App_id in the input_token did not match the Viewing App", {}
        });
    }
    if (business) {
        return json::object{{"data", debug_of_business(sandbox, *business)}};
    }
    if (auto const token = sandbox.tokens.find(input)) {
        return json::object{{"data", debug_of_user(sandbox, *token)}};
    }
    return json::object{
        {"data",
         json::object{
             {"is_valid", false},
             {"scopes", json::array{}},
             {"error", debug_error({190, "Invalid OAuth access token.", {}})},
         }}
    };
}

// developers.facebook.com/docs/facebook-login/guides/access-tokens: ends a token from now on.
GraphAnswer revoke(Sandbox& sandbox, http::Request const& request) {
    if (auto const error = check_app(request, sandbox.config.app_id, sandbox.config.app_secret)) {
        return std::unexpected(*error);
    }
    std::string const token = parameter(request, "revoke_token");
    constexpr int invalid_token = 467;
    if (token.empty() ||
        sandbox.tokens.change("", token, json::object{{"revoked", invalid_token}}) == 0) {
        return std::unexpected(GraphError{190, "Invalid OAuth access token.", {}});
    }
    return success();
}

}  // namespace

void add_graph_token_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Get, "/oauth/access_token", "access_token", exchange);
    add_graph(router, sandbox, Get, "/oauth/revoke", "revoke", revoke);
    add_graph(router, sandbox, Get, "/debug_token", "debug_token", debug);
}

}  // namespace croozer::sandbox
