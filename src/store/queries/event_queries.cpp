#include "store/queries/event_queries.hpp"

namespace croozer::store {

Result<std::vector<EventRecord>> events_after(
    Session& session, BusinessId business, std::int64_t seq, std::int64_t limit
) {
    auto const rows = TRY(session.query(
        "select seq, kind, subject_id, version from events where business_id = $1 and seq > $2 "
        "order by seq limit $3",
        {business, seq, limit}
    ));
    std::vector<EventRecord> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(
            {.seq = row.integer(0),
             .kind = row.text(1),
             .subject = row.uuid(2),
             .version = row.integer(3)}
        );
    }
    return list;
}

Result<EventRange> event_range(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select coalesce(min(seq), 0), coalesce(max(seq), 0) from events where business_id = $1",
        {business}
    ));
    return EventRange{.first = rows.front().integer(0), .last = rows.front().integer(1)};
}

}  // namespace croozer::store
