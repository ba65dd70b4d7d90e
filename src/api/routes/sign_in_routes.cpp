// Facebook Login by the server-side code flow. The state is 256 random bits, good once for ten
// minutes and only in the browser that began; every failure returns to /login with its slug.
#include "api/call.hpp"
#include "app/sign_in.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "crypto/hmac.hpp"
#include "store/repositories/oauth_states.hpp"

#include <chrono>

namespace croozer::api {
namespace {

constexpr auto state_time = std::chrono::minutes(10);
constexpr std::size_t token_bytes = 32;

std::string redirect_uri(Api const& api) {
    return api.options().public_url + "/api/auth/facebook/callback";
}

http::Response redirect(std::string location) {
    http::Response response;
    response.status = 303;
    response.set("Location", std::move(location));
    add_api_headers(response);
    return response;
}

http::Response failed(Api const& api, std::string_view slug) {
    auto response = redirect("/login?error=" + std::string(slug));
    response.add("Set-Cookie", api.cookies().end_login());
    return response;
}

std::string_view login_error(Error const& error) {
    switch (error.code) {
        case ErrorCode::UpstreamRefused:
        case ErrorCode::BadRequest:
        case ErrorCode::Unauthenticated:
            return "oauth_code";
        case ErrorCode::Forbidden:
            return "access_denied";
        default:
            return "upstream";
    }
}

struct SignInCall {
    Api& api;
    http::Request request;
    http::Respond respond;
    std::string next;
};

using SignInPtr = std::shared_ptr<SignInCall>;

void start(Api& api, http::Request request, http::Respond respond) {
    if (!api.sign_ins.allow(address_key(request.remote_address), api.system_now())) {
        respond(failed(api, "too_many_requests"));
        return;
    }
    auto const state = api.runner().random().token(token_bytes);
    auto const cookie = api.runner().random().token(token_bytes);
    auto const now = api.system_now();
    store::OauthState const row{
        .state_hash = hash_of(state),
        .cookie_hash = hash_of(cookie),
        .purpose = "login",
        .next_path = safe_next(request.query_value("next").value_or("/")),
        .expires_at = now + state_time
    };
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [row, now](store::Session& session) {
            return store::insert_oauth_state(session, row, now);
        },
        [&api, state, cookie, respond = std::move(respond)](Result<void> stored) mutable {
            if (!stored) {
                respond(failed(api, "upstream"));
                return;
            }
            auto response = redirect(api.identity().dialog_url(redirect_uri(api), state));
            response.add("Set-Cookie", api.cookies().login(cookie));
            respond(std::move(response));
        }
    );
}

// The person is known: a new session under a new token, whatever cookie came with the request.
void begin_session(SignInPtr call, app::FacebookProfile profile) {
    auto& api = call->api;
    auto const token = api.runner().random().token(token_bytes);
    auto const previous = call->request.cookie(api.cookies().session_name()).value_or("");
    app::SignIn const command{
        .profile = std::move(profile),
        .locale =
            std::string(language_code(language_of(call->request, api.options().default_language))),
        .token_hash = hash_of(token),
        .csrf_hash = hash_of(csrf_token(api.options().signing_key, token)),
        .remote_address = call->request.remote_address,
        .user_agent = std::string(call->request.header("user-agent").value_or("")),
        .previous_token_hash = previous.empty() ? std::string() : hash_of(previous)
    };
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [&api, command](store::Session& session) {
            IdSource ids(api.runner().system_clock(), api.runner().random());
            return app::sign_in(session, ids, api.system_now(), command);
        },
        [call, token](Result<UserId> user) {
            auto& cookies = call->api.cookies();
            if (!user) {
                call->respond(failed(call->api, login_error(user.error())));
                return;
            }
            auto response = redirect(call->next);
            response.add("Set-Cookie", cookies.session(token));
            response.add("Set-Cookie", cookies.end_login());
            call->respond(std::move(response));
        }
    );
}

void ask_facebook(SignInPtr call, std::string code) {
    call->api.identity().fetch_profile(
        redirect_uri(call->api),
        std::move(code),
        [call](Result<app::FacebookProfile> profile) {
            if (!profile) {
                log::warn("sign-in refused", {{"slug", std::string_view(profile.error().slug)}});
                call->respond(failed(call->api, login_error(profile.error())));
                return;
            }
            begin_session(call, *std::move(profile));
        }
    );
}

void callback(Api& api, http::Request request, http::Respond respond) {
    auto const state = request.query_value("state");
    auto const code = request.query_value("code");
    auto const cookie = request.cookie(api.cookies().login_name());
    if (request.query_value("error") || !state || !code || !cookie || code->empty()) {
        respond(failed(api, request.query_value("error") ? "access_denied" : "oauth_state"));
        return;
    }
    if (!api.sign_ins.allow(address_key(request.remote_address), api.system_now())) {
        respond(failed(api, "too_many_requests"));
        return;
    }
    auto const state_hash = hash_of(*state);
    auto const cookie_hash = hash_of(*cookie);
    std::string const given(*code);
    auto call =
        std::make_shared<SignInCall>(SignInCall{api, std::move(request), std::move(respond), "/"});
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [state_hash](store::Session& session) {
            return store::take_oauth_state(session, state_hash);
        },
        [call, cookie_hash, given](Result<std::optional<store::OauthState>> taken) {
            bool const good = taken && *taken && (*taken)->purpose == "login" &&
                              call->api.system_now() < (*taken)->expires_at &&
                              crypto::constant_time_equal((*taken)->cookie_hash, cookie_hash);
            if (!good) {
                call->respond(failed(call->api, taken ? "oauth_state" : "upstream"));
                return;
            }
            call->next = safe_next((*taken)->next_path);
            ask_facebook(call, given);
        }
    );
}

}  // namespace

void add_sign_in_routes(Routes& routes) {
    auto& api = routes.api();
    routes.open(
        http::Method::Get,
        "/api/auth/facebook/start",
        [&api](http::Request request, http::Respond respond) {
            start(api, std::move(request), std::move(respond));
        }
    );
    routes.open(
        http::Method::Get,
        "/api/auth/facebook/callback",
        [&api](http::Request request, http::Respond respond) {
            callback(api, std::move(request), std::move(respond));
        }
    );
}

}  // namespace croozer::api
