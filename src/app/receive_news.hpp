// What Meta tells besides messages and statuses takes effect: on the account, its templates, a
// customer, or a chat that is also held on the shop's own phone.
#pragma once

#include "app/context.hpp"
#include "app/inbound.hpp"
#include "app/receive_message.hpp"
#include "base/result.hpp"

#include <string_view>

namespace croozer::app {

// `waba_id` is the change's: several shops may share it, and what names no number comes to each of
// them. `origin.account` counts only where the change named its number.
[[nodiscard]] Result<Received> receive_news(
    Context& context, ChangeOrigin const& origin, std::string_view waba_id, AccountNews const& news
);

}  // namespace croozer::app
