// What Meta takes at POST /{phone number id}/messages and what it refuses, from
// developers.facebook.com/documentation/business-messaging/whatsapp/messages (lengths are counted
// in code points; Meta does not say what it counts).
#pragma once

#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace croozer::sandbox {

struct OutgoingMessage {
    // Digits of a phone, or a BSUID when `by_bsuid`.
    std::string to;
    // As it was written.
    std::string input;
    bool by_bsuid{false};
    std::string type;
    // What stands under the type's name.
    json::object content;
    std::optional<std::string> context_id;
    std::optional<std::string> callback_data;
};

// {"status":"read","message_id":…}: marks that message and all before it as read.
struct ReadReceipt {
    std::string message_id;
    bool typing{false};
};

using CheckedSend = std::variant<OutgoingMessage, ReadReceipt>;

// 100 for a wrong shape, 131008 for what is missing, 131009 for a value outside Meta's limits,
// 131051 for a type that nobody can send.
[[nodiscard]] std::expected<CheckedSend, GraphError> check_send(json::object const& body);

// The object under "interactive".
[[nodiscard]] std::optional<GraphError> check_interactive(json::object const& interactive);

// "IL.7421009911223344": country, dot, up to 128 letters or digits.
[[nodiscard]] bool is_bsuid(std::string_view text);

// ---- Shared by the rule files.
[[nodiscard]] GraphError missing(std::string_view parameter);
[[nodiscard]] GraphError invalid(std::string_view parameter, std::string_view why);
// The text at `key`, which must be there with 1 to `most` code points.
[[nodiscard]] std::optional<GraphError> check_text(
    json::object const& object, std::string_view key, std::size_t most, std::string_view path
);

}  // namespace croozer::sandbox
