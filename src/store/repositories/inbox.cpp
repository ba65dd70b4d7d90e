#include "store/repositories/inbox.hpp"

namespace croozer::store {

Result<void> insert_inbox(
    Session& session, InboxId id, Instant received_at, std::string_view body
) {
    TRY(session.execute(
        "insert into inbox (id, received_at, body) values ($1, $2, $3)",
        {id, received_at, Blob{std::string(body)}}
    ));
    return {};
}

Result<std::vector<InboxRow>> unsettled_inbox(
    Session& session, Instant until, std::int64_t limit, std::size_t most_bytes
) {
    auto const ids = TRY(session.query(
        "select id from inbox where settled_at is null and received_at <= $1 "
        "order by received_at limit $2",
        {until, limit}
    ));
    std::vector<InboxRow> result;
    std::size_t bytes = 0;
    for (auto const& row : ids) {
        auto const id = row.id<InboxId>(0);
        auto const bodies = TRY(session.query("select body from inbox where id = $1", {id}));
        result.push_back({.id = id, .body = bodies.front().bytes(0)});
        bytes += result.back().body.size();
        if (bytes >= most_bytes) {
            break;
        }
    }
    return result;
}

Result<void> settle_inbox(Session& session, InboxId id, Instant at) {
    TRY(session.execute(
        "update inbox set settled_at = $2, body = case when exists (select 1 from parked_changes p "
        "where p.inbox_id = inbox.id) then body else $3 end where id = $1",
        {id, at, Blob{}}
    ));
    return {};
}

Result<void> replay_unrouted(Session& session, std::string_view phone_number_id, Instant at) {
    TRY(session.execute(
        "update inbox set settled_at = null where id in (select inbox_id from parked_changes "
        "where replayed_at is null and ((phone_number_id = $1 and reason = 'unknown_number') "
        "or (reason = 'unknown_waba' and waba_id in "
        "(select r.waba_id from phone_routes r where r.phone_number_id = $1))))",
        {phone_number_id}
    ));
    TRY(session.execute(
        "update parked_changes set replayed_at = $2 "
        "where replayed_at is null and ((phone_number_id = $1 and reason = 'unknown_number') "
        "or (reason = 'unknown_waba' and waba_id in "
        "(select r.waba_id from phone_routes r where r.phone_number_id = $1)))",
        {phone_number_id, at}
    ));
    return {};
}

Result<void> park_change(Session& session, ParkedChange const& change, Instant at) {
    TRY(session.execute(
        "insert into parked_changes "
        "(inbox_id, change_no, reason, field, waba_id, phone_number_id, parked_at) "
        "values ($1, $2, $3, $4, $5, $6, $7) on conflict (inbox_id, change_no) "
        "do update set parked_at = excluded.parked_at, replayed_at = null",
        {change.inbox,
         change.change_no,
         change.reason,
         change.field,
         change.waba_id,
         change.phone_number_id,
         at}
    ));
    return {};
}

Result<bool> claim_change(
    Session& session,
    BusinessId business,
    InboxId inbox,
    std::int64_t change_no,
    std::string_view field,
    Instant at
) {
    auto const changed = TRY(session.execute(
        "insert into inbound_changes "
        "(business_id, inbox_id, change_no, fate, reason, field, at) "
        "values ($1, $2, $3, 'consumed', '', $4, $5) "
        "on conflict (business_id, inbox_id, change_no) do nothing",
        {business, inbox, change_no, field, at}
    ));
    return changed == 1;
}

Result<void> set_change_fate(
    Session& session,
    BusinessId business,
    InboxId inbox,
    std::int64_t change_no,
    std::string_view fate,
    std::string_view reason
) {
    TRY(session.execute(
        "update inbound_changes set fate = $4, reason = $5 "
        "where business_id = $1 and inbox_id = $2 and change_no = $3",
        {business, inbox, change_no, fate, reason}
    ));
    return {};
}

}  // namespace croozer::store
