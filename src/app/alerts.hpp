// Telling the shop what it must know: a row, an event for the open screens, and a mail to the owner
// of what is critical.
#pragma once

#include "app/context.hpp"

#include <cstdint>
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

// Its subject is the alert's id (app/alert_mail.hpp does it).
inline constexpr std::string_view alert_mail_job = "alert_mail";

// True if it is new or its level rose; then a critical one is mailed.
[[nodiscard]] Result<bool> raise_alert(Context& context, RaiseAlert const& alert);
// The same, and told by event and mail though it is neither new nor worse: another day has gone.
[[nodiscard]] Result<void> raise_and_tell(Context& context, RaiseAlert const& alert);
// What it told of is over. True if one was open.
[[nodiscard]] Result<bool> resolve_alert(
    Context& context, std::string_view kind, std::optional<Uuid> subject = {}
);

}  // namespace croozer::app
