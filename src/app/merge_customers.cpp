#include "app/merge_customers.hpp"

#include "app/journal.hpp"
#include "store/repositories/customer_merge.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {

Result<CustomerId> merge_customers(Context& context, CustomerId one, CustomerId other) {
    auto& session = context.session;
    auto const business = context.business;
    auto const into = TRY(store::older_customer(session, business, one, other));
    auto const from = into == one ? other : one;
    auto const joined = TRY(store::merge_customers(session, business, from, into, context.now));
    for (auto const& join : joined) {
        if (join.has_turn) {
            CHECK(store::schedule_turn(session, business, join.into, context.system_now));
            context.effects.wake_work(context.system_now);
        }
        note_event(context, "conversation", join.gone.value, 1, "system");
        note_event(context, "conversation", join.into.value, 1, "system");
    }
    note_audit(
        context,
        {},
        {.action = "customer.merge",
         .object_kind = "customer",
         .object = into.value,
         .difference = R"({"from":")" + from.to_string() + R"("})"}
    );
    return into;
}

}  // namespace croozer::app
