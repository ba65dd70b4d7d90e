#include "store/repositories/events.hpp"

namespace croozer::store {

Result<void> append_events(
    Session& session, BusinessId business, std::span<Event const> events, Instant at
) {
    if (events.empty()) {
        return {};
    }
    auto const count = static_cast<std::int64_t>(events.size());
    auto const counter = TRY(session.query(
        "insert into event_counters (business_id, n) values ($1, $2) "
        "on conflict (business_id) do update set n = event_counters.n + $2 returning n",
        {business, count}
    ));
    auto seq = counter.front().integer(0) - count;
    for (auto const& event : events) {
        TRY(session.execute(
            "insert into events (business_id, seq, kind, subject_id, version, actor, at) "
            "values ($1, $2, $3, $4, $5, $6, $7)",
            {business, ++seq, event.kind, event.subject, event.version, event.actor, at}
        ));
    }
    return {};
}

Result<void> append_audit(
    Session& session, BusinessId business, std::span<AuditEntry const> entries, Instant at
) {
    if (entries.empty()) {
        return {};
    }
    auto const count = static_cast<std::int64_t>(entries.size());
    auto const counter = TRY(session.query(
        "insert into audit_counters (business_id, n) values ($1, $2) "
        "on conflict (business_id) do update set n = audit_counters.n + $2 returning n",
        {business, count}
    ));
    auto seq = counter.front().integer(0) - count;
    for (auto const& entry : entries) {
        TRY(session.execute(
            "insert into audit (business_id, seq, at, actor_kind, actor_id, remote_address, "
            "action, object_kind, object_id, difference, request_id) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            {business,
             ++seq,
             at,
             entry.actor_kind,
             entry.actor_id,
             entry.remote_address,
             entry.action,
             entry.object_kind,
             entry.object_id,
             entry.difference,
             entry.request_id}
        ));
    }
    return {};
}

}  // namespace croozer::store
