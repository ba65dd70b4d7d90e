// What a call of Meta's on behalf of the connected number needs.
#pragma once

#include "app/context.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>

namespace croozer::app {

struct AccountAccess {
    AccountId account;
    std::string waba_id;
    std::string phone_number_id;
    Secret token;
    Instant at;  // before whatever is asked with it
};

// nullopt: no number is connected.
[[nodiscard]] Result<std::optional<AccountAccess>> account_access(Context& context);

}  // namespace croozer::app
