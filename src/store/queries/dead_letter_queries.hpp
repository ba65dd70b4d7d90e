// Sends that were given up: Meta refused them for good, or nobody knows whether they arrived.
#pragma once

#include "store/queries/chat_queries.hpp"

namespace croozer::store {

struct DeadLetterRecord {
    MessageRecord message;
    std::string customer_name;
    std::int64_t attempts{0};
    std::string reason;  // may be empty
    Instant died_at;
};

// Latest first.
[[nodiscard]] Result<std::vector<DeadLetterRecord>> list_dead_letters(
    Session& session, BusinessId business, PageAfter const& page
);

}  // namespace croozer::store
