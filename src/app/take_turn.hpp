// A turn of a conversation: a snapshot read, the pure decision, and a short apply that holds only
// if the conversation has not moved on. One mechanism gives bursts, reordering, order inside a
// chat.
#pragma once

#include "app/context.hpp"
#include "app/shop_cache.hpp"
#include "domain/conversation/conversation.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"

#include <memory>
#include <optional>

namespace croozer::app {

// Owns everything the pure snapshot points at.
struct TurnInput {
    store::Conversation conversation;
    store::Customer customer;
    Shop shop;
    std::shared_ptr<understanding::Lexicon const> lexicon;
    conversation::Snapshot snapshot;
    std::optional<MessageId> last_message;  // of those unanswered, by id
    std::string last_wamid;
};

// On a reader. nullptr: nothing waits for an answer.
[[nodiscard]] Result<std::unique_ptr<TurnInput>> load_turn(
    store::Session& session,
    BusinessId business,
    ConversationId conversation,
    ShopCache& shops,
    Instant now
);

struct TurnApplied {
    bool stale{false};  // the conversation or the shop moved on: nothing is written, decide again
    std::optional<OrderId> order;
};

// On the writer. Errors of place_order that the customer should hear lead to a new turn.
[[nodiscard]] Result<TurnApplied> apply_turn(
    Context& context, TurnInput const& input, conversation::Decision const& decision
);
// A turn that could not be taken: later again; after the fifth time a person must look, and the
// messages count as answered so that the poison does not come back.
[[nodiscard]] Result<bool> fail_turn(
    Context& context, ConversationId conversation, std::string_view error
);
// For a turn that found nothing to answer. Error: NotFound.
[[nodiscard]] Result<std::int64_t> conversation_version(
    store::Session& session, BusinessId business, ConversationId conversation
);
// Nothing was to be answered: the turn's work row goes, unless somebody wrote since that version.
[[nodiscard]] Result<bool> drop_turn(
    Context& context, ConversationId conversation, std::int64_t seen_version
);

}  // namespace croozer::app
