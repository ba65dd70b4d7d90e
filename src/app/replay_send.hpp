// A send that was given up leaves again because a person says so.
#pragma once

#include "app/context.hpp"

namespace croozer::app {

struct ReplaySend {
    MessageId message;
    Who who;
};

// Errors: NotFound (no such dead letter); Conflict "already_sent": a status proved that it arrived;
// Conflict "window_closed", "expired", "blocked": it would
// be given up again.
[[nodiscard]] Result<void> replay_send(Context& context, ReplaySend const& command);

}  // namespace croozer::app
