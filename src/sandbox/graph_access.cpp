// Who may call Graph for which account (developers.facebook.com/documentation/business-messaging/
// whatsapp/access-tokens).
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

constexpr int expired = 463;
constexpr int invalid_token = 467;

}  // namespace

std::string token_of(http::Request const& request) {
    constexpr std::string_view bearer = "bearer ";
    if (auto const header = request.header("authorization");
        header && lower_ascii(header->substr(0, bearer.size())) == bearer) {
        return std::string(trimmed(header->substr(bearer.size())));
    }
    return std::string(request.query_value("access_token").value_or(""));
}

bool is_app_token(std::string const& app_id, Secret const& app_secret, std::string_view token) {
    return crypto::constant_time_equal(token, app_id + "|" + std::string(app_secret.reveal()));
}

std::optional<GraphError> check_proof(
    Secret const& app_secret, http::Request const& request, std::string_view token
) {
    auto const proof = request.query_value("appsecret_proof");
    if (!proof) {
        return std::nullopt;
    }
    std::string const right = crypto::to_hex(crypto::hmac_sha256(app_secret.reveal(), token));
    if (crypto::constant_time_equal(*proof, right)) {
        return std::nullopt;
    }
    return GraphError{100, "Invalid appsecret_proof provided in the API argument", {}};
}

std::expected<BusinessToken, GraphError> business_token_of(
    Sandbox& sandbox, http::Request const& request
) {
    std::string const token = token_of(request);
    if (token.empty()) {
        return std::unexpected(GraphError{2500, "An active access token must be used.", {}});
    }
    auto facts = sandbox.tokens.find_business(token);
    if (!facts) {
        return std::unexpected(GraphError{190, "Invalid OAuth access token.", invalid_token});
    }
    if (sandbox.modes.current().expired_token) {
        return std::unexpected(
            GraphError{190, "Error validating access token: Session has expired.", expired}
        );
    }
    if (auto const trouble = facts->trouble(sandbox.clock.now())) {
        return std::unexpected(*trouble);
    }
    if (auto const error = check_proof(sandbox.config.app_secret, request, token)) {
        return std::unexpected(*error);
    }
    return std::move(*facts);
}

std::optional<GraphError> check_token(
    Sandbox& sandbox, http::Request const& request, std::string_view waba_id, std::string_view scope
) {
    auto const token = business_token_of(sandbox, request);
    if (!token) {
        return token.error();
    }
    if (!token->grants(waba_id)) {
        sandbox.requests.count_mixed(request.path.ends_with("/messages") ? "send" : "");
        return unknown_object(request.path_parameter("node"));
    }
    if (!token->has_scope(scope)) {
        return GraphError{200, "Requires the permission " + std::string(scope) + ".", {}};
    }
    return std::nullopt;
}

std::expected<Shop const*, GraphError> number_of_node(
    Sandbox& sandbox, http::Request const& request, std::string_view scope
) {
    std::string_view const id = request.path_parameter("node");
    Shop const* const shop = sandbox.estate.number(id);
    if (shop == nullptr) {
        return std::unexpected(unknown_object(id));
    }
    if (auto const error = check_token(sandbox, request, shop->waba_id, scope)) {
        return std::unexpected(*error);
    }
    return shop;
}

std::expected<AccountState, GraphError> account_of_node(
    Sandbox& sandbox, http::Request const& request
) {
    std::string_view const id = request.path_parameter("node");
    auto account = sandbox.estate.account_state(id);
    if (!account) {
        return std::unexpected(unknown_object(id));
    }
    if (auto const error = check_token(sandbox, request, id)) {
        return std::unexpected(*error);
    }
    return std::move(*account);
}

}  // namespace croozer::sandbox
