#include "store/repositories/marketing.hpp"

namespace croozer::store {

Result<bool> takes_marketing(Session& session, BusinessId business, CustomerId customer) {
    auto const rows = TRY(session.query(
        "select 1 from customers c where c.business_id = $1 and c.id = $2 "
        "and c.opt_in_marketing = $3 and not exists (select 1 from consents w "
        "where w.business_id = c.business_id and w.customer_id = c.id "
        "and w.purpose = 'marketing' and w.withdrawn_at is not null and not exists "
        "(select 1 from consents g where g.business_id = c.business_id "
        "and g.customer_id = c.id and g.purpose = 'marketing' and g.withdrawn_at is null "
        "and g.given_at >= w.withdrawn_at))",
        {business, customer, true}
    ));
    return !rows.empty();
}

}  // namespace croozer::store
