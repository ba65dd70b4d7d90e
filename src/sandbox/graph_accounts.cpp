// Subscriptions and templates of a business account (meta notes §2.4, §9).
#include "base/text.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t override_characters = 200;
constexpr std::size_t most_templates = 250;

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

json::object template_view(Template const& source) {
    return json::object{
        {"id", std::to_string(std::hash<std::string>{}(source.name + "|" + source.language))},
        {"name", source.name},
        {"language", source.language},
        {"category", source.category},
        {"status", "APPROVED"},
        {"components", json::array{json::object{{"type", "BODY"}, {"text", source.body}}}},
    };
}

GraphAnswer list_templates(Sandbox& sandbox, http::Request const& request) {
    auto const shop = account_of_node(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    json::array data;
    std::scoped_lock const lock(sandbox.mutex);
    for (Template const& item : sandbox.templates) {
        data.emplace_back(template_view(item));
    }
    return json::object{{"data", std::move(data)}};
}

// Approved at once, where Meta takes minutes to a day.
GraphAnswer create_template(Sandbox& sandbox, http::Request const& request) {
    auto const shop = account_of_node(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    auto const body = parse_object(request.body).value_or(json::object{});
    Template made;
    made.name = text_of(body, "name").value_or("");
    made.language = text_of(body, "language").value_or("");
    made.category = text_of(body, "category").value_or("");
    if (json::array const* const components = array_of(body, "components")) {
        for (json::value const& item : *components) {
            if (item.is_object() && text_of(item.get_object(), "type") == "BODY") {
                made.body = text_of(item.get_object(), "text").value_or("");
            }
        }
    }
    if (made.name.empty() || made.language.empty() || made.category.empty() || made.body.empty()) {
        return std::unexpected(
            GraphError{100, "name, language, category and a BODY component are required.", {}}
        );
    }
    std::scoped_lock const lock(sandbox.mutex);
    bool const known = std::ranges::any_of(sandbox.templates, [&](Template const& item) {
        return item.name == made.name && item.language == made.language;
    });
    if (known || sandbox.templates.size() >= most_templates) {
        constexpr int exists = 2388024;
        constexpr int too_many = 2388019;
        return std::unexpected(
            GraphError{100, "The template cannot be created.", known ? exists : too_many}
        );
    }
    sandbox.templates.push_back(made);
    json::object view = template_view(made);
    view.erase("components");
    return view;
}

}  // namespace

void add_graph_account_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Post, "/{node}/subscribed_apps", "subscribe", subscribe);
    add_graph(router, sandbox, Delete, "/{node}/subscribed_apps", "unsubscribe", unsubscribe);
    add_graph(
        router, sandbox, Get, "/{node}/subscribed_apps", "subscribed_apps", read_subscriptions
    );
    add_graph(router, sandbox, Get, "/{node}/message_templates", "templates", list_templates);
    add_graph(
        router, sandbox, Post, "/{node}/message_templates", "create_template", create_template
    );
}

}  // namespace croozer::sandbox
