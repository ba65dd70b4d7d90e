// A customer wants no more offers, or wants them again. News of orders is not an offer and goes on
// (Israel: Communications Law §30A; developers.facebook.com/documentation/business-messaging/
// whatsapp/webhooks/reference/user_preferences).
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "store/repositories/conversations.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

// Meta's answer to a marketing message that the customer has switched off: it is their word.
inline constexpr std::int64_t user_stopped_marketing = 131'050;

struct MarketingAct {
    CustomerId customer;
    bool is_given{false};
    std::string_view wording;  // the customer's own words, or Meta's
    std::optional<MessageId> proof{};
    Instant at;
};

[[nodiscard]] Result<void> note_marketing(Context& context, MarketingAct const& act);
// In the chat, by a message of the customer's: noted, and confirmed in one line unless the bot must
// be silent. The open cart and what else waits for an answer are left alone.
[[nodiscard]] Result<void> stop_marketing_by_words(
    Context& context, MarketingAct const& act, ConversationId conversation, bool confirm
);

}  // namespace croozer::app
