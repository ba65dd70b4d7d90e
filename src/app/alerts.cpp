#include "app/alerts.hpp"

#include "app/journal.hpp"
#include "store/repositories/alerts.hpp"
#include "store/repositories/jobs.hpp"

namespace croozer::app {
namespace {

std::string_view level_name(AlertLevel level) {
    return level == AlertLevel::Critical  ? "critical"
           : level == AlertLevel::Warning ? "warning"
                                          : "info";
}

Result<void> mail_alert_soon(Context& context, AlertId alert) {
    CHECK(store::restart_job(
        context.session,
        context.business,
        {.kind = alert_mail_job,
         .subject = alert.value,
         .due_at = context.system_now,
         .created_at = context.system_now}
    ));
    context.effects.wake_work(context.system_now);
    return {};
}

Result<store::RaisedAlert> raise(Context& context, RaiseAlert const& alert) {
    auto const id = context.ids.next<AlertId>();
    auto const raised = TRY(store::raise_alert(
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
    if (raised.is_news) {
        note_event(context, "alert", raised.id.value, 1, "system");
        if (alert.level == AlertLevel::Critical) {
            CHECK(mail_alert_soon(context, raised.id));
        }
    }
    return raised;
}

}  // namespace

Result<bool> raise_alert(Context& context, RaiseAlert const& alert) {
    return TRY(raise(context, alert)).is_news;
}

Result<void> raise_and_tell(Context& context, RaiseAlert const& alert) {
    auto const raised = TRY(raise(context, alert));
    if (!raised.is_news) {
        note_event(context, "alert", raised.id.value, 1, "system");
    }
    return mail_alert_soon(context, raised.id);
}

Result<bool> resolve_alert(Context& context, std::string_view kind, std::optional<Uuid> subject) {
    auto const resolved = TRY(
        store::resolve_alert(context.session, context.business, kind, subject, context.system_now)
    );
    if (resolved) {
        note_event(context, "alert", resolved->value, 2, "system");
    }
    return resolved.has_value();
}

}  // namespace croozer::app
