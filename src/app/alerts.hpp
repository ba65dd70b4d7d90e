// Telling the shop what it must know: a row, and an event for the open screens.
#pragma once

#include "app/context.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

enum class AlertLevel : std::uint8_t { Info, Warning, Critical };

struct RaiseAlert {
    std::string_view kind;  // snake_case; the screens have a text for each in both languages
    std::optional<Uuid> subject{};
    AlertLevel level{AlertLevel::Warning};
    std::string detail{"{}"};  // a JSON object; no secrets
};

// True if it is new or its level rose (so that mail, say, follows once).
[[nodiscard]] Result<bool> raise_alert(Context& context, RaiseAlert const& alert);
// What it told of is over. True if one was open.
[[nodiscard]] Result<bool> resolve_alert(
    Context& context, std::string_view kind, std::optional<Uuid> subject = {}
);

}  // namespace croozer::app
