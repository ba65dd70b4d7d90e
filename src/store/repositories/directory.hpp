// Derived routes across businesses: which exist, and who may enter which. Not inside a command of a
// business. A member loses entry when the route goes, so disabling one removes the route.
#pragma once

#include "domain/ordering/order_state.hpp"
#include "store/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

[[nodiscard]] Result<void> put_business_route(
    Session& session,
    BusinessId business,
    std::string_view name,
    std::string_view status,
    Instant at
);
// What the directory shows of a business follows its own row. No effect if it has no route.
[[nodiscard]] Result<void> rename_business_route(
    Session& session, BusinessId business, std::string_view name
);
[[nodiscard]] Result<void> put_user_route(
    Session& session, UserId user, BusinessId business, ordering::Role role
);
[[nodiscard]] Result<void> delete_user_route(Session& session, UserId user, BusinessId business);

struct Membership {
    BusinessId business;
    ordering::Role role{ordering::Role::Viewer};
    std::string business_name;
    std::string business_status;
};

// In the order in which the businesses were made. A role this version does not know grants nothing.
[[nodiscard]] Result<std::vector<Membership>> memberships_of(Session& session, UserId user);
[[nodiscard]] Result<std::vector<BusinessId>> all_businesses(Session& session);

}  // namespace croozer::store
