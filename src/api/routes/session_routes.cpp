// Who am I, and goodbye.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "app/sign_in.hpp"

#include <boost/json.hpp>

namespace croozer::api {
namespace {

namespace json = boost::json;

// By the directory alone: however many shops there are, the access check has read them already.
json::array shops_of(Call const& call) {
    json::array list;
    for (auto const& shop : call.memberships) {
        list.push_back(json::object{
            {"id", shop.business.to_string()},
            {"name", shop.summary.name},
            {"type", shop.summary.type},
            {"role", ordering::role_name(shop.role)},
            {"status", shop.business_status},
            {"timezone", shop.summary.timezone},
            {"currency", shop.summary.currency},
            {"language", shop.summary.language}
        });
    }
    return list;
}

void get_session(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    json::object user{
        {"id", call->user.id.to_string()}, {"name", call->user.name}, {"locale", call->user.locale}
    };
    if (!call->user.email.empty()) {
        user["email"] = call->user.email;
    }
    respond(
        *call,
        json_answer(
            200,
            {{"user", std::move(user)},
             {"csrf", csrf_token(call->api.options().signing_key, call->session_token)},
             {"businesses", shops_of(*call)}}
        )
    );
}

void get_businesses(CallPtr call) {
    if (!refuse_parameters(*call)) {
        respond(*call, json_answer(200, {{"businesses", shops_of(*call)}}));
    }
}

void delete_session(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    store::write(
        call->api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [hash = hash_of(call->session_token)](store::Session& session) {
            return app::sign_out(session, hash);
        },
        [call](Result<void> done) {
            if (!done) {
                refuse(*call, done.error());
                return;
            }
            http::Response response;
            response.status = 204;
            add_api_headers(response);
            response.add("Set-Cookie", call->api.cookies().end_session());
            call->respond(std::move(response));
        }
    );
}

}  // namespace

void add_session_routes(Routes& routes) {
    routes.user(http::Method::Get, "/api/session", get_session);
    routes.user(http::Method::Delete, "/api/session", delete_session);
    routes.user(http::Method::Get, "/api/businesses", get_businesses);
}

}  // namespace croozer::api
