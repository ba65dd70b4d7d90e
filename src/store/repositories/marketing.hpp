// Whether a customer may be sent advertising.
#pragma once

#include "store/session.hpp"

namespace croozer::store {

// They have agreed, and have not taken it back since.
[[nodiscard]] Result<bool> takes_marketing(
    Session& session, BusinessId business, CustomerId customer
);

}  // namespace croozer::store
