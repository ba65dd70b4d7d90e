// Webhooks as Meta builds and signs them (developers.facebook.com/documentation/business-messaging/
// whatsapp/webhooks/reference/messages and …/status).
#pragma once

#include "base/secret.hpp"
#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::sandbox {

// Who writes, as a shop's portfolio sees them. Somebody with a username may have no phone here.
struct Sender {
    std::optional<std::string> phone;
    std::optional<std::string> bsuid;
    std::string name;
    std::optional<std::string> username;
};

// {"object":…,"entry":[{"id":waba,"changes":[{"field":"messages","value":{…one message…}}]}]}.
// `message` holds "id", "timestamp", "type" and what belongs to it; the sender's keys are added.
[[nodiscard]] json::object inbound_webhook(
    Shop const& shop, Sender const& sender, json::object message
);

struct StatusUpdate {
    std::string wamid;
    // "sent", "delivered", "read" or "failed".
    std::string status;
    Instant at;
    Sender recipient;
    // The send was addressed to the BSUID: the phone is then not told.
    bool by_bsuid{false};
    bool is_template{false};
    std::optional<std::string> callback_data;
    std::optional<GraphError> error;
};

[[nodiscard]] json::object status_webhook(Shop const& shop, StatusUpdate const& update);

// The value of X-Hub-Signature-256 for the bytes of `body`: "sha256=" and 64 hex digits.
[[nodiscard]] std::string signature_header(Secret const& app_secret, std::string_view body);

// The id under which a portfolio knows somebody: stable, and different for another portfolio.
[[nodiscard]] std::string bsuid_for(std::string_view portfolio_id, std::string_view person);

}  // namespace croozer::sandbox
