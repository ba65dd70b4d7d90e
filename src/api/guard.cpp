// What every guarded route asks before its handler runs.
#include "api/call.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace croozer::api {
namespace {

// last_seen_at is written at most this often.
constexpr auto touch_every = std::chrono::seconds(60);
constexpr auto const* too_many = "too_many_requests";

bool is_unsafe(http::Method method) {
    return method != http::Method::Get && method != http::Method::Head &&
           method != http::Method::Options;
}

bool accepts_json(http::Request const& request, bool stream) {
    auto const header = request.header("accept");
    if (!header || trimmed(*header).empty()) {
        return true;
    }
    for (auto const part : split(*header, ',')) {
        auto const type = lower_ascii(trimmed(part.substr(0, part.find(';'))));
        if (type == "*/*" || type == "application/*" || type == "application/json" ||
            type == "application/problem+json" || (stream && type == "text/event-stream")) {
            return true;
        }
    }
    return false;
}

struct Refused {
    int status;
    std::string_view slug;
};

bool carries_body(http::Method method) {
    return method == http::Method::Post || method == http::Method::Patch ||
           method == http::Method::Put;
}

// What concerns the form of the request only.
std::optional<Refused> form_problem(http::Request const& request, RouteRight const& right) {
    if (!accepts_json(request, right.resource == Resource::Events)) {
        return Refused{406, "not_acceptable"};
    }
    auto const encoding = request.header("content-encoding");
    if (encoding && lower_ascii(trimmed(*encoding)) != "identity") {
        return Refused{415, "encoding_not_supported"};
    }
    if (carries_body(request.method)) {
        auto const type = request.header("content-type").value_or("");
        if (lower_ascii(trimmed(type.substr(0, type.find(';')))) != "application/json") {
            return Refused{415, "media_type"};
        }
    }
    return std::nullopt;
}

struct Found {
    std::optional<store::LiveSession> session;
    std::vector<store::Membership> memberships;
};

// Which business is meant: the path of /api/businesses/{id}, ?businessId=, businessId in the body,
// or the only one there is. Errors: NotFound, BadRequest "business_required".
Result<store::Membership> chosen_shop(Call const& call) {
    std::optional<std::string> wanted;
    if (call.request.route.starts_with("/api/businesses/{id}")) {
        wanted = call.request.path_parameter("id");
    }
    auto const agree = [&](std::string_view other) {
        if (!wanted) {
            wanted = other;
        }
        return lower_ascii(*wanted) == lower_ascii(other);
    };
    if (auto const query = call.request.query_value("businessId"); query && !agree(*query)) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (auto const* member = call.body.member("businessId")) {
        auto const* text = std::get_if<std::string>(&member->value);
        if (text == nullptr || !agree(*text)) {
            return failure(ErrorCode::NotFound, "not_found");
        }
    }
    if (!wanted) {
        if (call.memberships.size() == 1) {
            return call.memberships.front();
        }
        return failure(
            call.memberships.empty() ? ErrorCode::Forbidden : ErrorCode::BadRequest,
            call.memberships.empty() ? "forbidden" : "business_required"
        );
    }
    auto const id = BusinessId::parse(*wanted);
    auto const found = std::ranges::find_if(call.memberships, [&](store::Membership const& shop) {
        return id && shop.business == *id;
    });
    if (found == call.memberships.end()) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return *found;
}

// The body of whom we know: until then nobody may make us parse.
Result<void> read_body(Call& call) {
    if (carries_body(call.request.method)) {
        call.body = TRY(input::parse_body(call.request.body));
    }
    return {};
}

Result<void> admit(Call& call, Found& found, RouteRight const& right) {
    auto& api = call.api;
    call.user = std::move(found.session->user);
    call.memberships = std::move(found.memberships);
    if (is_unsafe(call.request.method)) {
        CHECK(check_unsafe_request(
            call.request,
            origin_of(api.options().public_url),
            api.options().signing_key,
            call.session_token
        ));
    }
    if (!api.per_user.allow(call.user.id.to_string(), api.system_now())) {
        return failure(ErrorCode::TooManyRequests, too_many);
    }
    CHECK(read_body(call));
    if (right.gate == Gate::User) {
        return {};
    }
    call.shop = TRY(chosen_shop(call));
    if (call.shop.business_status == "suspended") {
        return failure(ErrorCode::Forbidden, "business_suspended");
    }
    if (!may(call.shop.role, right.resource, right.verb)) {
        return failure(ErrorCode::Forbidden, "forbidden");
    }
    return {};
}

void touch(Api& api, store::LiveSession const& session) {
    auto const now = api.system_now();
    if (now - session.last_seen_at < touch_every) {
        return;
    }
    store::write(
        api.runner().engine(),
        store::Lane::Background,
        store::Scope::shared(),
        [id = session.id, now](store::Session& database) {
            return store::touch_session(database, id, now);
        },
        // A lost touch costs nothing: the next request tries again.
        [](Result<void>) {}
    );
}

void refuse_over(
    Call& call, RateLimit& limit, std::string_view key, std::string_view slug = too_many
) {
    auto response = problem_response(
        make_error(ErrorCode::TooManyRequests, std::string(slug)),
        call.language,
        call.request.request_id
    );
    limit.tell(response, key, call.api.system_now());
    call.respond(std::move(response));
}

void refuse_address(Call& call) {
    refuse_over(call, call.api.per_address, address_key(call.request.remote_address));
}

// Charged to the address, or made-up cookies would be free look-ups.
void refuse_stranger(Call& call) {
    auto& api = call.api;
    if (!api.per_address.allow(address_key(call.request.remote_address), api.system_now())) {
        refuse_address(call);
        return;
    }
    refuse(call, make_error(ErrorCode::Unauthenticated, "unauthenticated"));
}

// The handler runs on an engine thread, and the body is read there.
void look_up_and_run(CallPtr call, RouteRight const& right, CallHandler handler) {
    auto& api = call->api;
    store::read(
        api.runner().engine(),
        store::Scope::shared(),
        [hash = hash_of(call->session_token),
         now = api.system_now()](store::Session& database) -> Result<Found> {
            Found found;
            found.session = TRY(store::find_live_session(database, hash, now));
            if (found.session) {
                found.memberships = TRY(store::memberships_of(database, found.session->user.id));
            }
            return found;
        },
        [call, right, handler](Result<Found> found) {
            if (!found) {
                refuse(*call, found.error());
                return;
            }
            if (!found->session) {
                refuse_stranger(*call);
                return;
            }
            touch(call->api, *found->session);
            if (auto admitted = admit(*call, *found, right); !admitted) {
                if (admitted.error().code == ErrorCode::TooManyRequests) {
                    refuse_over(*call, call->api.per_user, call->user.id.to_string());
                } else {
                    refuse(*call, admitted.error());
                }
                return;
            }
            handler(call);
        }
    );
}

CallPtr take_in(Api& api, http::Request request, http::Respond respond) {
    auto call = std::make_shared<Call>(Call{
        .api = api,
        .request = std::move(request),
        .respond = std::move(respond),
        .language = api.options().default_language,
        .user = {},
        .session_token = {},
        .memberships = {},
        .shop = {},
        .body = {}
    });
    call->language = language_of(call->request, api.options().default_language);
    call->session_token = call->request.cookie(api.cookies().session_name()).value_or("");
    return call;
}

}  // namespace

