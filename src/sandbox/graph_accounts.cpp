// Subscriptions, registration and templates of a business account (meta notes §2.1, §2.4, §6.4,
// §9).
#include "base/text.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t pin_digits = 6;
constexpr std::size_t most_templates = 250;

// The account of "{node}" after its token was checked.
std::expected<Shop const*, GraphError> account_of(Sandbox& sandbox, http::Request const& request) {
    std::string_view const id = request.path_parameter("node");
    Shop const* const shop = sandbox.config.shop_by_account(id);
    if (shop == nullptr) {
        return std::unexpected(unknown_object(id));
    }
    if (auto const error = check_shop_token(sandbox, request, *shop)) {
        return std::unexpected(*error);
    }
    return shop;
}

GraphAnswer success() {
    return json::object{{"success", true}};
}

GraphAnswer subscribe(Sandbox& sandbox, http::Request const& request) {
    auto const shop = account_of(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    std::scoped_lock const lock(sandbox.mutex);
    sandbox.subscribed.insert((*shop)->waba_id);
    return success();
}

GraphAnswer unsubscribe(Sandbox& sandbox, http::Request const& request) {
    auto const shop = account_of(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    std::scoped_lock const lock(sandbox.mutex);
    sandbox.subscribed.erase((*shop)->waba_id);
    return success();
}

GraphAnswer read_subscriptions(Sandbox& sandbox, http::Request const& request) {
    auto const shop = account_of(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    json::array data;
    std::scoped_lock const lock(sandbox.mutex);
    if (sandbox.subscribed.contains((*shop)->waba_id)) {
        data.emplace_back(json::object{
            {"whatsapp_business_api_data",
             json::object{
                 {"id", sandbox.config.app_id},
                 {"link", sandbox.config.server_url},
                 {"name", "Croozer"},
             }}
        });
    }
    return json::object{{"data", std::move(data)}};
}

GraphAnswer change_registration(Sandbox& sandbox, http::Request const& request, bool needs_pin) {
    std::string_view const id = request.path_parameter("node");
    Shop const* const shop = sandbox.config.shop_by_number(id);
    if (shop == nullptr) {
        return std::unexpected(unknown_object(id));
    }
    if (auto const error = check_shop_token(sandbox, request, *shop)) {
        return std::unexpected(*error);
    }
    if (!needs_pin) {
        return success();
    }
    auto const body = parse_object(request.body);
    std::string const pin = body ? text_of(*body, "pin").value_or("") : "";
    bool const digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (pin.size() != pin_digits || !digits) {
        return std::unexpected(GraphError{100, "The parameter pin must be 6 digits.", {}});
    }
    return success();
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
    auto const shop = account_of(sandbox, request);
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
    auto const shop = account_of(sandbox, request);
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
    add_graph(router, sandbox, Post, "/{node}/subscribed_apps", subscribe);
    add_graph(router, sandbox, Delete, "/{node}/subscribed_apps", unsubscribe);
    add_graph(router, sandbox, Get, "/{node}/subscribed_apps", read_subscriptions);
    add_graph(router, sandbox, Get, "/{node}/message_templates", list_templates);
    add_graph(router, sandbox, Post, "/{node}/message_templates", create_template);
    add_graph(
        router,
        sandbox,
        Post,
        "/{node}/register",
        [](Sandbox& box, http::Request const& request) {
            return change_registration(box, request, true);
        }
    );
    add_graph(
        router,
        sandbox,
        Post,
        "/{node}/deregister",
        [](Sandbox& box, http::Request const& request) {
            return change_registration(box, request, false);
        }
    );
}

}  // namespace croozer::sandbox
