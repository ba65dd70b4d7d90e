// Facebook's two compulsory callbacks about a person who signed in here, and the page where the
// person sees that they were forgotten
// (developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback).
// Anybody may call them; only the signature counts.
#include "api/call.hpp"
#include "api/routes/deletion_page.hpp"
#include "app/forget_person.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "http/target.hpp"
#include "meta/signed_request.hpp"
#include "store/repositories/deletion_requests.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <span>

namespace croozer::api {
namespace {

namespace json = boost::json;

// Facebook's are below 1 KB.
constexpr std::size_t form_bytes = std::size_t{16} * 1024;
constexpr std::size_t code_bytes = 16;  // Of entropy enough that nobody guesses one.
constexpr std::size_t style_nonce_bytes = 16;
constexpr std::size_t longest_code = 64;

http::Response problem(Api const& api, http::Request const& request, Error const& error) {
    return problem_response(
        error, language_of(request, api.options().default_language), request.request_id
    );
}

http::Response too_many(Api& api, http::Request const& request) {
    auto response =
        problem(api, request, make_error(ErrorCode::TooManyRequests, "too_many_requests"));
    api.person_requests.tell(response, address_key(request.remote_address), api.system_now());
    return response;
}

bool is_allowed(Api& api, http::Request const& request) {
    return api.person_requests.allow(address_key(request.remote_address), api.system_now());
}

// The answer to what is no form, before its body is read.
std::optional<http::Response> refused_head(Api& api, http::Request const& request) {
    if (!is_allowed(api, request)) {
        return too_many(api, request);
    }
    auto const type = request.header("content-type").value_or("");
    auto const encoding = request.header("content-encoding");
    bool const is_form =
        lower_ascii(trimmed(type.substr(0, type.find(';')))) == "application/x-www-form-urlencoded";
    if (is_form && (!encoding || lower_ascii(trimmed(*encoding)) == "identity")) {
        return std::nullopt;
    }
    return refused_response(
        request,
        415,
        is_form ? "encoding_not_supported" : "form_media_type",
        "",
        api.options().default_language
    );
}

// Empty if the form does not name it exactly once.
std::string signed_request_of(http::Request const& request) {
    auto const form = http::decoded_query(request.body);
    if (!form || std::ranges::count(*form, "signed_request", [](auto const& pair) {
                     return std::string_view(pair.first);
                 }) != 1) {
        return {};
    }
    return std::ranges::find(
               *form,
               "signed_request",
               [](auto const& pair) { return std::string_view(pair.first); }
    )->second;
}

// Ids are scoped to an app, so only the login's own app can name one of ours: what another app of
// ours signs is true, and about nobody we know.
Result<app::PersonRequest> person_request(Api const& api, http::Request const& request) {
    auto const text = signed_request_of(request);
    auto const now = api.system_now();
    auto const ours = meta::read_signed_request(text, api.options().login_secrets, now);
    if (ours) {
        return app::PersonRequest{.facebook_id = ours->user_id, .issued_at = ours->issued_at};
    }
    auto const other = meta::read_signed_request(text, api.options().app_secrets, now);
    if (!other) {
        log::warn("signed_request refused", {{"reason", std::string_view(ours.error().detail)}});
        return failure(ErrorCode::BadRequest, "signed_request");
    }
    return app::PersonRequest{.facebook_id = {}, .issued_at = other->issued_at};
}

// The same request told again has the same code. Nobody else can know it: the request's signature
// is Facebook's secret and ours.
std::string code_of(std::string_view signed_request) {
    auto const digest = crypto::sha256("deletion:" + std::string(signed_request));
    return base64url(std::span(digest).first(code_bytes));
}

http::Response json_response(json::object const& body) {
    auto response = http::Response::json(200, json::serialize(body));
    add_api_headers(response);
    return response;
}

void deauthorize(Api& api, http::Request request, http::Respond respond) {
    auto asked = person_request(api, request);
    if (!asked) {
        respond(problem(api, request, asked.error()));
        return;
    }
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [asked = *std::move(asked)](store::Session& session) {
            return app::withdraw_person(session, asked);
        },
        [&api,
         request = std::move(request),
         respond = std::move(respond)](Result<std::optional<UserId>> user) mutable {
            if (!user) {
                respond(problem(api, request, user.error()));
                return;
            }
            if (*user) {
                api.events().sessions_ended(**user);
            }
            log::info("Facebook says that a person withdrew", {{"known", user->has_value()}});
            respond(json_response({{"success", true}}));
        }
    );
}

void delete_person(Api& api, http::Request request, http::Respond respond) {
    auto asked = person_request(api, request);
    if (!asked) {
        respond(problem(api, request, asked.error()));
        return;
    }
    auto code = code_of(signed_request_of(request));
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [asked = *std::move(asked), hash = hash_of(code), now = api.system_now()](
            store::Session& session
        ) { return app::begin_forgetting(session, asked, hash, now); },
        [&api, code, request = std::move(request), respond = std::move(respond)](
            Result<std::optional<UserId>> user
        ) mutable {
            if (!user) {
                respond(problem(api, request, user.error()));
                return;
            }
            if (*user) {
                api.events().sessions_ended(**user);
                if (api.options().forget_soon) {
                    api.options().forget_soon();
                }
            }
            log::info("Facebook asks to forget a person", {{"known", user->has_value()}});
            respond(json_response(
                {{"url", api.options().public_url + "/deletion?c=" + code},
                 {"confirmation_code", code}}
            ));
        }
    );
}

void show_deletion(Api& api, http::Request request, http::Respond respond) {
    if (!is_allowed(api, request)) {
        respond(too_many(api, request));
        return;
    }
    auto const language = language_of(request, api.options().default_language);
    auto nonce = api.runner().random().token(style_nonce_bytes);
    auto const code = trimmed(request.query_value("c").value_or(""));
    if (code.empty() || code.size() > longest_code) {
        respond(deletion_page(
            code.empty() ? DeletionPage::HowTo : DeletionPage::Unknown, language, nonce
        ));
        return;
    }
    store::read(
        api.runner().engine(),
        store::Scope::shared(),
        [hash = hash_of(code)](store::Session& session) {
            return store::find_deletion_request(session, hash);
        },
        [&api,
         language,
         nonce = std::move(nonce),
         request = std::move(request),
         respond = std::move(respond)](Result<std::optional<store::DeletionState>> state) mutable {
            if (!state) {
                respond(problem(api, request, state.error()));
                return;
            }
            auto const page = !*state             ? DeletionPage::Unknown
                              : (*state)->is_done ? DeletionPage::Done
                                                  : DeletionPage::Running;
            respond(deletion_page(page, language, nonce));
        }
    );
}

}  // namespace

void add_person_routes(Routes& routes) {
    auto& api = routes.api();
    using Act = void (*)(Api&, http::Request, http::Respond);
    auto const callback = [&](std::string path, Act act) {
        routes.open(
            http::Method::Post,
            std::move(path),
            [&api, act](http::Request request, http::Respond respond) {
                act(api, std::move(request), std::move(respond));
            },
            {.body_bytes = form_bytes,
             .check_head = [&api](http::Request const& request
                           ) { return refused_head(api, request); }}
        );
    };
    callback("/api/meta/deauthorize", deauthorize);
    callback("/api/meta/data-deletion", delete_person);
    routes
        .open(http::Method::Get, "/deletion", [&api](http::Request request, http::Respond respond) {
            show_deletion(api, std::move(request), std::move(respond));
        });
}

}  // namespace croozer::api