bool refuse_over_limit(
    Call& call, RateLimit& limit, std::string const& key, std::string_view slug
) {
    if (limit.allow(key, call.api.system_now())) {
        return false;
    }
    refuse_over(call, limit, key, slug);
    return true;
}

bool refuse_platform_call(Call& call) {
    return refuse_over_limit(
        call, call.api.platform_calls, call.business().to_string() + call.request.route
    );
}

void Routes::open(
    http::Method method, std::string path, http::Handler handler, http::RouteOptions options
) {
    rights_.push_back(
        {.method = method,
         .path_template = path,
         .gate = Gate::Public,
         .resource = Resource::Business,
         .verb = Verb::Read}
    );
    router_.add(method, std::move(path), std::move(handler), options);
}

void Routes::guarded(RouteRight right, CallHandler handler, http::RouteOptions options) {
    rights_.push_back(right);
    router_.add(
        right.method,
        right.path_template,
        [&api = api_, right, handler](http::Request request, http::Respond respond) {
            if (auto const problem = form_problem(request, right)) {
                respond(refused_response(
                    request, problem->status, problem->slug, "", api.options().default_language
                ));
                return;
            }
            auto const call = take_in(api, std::move(request), std::move(respond));
            if (!is_session_token(call->session_token)) {
                refuse_stranger(*call);
                return;
            }
            if (!api.per_address.has_left(
                    address_key(call->request.remote_address), api.system_now()
                )) {
                refuse_address(*call);
                return;
            }
            look_up_and_run(call, right, handler);
        },
        std::move(options)
    );
}

void Routes::user(http::Method method, std::string path, CallHandler handler) {
    guarded(
        {.method = method,
         .path_template = std::move(path),
         .gate = Gate::User,
         .resource = Resource::Business,
         .verb = Verb::Read},
        handler
    );
}

void Routes::shop(
    http::Method method,
    std::string path,
    Resource resource,
    Verb verb,
    CallHandler handler,
    http::RouteOptions options
) {
    guarded(
        {.method = method,
         .path_template = std::move(path),
         .gate = Gate::Shop,
         .resource = resource,
         .verb = verb},
        handler,
        std::move(options)
    );
}

}  // namespace croozer::api
