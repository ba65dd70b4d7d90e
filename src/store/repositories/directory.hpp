// Derived routes across businesses: which exist, and who may enter which. Not inside a command of a
// business. A member loses entry when the route goes, so disabling one removes the route.
#pragma once

#include "domain/business/settings.hpp"
#include "domain/ordering/order_state.hpp"
#include "store/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// What the directory shows of a business, so that whoever may enter several reads one table.
struct BusinessSummary {
    std::string name;
    std::string type;
    std::string timezone;
    std::string currency;
    std::string language;  // "he", "en"
};

[[nodiscard]] BusinessSummary summary_of(business::Settings const& settings);

[[nodiscard]] Result<void> put_business_route(
    Session& session,
    BusinessId business,
    BusinessSummary const& summary,
    std::string_view status,
    Instant at
);
// The summary follows the business's own row, whose `version` keeps an older one from overtaking.
// No effect if it has no route.
[[nodiscard]] Result<void> update_business_route(
    Session& session, BusinessId business, BusinessSummary const& summary, std::int64_t version
);
[[nodiscard]] Result<void> put_user_route(
    Session& session, UserId user, BusinessId business, ordering::Role role
);
[[nodiscard]] Result<void> delete_user_route(Session& session, UserId user, BusinessId business);
// All but those to shops of their own.
[[nodiscard]] Result<void> delete_user_routes(Session& session, UserId user);

struct Membership {
    BusinessId business;
    ordering::Role role{ordering::Role::Viewer};
    BusinessSummary summary;
    std::string business_status;
};

// In the order in which the businesses were made. A role this version does not know grants nothing.
[[nodiscard]] Result<std::vector<Membership>> memberships_of(Session& session, UserId user);
[[nodiscard]] Result<std::vector<BusinessId>> all_businesses(Session& session);

}  // namespace croozer::store
