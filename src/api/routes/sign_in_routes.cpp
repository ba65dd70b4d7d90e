// Facebook Login by the server-side code flow. The state is 256 random bits, good once for ten
// minutes and only in the browser that began; every failure returns to /login with its slug.
#include "api/call.hpp"
#include "app/sign_in.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
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

// Whoever tries again from there still gets to where they wanted to go.
http::Response failed(Api const& api, std::string_view slug, std::string_view next = "/") {
    auto location = "/login?error=" + std::string(slug);
    if (next != "/") {
        location += "&next=" + percent_encoded(next);
    }
    auto response = redirect(std::move(location));
    response.add("Set-Cookie", api.cookies().end_login());
    return response;
}

// Each has words of its own on the login page.
std::string_view login_error(Error const& error) {
    for (std::string_view const slug : {"oauth_token", "user_disabled"}) {
        if (error.slug == slug) {
            return slug;
        }
    }
    switch (error.code) {
        case ErrorCode::UpstreamRefused:
        case ErrorCode::BadRequest:
        case ErrorCode::Unauthenticated:
            return "oauth_code";
        default:
            return "upstream";
    }
}

// The dialog's own "error" (RFC 6749 §4.1.2.1); Facebook says access_denied with the reason
// user_denied to whoever pressed Cancel
// (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
std::string_view dialog_error(std::string_view error) {
    if (error == "access_denied") {
        return "access_denied";
    }
    bool const passing = error == "server_error" || error == "temporarily_unavailable";
    return passing ? "upstream" : "oauth_code";
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
    bool const again = request.query_value("again").value_or("") == "1";
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
        [&api, state, cookie, again, respond = std::move(respond)](Result<void> stored) mutable {
            if (!stored) {
                respond(failed(api, "upstream"));
                return;
            }
            auto response = redirect(api.identity().dialog_url(redirect_uri(api), state, again));
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
                call->respond(failed(call->api, login_error(user.error()), call->next));
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
                call->respond(failed(call->api, login_error(profile.error()), call->next));
                return;
            }
            begin_session(call, *std::move(profile));
        }
    );
}

// What is wrong with the state that was taken; nothing: go on.
std::optional<std::string_view> state_error(
    Result<std::optional<store::OauthState>> const& taken, std::string_view cookie_hash, Instant now
) {
    if (!taken) {
        return "upstream";
    }
    auto const& state = *taken;
    if (!state || state->purpose != "login" ||
        !crypto::constant_time_equal(state->cookie_hash, cookie_hash)) {
        return "oauth_state";
    }
    return now < state->expires_at ? std::nullopt
                                   : std::optional<std::string_view>("oauth_expired");
}

// `given` is the dialog's code, or nothing with what the dialog said instead in `refusal`. The
// state is spent either way.
void take_state(
    SignInPtr call,
    std::string const& state,
    std::string const& cookie,
    std::string given,
    std::string_view refusal
) {
    store::write(
        call->api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [state_hash = hash_of(state)](store::Session& session) {
            return store::take_oauth_state(session, state_hash);
        },
        [call, cookie_hash = hash_of(cookie), given = std::move(given), refusal](
            Result<std::optional<store::OauthState>> taken
        ) {
            auto const wrong = state_error(taken, cookie_hash, call->api.system_now());
            if (!wrong || *wrong == "oauth_expired") {
                call->next = safe_next((*taken)->next_path);
            }
            if (!refusal.empty() || wrong) {
                call->respond(failed(call->api, refusal.empty() ? *wrong : refusal, call->next));
                return;
            }
            ask_facebook(call, given);
        }
    );
}

// A browser comes here, so whatever is wrong is a page with words and a way on (303 to /login), not
// a bare status.
void callback(Api& api, http::Request request, http::Respond respond) {
    std::string const state(request.query_value("state").value_or(""));
    std::string code(request.query_value("code").value_or(""));
    std::string const cookie(request.cookie(api.cookies().login_name()).value_or(""));
    auto const error = request.query_value("error");
    auto const refusal = error ? dialog_error(*error) : std::string_view();
    if (state.empty() || (refusal.empty() && (code.empty() || cookie.empty()))) {
        respond(failed(api, refusal.empty() ? "oauth_state" : refusal));
        return;
    }
    if (!api.sign_ins.allow(address_key(request.remote_address), api.system_now())) {
        respond(failed(api, "too_many_requests"));
        return;
    }
    auto call =
        std::make_shared<SignInCall>(SignInCall{api, std::move(request), std::move(respond), "/"});
    take_state(std::move(call), state, cookie, std::move(code), refusal);
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
