// Which accounts send us webhooks
// (developers.facebook.com/documentation/business-messaging/whatsapp/ webhooks/override).
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t override_characters = 200;

// POST …/subscribed_apps, without a body or with a callback of the account's own.
GraphAnswer subscribe(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    auto const body = parse_object(request.body);
    if (!body) {
        return std::unexpected(GraphError{100, "The body is not a JSON object.", {}});
    }
    std::string const url = text_of(*body, "override_callback_uri").value_or("");
    if (url.size() > override_characters ||
        (!url.empty() && text_of(*body, "verify_token").value_or("").empty())) {
        return std::unexpected(GraphError{
            100, "override_callback_uri may have 200 characters and needs verify_token.", {}
        });
    }
    sandbox.estate.change_account(account->waba_id, [&](AccountState& state) {
        state.is_subscribed = true;
        state.override_url = url;
    });
    return success();
}

GraphAnswer unsubscribe(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    sandbox.estate.change_account(account->waba_id, [](AccountState& state) {
        state.is_subscribed = false;
        state.override_url.clear();
    });
    return success();
}

GraphAnswer read_subscriptions(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    json::array data;
    if (account->is_subscribed) {
        json::object entry{
            {"whatsapp_business_api_data",
             json::object{
                 {"id", sandbox.config.app_id},
                 {"link", sandbox.config.server_url},
                 {"name", "Croozer"},
             }}
        };
        if (!account->override_url.empty()) {
            entry["override_callback_uri"] = account->override_url;
        }
        data.emplace_back(std::move(entry));
    }
    return json::object{{"data", std::move(data)}};
}

}  // namespace

void add_graph_account_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Post, "/{node}/subscribed_apps", "subscribe", subscribe);
    add_graph(router, sandbox, Delete, "/{node}/subscribed_apps", "unsubscribe", unsubscribe);
    add_graph(
        router, sandbox, Get, "/{node}/subscribed_apps", "subscribed_apps", read_subscriptions
    );
}

}  // namespace croozer::sandbox
