#include "store/repositories/alerts.hpp"

namespace croozer::store {
namespace {

int rank(std::string_view level) {
    return level == "critical" ? 2 : level == "warning" ? 1 : 0;
}

}  // namespace

Result<bool> raise_alert(Session& session, BusinessId business, Alert const& alert) {
    auto const open = TRY(session.query(
        "select id, level from alerts where business_id = $1 and kind = $2 "
        "and resolved_at is null and (subject_id = $3 or (subject_id is null and $4))",
        {business, alert.kind, alert.subject, !alert.subject.has_value()}
    ));
    if (open.empty()) {
        TRY(session.execute(
            "insert into alerts (business_id, id, kind, subject_id, level, raised_at, detail) "
            "values ($1, $2, $3, $4, $5, $6, $7)",
            {business,
             alert.id,
             alert.kind,
             alert.subject,
             alert.level,
             alert.raised_at,
             alert.detail}
        ));
        return true;
    }
    auto const& row = open.front();
    bool const rose = rank(alert.level) > rank(row.text(1));
    TRY(session.execute(
        "update alerts set level = $3, detail = $4, "
        "raised_at = case when $5 then $6 else raised_at end, "
        "acknowledged_at = case when $5 then null else acknowledged_at end "
        "where business_id = $1 and id = $2",
        {business, row.uuid(0), alert.level, alert.detail, rose, alert.raised_at}
    ));
    return rose;
}

Result<bool> resolve_alert(
    Session& session,
    BusinessId business,
    std::string_view kind,
    std::optional<Uuid> subject,
    Instant at
) {
    auto const changed = TRY(session.execute(
        "update alerts set resolved_at = $5 where business_id = $1 and kind = $2 "
        "and resolved_at is null and (subject_id = $3 or (subject_id is null and $4))",
        {business, kind, subject, !subject.has_value(), at}
    ));
    return changed > 0;
}

Result<std::vector<Alert>> list_alerts(Session& session, BusinessId business, std::int64_t limit) {
    auto const rows = TRY(session.query(
        "select id, kind, subject_id, level, coalesce(detail, '{}'), raised_at, acknowledged_at, "
        "resolved_at from alerts where business_id = $1 "
        "order by case when resolved_at is null then 0 else 1 end, raised_at desc, id limit $2",
        {business, limit}
    ));
    std::vector<Alert> alerts;
    for (auto const& row : rows) {
        alerts.push_back(
            {.id = row.id<AlertId>(0),
             .kind = row.text(1),
             .subject = row.is_null(2) ? std::nullopt : std::optional(row.uuid(2)),
             .level = row.text(3),
             .detail = row.text(4),
             .raised_at = row.instant(5),
             .acknowledged_at = row.maybe_instant(6),
             .resolved_at = row.maybe_instant(7)}
        );
    }
    return alerts;
}

Result<bool> acknowledge_alert(
    Session& session, BusinessId business, AlertId id, UserId by, Instant at
) {
    auto const changed = TRY(session.execute(
        "update alerts set acknowledged_at = coalesce(acknowledged_at, $3), "
        "acknowledged_by = coalesce(acknowledged_by, $4) where business_id = $1 and id = $2",
        {business, id, at, by}
    ));
    return changed == 1;
}

}  // namespace croozer::store
