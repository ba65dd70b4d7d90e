// Whose message is it? A customer is known by BSUID (the stable key, within a portfolio) or by
// phone. The rules are Meta's of 2026 for usernames: a phone may be absent, and numbers are
// recycled, so that a phone with an unknown BSUID may be a stranger's.
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"

#include <string_view>

namespace croozer::app {

// Finds or makes the customer and notes what is new of their identities. A BSUID is attached to a
// customer of whom only the phone is known; if that customer has another BSUID in this portfolio,
// the number has changed hands: it moves to a new customer, and nothing else does. Two first
// messages at a time make one customer.
[[nodiscard]] Result<CustomerId> recognise_customer(
    Context& context, InboundMessage const& message, std::string_view portfolio
);

}  // namespace croozer::app
