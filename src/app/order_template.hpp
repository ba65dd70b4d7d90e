// News of an order outside the 24-hour window: as the template that the shop has mapped to its
// step (product.md D12).
#pragma once

#include "app/context.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"

#include <optional>
#include <string_view>

namespace croozer::app {

// Whether Meta has approved a utility template for what a reply of this purpose says, in the
// customer's language or the shop's.
[[nodiscard]] Result<bool> has_order_template(
    Context& context, std::string_view purpose, store::Conversation const& conversation
);

// What that template says for this message, or why there is none.
struct AsTemplate {
    std::optional<conversation::Reply> reply;
    std::string_view reason;
};

[[nodiscard]] Result<AsTemplate> as_order_template(
    Context& context,
    store::OutboundMessage const& message,
    store::Conversation const& conversation,
    store::Customer const& customer
);

// Turns the message into that template, here and in its row. Otherwise why it cannot leave:
// "window_closed" if there is none, "no_template" if a value it asks for is not known.
[[nodiscard]] Result<std::optional<std::string_view>> leave_as_template(
    Context& context,
    store::OutboundMessage& message,
    store::Conversation const& conversation,
    store::Customer const& customer
);

}  // namespace croozer::app
