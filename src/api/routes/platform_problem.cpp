#include "api/routes/platform_problem.hpp"

#include "api/problem.hpp"

namespace croozer::api {

namespace json = boost::json;

json::object platform_error_view(app::PlatformError const& error) {
    return {
        {"slug", error.is_passing ? "upstream" : "refused"},
        {"code", error.code},
        {"subcode", error.subcode},
        {"detail", error.detail},
        {"userTitle", error.user_title},
        {"userMessage", error.user_message},
        {"passing", error.is_passing},
        {"httpStatus", error.http_status},
        {"traceId", error.trace_id}
    };
}

void refuse_by_platform(Call& call, app::PlatformError const& error) {
    auto response = problem_response(
        error.is_passing ? make_error(ErrorCode::UpstreamUnavailable, "upstream")
                         : make_error(ErrorCode::Validation, "refused_by_meta", error.detail),
        call.language,
        call.request.request_id
    );
    boost::system::error_code failed;
    auto body = json::parse(response.body, failed);
    if (auto* const object = failed ? nullptr : body.if_object()) {
        (*object)["error"] = platform_error_view(error);
        response.body = json::serialize(*object);
    }
    call.respond(std::move(response));
}

}  // namespace croozer::api
