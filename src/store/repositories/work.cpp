#include "store/repositories/work.hpp"

namespace croozer::store {
namespace {

std::vector<DueWork> due_from(Rows const& rows) {
    std::vector<DueWork> due;
    for (auto const& row : rows) {
        due.push_back(
            {.business = row.id<BusinessId>(0),
             .id = row.uuid(1),
             .kind = row.text(2),
             .lane = row.uuid(3),
             .is_unknown = row.text(4) == "unknown"}
        );
    }
    return due;
}

}  // namespace

Result<void> insert_work(Session& session, BusinessId business, NewWork const& item) {
    TRY(session.execute(
        "insert into work (business_id, id, bucket, kind, subject_id, lane_id, state, due_at, "
        "not_before, expires_at, attempts, lease_until, fence, unknown_sends, payload, "
        "created_at) values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, 0, 0, 0, 0, '{}', $10)",
        {business,
         item.id,
         bucket_of(business),
         item.kind,
         item.subject,
         item.lane,
         item.due_at,
         item.not_before,
         item.expires_at,
         item.created_at}
    ));
    return {};
}

Result<void> schedule_turn(
    Session& session, BusinessId business, ConversationId conversation, Instant due_at
) {
    TRY(session.execute(
        "insert into work (business_id, id, bucket, kind, subject_id, lane_id, state, due_at, "
        "not_before, attempts, lease_until, fence, unknown_sends, payload, created_at) "
        "values ($1, $2, $3, 'turn', $2, $2, 'queued', $4, 0, 0, 0, 0, 0, '{}', $4) "
        "on conflict (business_id, id) do update set due_at = excluded.due_at, attempts = 0, "
        "state = 'queued', settled_at = null",
        {business, conversation, bucket_of(business), due_at}
    ));
    return {};
}

Result<std::vector<DueWork>> due_work(Session& session, Instant now, std::int64_t limit) {
    return due_from(TRY(session.query(
        "select business_id, id, kind, lane_id, state from work "
        "where bucket between 0 and 255 and due_at <= $1 and settled_at is null "
        "and (kind <> 'send' or not exists (select 1 from work w "
        "where w.business_id = work.business_id and w.lane_id = work.lane_id and w.kind = 'send' "
        "and w.id < work.id and w.settled_at is null and w.state in ('queued', 'sending') "
        "and w.not_before <= $1)) order by due_at limit $2",
        {now, limit}
    )));
}

Result<std::vector<DueWork>> due_work_of(
    Session& session, BusinessId business, Instant now, std::int64_t limit
) {
    return due_from(TRY(session.query(
        "select business_id, id, kind, lane_id, state from work "
        "where business_id = $1 and due_at <= $2 and settled_at is null "
        "and (kind <> 'send' or not exists (select 1 from work w "
        "where w.business_id = $1 and w.lane_id = work.lane_id and w.kind = 'send' "
        "and w.id < work.id and w.settled_at is null and w.state in ('queued', 'sending') "
        "and w.not_before <= $2)) order by due_at limit $3",
        {business, now, limit}
    )));
}

Result<std::optional<ClaimedSend>> claim_send(
    Session& session, BusinessId business, Uuid id, Instant now, Instant lease_until
) {
    // The lane: an older send that is due and neither accepted nor unknown goes first.
    auto const rows = TRY(session.query(
        "update work set state = 'sending', attempts = attempts + 1, fence = fence + 1, "
        "lease_until = $4, due_at = $4, "
        "unknown_sends = unknown_sends + case when state = 'unknown' then 1 else 0 end "
        "where business_id = $1 and id = $2 and kind = 'send' and settled_at is null "
        "and state in ('queued', 'unknown') and due_at <= $3 and not_before <= $3 "
        "and not exists (select 1 from work w where w.business_id = $1 "
        "and w.lane_id = work.lane_id and w.kind = 'send' and w.id < work.id "
        "and w.settled_at is null and w.state in ('queued', 'sending') and w.not_before <= $3) "
        "returning fence, attempts, unknown_sends",
        {business, id, now, lease_until}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return ClaimedSend{
        .fence = row.integer(0), .attempts = row.integer(1), .unknown_sends = row.integer(2)
    };
}

Result<bool> finish_work(Session& session, BusinessId business, Uuid id, std::int64_t fence) {
    auto const changed = TRY(session.execute(
        "delete from work where business_id = $1 and id = $2 and fence = $3", {business, id, fence}
    ));
    return changed == 1;
}

Result<bool> requeue_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    std::string_view state,
    Instant due_at,
    std::string_view error
) {
    auto const changed = TRY(session.execute(
        "update work set state = $4, due_at = $5, last_error = $6 "
        "where business_id = $1 and id = $2 and fence = $3",
        {business, id, fence, state, due_at, error}
    ));
    return changed == 1;
}

Result<void> step_aside(Session& session, BusinessId business, Uuid id, Instant until) {
    TRY(session.execute(
        "update work set not_before = $3 where business_id = $1 and id = $2", {business, id, until}
    ));
    return {};
}

Result<bool> defer_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    Instant due_at,
    std::string_view reason
) {
    auto const changed = TRY(session.execute(
        "update work set state = 'queued', attempts = attempts - 1, due_at = $4, last_error = $5 "
        "where business_id = $1 and id = $2 and fence = $3",
        {business, id, fence, due_at, reason}
    ));
    return changed == 1;
}

Result<bool> renew_work(
    Session& session, BusinessId business, Uuid id, std::int64_t fence, Instant due_at
) {
    auto const changed = TRY(session.execute(
        "update work set state = 'queued', attempts = 0, due_at = $4, last_error = null "
        "where business_id = $1 and id = $2 and fence = $3",
        {business, id, fence, due_at}
    ));
    return changed == 1;
}

Result<void> hasten_deferred(
    Session& session, BusinessId business, Instant due_at, std::string_view reason
) {
    TRY(session.execute(
        "update work set due_at = $2, "
        "not_before = case when not_before > $2 then $2 else not_before end "
        "where business_id = $1 and kind = 'send' "
        "and state = 'queued' and settled_at is null and due_at > $2 and last_error = $3",
        {business, due_at, reason}
    ));
    return {};
}

Result<void> hasten_sends(Session& session, BusinessId business, Instant due_at) {
    TRY(session.execute(
        "update work set due_at = $2 where business_id = $1 and kind = 'send' "
        "and state = 'queued' and settled_at is null and due_at > $2",
        {business, due_at}
    ));
    return {};
}

Result<bool> bury_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    Instant at,
    std::string_view error
) {
    auto const changed = TRY(session.execute(
        "update work set state = 'dead', settled_at = $4, last_error = $5 "
        "where business_id = $1 and id = $2 and fence = $3",
        {business, id, fence, at, error}
    ));
    return changed == 1;
}

