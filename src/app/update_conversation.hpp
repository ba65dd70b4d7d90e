// Staff takes a chat from the bot, gives it back, or sets how the bot behaves in it.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace croozer::app {

// How long the bot is quiet after staff took a chat.
inline constexpr auto staff_pause = std::chrono::minutes(30);

struct UpdateConversation {
    ConversationId conversation;
    std::optional<std::string> bot_mode;  // "auto", "assist", "off"; empty: the shop's
    std::optional<bool> paused;
    Who who;
};

// Errors: NotFound.
[[nodiscard]] Result<void> update_conversation(Context& context, UpdateConversation const& command);

}  // namespace croozer::app
