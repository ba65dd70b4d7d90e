#include "app/alerts.hpp"

#include "app/journal.hpp"
#include "store/repositories/alerts.hpp"
#include "store/repositories/jobs.hpp"

#include <algorithm>
#include <array>

namespace croozer::app {
namespace {

// What Meta tells once and never takes back.
constexpr std::array over_when_seen{
    std::string_view("security_pin"),
    std::string_view("account_violation"),
};

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
         .resolved_at = {}},
        alert.happened
    ));
    if (raised.is_news) {
        note_event(context, "alert", raised.id.value, 1, "system");
        if (alert.level == AlertLevel::Critical) {
            CHECK(mail_alert_soon(context, raised.id));
        }
    }
    return raised;
}

void note_resolved(Context& context, std::vector<AlertId> const& resolved) {
    for (auto const& alert : resolved) {
        note_event(context, "alert", alert.value, 2, "system");
    }
}

}  // namespace

Result<bool> raise_alert(Context& context, RaiseAlert const& alert) {
    return TRY(raise(context, alert)).is_news;
}

Result<void> raise_and_tell(Context& context, RaiseAlert const& alert) {
    auto news = alert;
    news.happened = true;
    auto const raised = TRY(raise(context, news));
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

Result<void> resolve_alerts_of(Context& context, Uuid subject) {
    note_resolved(
        context,
        TRY(store::resolve_alerts_of(context.session, context.business, subject, context.system_now)
        )
    );
    return {};
}

Result<void> resolve_template_alerts(Context& context) {
    note_resolved(
        context,
        TRY(store::resolve_template_alerts(context.session, context.business, context.system_now))
    );
    return {};
}

Result<bool> acknowledge_alert(Context& context, AlertId alert, Who const& who) {
    if (!TRY(store::acknowledge_alert(
            context.session,
            context.business,
            alert,
            UserId{who.id.value_or(Uuid{})},
            context.system_now
        ))) {
        return false;
    }
    note_event(context, "alert", alert.value, 2, who.name);
    auto const known = TRY(store::find_alert(context.session, context.business, alert));
    if (known && std::ranges::find(over_when_seen, known->kind) != over_when_seen.end()) {
        TRY(resolve_alert(context, known->kind, known->subject));
    }
    return true;
}

}  // namespace croozer::app
