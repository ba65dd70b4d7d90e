// The conversation of a customer with an account, found or made.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/business/language.hpp"
#include "store/repositories/conversations.hpp"

namespace croozer::app {

// The first lock that a command takes (ARCHITECTURE.md "Data"), after a new customer's identity.
[[nodiscard]] Result<store::ConversationKey> open_conversation(
    Context& context, AccountId account, CustomerId customer, Language language
);

}  // namespace croozer::app
