// What the bot proposes in assist mode: staff sends it, or drops it. Only what was said last is
// open: the next turn's drafts, or a message of staff's own, take the older ones back.
#pragma once

#include "app/context.hpp"

namespace croozer::app {

struct DraftAct {
    MessageId message;
    Who who;
};

// Errors: NotFound; Conflict "not_draft" (sent or dropped meanwhile), "stale" (a card of a cart
// that has changed since), "window_closed", "blocked".
[[nodiscard]] Result<void> send_draft(Context& context, DraftAct const& act);
// Errors: NotFound; Conflict "not_draft".
[[nodiscard]] Result<void> drop_draft(Context& context, DraftAct const& act);

// Takes back those of a chat.
[[nodiscard]] Result<void> withdraw_drafts(Context& context, ConversationId conversation);

}  // namespace croozer::app
