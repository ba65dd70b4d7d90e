// Messages both ways. Transport state lives on the work row; delivery state here, and only rises.
#pragma once

#include "domain/conversation/conversation.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// accepted 1 < sent 2 < failed 3 < delivered 4 < read 5: in whatever order they come, the highest
// stands.
[[nodiscard]] std::int64_t status_rank(std::string_view status);

struct NewInbound {
    MessageId id;
    ConversationId conversation;
    CustomerId customer;
    std::string wamid;
    std::string type;
    std::string content;  // JSON
    std::string reply_to_wamid;
    bool answered{false};  // true: nothing for the bot (a reaction to an old message, an echo)
    Instant sent_at;
    Instant created_at;
};

// False: this wamid is known already.
[[nodiscard]] Result<bool> insert_inbound(
    Session& session, BusinessId business, NewInbound const& message
);

// What a turn reads: ordered by Meta's timestamp, then arrival.
struct UnansweredMessage {
    MessageId id;
    std::string wamid;
    std::string type;
    std::string content;
    Instant sent_at;
};

[[nodiscard]] Result<std::vector<UnansweredMessage>> unanswered_messages(
    Session& session, BusinessId business, ConversationId conversation
);
[[nodiscard]] Result<void> mark_answered(
    Session& session, BusinessId business, ConversationId conversation, MessageId up_to
);
// What the customer had written by then, whenever it came here.
[[nodiscard]] Result<void> mark_answered_until(
    Session& session, BusinessId business, ConversationId conversation, Instant written_until
);
[[nodiscard]] Result<bool> has_unanswered(
    Session& session, BusinessId business, ConversationId conversation
);

// Under which wamids a card and its reminders went out: the buttons of each begin so.
[[nodiscard]] Result<std::vector<std::string>> wamids_of_card(
    Session& session, BusinessId business, ConversationId conversation, std::string_view buttons
);

// The advertisement or post that brought the customer here after `since`, as their message said;
// empty if none did, or if an order came of it already.
[[nodiscard]] Result<std::string> referral_of(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    CustomerId customer,
    Instant since
);

struct NewOutbound {
    MessageId id;
    ConversationId conversation;
    CustomerId customer;
    std::optional<OrderId> order;
    std::string author;  // bot, person
    std::string author_name;
    conversation::Reply reply;
    std::string reply_to_wamid;
    std::string status;  // queued, draft, not_notified
    std::optional<Instant> expires_at;
    Instant created_at;
};

[[nodiscard]] Result<void> insert_outbound(
    Session& session, BusinessId business, NewOutbound const& message
);

struct OutboundMessage {
    MessageId id;
    ConversationId conversation;
    CustomerId customer;
    std::optional<OrderId> order;
    conversation::Reply reply;
    std::string reply_to_wamid;
    std::string status;
    std::optional<Instant> expires_at;
};

[[nodiscard]] Result<std::optional<OutboundMessage>> find_outbound(
    Session& session, BusinessId business, MessageId id
);

// What leaves in its place, so that the chat shows what really went out.
[[nodiscard]] Result<void> replace_reply(
    Session& session, BusinessId business, MessageId id, conversation::Reply const& reply
);
// Meta's id of a message of this conversation, once it has one.
[[nodiscard]] Result<std::optional<std::string>> find_wamid(
    Session& session, BusinessId business, ConversationId conversation, MessageId id
);

struct StatusChange {
    std::string status;
    std::optional<std::string> wamid;  // learned with it
    std::int64_t error_code{0};
    std::string error_message;
    std::string billing_category;
    std::string cost_class;
    std::optional<Instant> accepted_at{};  // by Graph; of our own "accepted" only
};

// Its send begins anew: queued, and what went wrong before is forgotten.
[[nodiscard]] Result<void> requeue_message(Session& session, BusinessId business, MessageId id);
// True if the message's state rose.
[[nodiscard]] Result<bool> raise_status(
    Session& session, BusinessId business, MessageId id, StatusChange const& change
);

struct StatusRow {
    std::string wamid;
    std::string callback_data;
    StatusChange change;
    Instant at;
};

// Keeps what Meta said, before or after we know the message. False: known already.
[[nodiscard]] Result<bool> insert_status(
    Session& session, BusinessId business, StatusRow const& row, bool applied
);
// Statuses that came before our own commit of the wamid; marks them applied.
[[nodiscard]] Result<std::vector<StatusChange>> take_early_statuses(
    Session& session, BusinessId business, std::string_view wamid
);
[[nodiscard]] Result<std::optional<MessageId>> find_message_by_wamid(
    Session& session, BusinessId business, std::string_view wamid
);
// Whether the order's customer has been sent news of it after this message.
[[nodiscard]] Result<bool> has_newer_news(
    Session& session, BusinessId business, OrderId order, MessageId message
);

// An undone move takes its queued news back; the row stays, as what was nearly said.
[[nodiscard]] Result<void> withdraw_outbound(Session& session, BusinessId business, MessageId id);

// False: it is no draft (any more).
[[nodiscard]] Result<bool> release_draft(Session& session, BusinessId business, MessageId id);
[[nodiscard]] Result<bool> withdraw_draft(Session& session, BusinessId business, MessageId id);
// Of a chat, made since then.
[[nodiscard]] Result<std::vector<MessageId>> list_drafts(
    Session& session, BusinessId business, ConversationId conversation, Instant since
);

}  // namespace croozer::store
