// Reads of numbers, business accounts, portfolios and media (developers.facebook.com/documentation/
// business-messaging/whatsapp/business-phone-numbers/phone-numbers and
// …/whatsapp-business-accounts).
#include "base/text.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::string_view number_defaults =
    "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,"
    "throughput,last_onboarded_time,webhook_configuration";
constexpr std::string_view account_defaults =
    "name,currency,timezone_id,message_template_namespace";

json::object callbacks(
    Sandbox const& sandbox, AccountState const& account, NumberState const& number
) {
    json::object out{{"application", sandbox.config.webhook_url}};
    if (!account.override_url.empty()) {
        out["whatsapp_business_account"] = account.override_url;
    }
    if (!number.override_url.empty()) {
        out["phone_number"] = number.override_url;
    }
    return out;
}

json::object number_fields(
    Sandbox const& sandbox, Shop const& shop, AccountState const& account, NumberState const& state
) {
    json::object out{{"id", shop.phone_number_id}};
    for (auto const& [key, value] : state.fields) {
        out[key] = value;
    }
    out["is_pin_enabled"] = !state.pin.empty();
    out["is_on_biz_app"] = state.is_coexistence;
    out["health_status"] = health_of(account, shop.phone_number_id, &state);
    out["webhook_configuration"] = callbacks(sandbox, account, state);
    if (state.onboarded) {
        out["last_onboarded_time"] = state.onboarded->to_rfc3339();
    }
    return out;
}

json::object account_fields(AccountState const& account) {
    json::object out{{"id", account.waba_id}};
    for (auto const& [key, value] : account.fields) {
        out[key] = value;
    }
    out["owner_business_info"] = json::object{{"id", account.portfolio_id}, {"name", account.name}};
    out["health_status"] = health_of(account, "", nullptr);
    return out;
}

// Known to Graph and not always there, so that asking for one is not a mistake.
bool is_optional_field(std::string_view name) {
    static std::set<std::string_view> const names{
        "certificate",
        "conversational_automation",
        "is_preverified_number",
        "last_onboarded_time",
        "new_certificate",
        "primary_funding_id",
        "quality_score",
        "username",
        "purchase_order_number",
        "messaging_limit_tier",
        "eligibility_for_api_business_global_search",
    };
    return names.contains(name);
}

// One field that does not exist or may not be read fails the whole read.
std::expected<json::object, GraphError> select_fields(
    json::object const& all,
    http::Request const& request,
    std::string_view defaults,
    std::set<std::string> const& forbidden
) {
    json::object out;
    for (std::string_view const part :
         split(request.query_value("fields").value_or(defaults), ',')) {
        std::string const name(trimmed(part));
        if (forbidden.contains(name)) {
            return std::unexpected(GraphError{10, "(#10) " + name + " needs a permission.", {}});
        }
        if (json::value const* const value = all.if_contains(name)) {
            out[name] = *value;
        } else if (!is_optional_field(name)) {
            return std::unexpected(
                GraphError{100, "Tried accessing nonexisting field (" + name + ")", {}}
            );
        }
    }
    out["id"] = all.at("id");
    return out;
}

GraphAnswer read_number(Sandbox& sandbox, http::Request const& request, Shop const& shop) {
    if (auto const error = check_token(sandbox, request, shop.waba_id)) {
        return std::unexpected(*error);
    }
    auto const account = sandbox.estate.account_state(shop.waba_id);
    auto const state = sandbox.estate.number_state(shop.phone_number_id);
    if (!account || !state) {
        return std::unexpected(unknown_object(shop.phone_number_id));
    }
    return select_fields(
        number_fields(sandbox, shop, *account, *state), request, number_defaults, state->forbidden
    );
}

GraphAnswer read_node(Sandbox& sandbox, http::Request const& request) {
    std::string_view const id = request.path_parameter("node");
    if (Shop const* const shop = sandbox.estate.number(id)) {
        return read_number(sandbox, request, *shop);
    }
    if (sandbox.estate.account_state(id)) {
        auto const account = account_of_node(sandbox, request);
        if (!account) {
            return std::unexpected(account.error());
        }
        return select_fields(
            account_fields(*account), request, account_defaults, account->forbidden
        );
    }
    return read_media(sandbox, request);
}

GraphAnswer read_numbers(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    json::array data;
    for (Shop const* const shop : sandbox.estate.numbers_of(account->waba_id)) {
        auto const state = sandbox.estate.number_state(shop->phone_number_id);
        if (!state) {
            continue;
        }
        auto fields = select_fields(
            number_fields(sandbox, *shop, *account, *state),
            request,
            number_defaults,
            state->forbidden
        );
        if (!fields) {
            return std::unexpected(fields.error());
        }
        data.emplace_back(std::move(*fields));
    }
    return page_of(std::move(data), request);
}

// The accounts of a portfolio that this token was given for.
GraphAnswer read_accounts(Sandbox& sandbox, http::Request const& request) {
    auto const token = business_token_of(sandbox, request);
    if (!token) {
        return std::unexpected(token.error());
    }
    std::string_view const id = request.path_parameter("node");
    json::array data;
    bool known = false;
    for (AccountState const& account : sandbox.estate.accounts()) {
        known = known || account.portfolio_id == id;
        if (account.portfolio_id != id || !token->grants(account.waba_id)) {
            continue;
        }
        auto fields =
            select_fields(account_fields(account), request, account_defaults, account.forbidden);
        if (!fields) {
            return std::unexpected(fields.error());
        }
        data.emplace_back(std::move(*fields));
    }
    if (!known) {
        return std::unexpected(unknown_object(id));
    }
    return page_of(std::move(data), request);
}

}  // namespace

void add_graph_read_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Get, "/{node}", "node", read_node);
    add_graph(router, sandbox, Get, "/{node}/phone_numbers", "phone_numbers", read_numbers);
    for (std::string const edge : {"owned", "client"}) {
        std::string const name = edge + "_whatsapp_business_accounts";
        add_graph(router, sandbox, Get, "/{node}/" + name, name, read_accounts);
    }
}

}  // namespace croozer::sandbox
