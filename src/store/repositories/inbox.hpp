// Intake: webhooks as they arrived, durable before the 200, and the fate of what they carried.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

[[nodiscard]] Result<void> insert_inbox(
    Session& session, InboxId id, Instant received_at, std::string_view body
);

struct InboxRow {
    InboxId id;
    std::string body;
};

// Rows left over by a crash or an overflow, oldest first, received at or before `until`; ends early
// once the bodies hold `most_bytes`.
[[nodiscard]] Result<std::vector<InboxRow>> unsettled_inbox(
    Session& session, Instant until, std::int64_t limit, std::size_t most_bytes
);
// Every change has a fate. The body goes, because it is full of personal data; only where a change
// was parked is it kept, to be taken up again.
[[nodiscard]] Result<void> settle_inbox(Session& session, InboxId id, Instant at);

struct ParkedChange {
    InboxId inbox;
    std::int64_t change_no{0};
    std::string reason;
    std::string field;
    std::string waba_id;
    std::string phone_number_id;
};

// What cannot be decoded or has no business; replayable. Parking twice is no error.
// Changes parked because nobody had their number, or any of their WABA, are taken up again with the
// row they came in, once the number has its route; what else that row held has its fate already.
[[nodiscard]] Result<void> replay_unrouted(
    Session& session, std::string_view phone_number_id, Instant at
);
[[nodiscard]] Result<void> park_change(Session& session, ParkedChange const& change, Instant at);

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
