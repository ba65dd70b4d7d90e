// A shop as its own people read it, and the whole write of what they may change.
#pragma once

#include "domain/business/settings.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>

namespace croozer::store {

struct BusinessRecord {
    BusinessId id;
    std::int64_t version{0};
    std::string email;
    std::string address;  // JSON object {street, city, country, postalCode}
    std::string status;
    std::string subscription;  // JSON object
    std::string onboarding;    // JSON object
    bool is_demo{false};
    Instant created_at;
    Instant updated_at;
    // Without zones, members and tax, which are rows and columns of their own.
    business::Settings settings;
};

[[nodiscard]] Result<std::optional<BusinessRecord>> find_business_record(
    Session& session, BusinessId business
);
[[nodiscard]] Result<std::optional<UserId>> owner_of(Session& session, BusinessId business);
// Writes name, type, phone, email, address and settings; false if the row is no longer at
// `record.version`.
[[nodiscard]] Result<bool> save_business(
    Session& session, BusinessRecord const& record, Instant at
);

}  // namespace croozer::store
