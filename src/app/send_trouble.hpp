// What Meta's refusal of one message says of more than that message: of its account, of its
// template. Graph's answer tells of it, or later the status of a message that Graph had accepted.
#pragma once

#include "app/account_state.hpp"
#include "app/context.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {

// "BACKOFF" of a number or an account, and sends that cost without a payment method (131042): the
// account stays active, what it concerns waits for `pause`, then one send in a while tries.
[[nodiscard]] Result<void> hold_account(
    Context& context, AccountId account, AccountTrouble const& trouble, Duration pause
);
// Whether a message must wait for its account.
[[nodiscard]] bool is_held(store::Account const& account, conversation::Reply const& reply);

// The status of an accepted message told of it: people are told, and nothing is paused, for Graph
// accepts what is sent.
[[nodiscard]] Result<void> note_late_trouble(
    Context& context, store::OutboundMessage const& message, AccountTrouble const& trouble
);
// One arrived: what a status told before is over.
[[nodiscard]] Result<void> note_arrival(
    Context& context, store::OutboundMessage const& message, store::StatusChange const& change
);

// The template is not what we think: paused or disabled it is not chosen any more, its people are
// told, and the list is brought in anew.
[[nodiscard]] Result<void> note_template_trouble(
    Context& context, AccountId account, conversation::Reply const& reply, std::int64_t error_code
);

}  // namespace croozer::app
