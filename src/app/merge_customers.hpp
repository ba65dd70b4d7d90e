// Two customers who are one person, as Meta says.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"

namespace croozer::app {

// The one who stays: the older. Whatever waited for an answer in a chat that is no more waits in
// the one it became part of.
[[nodiscard]] Result<CustomerId> merge_customers(
    Context& context, CustomerId one, CustomerId other
);

}  // namespace croozer::app
