// Jobs: the kinds of the work queue that one person or clock asked for and that are done outside a
// transaction (connecting a number, keeping its token, fetching media…). One row a kind and
// subject.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

// The same for the same kind and subject, so that a second request finds the first.
[[nodiscard]] Uuid job_id(std::string_view kind, Uuid subject);

struct NewJob {
    std::string_view kind;
    Uuid subject;
    Instant due_at;
    Instant created_at;
    std::optional<Instant> expires_at{};
};

// Queues it; one that waits already is moved to the earlier of both times, one that is under way
// or dead is left as it is.
[[nodiscard]] Result<void> put_job(Session& session, BusinessId business, NewJob const& job);
// Queued anew whatever it was, as when a person asks again.
[[nodiscard]] Result<void> restart_job(Session& session, BusinessId business, NewJob const& job);
// For a job that looks out for what was just written: waits at `due_at` or earlier. One that is
// under way or dead begins anew, for it may have looked too early; its holder's fence is void.
[[nodiscard]] Result<void> rearm_job(Session& session, BusinessId business, NewJob const& job);
// In whatever state.
[[nodiscard]] Result<bool> has_job(
    Session& session, BusinessId business, std::string_view kind, Uuid subject
);
[[nodiscard]] Result<void> drop_job(
    Session& session, BusinessId business, std::string_view kind, Uuid subject
);

struct ClaimedJob {
    Uuid subject;
    std::int64_t fence{0};
    std::int64_t attempts{0};  // this one included
};

// queued, or under way past its lease → under way. nullopt: not due, or taken. Then finish_work,
// requeue_work (state "queued") or bury_work of work.hpp with the fence.
[[nodiscard]] Result<std::optional<ClaimedJob>> claim_job(
    Session& session, BusinessId business, Uuid id, Instant now, Instant lease_until
);

}  // namespace croozer::store
