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
    // It is no state that lasts but something that took place: each time is news.
    bool happened{false};
};

// Its subject is the alert's id (app/alert_mail.hpp does it).
inline constexpr std::string_view alert_mail_job = "alert_mail";

// True if it is new, its level rose or it happened; then a critical one is mailed.
[[nodiscard]] Result<bool> raise_alert(Context& context, RaiseAlert const& alert);
// As what happened, and mailed though it is not critical: another day has gone.
[[nodiscard]] Result<void> raise_and_tell(Context& context, RaiseAlert const& alert);
// What it told of is over. True if one was open.
[[nodiscard]] Result<bool> resolve_alert(
    Context& context, std::string_view kind, std::optional<Uuid> subject = {}
);

// All that was told of this subject is over.
[[nodiscard]] Result<void> resolve_alerts_of(Context& context, Uuid subject);
// Those of templates that are approved by now, or gone.
[[nodiscard]] Result<void> resolve_template_alerts(Context& context);
// Somebody has seen it, which is the end of what nothing else ends. False: there is no such alert.
[[nodiscard]] Result<bool> acknowledge_alert(Context& context, AlertId alert, Who const& who);

}  // namespace croozer::app
