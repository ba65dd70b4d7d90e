// One request on its way through the API, and the ways to answer it.
#pragma once

#include "api/api.hpp"
#include "api/json/reader.hpp"
#include "api/query_reader.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/sessions.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace croozer::api {

struct Call {
    Api& api;
    http::Request request;
    http::Respond respond;
    Language language{Language::Hebrew};
    // Of the session; nil on public routes.
    store::User user;
    std::string session_token;
    std::vector<store::Membership> memberships;
    // On shop routes.
    store::Membership shop;
    // Of POST and PATCH: an object. Read once it is known who asks.
    input::Node body;

    [[nodiscard]] BusinessId business() const { return shop.business; }

    [[nodiscard]] app::Who who() const;
};

using CallPtr = std::shared_ptr<Call>;
using CallHandler = void (*)(CallPtr call);

struct Answer {
    int status{200};
    std::string body;
    // Becomes the ETag "v<version>".
    std::optional<std::int64_t> version;
    bool replayed{false};
};

void respond(Call& call, Result<Answer> answer);
void refuse(Call& call, Error const& error);
// True, and 422 is answered, if there are problems.
[[nodiscard]] bool refuse_problems(Call& call, input::Problems const& problems);
// The same, for a route that has no query parameters but businessId.
[[nodiscard]] bool refuse_parameters(Call& call);
// The same, where the body says nothing but businessId either.
[[nodiscard]] bool refuse_content(Call& call);
// True, and 429 is answered with when to come back, if the limit is spent.
[[nodiscard]] bool refuse_over_limit(
    Call& call,
    RateLimit& limit,
    std::string const& key,
    std::string_view slug = "too_many_requests"
);
// The same of Api::platform_calls, before Meta is asked.
[[nodiscard]] bool refuse_platform_call(Call& call);
// The security headers every answer of the API carries.
void add_api_headers(http::Response& response);

using ReadWork = std::function<Result<Answer>(store::Session&)>;
using CommandWork = std::function<Result<Answer>(app::Context&)>;

// A query of the call's business.
void answer_by_query(CallPtr call, ReadWork work);
// A command of the call's business. With an Idempotency-Key the answer is kept in the same
// transaction for 24 hours and given again to the same request. `after` runs once it is durable.
void answer_by_command(CallPtr call, CommandWork work, std::function<void()> after = {});

// If-Match: "v<n>". Errors: PreconditionRequired without one or with *, BadRequest "if_match".
[[nodiscard]] Result<std::int64_t> expected_version(http::Request const& request);

// An id in the path. Error: NotFound, the same as for one that does not exist.
template <class IdType>
[[nodiscard]] Result<IdType> path_id(Call const& call, std::string_view name = "id") {
    auto const id = IdType::parse(call.request.path_parameter(name));
    if (!id) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return *id;
}

// Registers routes; every one says what it asks of who comes.
class Routes {
public:
    Routes(http::Router& router, Api& api) : router_(router), api_(api) {}

    void open(
        http::Method method,
        std::string path,
        http::Handler handler,
        http::RouteOptions options = {}
    );
    void user(http::Method method, std::string path, CallHandler handler);
    void shop(
        http::Method method,
        std::string path,
        Resource resource,
        Verb verb,
        CallHandler handler,
        http::RouteOptions options = {}
    );

    [[nodiscard]] Api& api() { return api_; }

    [[nodiscard]] std::vector<RouteRight> take() { return std::move(rights_); }

private:
    void guarded(RouteRight right, CallHandler handler, http::RouteOptions options = {});

    http::Router& router_;
    Api& api_;
    std::vector<RouteRight> rights_;
};

void add_session_routes(Routes& routes);
void add_sign_in_routes(Routes& routes);
void add_business_routes(Routes& routes);
void add_order_routes(Routes& routes);
void add_customer_routes(Routes& routes);
void add_product_routes(Routes& routes);
void add_chat_routes(Routes& routes);
void add_whatsapp_routes(Routes& routes);
void add_connect_routes(Routes& routes);
void add_template_routes(Routes& routes);
void add_upload_routes(Routes& routes);
void add_order_template_routes(Routes& routes);
void add_media_routes(Routes& routes);
void add_event_routes(Routes& routes);
void add_word_routes(Routes& routes);
void add_example_routes(Routes& routes);
void add_webhook_routes(Routes& routes);
void add_person_routes(Routes& routes);
void add_health_routes(Routes& routes);

}  // namespace croozer::api
