// Conversations and their messages as staff reads them.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct ConversationRecord {
    ConversationId id;
    std::int64_t version{0};
    CustomerId customer;
    std::string customer_name;
    std::string customer_phone;  // normal form; may be empty
    Instant last_message_at;
    std::string last_text;
    std::string bot_mode;  // of this chat; empty: the shop's
    std::optional<Instant> paused_until;
    bool needs_person{false};
    std::string handover_reason;  // may be empty
    bool waiting_for_customer{false};
    std::optional<Instant> last_inbound_at;
};

struct PageAfter {
    std::optional<Instant> at;
    Uuid id;
    std::int64_t limit{50};
};

// Newest first.
[[nodiscard]] Result<std::vector<ConversationRecord>> list_conversations(
    Session& session, BusinessId business, PageAfter const& page
);
[[nodiscard]] Result<std::optional<ConversationRecord>> find_conversation_record(
    Session& session, BusinessId business, ConversationId id
);

struct ConversationChange {
    std::optional<std::string> bot_mode;  // empty: the shop's again
    // Set with a value: quiet until then; set without: the bot has the chat back.
    std::optional<std::optional<Instant>> paused_until;
};

// False if there is no such conversation.
[[nodiscard]] Result<bool> change_conversation(
    Session& session, BusinessId business, ConversationId id, ConversationChange const& change
);

struct MediaRecord {
    MediaId id;
    std::string kind;
    std::string mime_type;
    std::string file_name;             // may be empty
    std::optional<std::int64_t> size;  // once stored
    std::string state;                 // waiting, stored, failed
    std::string reason;                // of failed
};

struct MessageRecord {
    MessageId id;
    ConversationId conversation;
    CustomerId customer;
    std::optional<OrderId> order;
    std::string direction;  // inbound, outbound
    std::string author;
    std::string author_name;
    std::string type;
    std::string content;  // JSON object
    std::string status;
    std::optional<std::int64_t> error_code;
    std::string error_message;
    bool revoked{false};
    bool edited{false};
    std::optional<MediaRecord> media;
    bool replayable{false};  // a dead letter: it leaves again if a person says so
    Instant sent_at;
    Instant created_at;
};

// Newest first. `of` is a conversation's or a customer's id.
[[nodiscard]] Result<std::vector<MessageRecord>> list_messages(
    Session& session, BusinessId business, Uuid of, PageAfter const& page
);
[[nodiscard]] Result<std::optional<MessageRecord>> find_message_record(
    Session& session, BusinessId business, MessageId id
);

}  // namespace croozer::store
