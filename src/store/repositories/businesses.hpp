// A shop's own row, its settings put together from their tables, and its directory entry.
#pragma once

#include "domain/business/settings.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct ShopRevision {
    std::int64_t version{0};  // of the settings
    std::int64_t menu_revision{0};
    std::string status;  // creating, active, suspended
};

// nullopt: no such business. Cheap: commands ask it to know whether what they cached still holds.
[[nodiscard]] Result<std::optional<ShopRevision>> shop_revision(
    Session& session, BusinessId business
);
[[nodiscard]] Result<business::Settings> load_settings(Session& session, BusinessId business);

struct NewBusiness {
    OrganizationId organization;
    UserId owner;
    business::Settings settings;
    std::string email;
    bool is_demo{false};
};

[[nodiscard]] Result<void> insert_business(
    Session& session, BusinessId business, NewBusiness const& shop, Instant at
);
[[nodiscard]] Result<void> set_business_status(
    Session& session, BusinessId business, std::string_view status, Instant at
);
[[nodiscard]] Result<void> insert_location(
    Session& session, BusinessId business, LocationId id, std::string_view name, Instant at
);
[[nodiscard]] Result<LocationId> default_location(Session& session, BusinessId business);
[[nodiscard]] Result<void> insert_zone(
    Session& session,
    BusinessId business,
    Uuid id,
    LocationId location,
    business::DeliveryZone const& zone,
    std::int64_t display_order
);
[[nodiscard]] Result<void> raise_menu_revision(Session& session, BusinessId business, Instant at);
// For the first 20 orders of a shop, and reports.
[[nodiscard]] Result<void> count_accepted_order(Session& session, BusinessId business);

}  // namespace croozer::store
