#include "store/repositories/deletion_requests.hpp"

namespace croozer::store {

Result<bool> insert_deletion_request(
    Session& session, std::string_view code_hash, std::optional<UserId> user, Instant at
) {
    auto const inserted = TRY(session.execute(
        "insert into deletion_requests (code_hash, user_id, state, requested_at, completed_at) "
        "values ($1, $2, $3, $4, $5) on conflict (code_hash) do nothing",
        {Blob{std::string(code_hash)},
         user,
         user ? "running" : "done",
         at,
         user ? Value() : Value(at)}
    ));
    return inserted == 1;
}

Result<std::optional<DeletionState>> find_deletion_request(
    Session& session, std::string_view code_hash
) {
    auto const rows = TRY(session.query(
        "select state, requested_at from deletion_requests where code_hash = $1",
        {Blob{std::string(code_hash)}}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    return DeletionState{
        .is_done = rows.front().text(0) == "done", .requested_at = rows.front().instant(1)
    };
}

Result<std::vector<UserId>> people_to_forget(Session& session, std::int64_t limit) {
    auto const rows = TRY(session.query(
        "select user_id from deletion_requests where state = 'running' and user_id is not null "
        "group by user_id order by min(requested_at) limit $1",
        {limit}
    ));
    std::vector<UserId> people;
    for (auto const& row : rows) {
        people.push_back(row.id<UserId>(0));
    }
    return people;
}

Result<void> finish_deletion_requests(Session& session, UserId user, Instant at) {
    TRY(session.execute(
        "update deletion_requests set state = 'done', completed_at = $2, user_id = null "
        "where user_id = $1",
        {user, at}
    ));
    return {};
}

}  // namespace croozer::store
