// Reads of numbers and business accounts (meta notes §6.4 and §10).
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

json::object health(Shop const& shop) {
    auto const entity = [](std::string_view type, std::string const& id) {
        return json::object{
            {"entity_type", to_json(type)}, {"id", id}, {"can_send_message", "AVAILABLE"}
        };
    };
    return json::object{
        {"can_send_message", "AVAILABLE"},
        {"entities",
         json::array{
             entity("PHONE_NUMBER", shop.phone_number_id),
             entity("WABA", shop.waba_id),
             entity("BUSINESS", shop.portfolio_id),
         }},
    };
}

json::object number_fields(Shop const& shop) {
    return json::object{
        {"id", shop.phone_number_id},
        {"display_phone_number", shop.display_phone_number},
        {"verified_name", shop.name_he},
        {"status", "CONNECTED"},
        {"quality_rating", "GREEN"},
        {"code_verification_status", "VERIFIED"},
        {"name_status", "APPROVED"},
        {"platform_type", "CLOUD_API"},
        {"account_mode", "SANDBOX"},
        {"throughput", json::object{{"level", "STANDARD"}}},
        {"is_pin_enabled", true},
        {"is_on_biz_app", false},
        {"is_official_business_account", false},
        {"whatsapp_business_manager_messaging_limit", "TIER_2K"},
        {"health_status", health(shop)},
    };
}

json::object account_fields(Shop const& shop) {
    return json::object{
        {"id", shop.waba_id},
        {"name", shop.name_en},
        {"currency", "ILS"},
        {"timezone_id", "70"},
        {"country", "IL"},
        {"owner_business_info", json::object{{"id", shop.portfolio_id}, {"name", shop.name_en}}},
        {"account_review_status", "APPROVED"},
        {"business_verification_status", "verified"},
        {"ownership_type", "CLIENT_OWNED"},
        {"primary_funding_id", shop.portfolio_id + "01"},
        {"health_status", health(shop)},
    };
}

GraphAnswer read_node(Sandbox& sandbox, http::Request const& request) {
    std::string_view const id = request.path_parameter("node");
    if (Shop const* const shop = sandbox.config.shop_by_number(id)) {
        if (auto const error = check_shop_token(sandbox, request, *shop)) {
            return std::unexpected(*error);
        }
        return chosen_fields(number_fields(*shop), request);
    }
    if (Shop const* const shop = sandbox.config.shop_by_account(id)) {
        if (auto const error = check_shop_token(sandbox, request, *shop)) {
            return std::unexpected(*error);
        }
        return chosen_fields(account_fields(*shop), request);
    }
    if (auto const media = sandbox.media.find(id)) {
        bool known = false;
        for (Shop const& shop : sandbox.config.shops) {
            known = known || !check_shop_token(sandbox, request, shop);
        }
        if (!known) {
            return std::unexpected(GraphError{190, "Invalid OAuth access token.", {}});
        }
        json::object answer = media_reference(sandbox, *media);
        answer["messaging_product"] = "whatsapp";
        answer["file_size"] = media->bytes.size();
        return answer;
    }
    return std::unexpected(unknown_object(id));
}

GraphAnswer read_numbers(Sandbox& sandbox, http::Request const& request) {
    std::string_view const id = request.path_parameter("node");
    Shop const* const account = sandbox.config.shop_by_account(id);
    if (account == nullptr) {
        return std::unexpected(unknown_object(id));
    }
    if (auto const error = check_shop_token(sandbox, request, *account)) {
        return std::unexpected(*error);
    }
    json::array numbers;
    for (Shop const& shop : sandbox.config.shops) {
        if (shop.waba_id == id) {
            numbers.emplace_back(chosen_fields(number_fields(shop), request));
        }
    }
    return json::object{{"data", std::move(numbers)}};
}

}  // namespace

void add_graph_read_routes(http::Router& router, Sandbox& sandbox) {
    add_graph(router, sandbox, http::Method::Get, "/{node}", read_node);
    add_graph(router, sandbox, http::Method::Get, "/{node}/phone_numbers", read_numbers);
}

}  // namespace croozer::sandbox
