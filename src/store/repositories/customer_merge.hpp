// Two customers turn out to be one person: everything of the one becomes the other's.
#pragma once

#include "store/session.hpp"

#include <vector>

namespace croozer::store {

// Who was known first.
[[nodiscard]] Result<CustomerId> older_customer(
    Session& session, BusinessId business, CustomerId one, CustomerId other
);

// Two conversations of the same account become one: `gone` is no more.
struct JoinedConversation {
    ConversationId gone;
    ConversationId into;
    bool has_turn{false};  // the one that is gone waited for an answer
};

// Identities, conversations with their messages, orders, addresses, consents and what is known of
// the person. `from` stays as a row that says into whom it went. Locks in the order of
// ARCHITECTURE.md; the turn of a joined conversation is the caller's to schedule.
[[nodiscard]] Result<std::vector<JoinedConversation>> merge_customers(
    Session& session, BusinessId business, CustomerId from, CustomerId into, Instant at
);

}  // namespace croozer::store
