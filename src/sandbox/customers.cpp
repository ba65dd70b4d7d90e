#include "sandbox/customers.hpp"

#include <algorithm>
#include <array>

namespace croozer::sandbox {
namespace {

constexpr std::array customers{
    Customer{"noa", "נועה כהן", "Noa Cohen", "972541234567", ""},
    Customer{"avi", "אבי מזרחי", "Avi Mizrahi", "972527654321", ""},
    Customer{"maya", "מאיה", "Maya", "", "@maya.tlv"},
};

}  // namespace

std::span<Customer const> demo_customers() {
    return customers;
}

Customer const* customer_by_id(std::string_view id) {
    auto const* const found = std::ranges::find(customers, id, &Customer::id);
    return found == customers.end() ? nullptr : found;
}

Customer const* customer_by_address(Shop const& shop, std::string_view address) {
    for (Customer const& customer : customers) {
        bool const by_phone = !customer.phone.empty() && customer.phone == address;
        if (by_phone || bsuid_for(shop.portfolio_id, customer.id) == address) {
            return &customer;
        }
    }
    return nullptr;
}

Sender sender_of(Customer const& customer, Shop const& shop) {
    Sender sender;
    sender.name = customer.name_he;
    sender.bsuid = bsuid_for(shop.portfolio_id, customer.id);
    if (!customer.phone.empty()) {
        sender.phone = customer.phone;
    }
    if (!customer.username.empty()) {
        sender.username = customer.username;
    }
    return sender;
}

}  // namespace croozer::sandbox
