// The people who hold the demo phone.
#pragma once

#include "sandbox/config.hpp"
#include "sandbox/webhook_bodies.hpp"

#include <span>
#include <string_view>

namespace croozer::sandbox {

struct Customer {
    std::string_view id;
    std::string_view name_he;
    std::string_view name_en;
    // Empty: shops never see one, only the BSUID and the username (meta notes §3.2).
    std::string_view phone;
    std::string_view username;
};

[[nodiscard]] std::span<Customer const> demo_customers();
// Null if unknown.
[[nodiscard]] Customer const* customer_by_id(std::string_view id);
// The customer a send of this shop goes to, or null.
[[nodiscard]] Customer const* customer_by_address(Shop const& shop, std::string_view address);
// As the shop's portfolio sees them.
[[nodiscard]] Sender sender_of(Customer const& customer, Shop const& shop);

}  // namespace croozer::sandbox
