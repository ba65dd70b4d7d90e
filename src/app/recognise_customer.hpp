// Whose message is it? A customer is known by BSUID (the stable key, within a portfolio) or by
// phone. The rules are Meta's of 2026 for usernames: a phone may be absent, and numbers are
// recycled, so that a phone with an unknown BSUID may be a stranger's
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids).
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace croozer::app {

// Who wrote, as Meta says, and who that was before Meta's word of a change; mostly nobody.
struct SeenIdentity {
    Sender sender;
    std::string previous_bsuid{};
    std::string previous_phone{};
};

// Finds or makes the customer and notes what is new of their identities. A BSUID is attached to a
// customer of whom only the phone is known; if that customer has another BSUID in this portfolio,
// the number has changed hands: it moves to a new customer, and nothing else does. Two first
// messages at a time make one customer. Where Meta says that two identities are the same person,
// and each is a customer, they become one: the older. So do a customer of whom only the phone is
// known and the sender who shows it as their first.
[[nodiscard]] Result<CustomerId> recognise_customer(
    Context& context, SeenIdentity const& seen, std::string_view portfolio
);

}  // namespace croozer::app
