#include "meta/login_codec.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "meta/graph_codec.hpp"
#include "meta/graph_errors.hpp"
#include "meta/json_reading.hpp"

#include <boost/json.hpp>

namespace croozer::meta {
namespace {

namespace json = boost::json;

// RFC 5321's longest address.
constexpr std::size_t mail_address_bytes = 254;

std::unexpected<Error> unavailable(std::string detail) {
    return failure(ErrorCode::UpstreamUnavailable, "facebook_unavailable", std::move(detail));
}

// The object that Graph answered with, or why there is none; `refused` names a refusal.
Result<json::object> read_answer(int status, std::string_view body, std::string const& refused) {
    if (auto const error = read_graph_error(body)) {
        auto detail = "Graph error " + std::to_string(error->code) + ": " + error->detail;
        auto const rule = graph_error_rule(error->code, status, error->is_transient);
        if (is_passing(rule.action)) {
            return unavailable(std::move(detail));
        }
        return failure(ErrorCode::Unauthenticated, refused, std::move(detail));
    }
    boost::system::error_code error;
    auto value = json::parse(body, error);
    auto* const object = error ? nullptr : value.if_object();
    if (object == nullptr || status != 200) {
        return unavailable("HTTP " + std::to_string(status) + " without Graph's words");
    }
    return std::move(*object);
}

}  // namespace

std::string login_dialog_url(
    FacebookLoginOptions const& options,
    std::string_view redirect_uri,
    std::string_view state,
    bool again
) {
    return joined(
        {options.dialog_url,
         options.dialog_url.contains('?') ? "&" : "?",
         "client_id=",
         percent_encoded(options.app_id),
         "&redirect_uri=",
         percent_encoded(redirect_uri),
         "&state=",
         percent_encoded(state),
         "&response_type=code&scope=public_profile,email",
         again ? "&auth_type=rerequest" : ""}
    );
}

std::string code_exchange_url(
    FacebookLoginOptions const& options, std::string_view redirect_uri, std::string_view code
) {
    return joined(
        {options.graph_url,
         "/",
         options.version,
         "/oauth/access_token?client_id=",
         percent_encoded(options.app_id),
         "&redirect_uri=",
         percent_encoded(redirect_uri),
         "&client_secret=",
         percent_encoded(options.app_secret.reveal()),
         "&code=",
         percent_encoded(code)}
    );
}

std::string debug_token_url(FacebookLoginOptions const& options, Secret const& token) {
    // The app's own token is its id and secret with a bar between.
    return joined(
        {options.graph_url,
         "/",
         options.version,
         "/debug_token?input_token=",
         percent_encoded(token.reveal()),
         "&access_token=",
         percent_encoded(options.app_id),
         "%7C",
         percent_encoded(options.app_secret.reveal())}
    );
}

std::string profile_url(FacebookLoginOptions const& options, Secret const& token) {
    return joined(
        {options.graph_url,
         "/",
         options.version,
         "/me?fields=id,name,email&appsecret_proof=",
         appsecret_proof(options.app_secret, token)}
    );
}

Result<Secret> read_code_exchange(int status, std::string_view body) {
    auto const answer = TRY(read_answer(status, body, "oauth_code"));
    Secret token{std::string(string_at(answer, "access_token"))};
    if (token.empty()) {
        return unavailable("no access_token");
    }
    return token;
}

Result<std::string> read_debug_token(int status, std::string_view body, std::string_view app_id) {
    auto const answer = TRY(read_answer(status, body, "oauth_token"));
    auto const* const data = object_at(answer, "data");
    if (data == nullptr) {
        return unavailable("no data");
    }
    if (!is_true_at(*data, "is_valid")) {
        return failure(ErrorCode::Unauthenticated, "oauth_token", "not valid");
    }
    if (app_id.empty() || id_at(*data, "app_id") != app_id) {
        return failure(ErrorCode::Unauthenticated, "oauth_token", "made for another app");
    }
    auto user_id = id_at(*data, "user_id");
    if (user_id.empty()) {
        return failure(ErrorCode::Unauthenticated, "oauth_token", "not a person's");
    }
    return user_id;
}

Result<app::FacebookProfile> read_profile(
    int status, std::string_view body, std::string_view user_id
) {
    auto const answer = TRY(read_answer(status, body, "oauth_token"));
    auto id = id_at(answer, "id");
    if (id.empty() || id != user_id) {
        return failure(ErrorCode::Unauthenticated, "oauth_token", "another person's profile");
    }
    auto email = text_at(answer, "email", mail_address_bytes + 1);
    return app::FacebookProfile{
        .id = std::move(id),
        .name = text_at(answer, "name", limits::name_code_points),
        .email = email.size() > mail_address_bytes ? std::string{} : std::move(email)
    };
}

}  // namespace croozer::meta
