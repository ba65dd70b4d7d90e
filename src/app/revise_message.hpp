// A customer edits a message or takes it back. Webhooks come in any order
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview), so that
// both may be here before the message, and an older edit after a newer one.
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"
#include "store/repositories/revisions.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace croozer::app {

// What was here before the message that it is about.
struct Overtaken {
    std::vector<store::Revision> revisions{};
    bool is_taken_back{false};
    std::optional<InboundMessage> edited{};  // the message as it is now
};

[[nodiscard]] Result<Overtaken> overtaken_by(
    Context& context, InboundMessage const& message, ConversationId conversation
);
// If there is any, once the message is there with `content` as it was written.
[[nodiscard]] Result<void> overtake(
    Context& context,
    std::string_view wamid,
    std::string_view content,
    ConversationId conversation,
    Overtaken const& overtaken
);

// Changes the message of the same conversation that `message`, an edit or a revoke, names. One that
// still waits for its answer is read as it is now. Orders that came of it are never changed by
// this: they are flagged, and staff is told. A revoke takes the words of the message's edits too.
// False for an edit that does not hold: of what was taken back, or older than another.
[[nodiscard]] Result<bool> revise_message(
    Context& context,
    InboundMessage const& message,
    ConversationId conversation,
    CustomerId customer,
    Language language
);

}  // namespace croozer::app
