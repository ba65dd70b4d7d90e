#include "store/repositories/jobs.hpp"

#include <algorithm>
#include <array>

namespace croozer::store {
namespace {

// FNV-1a, 64 bits (the reference's constants): it spreads kinds, it protects nothing.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char const c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

}  // namespace

Uuid job_id(std::string_view kind, Uuid subject) {
    auto id = subject;
    auto hash = hash_of(kind);
    for (auto& byte : id.bytes) {
        byte ^= static_cast<std::uint8_t>(hash);
        hash = (hash >> 8) | (hash << 56);
    }
    return id;
}

Result<void> put_job(Session& session, BusinessId business, NewJob const& job) {
    TRY(session.execute(
        "insert into work (business_id, id, bucket, kind, subject_id, lane_id, state, due_at, "
        "not_before, expires_at, attempts, lease_until, fence, unknown_sends, payload, "
        "created_at) values ($1, $2, $3, $4, $5, $2, 'queued', $6, 0, $7, 0, 0, 0, 0, '{}', $8) "
        "on conflict (business_id, id) do update set due_at = excluded.due_at "
        "where work.state = 'queued' and work.due_at > excluded.due_at",
        {business,
         job_id(job.kind, job.subject),
         bucket_of(business),
         job.kind,
         job.subject,
         job.due_at,
         job.expires_at,
         job.created_at}
    ));
    return {};
}

Result<void> restart_job(Session& session, BusinessId business, NewJob const& job) {
    CHECK(put_job(session, business, job));
    TRY(session.execute(
        "update work set state = 'queued', due_at = $3, attempts = 0, fence = fence + 1, "
        "settled_at = null, last_error = null where business_id = $1 and id = $2",
        {business, job_id(job.kind, job.subject), job.due_at}
    ));
    return {};
}

Result<void> rearm_job(Session& session, BusinessId business, NewJob const& job) {
    CHECK(put_job(session, business, job));
    TRY(session.execute(
        "update work set state = 'queued', due_at = $3, attempts = 0, fence = fence + 1, "
        "settled_at = null, last_error = null where business_id = $1 and id = $2 "
        "and (state <> 'queued' or settled_at is not null)",
        {business, job_id(job.kind, job.subject), job.due_at}
    ));
    return {};
}

Result<bool> has_job(Session& session, BusinessId business, std::string_view kind, Uuid subject) {
    auto const rows = TRY(session.query(
        "select 1 from work where business_id = $1 and id = $2", {business, job_id(kind, subject)}
    ));
    return !rows.empty();
}

Result<void> drop_job(Session& session, BusinessId business, std::string_view kind, Uuid subject) {
    TRY(session.execute(
        "delete from work where business_id = $1 and id = $2", {business, job_id(kind, subject)}
    ));
    return {};
}

Result<std::optional<ClaimedJob>> claim_job(
    Session& session, BusinessId business, Uuid id, Instant now, Instant lease_until
) {
    auto const rows = TRY(session.query(
        "update work set state = 'sending', attempts = attempts + 1, fence = fence + 1, "
        "lease_until = $4, due_at = $4 where business_id = $1 and id = $2 and kind <> 'send' "
        "and settled_at is null and due_at <= $3 returning subject_id, fence, attempts",
        {business, id, now, lease_until}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return ClaimedJob{.subject = row.uuid(0), .fence = row.integer(1), .attempts = row.integer(2)};
}

}  // namespace croozer::store
