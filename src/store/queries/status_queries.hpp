// What Meta told of a message, by Meta's id.
#pragma once

#include "base/id.hpp"
#include "store/session.hpp"

#include <string_view>

namespace croozer::store {

// Whether any status came, be the message ours or not.
[[nodiscard]] Result<bool> has_status(
    Session& session, BusinessId business, std::string_view wamid
);

}  // namespace croozer::store
