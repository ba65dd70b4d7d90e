// Customers as staff reads them.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct CustomerRecord {
    CustomerId id;
    std::int64_t version{0};
    std::string name;
    std::string whatsapp_name;
    std::string username;
    std::string phone;  // normal form; may be empty
    std::string email;
    std::string preferred_language;  // may be empty
    std::vector<std::string> tags;
    std::string segment;
    std::string notes;
    std::vector<std::string> dietary_restrictions;
    std::string preferred_payment_method;
    bool opt_in_marketing{false};
    bool blocked{false};
    std::int64_t total_orders{0};
    Money total_spent;
    std::optional<Instant> first_order_at;
    std::optional<Instant> last_order_at;
    std::optional<Instant> last_message_at;
    Instant created_at;
    Instant updated_at;
    // What the list is sorted by: the last message, else the creation.
    Instant active_at;
};

struct CustomerFilter {
    std::string search;  // part of a name or phone, literal
    // Who does not read the phone must not find by it.
    bool search_phones{false};
    std::optional<Instant> after_at;
    CustomerId after_id;
    std::int64_t limit{50};
};

// Those active last come first; merged ones are left out.
[[nodiscard]] Result<std::vector<CustomerRecord>> list_customers(
    Session& session, BusinessId business, CustomerFilter const& filter
);
[[nodiscard]] Result<std::optional<CustomerRecord>> find_customer_record(
    Session& session, BusinessId business, CustomerId id
);

struct CustomerChange {
    std::string name;
    std::string email;
    std::string preferred_language;
    std::vector<std::string> tags;
    std::vector<std::string> dietary_restrictions;
    std::string notes;
    bool blocked{false};
    bool opt_in_marketing{false};
};

// Writes all of it; false if the row is no longer at `expected_version`.
[[nodiscard]] Result<bool> save_customer(
    Session& session,
    BusinessId business,
    CustomerId id,
    std::int64_t expected_version,
    CustomerChange const& change,
    Instant at
);

}  // namespace croozer::store
