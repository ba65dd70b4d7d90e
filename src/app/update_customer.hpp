// What staff may change about a customer.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct UpdateCustomer {
    CustomerId customer;
    std::int64_t expected_version{0};
    // Absent: unchanged.
    std::optional<std::string> name;
    std::optional<std::string> email;               // empty: none
    std::optional<std::string> preferred_language;  // empty: the shop's
    std::optional<std::vector<std::string>> tags;
    std::optional<std::vector<std::string>> dietary_restrictions;
    std::optional<std::string> notes;
    std::optional<bool> blocked;
    std::optional<bool> opt_in_marketing;
    Who who;
};

// Errors: NotFound; PreconditionFailed "stale"; Conflict "opted_out" (the customer wants no
// offers).
[[nodiscard]] Result<void> update_customer(Context& context, UpdateCustomer const& command);

}  // namespace croozer::app
