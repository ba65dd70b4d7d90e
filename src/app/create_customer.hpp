// A customer whom staff enters by hand.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"

#include <string>

namespace croozer::app {

struct CreateCustomer {
    std::string name;
    std::string phone;  // normal form; empty if unknown
    std::string email;
    std::string notes;
    std::string preferred_language;  // "he", "en" or empty
    Who who;
};

// Errors: Conflict "phone_in_use".
[[nodiscard]] Result<CustomerId> create_customer(Context& context, CreateCustomer const& command);

}  // namespace croozer::app
