// Facebook Login with the demo's people: the dialog and who a user token is
// (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
#include "base/text.hpp"
#include "sandbox/dialog_page.hpp"
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

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

Grant login_grant(Person const& person, std::string const& redirect_uri) {
    Grant grant;
    grant.person_id = person.id;
    grant.redirect_uri = redirect_uri;
    return grant;
}

http::Response dialog(Sandbox& sandbox, http::Request const& request) {
    std::string const redirect_uri = parameter(request, "redirect_uri");
    if (request.query_value("client_id") != sandbox.config.login_app_id) {
        return page(400, dialog_error("Invalid App ID"));
    }
    // Meta compares with the app's list of valid redirect addresses.
    if (!redirect_uri.starts_with(sandbox.config.server_url + "/")) {
        return page(400, dialog_error("URL blocked: redirect_uri is not in the app's settings"));
    }
    if (request.query_value("response_type").value_or("code") != "code") {
        return page(400, dialog_error("response_type must be code"));
    }
    std::string const state = "state=" + percent_encoded(parameter(request, "state"));
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
        std::string const code = sandbox.tokens.issue_code(login_grant(*person, redirect_uri));
        return redirect(with_parameters(redirect_uri, "code=" + code + "&" + state));
    }
    bool const english = parameter(request, "locale").starts_with("en");
    return page(200, dialog_page(sandbox.config.people, request.target, english));
}

std::expected<Person const*, GraphError> person_of(Sandbox& sandbox, http::Request const& request) {
    std::string const token = token_of(request);
    if (token.empty()) {
        return std::unexpected(GraphError{2500, "An active access token must be used.", {}});
    }
    if (auto const error = check_proof(sandbox.config.login_app_secret, request, token)) {
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
    if (auto const token = business_token_of(sandbox, request)) {
        return json::object{{"id", token->user_id}, {"name", "Croozer"}};
    }
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
    add_graph(router, sandbox, Get, "/me", "me", read_me);
    add_graph(router, sandbox, Get, "/me/permissions", "permissions", read_permissions);
    router.add(
        Get,
        "/{version}/dialog/oauth",
        [&sandbox](http::Request request, http::Respond respond) {
            respond(dialog(sandbox, request));
        }
    );
}

}  // namespace croozer::sandbox
