#include "store/queries/status_queries.hpp"

namespace croozer::store {

Result<bool> has_status(Session& session, BusinessId business, std::string_view wamid) {
    auto const rows = TRY(session.query(
        "select 1 from message_statuses where business_id = $1 and wamid = $2 limit 1",
        {business, wamid}
    ));
    return !rows.empty();
}

}  // namespace croozer::store
