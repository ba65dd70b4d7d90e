// Inbound messages that their customer edits or takes back.
#pragma once

#include "store/documents/inbound_document.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct InboundRow {
    MessageId id;
    std::string content;  // JSON
};

// An inbound message of that conversation.
[[nodiscard]] Result<std::optional<InboundRow>> find_inbound(
    Session& session, BusinessId business, ConversationId conversation, std::string_view wamid
);

// An edit or revoke that is here, of a message that may not be.
struct Revision {
    MessageId id;
    bool is_edit{false};
    documents::InboundContent content;
    Instant sent_at;
};

// Those of that message which came after `since`, in the order in which the customer made them.
[[nodiscard]] Result<std::vector<Revision>> revisions_of(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    std::string_view wamid,
    Instant since
);
// Its words go, as those of the message that was taken back.
[[nodiscard]] Result<void> blank_revision(
    Session& session, BusinessId business, Revision const& revision, Instant at
);
// Edit or revoke of an inbound message of the same conversation: an edit keeps what was there
// before in `edits` (JSON: [{content, until}], oldest first, the last twenty); a revoke takes all
// content away, with its example and the unknown words that only it held, and leaves the fact.
// False if there is none, or nothing left to edit.
[[nodiscard]] Result<bool> revise_inbound(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    std::string_view wamid,
    std::optional<std::string> new_content,  // absent: revoked
    Instant at
);

}  // namespace croozer::store
