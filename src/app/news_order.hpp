// Meta repeats webhooks and promises no order of them
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview): what comes
// late must not undo what came after it.
#pragma once

#include "app/news_effects.hpp"

namespace croozer::app {

// Whether news was told before the account was connected. It was of an earlier connection then, and
// connecting has read everything anew. News without a time is never too old.
[[nodiscard]] bool is_before_connection(
    store::NewsAccount const& account, std::optional<Instant> told_at
);

// take(), unless a later account_update of the same kind has had its effect here, or this very one.
[[nodiscard]] Result<Because> take_in_order(
    Context& context,
    NewsTarget const& of,
    AccountUpdate const& news,
    std::optional<Instant> told_at
);

}  // namespace croozer::app
