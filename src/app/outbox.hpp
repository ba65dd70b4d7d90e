// How anything leaves for a customer: a message row and a work row, in the command's transaction.
#pragma once

#include "app/context.hpp"
#include "domain/conversation/conversation.hpp"
#include "store/repositories/messages.hpp"

#include <optional>
#include <string>

namespace croozer::app {

// Meta's 24-hour customer service window, cut two minutes early because its clock is not ours.
inline constexpr auto service_window = std::chrono::hours(24) - std::chrono::minutes(2);
// News of a status waits this long, so that undo can still take it back.
inline constexpr auto undo_hold = std::chrono::seconds(6);
// News of a status is worthless after this and is then shown as "not notified".
inline constexpr auto news_lifetime = std::chrono::minutes(30);

[[nodiscard]] bool window_is_open(std::optional<Instant> last_inbound_at, Instant now);

// Why this message need not leave any more: "blocked", "expired", "window_closed" (never of a
// template, which may leave at any time).
[[nodiscard]] std::optional<std::string_view> worthless(
    store::OutboundMessage const& message,
    std::optional<Instant> last_inbound_at,
    bool blocked,
    Instant now
);

// The message changed, and with it what its order's card shows.
[[nodiscard]] Result<void> announce_message(
    Context& context, MessageId id, std::optional<OrderId> order
);

// It did not reach the customer: its order shows so, unless they have been told something newer. By
// Meta's error code; 0: none, and `detail` says why.
[[nodiscard]] Result<void> announce_failure(
    Context& context,
    store::OutboundMessage const& message,
    std::int64_t error_code,
    std::string_view detail = {}
);

// "Re-engagement message": by Meta's clock more than 24 hours since the customer wrote.
inline constexpr std::int64_t window_is_closed_code = 131047;

// Why a dead letter is one: nobody knows whether it arrived, and a person decides.
inline constexpr std::string_view needs_decision = "needs_decision";
// An alert while there are any of those.
[[nodiscard]] Result<void> tell_of_dead_letters(Context& context);

// Of the latest message, as the list of chats shows it.
inline constexpr std::size_t preview_code_points = 120;

struct Outgoing {
    ConversationId conversation;
    CustomerId customer;
    std::optional<OrderId> order;
    conversation::Reply reply;
    std::string author{"bot"};  // bot, person
    std::string author_name;
    std::string reply_to_wamid;
    bool draft{false};                 // for staff to look at: no work row
    std::optional<Duration> hold;      // not before now + hold
    std::optional<Duration> lifetime;  // worthless after
};

[[nodiscard]] Result<MessageId> enqueue_message(Context& context, Outgoing const& outgoing);
// The work row of a message that is stored already.
[[nodiscard]] Result<void> queue_send(
    Context& context, MessageId id, ConversationId conversation, Duration hold = Duration::zero()
);

}  // namespace croozer::app
