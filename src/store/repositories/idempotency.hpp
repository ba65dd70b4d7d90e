// Answers kept under the client's Idempotency-Key, in the same transaction as what they tell of, so
// that a repeated request has one effect and one answer.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct IdempotencyKey {
    std::string principal;  // "user:<id>"
    std::string route;      // "POST /api/orders"
    std::string key;
};

struct StoredAnswer {
    std::string body_hash;  // SHA-256 of the request's body
    std::int64_t status{0};
    std::string response;
};

// nullopt if there is none younger than `not_before`; an older one is removed.
[[nodiscard]] Result<std::optional<StoredAnswer>> find_answer(
    Session& session, BusinessId business, IdempotencyKey const& key, Instant not_before
);
// Removes a few of the business's answers that are older than `not_before`, so that what is past
// its time goes without a sweeper. Errors: ConstraintUnique if a concurrent request stored one
// meanwhile.
[[nodiscard]] Result<void> insert_answer(
    Session& session,
    BusinessId business,
    IdempotencyKey const& key,
    StoredAnswer const& answer,
    Instant at,
    Instant not_before
);

}  // namespace croozer::store
