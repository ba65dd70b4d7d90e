#include "store/repositories/idempotency.hpp"

#include "base/limits.hpp"

namespace croozer::store {

Result<std::optional<StoredAnswer>> find_answer(
    Session& session, BusinessId business, IdempotencyKey const& key, Instant not_before
) {
    TRY(session.execute(
        "delete from idempotency_keys where business_id = $1 and principal = $2 and route = $3 "
        "and idempotency_key = $4 and created_at < $5",
        {business, key.principal, key.route, key.key, not_before}
    ));
    auto const rows = TRY(session.query(
        "select body_hash, status, response from idempotency_keys where business_id = $1 "
        "and principal = $2 and route = $3 and idempotency_key = $4",
        {business, key.principal, key.route, key.key}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return StoredAnswer{
        .body_hash = row.bytes(0), .status = row.integer(1), .response = row.text(2)
    };
}

Result<void> insert_answer(
    Session& session,
    BusinessId business,
    IdempotencyKey const& key,
    StoredAnswer const& answer,
    Instant at,
    Instant not_before
) {
    TRY(session.execute(
        "delete from idempotency_keys where business_id = $1 and created_at < $2 "
        "and (principal, route, idempotency_key) in "
        "(select principal, route, idempotency_key from idempotency_keys "
        "where business_id = $1 and created_at < $2 order by created_at limit $3)",
        {business, not_before, limits::answers_swept}
    ));
    TRY(session.execute(
        "insert into idempotency_keys (business_id, principal, route, idempotency_key, body_hash, "
        "status, response, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        {business,
         key.principal,
         key.route,
         key.key,
         Blob{answer.body_hash},
         answer.status,
         answer.response,
         at}
    ));
    return {};
}

}  // namespace croozer::store
