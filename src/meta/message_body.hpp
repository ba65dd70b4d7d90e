// What a message says, by its type.
#pragma once

#include "app/inbound.hpp"
#include "meta/json_reading.hpp"

namespace croozer::meta {

// Fills type, raw_type and all that depends on them. A body that is not there, or not as Meta
// documents it, makes the message Unsupported, so that a person sees it.
void read_message_body(JsonObject const& message, app::InboundMessage& inbound);

}  // namespace croozer::meta
