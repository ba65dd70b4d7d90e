// One conversation for each customer and account: the bot's state, the open cart, who has the chat.
#pragma once

#include "domain/business/settings.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/ordering/cart.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct Conversation {
    ConversationId id;
    std::int64_t version{0};
    AccountId account;
    CustomerId customer;
    conversation::State state;
    ordering::Cart cart;
    std::optional<business::BotMode> bot_mode;  // of this chat; else the shop's
    std::optional<Instant> paused_until;
    std::optional<Instant> first_unanswered_at;
    std::optional<Instant> last_inbound_at;
};

[[nodiscard]] Result<std::optional<Conversation>> find_conversation(
    Session& session, BusinessId business, ConversationId id
);

struct ConversationKey {
    ConversationId id;
    std::int64_t version{0};
    std::optional<Instant> first_unanswered_at;
    conversation::Awaiting awaiting{conversation::Awaiting::Nothing};
};

// Locks the row to the command's end: the first lock of every command that takes more than one.
// Nothing where there is one writer.
[[nodiscard]] Result<void> lock_conversation(
    Session& session, BusinessId business, ConversationId id
);
// The same, found by whose it is.
[[nodiscard]] Result<std::optional<ConversationKey>> lock_conversation_of(
    Session& session, BusinessId business, AccountId account, CustomerId customer
);
// The customer's conversation with this account.
[[nodiscard]] Result<std::optional<Conversation>> conversation_at(
    Session& session, BusinessId business, AccountId account, CustomerId customer
);
// No effect if that customer has one at this account.
[[nodiscard]] Result<void> insert_conversation(
    Session& session,
    BusinessId business,
    ConversationId id,
    AccountId account,
    CustomerId customer,
    conversation::State const& state,
    Instant at
);

struct InboundTouch {
    Instant received_at;
    std::optional<Instant> window_from;  // Meta's time of it; absent: opens no 24-hour window
    std::optional<std::string> preview;  // of the text, for the list; absent: as it was
    std::optional<Instant> turn_due_at;  // absent: nothing for the bot to answer
};

[[nodiscard]] Result<void> touch_inbound(
    Session& session, BusinessId business, ConversationId id, InboundTouch const& touch
);

struct TurnResult {
    conversation::State state;
    ordering::Cart cart;
    bool waiting_for_customer{false};
    std::optional<std::string> handover_reason;  // rings at the counter
    std::optional<Instant> paused_until;
};

// False if the conversation has moved on since `version`: nothing is written.
[[nodiscard]] Result<bool> save_turn(
    Session& session,
    BusinessId business,
    ConversationId id,
    std::int64_t version,
    TurnResult const& result
);
// Changes nothing, and holds the row so that nobody else does before the commit. False: it has
// moved on since `version`.
[[nodiscard]] Result<bool> hold_version(
    Session& session, BusinessId business, ConversationId id, std::int64_t version
);
[[nodiscard]] Result<void> touch_outbound(
    Session& session, BusinessId business, ConversationId id, Instant at, std::string_view preview
);
// Rings at the counter: somebody must look at this chat.
[[nodiscard]] Result<void> ask_for_person(
    Session& session, BusinessId business, ConversationId id, std::string_view reason
);
// Rings too, and leaves alone whatever waits for the bot.
[[nodiscard]] Result<void> ring(
    Session& session, BusinessId business, ConversationId id, std::string_view reason
);
// Staff has the chat and somebody wrote: it stays unanswered, and the counter rings if `ring`.
// False if the conversation has moved on since `version`: nothing is written.
[[nodiscard]] Result<bool> leave_to_staff(
    Session& session, BusinessId business, ConversationId id, std::int64_t version, bool ring
);
// The drafts that somebody was called to look at have been sent or dropped.
[[nodiscard]] Result<void> calm_drafts(Session& session, BusinessId business, ConversationId id);
// A member writes: the bot is quiet until then, nobody else need look, and nothing waits for the
// bot.
[[nodiscard]] Result<void> pause_for_staff(
    Session& session, BusinessId business, ConversationId id, Instant until
);

}  // namespace croozer::store
