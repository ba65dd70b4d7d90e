// How long a refused send waits, and how often it is tried
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
#pragma once

#include "app/ports.hpp"
#include "base/random.hpp"
#include "base/time.hpp"

#include <cstdint>

namespace croozer::app {

[[nodiscard]] std::int64_t most_attempts(SendOutcome const& outcome);

// `attempts`: this one included.
[[nodiscard]] Duration delay_after(
    SendOutcome const& outcome, std::int64_t attempts, RandomSource& random
);

// Whether the chat's later lines wait for it: nobody should wait a day for an advertisement.
[[nodiscard]] bool holds_its_chat(SendOutcome const& outcome);

// The pair limit of one number and one customer (131056): 4^n seconds, at most an hour.
[[nodiscard]] Duration pair_delay(std::int64_t refusals_before);

}  // namespace croozer::app
