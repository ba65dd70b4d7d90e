#include "app/alerts.hpp"

#include "app/journal.hpp"
#include "store/repositories/alerts.hpp"

namespace croozer::app {
namespace {

std::string_view level_name(AlertLevel level) {
    return level == AlertLevel::Critical  ? "critical"
           : level == AlertLevel::Warning ? "warning"
                                          : "info";
}

}  // namespace

Result<bool> raise_alert(Context& context, RaiseAlert const& alert) {
    auto const id = context.ids.next<AlertId>();
    bool const is_news = TRY(store::raise_alert(
        context.session,
        context.business,
        {.id = id,
         .kind = std::string(alert.kind),
         .subject = alert.subject,
         .level = std::string(level_name(alert.level)),
         .detail = alert.detail,
         .raised_at = context.system_now,
         .acknowledged_at = {},
         .resolved_at = {}}
    ));
    if (is_news) {
        note_event(context, "alert", id.value, 1, "system");
    }
    return is_news;
}

Result<bool> resolve_alert(Context& context, std::string_view kind, std::optional<Uuid> subject) {
    bool const was_open = TRY(
        store::resolve_alert(context.session, context.business, kind, subject, context.system_now)
    );
    if (was_open) {
        note_event(context, "alert", subject.value_or(Uuid{}), 2, "system");
    }
    return was_open;
}

}  // namespace croozer::app
