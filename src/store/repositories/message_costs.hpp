// How many messages Meta said cost what: a counter a month, category and class, never a price.
#pragma once

#include "store/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// What a status said of one message: pricing.category and pricing.type.
struct Pricing {
    std::string category;
    std::string cost_class;

    friend bool operator==(Pricing const&, Pricing const&) = default;
};

struct PricedMessage {
    Pricing pricing;  // empty: nobody has said
    std::int64_t status_rank{0};
    Instant created_at;
};

// Locks the row to the command's end; nothing where there is one writer.
[[nodiscard]] Result<std::optional<PricedMessage>> lock_priced_message(
    Session& session, BusinessId business, MessageId id
);
[[nodiscard]] Result<void> set_message_pricing(
    Session& session, BusinessId business, MessageId id, Pricing const& pricing
);
// `by` is 1, or -1 for what was said wrongly before. `month` is the shop's, "2026-11".
[[nodiscard]] Result<void> count_message_cost(
    Session& session,
    BusinessId business,
    std::string_view month,
    Pricing const& pricing,
    std::int64_t by
);

struct MessageCost {
    Pricing pricing;
    std::int64_t count{0};
};

[[nodiscard]] Result<std::vector<MessageCost>> message_costs(
    Session& session, BusinessId business, std::string_view month
);

}  // namespace croozer::store
