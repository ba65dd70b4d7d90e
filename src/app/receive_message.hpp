// What Meta tells us becomes rows: a message, its customer, a turn that is due; or a status.
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>

namespace croozer::app {

// Where a change came from: the row in the inbox, and the account its number belongs to.
struct ChangeOrigin {
    InboxId inbox;
    std::int64_t change_no{0};
    AccountId account;
    std::string field;
    std::optional<Instant> told_at{};  // Change::told_at
};

// What became of a change; also the word in the ledger.
enum class Fate : std::uint8_t { Accepted, Duplicate, Ignored, Seen };

struct Received {
    Fate fate{Fate::Accepted};
    std::string reason;  // of Ignored
    ConversationId conversation;
    bool turn_is_due{false};
};

[[nodiscard]] std::string_view fate_name(Fate fate);
// The last word on a change that was claimed.
[[nodiscard]] Result<void> settle_fate(
    Context& context, ChangeOrigin const& origin, Received const& received
);

[[nodiscard]] Result<Received> receive_message(
    Context& context, ChangeOrigin const& origin, InboundMessage const& message
);
// Statuses are monotone in any order, before or after our own commit of the wamid.
[[nodiscard]] Result<Received> receive_status(
    Context& context, ChangeOrigin const& origin, StatusUpdate const& status
);

}  // namespace croozer::app
