// What Meta says a message cost: counted for the shop's month, each message once.
#pragma once

#include "app/context.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {

// Before the status itself is kept. Meta charges for what is delivered
// (developers.facebook.com/documentation/business-messaging/whatsapp/pricing) and prices a message
// with `sent` and once more with `delivered` or `read`, whichever comes first. The first counts, a
// higher one that says otherwise corrects it, and `failed` takes it back.
[[nodiscard]] Result<void> note_pricing(
    Context& context, MessageId id, store::StatusChange const& change
);

}  // namespace croozer::app
