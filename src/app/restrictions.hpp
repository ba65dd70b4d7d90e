// What Meta has forbidden a number for a while.
#pragma once

#include "app/context.hpp"
#include "store/documents/account_document.hpp"

#include <vector>

namespace croozer::app {

using store::documents::AccountRestriction;

// Meta tells of the beginning of one and of its end in advance, and not always of the end itself
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update,
// restriction_info.expiration).
[[nodiscard]] std::vector<AccountRestriction> in_force(
    std::vector<AccountRestriction> restrictions, Instant now
);

// Raises or resolves the alert number_restricted. `happened`: Meta has just told of it.
[[nodiscard]] Result<void> tell_restrictions(
    Context& context,
    AccountId account,
    std::vector<AccountRestriction> const& restrictions,
    bool happened
);

}  // namespace croozer::app
