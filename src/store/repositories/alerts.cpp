#include "store/repositories/alerts.hpp"

namespace croozer::store {
namespace {

int rank(std::string_view level) {
    return level == "critical" ? 2 : level == "warning" ? 1 : 0;
}

#define ALERT_COLUMNS \
    "id, kind, subject_id, level, coalesce(detail, '{}'), raised_at, acknowledged_at, resolved_at"

Alert alert_from(Row const& row) {
    return {
        .id = row.id<AlertId>(0),
        .kind = row.text(1),
        .subject = row.is_null(2) ? std::nullopt : std::optional(row.uuid(2)),
        .level = row.text(3),
        .detail = row.text(4),
        .raised_at = row.instant(5),
        .acknowledged_at = row.maybe_instant(6),
        .resolved_at = row.maybe_instant(7)
    };
}

std::vector<AlertId> ids_from(Rows const& rows) {
    std::vector<AlertId> ids;
    for (auto const& row : rows) {
        ids.push_back(row.id<AlertId>(0));
    }
    return ids;
}

}  // namespace

Result<RaisedAlert> raise_alert(
    Session& session, BusinessId business, Alert const& alert, bool happened
) {
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
        return RaisedAlert{.id = alert.id, .is_news = true};
    }
    auto const& row = open.front();
    bool const is_news = happened || rank(alert.level) > rank(row.text(1));
    TRY(session.execute(
        "update alerts set level = $3, detail = $4, "
        "raised_at = case when $5 then $6 else raised_at end, "
        "acknowledged_at = case when $5 then null else acknowledged_at end, "
        "acknowledged_by = case when $5 then null else acknowledged_by end "
        "where business_id = $1 and id = $2",
        {business, row.uuid(0), alert.level, alert.detail, is_news, alert.raised_at}
    ));
    return RaisedAlert{.id = row.id<AlertId>(0), .is_news = is_news};
}

Result<std::optional<AlertId>> resolve_alert(
    Session& session,
    BusinessId business,
    std::string_view kind,
    std::optional<Uuid> subject,
    Instant at
) {
    auto const resolved = TRY(session.query(
        "update alerts set resolved_at = $5 where business_id = $1 and kind = $2 "
        "and resolved_at is null and (subject_id = $3 or (subject_id is null and $4)) "
        "returning id",
        {business, kind, subject, !subject.has_value(), at}
    ));
    return resolved.empty() ? std::nullopt : std::optional(resolved.front().id<AlertId>(0));
}

Result<std::vector<AlertId>> resolve_alerts_of(
    Session& session, BusinessId business, Uuid subject, Instant at
) {
    return ids_from(TRY(session.query(
        "update alerts set resolved_at = $3 where business_id = $1 and subject_id = $2 "
        "and resolved_at is null returning id",
        {business, subject, at}
    )));
}

Result<std::vector<AlertId>> resolve_template_alerts(
    Session& session, BusinessId business, Instant at
) {
    return ids_from(TRY(session.query(
        "update alerts set resolved_at = $2 where business_id = $1 and resolved_at is null "
        "and kind in ('template_rejected', 'template_paused', 'template_disabled') and not exists "
        "(select 1 "
        "from message_templates t where t.business_id = $1 and t.id = alerts.subject_id "
        "and t.status <> 'APPROVED') returning id",
        {business, at}
    )));
}

Result<std::optional<Alert>> find_open_alert(
    Session& session, BusinessId business, std::string_view kind, Uuid subject
) {
    auto const rows =
        TRY(session.query(
            "select " ALERT_COLUMNS " from alerts where business_id = $1 and kind = $2 "
            "and subject_id = $3 and resolved_at is null",
            {business, kind, subject}
        ));
    return rows.empty() ? std::nullopt : std::optional(alert_from(rows.front()));
}

Result<std::optional<Alert>> find_alert(Session& session, BusinessId business, AlertId id) {
    auto const rows = TRY(session.query(
        "select " ALERT_COLUMNS " from alerts where business_id = $1 and id = $2", {business, id}
    ));
    return rows.empty() ? std::nullopt : std::optional(alert_from(rows.front()));
}

Result<std::vector<Alert>> list_alerts(Session& session, BusinessId business, std::int64_t limit) {
    auto const rows =
        TRY(session.query(
            "select " ALERT_COLUMNS " from alerts where business_id = $1 "
            "order by case when resolved_at is null then 0 else 1 end, raised_at desc, id limit $2",
            {business, limit}
        ));
    std::vector<Alert> alerts;
    for (auto const& row : rows) {
        alerts.push_back(alert_from(row));
    }
    return alerts;
}

#undef ALERT_COLUMNS

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
