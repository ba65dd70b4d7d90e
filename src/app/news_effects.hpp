// The effects of each kind of news, called by receive_news inside its transaction. Each says
// whether it changed anything, or why it did not.
#pragma once

#include "app/account_state.hpp"
#include "app/context.hpp"
#include "app/inbound.hpp"
#include "app/receive_message.hpp"
#include "base/result.hpp"
#include "store/repositories/account_news.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace croozer::app {

// Empty: it took effect. Otherwise why it did not, for the ledger.
using Because = std::string;

// An account as news sees it, with its WABA.
struct NewsTarget {
    store::NewsAccount account;
    std::string_view waba_id;
};

[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, AccountUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, AccountAlert const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, ReviewUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, CapabilityUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, NumberQualityUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, NumberNameUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, SecurityUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, TemplateStatusUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, TemplateQualityUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, TemplateCategoryUpdate const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, NewsTarget const& of, TemplateComponentsUpdate const& news
);

// These name their number.
[[nodiscard]] Result<Because> take(
    Context& context, ChangeOrigin const& origin, UserPreference const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, ChangeOrigin const& origin, PhoneContact const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, ChangeOrigin const& origin, MessageEcho const& news
);
[[nodiscard]] Result<Because> take(
    Context& context, ChangeOrigin const& origin, HistoryThread const& news
);

// Events of account_update by which somebody takes the account away from us.
[[nodiscard]] bool is_removal(std::string_view event);

// A JSON object of texts; empty ones are left out.
[[nodiscard]] std::string details(
    std::initializer_list<std::pair<std::string_view, std::string_view>> members
);

}  // namespace croozer::app
