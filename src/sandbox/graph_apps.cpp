// The app's own subscriptions (developers.facebook.com/docs/graph-api/reference/app/subscriptions)
// and a number's public profile (…/whatsapp/business-phone-numbers/business-profiles).
#include "base/text.hpp"
#include "sandbox/sandbox.hpp"

#include <array>
#include <set>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t about_characters = 139;
constexpr std::size_t address_characters = 256;
constexpr std::size_t description_characters = 512;
constexpr std::size_t email_characters = 128;
constexpr std::size_t most_websites = 2;

std::optional<GraphError> check_app(Sandbox& sandbox, http::Request const& request) {
    if (request.path_parameter("node") != sandbox.config.app_id) {
        return unknown_object(request.path_parameter("node"));
    }
    if (!is_app_token(sandbox.config.app_id, sandbox.config.app_secret, token_of(request))) {
        return GraphError{190, "An app access token is needed.", {}};
    }
    return std::nullopt;
}

GraphAnswer read_subscriptions(Sandbox& sandbox, http::Request const& request) {
    if (auto const error = check_app(sandbox, request)) {
        return std::unexpected(*error);
    }
    json::array fields;
    std::scoped_lock const lock(sandbox.mutex);
    for (std::string const& field : sandbox.app_fields) {
        fields.emplace_back(json::object{{"name", field}, {"version", "v26.0"}});
    }
    return json::object{
        {"data",
         json::array{json::object{
             {"object", "whatsapp_business_account"},
             {"callback_url", sandbox.config.webhook_url},
             {"active", true},
             {"fields", std::move(fields)},
         }}}
    };
}

// As query parameters or JSON. The callback is the configuration's: another is refused, as Meta
// refuses one that does not answer its handshake.
GraphAnswer subscribe(Sandbox& sandbox, http::Request const& request) {
    if (auto const error = check_app(sandbox, request)) {
        return std::unexpected(*error);
    }
    auto const body = parse_object(request.body).value_or(json::object{});
    auto const given = [&](std::string_view key) {
        return std::string(request.query_value(key).value_or(text_of(body, key).value_or("")));
    };
    if (given("object") != "whatsapp_business_account" || given("fields").empty()) {
        return std::unexpected(GraphError{100, "object and fields are required.", {}});
    }
    if (given("callback_url") != sandbox.config.webhook_url ||
        given("verify_token") != sandbox.config.verify_token.reveal()) {
        return std::unexpected(GraphError{2200, "The callback could not be verified.", {}});
    }
    std::scoped_lock const lock(sandbox.mutex);
    sandbox.app_fields.clear();
    std::string const fields = given("fields");
    for (std::string_view const field : split(fields, ',')) {
        sandbox.app_fields.emplace_back(trimmed(field));
    }
    return success();
}

GraphAnswer read_profile(Sandbox& sandbox, http::Request const& request) {
    auto const shop = number_of_node(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    static std::set<std::string_view> const known{
        "about",
        "address",
        "description",
        "email",
        "profile_picture_url",
        "websites",
        "vertical",
        "messaging_product",
    };
    std::string_view const fields = request.query_value("fields").value_or("messaging_product");
    auto const state =
        sandbox.estate.number_state((*shop)->phone_number_id).value_or(NumberState{});
    json::object profile{{"messaging_product", "whatsapp"}};
    for (std::string_view const part : split(fields, ',')) {
        std::string_view const field = trimmed(part);
        if (!known.contains(field)) {
            return std::unexpected(GraphError{
                100, "Tried accessing nonexisting field (" + std::string(field) + ")", {}
            });
        }
        if (json::value const* const value = state.profile.if_contains(field)) {
            profile[field] = *value;
        }
    }
    return json::object{{"data", json::array{std::move(profile)}}};
}

std::optional<GraphError> check_profile(json::object const& body) {
    struct Limit {
        std::string_view key;
        std::size_t most;
    };

    static constexpr std::array limits{
        Limit{"about", about_characters},
        Limit{"address", address_characters},
        Limit{"description", description_characters},
        Limit{"email", email_characters},
    };
    if (text_of(body, "messaging_product") != "whatsapp") {
        return GraphError{100, "The parameter messaging_product is required.", {}};
    }
    for (Limit const& limit : limits) {
        if (code_points(text_of(body, limit.key).value_or("")) > limit.most) {
            return GraphError{100, std::string(limit.key) + " is too long.", {}};
        }
    }
    json::array const* const websites = array_of(body, "websites");
    return websites != nullptr && websites->size() > most_websites
               ? std::optional(GraphError{100, "At most 2 websites.", {}})
               : std::nullopt;
}

GraphAnswer change_profile(Sandbox& sandbox, http::Request const& request) {
    auto const shop = number_of_node(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    auto const body = parse_object(request.body).value_or(json::object{});
    if (auto const error = check_profile(body)) {
        return std::unexpected(*error);
    }
    sandbox.estate.change_number((*shop)->phone_number_id, [&](NumberState& number) {
        for (auto const& [key, value] : body) {
            if (key != "messaging_product" && key != "profile_picture_handle") {
                number.profile[key] = value;
            }
        }
    });
    return success();
}

}  // namespace

void add_graph_app_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Get, "/{node}/subscriptions", "subscriptions", read_subscriptions);
    add_graph(router, sandbox, Post, "/{node}/subscriptions", "app_subscribe", subscribe);
    std::string const profile = "/{node}/whatsapp_business_profile";
    add_graph(router, sandbox, Get, profile, "profile", read_profile);
    add_graph(router, sandbox, Post, profile, "change_profile", change_profile);
}

}  // namespace croozer::sandbox
