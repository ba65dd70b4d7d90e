// The one work queue: sends and turns today, media, tokens and mail later, are kinds of it. A row
// is deleted when it is done; what stays is waiting, under way, or a dead letter.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// States: queued → sending → (row gone) | queued again | unknown → (row gone) | dead.
struct NewWork {
    Uuid id;  // a send: the message's; a turn: the conversation's
    std::string kind;
    Uuid subject;
    Uuid lane;  // a lane's sends leave in order
    Instant due_at;
    Instant not_before;
    std::optional<Instant> expires_at;
    Instant created_at;
};

[[nodiscard]] Result<void> insert_work(Session& session, BusinessId business, NewWork const& item);

// A conversation's turn: one row, moved to `due_at` if it waits already.
[[nodiscard]] Result<void> schedule_turn(
    Session& session, BusinessId business, ConversationId conversation, Instant due_at
);

struct DueWork {
    BusinessId business;
    Uuid id;
    std::string kind;
    Uuid lane;
    bool is_unknown{false};  // a send that left before, nobody knows with what outcome
};

// Across businesses, oldest first; the scanner's view.
[[nodiscard]] Result<std::vector<DueWork>> due_work(
    Session& session, Instant now, std::int64_t limit
);
[[nodiscard]] Result<std::vector<DueWork>> due_work_of(
    Session& session, BusinessId business, Instant now, std::int64_t limit
);

struct ClaimedSend {
    std::int64_t fence{0};
    std::int64_t attempts{0};       // this one included
    std::int64_t unknown_sends{0};  // how often it left again not knowing of the time before
};

// queued (or unknown and due again) → sending. nullopt: not due, not first of its lane, or taken.
[[nodiscard]] Result<std::optional<ClaimedSend>> claim_send(
    Session& session, BusinessId business, Uuid id, Instant now, Instant lease_until
);
// Only while the fence still stands; false: somebody else has it.
[[nodiscard]] Result<bool> finish_work(
    Session& session, BusinessId business, Uuid id, std::int64_t fence
);
[[nodiscard]] Result<bool> requeue_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    std::string_view state,  // queued, unknown
    Instant due_at,
    std::string_view error
);
// The chat's later lines need not wait for this one.
[[nodiscard]] Result<void> step_aside(
    Session& session, BusinessId business, Uuid id, Instant until
);
// Queued again without having been tried.
[[nodiscard]] Result<bool> defer_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    Instant due_at,
    std::string_view reason
);
// Queued again at `due_at` as if it had never been tried.
[[nodiscard]] Result<bool> renew_work(
    Session& session, BusinessId business, Uuid id, std::int64_t fence, Instant due_at
);
// What was deferred for this reason is due at `due_at`.
[[nodiscard]] Result<void> hasten_deferred(
    Session& session, BusinessId business, Instant due_at, std::string_view reason
);
// Every send that waits is due at `due_at`, as when its account is gone.
[[nodiscard]] Result<void> hasten_sends(Session& session, BusinessId business, Instant due_at);
[[nodiscard]] Result<bool> bury_work(
    Session& session,
    BusinessId business,
    Uuid id,
    std::int64_t fence,
    Instant at,
    std::string_view error
);
// A dead letter leaves again at `due_at`, as if new. False: it is not dead.
[[nodiscard]] Result<bool> revive_work(
    Session& session, BusinessId business, Uuid id, Instant due_at
);
// A status webhook proved that a send arrived, whatever we thought. True if a row waited for that.
[[nodiscard]] Result<bool> settle_by_status(Session& session, BusinessId business, Uuid id);
// The same proof of one that had been given up. True if it was a dead letter.
[[nodiscard]] Result<bool> settle_dead_letter(Session& session, BusinessId business, Uuid id);
// Dead letters that were given up for this reason.
[[nodiscard]] Result<std::int64_t> count_dead_letters(
    Session& session, BusinessId business, std::string_view reason
);
// Undo: removes a send that has not begun. False: too late.
[[nodiscard]] Result<bool> cancel_queued(Session& session, BusinessId business, Uuid id);
// A turn that failed: later again, counted. The number of failures so far.
[[nodiscard]] Result<std::int64_t> postpone_turn(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    Instant due_at,
    std::string_view error
);
[[nodiscard]] Result<void> finish_turn(
    Session& session, BusinessId business, ConversationId conversation
);
// What a crash left under way: `sending` past its lease becomes `unknown` and waits until
// `settle_at` for a status webhook.
[[nodiscard]] Result<bool> expire_lease(
    Session& session, BusinessId business, Uuid id, Instant now, Instant settle_at
);

}  // namespace croozer::store