Result<bool> revive_work(Session& session, BusinessId business, Uuid id, Instant due_at) {
    auto const changed = TRY(session.execute(
        "update work set state = 'queued', attempts = 0, unknown_sends = 0, due_at = $3, "
        "not_before = $3, settled_at = null "
        "where business_id = $1 and id = $2 and kind = 'send' and state = 'dead'",
        {business, id, due_at}
    ));
    return changed == 1;
}

Result<bool> settle_by_status(Session& session, BusinessId business, Uuid id) {
    // Also while `sending`: the status may overtake Graph's own answer; finish_work then finds the
    // row gone, which is what it wants.
    auto const changed = TRY(session.execute(
        "delete from work where business_id = $1 and id = $2 and kind = 'send' "
        "and state in ('sending', 'unknown')",
        {business, id}
    ));
    return changed == 1;
}

Result<bool> settle_dead_letter(Session& session, BusinessId business, Uuid id) {
    auto const changed = TRY(session.execute(
        "delete from work where business_id = $1 and id = $2 and kind = 'send' "
        "and state = 'dead'",
        {business, id}
    ));
    return changed == 1;
}

Result<std::int64_t> count_dead_letters(
    Session& session, BusinessId business, std::string_view reason
) {
    auto const rows = TRY(session.query(
        "select count(*) from work where business_id = $1 and kind = 'send' and state = 'dead' "
        "and last_error = $2",
        {business, reason}
    ));
    return rows.empty() ? 0 : rows.front().integer(0);
}

Result<bool> cancel_queued(Session& session, BusinessId business, Uuid id) {
    auto const changed = TRY(session.execute(
        "delete from work where business_id = $1 and id = $2 and kind = 'send' "
        "and state = 'queued' and attempts = 0",
        {business, id}
    ));
    return changed == 1;
}

Result<std::int64_t> postpone_turn(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    Instant due_at,
    std::string_view error
) {
    auto const rows = TRY(session.query(
        "update work set attempts = attempts + 1, due_at = $3, last_error = $4 "
        "where business_id = $1 and id = $2 and kind = 'turn' returning attempts",
        {business, conversation, due_at, error}
    ));
    return rows.empty() ? 0 : rows.front().integer(0);
}

Result<void> finish_turn(Session& session, BusinessId business, ConversationId conversation) {
    TRY(session.execute(
        "delete from work where business_id = $1 and id = $2 and kind = 'turn'",
        {business, conversation}
    ));
    return {};
}

Result<bool> expire_lease(
    Session& session, BusinessId business, Uuid id, Instant now, Instant settle_at
) {
    auto const changed = TRY(session.execute(
        "update work set state = 'unknown', due_at = $4 "
        "where business_id = $1 and id = $2 and kind = 'send' and state = 'sending' "
        "and lease_until <= $3 and settled_at is null",
        {business, id, now, settle_at}
    ));
    return changed == 1;
}

}  // namespace croozer::store
