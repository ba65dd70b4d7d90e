// A customer edits a message or takes it back.
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"

namespace croozer::app {

// Changes the message of the same conversation that `message`, an edit or a revoke, names. One that
// still waits for its answer is read as it is now. Orders that came of it are never changed by
// this: they are flagged, and staff is told.
[[nodiscard]] Result<void> revise_message(
    Context& context,
    InboundMessage const& message,
    ConversationId conversation,
    CustomerId customer,
    Language language
);

}  // namespace croozer::app
