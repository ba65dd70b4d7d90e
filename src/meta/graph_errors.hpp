// Graph's error codes as data: what each one asks of us
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
#pragma once

#include "app/ports.hpp"

#include <chrono>
#include <cstdint>
#include <span>

namespace croozer::meta {

struct GraphErrorRule {
    // Codes first…last, both included.
    std::int64_t first{0};
    std::int64_t last{0};
    app::ErrorAction action{app::ErrorAction::Stop};
    // Trying again sooner is pointless; zero: the usual back-off.
    std::chrono::seconds least_wait{0};
    // The first included; zero: as usual.
    std::int64_t most_attempts{0};
};

// Ascending, without overlap.
[[nodiscard]] std::span<GraphErrorRule const> graph_error_rules();

// HTTP's status decides only for codes that are not in the table: 429 slows the number down, 5xx
// and Meta's own "transient" mark mean a retry, anything else stops the message.
[[nodiscard]] GraphErrorRule graph_error_rule(
    std::int64_t code, int http_status, bool is_transient = false
);
// Whether it is about Meta's own state rather than about what we asked for.
[[nodiscard]] bool is_passing(app::ErrorAction action);

}  // namespace croozer::meta
