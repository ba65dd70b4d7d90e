#include "app/message_pricing.hpp"

#include "domain/business/hours.hpp"
#include "store/repositories/message_costs.hpp"

namespace croozer::app {

Result<void> note_pricing(Context& context, MessageId id, store::StatusChange const& change) {
    store::Pricing const pricing{
        .category = change.billing_category, .cost_class = change.cost_class
    };
    if (pricing.category.empty()) {
        return {};
    }
    auto& session = context.session;
    auto const business = context.business;
    auto const message = TRY(store::lock_priced_message(session, business, id));
    bool const counted = message && !message->pricing.category.empty();
    if (!message || message->pricing == pricing ||
        (counted && store::status_rank(change.status) <= message->status_rank)) {
        return {};
    }
    auto const shop = TRY(context.shops.load(session, business));
    auto const month = business::business_month(*shop.settings, message->created_at);
    CHECK(store::set_message_pricing(session, business, id, pricing));
    if (counted) {
        CHECK(store::count_message_cost(session, business, month, message->pricing, -1));
    }
    return store::count_message_cost(session, business, month, pricing, 1);
}

}  // namespace croozer::app
