// A number joins a business: its token is sealed, its route is claimed. The wizard's steps come
// with the Embedded Signup; this is the last of them and the manual way.
#pragma once

#include "app/runner.hpp"
#include "base/secret.hpp"

#include <string>

namespace croozer::app {

struct ConnectWhatsapp {
    std::string waba_id;
    std::string phone_number_id;
    std::string portfolio_id;
    std::string phone_number;  // digits
    std::string display_name;
    std::string token_kind;  // permanent, temporary
    Secret token;
};

// Tenant rows, then the route. Errors: Conflict "number_in_use" (another business has the number:
// nothing of this account stays active), ConstraintUnique (this business is connected already).
// Waits: for start-up and command lines.
[[nodiscard]] Result<AccountId> connect_whatsapp(
    Runner& runner, BusinessId business, ConnectWhatsapp const& command
);

}  // namespace croozer::app
