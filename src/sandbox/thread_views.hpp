// Messages as the phone draws them: {id, at, mine, type, text?, header?, footer?, buttons?, list?,
// link?, asks?, location?, media?, replyTo?, template?, status}.
#pragma once

#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/json_tools.hpp"
#include "sandbox/message_rules.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

// What a shop sent.
[[nodiscard]] json::object view_of_outgoing(
    OutgoingMessage const& message,
    std::string_view wamid,
    Instant at,
    std::span<Template const> templates
);
// What the customer sent: `message` as in a webhook, with id and type.
[[nodiscard]] json::object view_of_inbound(json::object const& message, Instant at);

// The body of a template with its parameters put in for {{1}} or {{name}}.
[[nodiscard]] std::string filled_template(Template const& source, json::object const& message);
// How many placeholders it has.
[[nodiscard]] std::size_t placeholders(std::string_view body);
// The text parameters of the "body" component, in order.
[[nodiscard]] std::vector<json::object> body_parameters(json::object const& message);

}  // namespace croozer::sandbox
