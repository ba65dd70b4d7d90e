// Orders that came of a message which the customer changed afterwards.
#pragma once

#include "store/session.hpp"

#include <vector>

namespace croozer::store {

// By the messages that made or changed them, in the order that their rows are locked.
[[nodiscard]] Result<std::vector<OrderId>> orders_of_message(
    Session& session, BusinessId business, MessageId message
);
// The order itself stays; whoever looks at it sees that there is news. The new version.
[[nodiscard]] Result<std::int64_t> touch_order(
    Session& session, BusinessId business, OrderId id, Instant at
);

}  // namespace croozer::store
