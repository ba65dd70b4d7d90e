// Who am I, where am I signed in, and goodbye.
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
            call->api.events().sessions_ended(call->user.id);
            http::Response response;
            response.status = 204;
            add_api_headers(response);
            response.add("Set-Cookie", call->api.cookies().end_session());
            call->respond(std::move(response));
        }
    );
}

json::object session_view(store::SessionEntry const& entry, std::string const& current) {
    return {
        {"id", entry.id.to_string()},
        {"createdAt", entry.created_at.to_rfc3339()},
        {"lastSeenAt", entry.last_seen_at.to_rfc3339()},
        {"expiresAt", entry.expires_at.to_rfc3339()},
        {"remoteAddress", entry.remote_address},
        {"userAgent", entry.user_agent},
        {"isCurrent", entry.token_hash == current}
    };
}

void get_sessions(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    store::read(
        call->api.runner().engine(),
        store::Scope::shared(),
        [user = call->user.id,
         current = hash_of(call->session_token),
         now = call->api.system_now()](store::Session& session) -> Result<Answer> {
            json::array list;
            for (auto const& entry : TRY(store::list_live_sessions(session, user, now))) {
                list.push_back(session_view(entry, current));
            }
            return json_answer(200, {{"sessions", std::move(list)}});
        },
        [call](Result<Answer> answer) { respond(*call, std::move(answer)); }
    );
}

// Of one's own sessions only: another's id reads as nobody's.
void end_sessions(CallPtr call, std::function<Result<void>(store::Session&)> work) {
    store::write(
        call->api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        std::move(work),
        [call](Result<void> done) {
            if (done) {
                call->api.events().sessions_ended(call->user.id);
            }
            respond(
                *call,
                done ? Result<Answer>(Answer{
                           .status = 204, .body = {}, .version = std::nullopt, .replayed = false
                       })
                     : std::unexpected(std::move(done).error())
            );
        }
    );
}

void delete_one_session(CallPtr call) {
    auto const id = path_id<SessionId>(*call, "sessionId");
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    end_sessions(call, [user = call->user.id, id = *id](store::Session& session) -> Result<void> {
        if (!TRY(store::delete_session_of(session, user, id))) {
            return failure(ErrorCode::NotFound, "not_found");
        }
        return {};
    });
}

void delete_other_sessions(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    end_sessions(
        call,
        [user = call->user.id, current = hash_of(call->session_token)](store::Session& session) {
            return store::delete_other_sessions(session, user, current);
        }
    );
}

}  // namespace

void add_session_routes(Routes& routes) {
    routes.user(http::Method::Get, "/api/session", get_session);
    routes.user(http::Method::Delete, "/api/session", delete_session);
    routes.user(http::Method::Get, "/api/sessions", get_sessions);
    routes.user(http::Method::Delete, "/api/sessions", delete_other_sessions);
    routes.user(http::Method::Delete, "/api/sessions/{sessionId}", delete_one_session);
    routes.user(http::Method::Get, "/api/businesses", get_businesses);
}

}  // namespace croozer::api
