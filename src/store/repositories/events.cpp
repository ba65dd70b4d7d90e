#include "store/repositories/events.hpp"

namespace croozer::store {

Result<std::int64_t> append_event(
    Session& session,
    BusinessId business,
    std::string_view kind,
    Uuid subject,
    std::int64_t version,
    std::string_view actor,
    Instant at
) {
    auto const counter = TRY(session.query(
        "insert into event_counters (business_id, n) values ($1, 1) "
        "on conflict (business_id) do update set n = event_counters.n + 1 returning n",
        {business}
    ));
    std::int64_t const seq = counter.front().integer(0);
    TRY(session.execute(
        "insert into events (business_id, seq, kind, subject_id, version, actor, at) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        {business, seq, kind, subject, version, actor, at}
    ));
    return seq;
}

Result<void> append_audit(
    Session& session, BusinessId business, AuditEntry const& entry, Instant at
) {
    auto const counter = TRY(session.query(
        "insert into audit_counters (business_id, n) values ($1, 1) "
        "on conflict (business_id) do update set n = audit_counters.n + 1 returning n",
        {business}
    ));
    TRY(session.execute(
        "insert into audit (business_id, seq, at, actor_kind, actor_id, remote_address, action, "
        "object_kind, object_id, difference, request_id) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {business,
         counter.front().integer(0),
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
    return {};
}

}  // namespace croozer::store
