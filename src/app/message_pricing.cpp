#include "app/message_pricing.hpp"

#include "domain/business/hours.hpp"
#include "store/repositories/message_costs.hpp"

namespace croozer::app {

Result<void> note_pricing(Context& context, MessageId id, store::StatusChange const& change) {
    bool const failed = change.status == "failed";
    store::Pricing const pricing{
        .category = failed ? std::string() : change.billing_category,
        .cost_class = failed ? std::string() : change.cost_class
    };
    if (pricing.category.empty() && !failed) {
        return {};
    }
    auto& session = context.session;
    auto const business = context.business;
    auto const message = TRY(store::lock_priced_message(session, business, id));
    auto const rank = store::status_rank(change.status);
    // What failed costs nothing, though its `sent` may come later.
    bool const has_failed = message && message->status_rank == store::status_rank("failed");
    bool const counted = message && !message->pricing.category.empty();
    if (!message || message->pricing == pricing ||
        ((counted || has_failed) && rank <= message->status_rank)) {
        return {};
    }
    auto const shop = TRY(context.shops.load(session, business));
    auto const month = business::business_month(*shop.settings, message->created_at);
    CHECK(store::set_message_pricing(session, business, id, pricing));
    if (counted) {
        CHECK(store::count_message_cost(session, business, month, message->pricing, -1));
    }
    return failed ? Result<void>()
                  : store::count_message_cost(session, business, month, pricing, 1);
}

}  // namespace croozer::app
