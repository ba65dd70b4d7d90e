// What is known of a connected number's token and health, for the jobs that keep them.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct AccountCare {
    AccountId id;
    std::string phone_number_id;
    std::string waba_id;
    SealedSecret token;
    std::string status;                      // active, error
    std::optional<std::int64_t> error_code;  // of Meta, while in error
    std::optional<Instant> token_expires_at;
    std::optional<std::int64_t> token_told_days;
    std::string health;  // JSON, documents/account_document.hpp; empty: never read
    std::string facts;   // likewise
    std::string quality;
    std::string messaging_limit;
    std::string throughput_level;
    std::string subscribed_fields;  // JSON list
    bool is_subscribed{false};
    std::string restrictions;  // JSON list; empty: none
    Instant connected_at;
};

// nullopt: there is no such account, or it is disconnected.
[[nodiscard]] Result<std::optional<AccountCare>> find_account_care(
    Session& session, BusinessId business, AccountId id
);
// For a change of what was read: nobody else changes the account before this transaction ends.
[[nodiscard]] Result<void> lock_account(Session& session, BusinessId business, AccountId id);

struct TokenState {
    SealedSecret token;
    std::string scopes;  // JSON list
    std::optional<Instant> expires_at;
    std::optional<Instant> data_access_expires_at;
    Instant checked_at;
    std::optional<std::int64_t> told_days;
};

// Only while the account still has the token `of`; false: somebody connected it anew meanwhile.
[[nodiscard]] Result<bool> save_token(
    Session& session,
    BusinessId business,
    AccountId id,
    SealedSecret const& of,
    TokenState const& state
);
[[nodiscard]] Result<bool> has_token(
    Session& session, BusinessId business, AccountId id, SealedSecret const& token
);
// Which of the alerts of its last days was told, while it still has the token `of`.
[[nodiscard]] Result<void> save_told_days(
    Session& session,
    BusinessId business,
    AccountId id,
    SealedSecret const& of,
    std::optional<std::int64_t> days
);
// Health, facts, quality, limits, restrictions and subscription as `care` has them.
[[nodiscard]] Result<void> save_health(
    Session& session, BusinessId business, AccountCare const& care, Instant checked_at
);

// Facts alone (JSON, documents/account_document.hpp). Of a disconnected account: nothing is done.
[[nodiscard]] Result<void> save_account_facts(
    Session& session, BusinessId business, AccountId id, std::string_view facts
);

struct WaitingStatuses {
    std::int64_t overdue{0};          // accepted before `overdue_before`
    std::optional<Instant> oldest{};  // of all that wait
};

// Messages of the account that Graph accepted from `since` on and that no status webhook has told
// of.
[[nodiscard]] Result<WaitingStatuses> messages_without_status(
    Session& session, BusinessId business, AccountId account, Instant since, Instant overdue_before
);

}  // namespace croozer::store
