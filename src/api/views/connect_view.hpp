// Connect attempts as the JSON that clients read.
#pragma once

#include "store/repositories/connect_attempts.hpp"

#include <boost/json.hpp>

namespace croozer::api {

[[nodiscard]] boost::json::object attempt_view(store::ConnectAttempt const& attempt);

}  // namespace croozer::api
