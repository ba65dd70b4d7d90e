// Customers and how they are known: identities (phone, BSUID with its portfolio). A username is an
// attribute, never a key.
#pragma once

#include "domain/business/language.hpp"
#include "domain/ordering/cart.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct Customer {
    CustomerId id;
    std::int64_t version{0};
    std::string name;  // as staff or the customer said; else the profile's
    std::string whatsapp_name;
    std::optional<std::string> phone;
    std::optional<std::string> bsuid;
    std::optional<Language> preferred_language;
    bool blocked{false};
    std::int64_t total_orders{0};
};

enum class IdentityKind : std::uint8_t { Phone, Bsuid };

[[nodiscard]] Result<std::optional<Customer>> find_customer(
    Session& session, BusinessId business, CustomerId id
);

struct Identity {
    CustomerId customer;
    bool is_alias{false};  // one of the past
};

[[nodiscard]] Result<std::optional<Identity>> find_identity(
    Session& session,
    BusinessId business,
    IdentityKind kind,
    std::string_view scope,  // portfolio of a BSUID; empty for a phone
    std::string_view value
);
[[nodiscard]] Result<std::optional<CustomerId>> find_by_identity(
    Session& session,
    BusinessId business,
    IdentityKind kind,
    std::string_view scope,
    std::string_view value
);
// Whose identity it is from now on: `customer`'s, unless somebody has it already. Two commands that
// claim the same one at a time get the same answer, so whoever makes a customer claims first.
[[nodiscard]] Result<CustomerId> claim_identity(
    Session& session,
    BusinessId business,
    CustomerId customer,
    IdentityKind kind,
    std::string_view scope,
    std::string_view value,
    Instant at
);
// Besides `bsuid`.
[[nodiscard]] Result<bool> has_other_bsuid(
    Session& session,
    BusinessId business,
    CustomerId customer,
    std::string_view portfolio,
    std::string_view bsuid
);
// The number has a new owner; the one before keeps everything else.
[[nodiscard]] Result<void> move_phone(
    Session& session,
    BusinessId business,
    std::string_view phone,
    CustomerId from,
    CustomerId to,
    Instant at
);
// An id of the past: still theirs, never written to.
[[nodiscard]] Result<void> make_alias(
    Session& session, BusinessId business, std::string_view portfolio, std::string_view bsuid
);
// The same of a phone that its owner has given up, or has again: it finds them, and is not what
// they are called at.
[[nodiscard]] Result<void> set_phone_alias(
    Session& session, BusinessId business, std::string_view phone, bool is_alias
);

// All of their phones: where they are now is not known.
[[nodiscard]] Result<void> give_up_phones(
    Session& session, BusinessId business, CustomerId customer
);
// Whether they ever had one.
[[nodiscard]] Result<bool> has_phone(Session& session, BusinessId business, CustomerId customer);

struct NewCustomer {
    CustomerId id;
    std::string name;
    std::string whatsapp_name;
    std::optional<std::string> username;
    std::optional<std::string> phone;
};

[[nodiscard]] Result<void> insert_customer(
    Session& session, BusinessId business, NewCustomer const& customer, Instant at
);
// What a new message tells: profile name, username, the phone they have now (a late message may
// tell one that they had before). A phone that they have given up is not theirs to be written to:
// the newest that is still theirs takes its place, or none.
[[nodiscard]] Result<void> touch_customer(
    Session& session, BusinessId business, NewCustomer const& seen, Instant at
);
[[nodiscard]] Result<void> set_customer_name(
    Session& session, BusinessId business, CustomerId id, std::string_view name, Instant at
);
// Only where there is none: what staff or the customer said stays.
[[nodiscard]] Result<bool> name_nameless(
    Session& session, BusinessId business, CustomerId id, std::string_view name, Instant at
);
[[nodiscard]] Result<void> count_customer_order(
    Session& session, BusinessId business, CustomerId id, Money total, Instant at
);

// The address used last; empty if none.
[[nodiscard]] Result<ordering::Address> last_address(
    Session& session, BusinessId business, CustomerId id
);
[[nodiscard]] Result<void> remember_address(
    Session& session,
    BusinessId business,
    CustomerId customer,
    Uuid new_id,
    ordering::Address const& address,
    Instant at
);

}  // namespace croozer::store
