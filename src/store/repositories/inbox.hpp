// Intake: webhooks as they arrived, durable before the 200, and the fate of what they carried.
#pragma once

#include "store/session.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

[[nodiscard]] Result<void> insert_inbox(
    Session& session, InboxId id, Instant received_at, std::string_view body
);

// A parked change that is to be taken up again, and since when.
struct ReplayedChange {
    std::int64_t change_no{0};
    Instant replayed_at;
};

struct InboxRow {
    InboxId id;
    std::string body;
    // Not empty: only these of its changes; what else the row held has its fate already, and
    // today's routes may lead it to another shop. Empty: the row was never settled, so all of them.
    std::vector<ReplayedChange> replayed{};
};

// Rows left over by a crash or an overflow, oldest first, received at or before `until`; then those
// with changes to be taken up again. Ends early once the bodies hold `most_bytes`.
[[nodiscard]] Result<std::vector<InboxRow>> unsettled_inbox(
    Session& session, Instant until, std::int64_t limit, std::size_t most_bytes
);
// Every change has a fate, and so have those of `replayed` now, unless they were parked or taken up
// anew meanwhile. The body goes, because it is full of personal data; only while a change of it is
// parked is it kept.
[[nodiscard]] Result<void> settle_inbox(
    Session& session, InboxId id, std::span<ReplayedChange const> replayed, Instant at
);

struct ParkedChange {
    InboxId inbox;
    std::int64_t change_no{0};
    std::string reason;
    std::string field;
    std::string waba_id;
    std::string phone_number_id;
};

// How long what nobody can take is kept (security notes §6, row 34).
inline constexpr auto parked_for = std::chrono::days(7);

// What cannot be decoded or has no business. Parking twice is no error; its time is the first's.
// What has a route by now, because its number was connected a moment ago, is to be taken up again.
[[nodiscard]] Result<void> park_change(Session& session, ParkedChange const& change, Instant at);
// Changes parked within `parked_for` because nobody had their number, or any of their WABA, are to
// be taken up again: the number has its route now.
[[nodiscard]] Result<void> replay_unrouted(
    Session& session, std::string_view phone_number_id, Instant at
);
// The same for every number: two nodes may park a change and connect its number without seeing each
// other.
[[nodiscard]] Result<void> replay_all_routed(Session& session, Instant at);
// Parked changes older than that go, with the bodies they were kept for. How many went: at most
// `limit`, oldest first.
[[nodiscard]] Result<std::int64_t> drop_old_parked(
    Session& session, Instant now, std::int64_t limit
);

// The ledger of a business's inbound changes: the first statement of every command that consumes
// one. False: this change has been consumed before.
[[nodiscard]] Result<bool> claim_change(
    Session& session,
    BusinessId business,
    InboxId inbox,
    std::int64_t change_no,
    std::string_view field,
    Instant at
);
[[nodiscard]] Result<void> set_change_fate(
    Session& session,
    BusinessId business,
    InboxId inbox,
    std::int64_t change_no,
    std::string_view fate,
    std::string_view reason
);

}  // namespace croozer::store
