// What a message holds beyond the bot's own lines, as POST /messages takes it.
#pragma once

#include "base/result.hpp"
#include "domain/conversation/conversation.hpp"
#include "meta/json_reading.hpp"

namespace croozer::meta {

// The object under the message's type (conversation::message_type): "interactive", "template",
// "image"… Errors as encode_message's.
[[nodiscard]] Result<JsonObject> encode_content(conversation::Reply const& reply);

}  // namespace croozer::meta
