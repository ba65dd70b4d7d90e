// Meta's refusal as an answer of ours, with Meta's own words for people.
#pragma once

#include "api/call.hpp"
#include "app/platform.hpp"

#include <boost/json.hpp>

namespace croozer::api {

// {slug, code, subcode, detail, userTitle, userMessage, passing, httpStatus, traceId}.
[[nodiscard]] boost::json::object platform_error_view(app::PlatformError const& error);
// 502 "upstream" if it may pass, else 422 "refused_by_meta"; `error` holds the view.
void refuse_by_platform(Call& call, app::PlatformError const& error);

}  // namespace croozer::api
