#include "store/repositories/inbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::store {
namespace {

// A parked change that has a route.
#define IS_ROUTED                                         \
    "((reason = 'unknown_number' and phone_number_id in " \
    "(select r.phone_number_id from phone_routes r)) "    \
    "or (reason = 'unknown_waba' and waba_id in (select r.waba_id from phone_routes r)))"

// Bodies of some megabytes each: one at a time, until they are enough.
Result<bool> load_body(
    Session& session, InboxRow row, std::vector<InboxRow>& rows, std::size_t& bytes_left
) {
    auto const bodies = TRY(session.query("select body from inbox where id = $1", {row.id}));
    row.body = bodies.front().bytes(0);
    auto const size = row.body.size();
    rows.push_back(std::move(row));
    bytes_left -= std::min(size, bytes_left);
    return bytes_left > 0;
}

// Those of rows that are settled: the others are not through for the first time.
Result<std::vector<InboxRow>> replayed_rows(Session& session, std::int64_t limit) {
    auto const changes = TRY(session.query(
        "select p.inbox_id, p.change_no, p.replayed_at from parked_changes p "
        "join inbox i on i.id = p.inbox_id "
        "where p.replayed_at is not null and i.settled_at is not null "
        "order by p.inbox_id, p.change_no limit $1",
        {limit}
    ));
    std::vector<InboxRow> result;
    for (auto const& row : changes) {
        auto const id = row.id<InboxId>(0);
        if (result.empty() || result.back().id != id) {
            result.push_back({.id = id, .body = {}});
        }
        result.back().replayed.push_back(
            {.change_no = row.integer(1), .replayed_at = row.instant(2)}
        );
    }
    return result;
}

Result<void> drop_unneeded_body(Session& session, InboxId id) {
    TRY(session.execute(
        "update inbox set body = $2 where id = $1 and settled_at is not null and not exists "
        "(select 1 from parked_changes p where p.inbox_id = inbox.id)",
        {id, Blob{}}
    ));
    return {};
}

}  // namespace

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
    for (auto const& row : ids) {
        InboxRow const left_over{.id = row.id<InboxId>(0), .body = {}};
        if (!TRY(load_body(session, left_over, result, most_bytes))) {
            return result;
        }
    }
    for (auto& row : TRY(replayed_rows(session, limit))) {
        if (!TRY(load_body(session, std::move(row), result, most_bytes))) {
            break;
        }
    }
    return result;
}

Result<void> settle_inbox(
    Session& session, InboxId id, std::span<ReplayedChange const> replayed, Instant at
) {
    for (auto const& change : replayed) {
        TRY(session.execute(
            "delete from parked_changes "
            "where inbox_id = $1 and change_no = $2 and replayed_at = $3",
            {id, change.change_no, change.replayed_at}
        ));
    }
    TRY(session.execute(
        "update inbox set settled_at = $2, body = case when exists (select 1 from parked_changes p "
        "where p.inbox_id = inbox.id) then body else $3 end where id = $1",
        {id, at, Blob{}}
    ));
    return {};
}

Result<void> replay_unrouted(Session& session, std::string_view phone_number_id, Instant at) {
    TRY(session.execute(
        "update parked_changes set replayed_at = $2 where replayed_at is null and parked_at > $3 "
        "and ((phone_number_id = $1 and reason = 'unknown_number') "
        "or (reason = 'unknown_waba' and waba_id in "
        "(select r.waba_id from phone_routes r where r.phone_number_id = $1)))",
        {phone_number_id, at, at - Duration(parked_for)}
    ));
    return {};
}

Result<void> replay_all_routed(Session& session, Instant at) {
    TRY(session.execute(
        "update parked_changes set replayed_at = $1 "
        "where replayed_at is null and parked_at > $2 and " IS_ROUTED,
        {at, at - Duration(parked_for)}
    ));
    return {};
}

Result<std::int64_t> drop_old_parked(Session& session, Instant now, std::int64_t limit) {
    auto const old = TRY(session.query(
        "select inbox_id, change_no from parked_changes "
        "where parked_at <= $1 and replayed_at is null order by parked_at limit $2",
        {now - Duration(parked_for), limit}
    ));
    for (auto const& row : old) {
        auto const id = row.id<InboxId>(0);
        TRY(session.execute(
            "delete from parked_changes where inbox_id = $1 and change_no = $2",
            {id, row.integer(1)}
        ));
        CHECK(drop_unneeded_body(session, id));
    }
    return std::ssize(old);
}

Result<void> park_change(Session& session, ParkedChange const& change, Instant at) {
    TRY(session.execute(
        "insert into parked_changes "
        "(inbox_id, change_no, reason, field, waba_id, phone_number_id, parked_at) "
        "values ($1, $2, $3, $4, $5, $6, $7) on conflict (inbox_id, change_no) "
        "do update set reason = excluded.reason, replayed_at = null",
        {change.inbox,
         change.change_no,
         change.reason,
         change.field,
         change.waba_id,
         change.phone_number_id,
         at}
    ));
    TRY(session.execute(
        "update parked_changes set replayed_at = $3 "
        "where inbox_id = $1 and change_no = $2 and " IS_ROUTED,
        {change.inbox, change.change_no, at}
    ));
    return {};
}

#undef IS_ROUTED

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
