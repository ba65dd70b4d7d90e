// WhatsApp accounts of a business, the keys that seal its secrets, and the routes that lead to it.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct Account {
    AccountId id;
    std::int64_t version{0};
    std::string phone_number_id;
    std::string waba_id;
    std::string portfolio_id;
    std::string phone_number;
    std::string display_name;
    SealedSecret token;
    std::string status;  // "active", "error", "disconnected"…
};

[[nodiscard]] Result<std::optional<Account>> find_account(
    Session& session, BusinessId business, AccountId id
);
// The one that is not disconnected.
[[nodiscard]] Result<std::optional<Account>> connected_account(
    Session& session, BusinessId business
);
[[nodiscard]] Result<void> insert_account(
    Session& session,
    BusinessId business,
    Account const& account,
    std::string_view token_kind,
    Instant connected_at
);
// Kept for history; the business may connect another.
[[nodiscard]] Result<void> disconnect_account(
    Session& session, BusinessId business, AccountId id, std::string_view reason, Instant at
);
// Status "error": nothing leaves through it but one send at a time that tries, from `retry_at` on.
[[nodiscard]] Result<void> fail_account(
    Session& session,
    BusinessId business,
    AccountId id,
    std::string_view error_message,
    Instant retry_at
);
// The right to be that send; the next may try at `again_at`. False: it is not time.
[[nodiscard]] Result<bool> claim_retry(
    Session& session, BusinessId business, AccountId id, Instant now, Instant again_at
);
// A send went through: "error" is over. True if it was in error.
[[nodiscard]] Result<bool> restore_account(Session& session, BusinessId business, AccountId id);

struct WrappedKeyRow {
    std::int64_t dek_id{0};
    std::string kek_id;
    std::string wrapped;
};

[[nodiscard]] Result<std::optional<WrappedKeyRow>> find_data_key(
    Session& session, BusinessId business, std::int64_t dek_id
);
[[nodiscard]] Result<std::optional<WrappedKeyRow>> newest_data_key(
    Session& session, BusinessId business
);
[[nodiscard]] Result<void> insert_data_key(
    Session& session, BusinessId business, WrappedKeyRow const& key, Instant at
);

struct PhoneRoute {
    BusinessId business;
    AccountId account;
    std::string waba_id;
};

// Directory: not inside a command of a business.
[[nodiscard]] Result<std::optional<PhoneRoute>> find_phone_route(
    Session& session, std::string_view phone_number_id
);
// Of every number of a WABA, one for each business: what Meta tells without naming a number
// concerns them all. Several shops may share a WABA.
[[nodiscard]] Result<std::vector<PhoneRoute>> find_waba_routes(
    Session& session, std::string_view waba_id
);
// False if another business holds this number.
[[nodiscard]] Result<bool> claim_phone_route(
    Session& session, std::string_view phone_number_id, PhoneRoute const& route
);

}  // namespace croozer::store
