// What staff writes to a customer, read from the body of POST …/messages. Meta's limits are checked
// here already, so that whoever writes sees at once what is too long.
#pragma once

#include "api/json/reader.hpp"
#include "app/order_commands.hpp"

namespace croozer::api {

// Fills `command.reply` and `command.reaction_to`.
void read_message(input::ObjectReader& reader, app::SendMessage& command);

}  // namespace croozer::api
