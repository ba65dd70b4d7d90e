#include "store/queries/dead_letter_queries.hpp"

#include <limits>

namespace croozer::store {

Result<std::vector<DeadLetterRecord>> list_dead_letters(
    Session& session, BusinessId business, PageAfter const& page
) {
    auto const rows = TRY(session.query(
        "select w.id, w.attempts, w.last_error, w.settled_at, c.name, c.whatsapp_name "
        "from work w join messages m on m.business_id = w.business_id and m.id = w.id "
        "join customers c on c.business_id = m.business_id and c.id = m.customer_id "
        "where w.business_id = $1 and w.state = 'dead' "
        "and (w.settled_at < $2 or (w.settled_at = $2 and w.id < $3)) "
        "order by w.settled_at desc, w.id desc limit $4",
        {business,
         page.at ? page.at->microseconds : std::numeric_limits<std::int64_t>::max(),
         page.id,
         page.limit}
    ));
    std::vector<DeadLetterRecord> letters;
    for (auto const& row : rows) {
        auto message = TRY(find_message_record(session, business, row.id<MessageId>(0)));
        if (!message) {
            return failure(ErrorCode::Corrupt, "dead_letter_without_message");
        }
        letters.push_back(
            {.message = *std::move(message),
             .customer_name = row.text(4).empty() ? row.text(5) : row.text(4),
             .attempts = row.integer(1),
             .reason = row.text(2),
             .died_at = row.instant(3)}
        );
    }
    return letters;
}

}  // namespace croozer::store
