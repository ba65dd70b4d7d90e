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
    // Of Meta, of what is wrong; an active account may have one that stops less than everything.
    std::optional<std::int64_t> error_code{};
    // What waits for the account waits until then.
    std::optional<Instant> retry_at{};
    bool is_coexistence{false};
    // Of its last registration, kept when it is disconnected too; nothing: none was made here.
    std::optional<SealedSecret> pin{};
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
// The newest with this number, whatever became of it.
[[nodiscard]] Result<std::optional<Account>> account_with_number(
    Session& session, BusinessId business, std::string_view phone_number_id
);

// What is known of a number once it is connected.
struct AccountConnection {
    AccountId id;
    std::string phone_number_id;
    std::string waba_id;
    std::string portfolio_id;  // empty: not told
    std::string phone_number;  // digits
    std::string display_name;
    SealedSecret token;
    std::string token_kind;  // permanent, temporary
    std::optional<Instant> token_expires_at;
    std::optional<Instant> data_access_expires_at;
    std::vector<std::string> scopes;
    std::optional<SealedSecret> pin;
    bool is_coexistence{false};
    std::string quality;  // these three as Meta writes them; empty: not told
    std::string throughput_level;
    std::string messaging_limit;
};

// A new row, or the row of that id active again with all this. A PIN that is not given stays, and
// so does the portfolio, for the ids of customers are looked up within it. Error: ConstraintUnique
// if another account of the business is connected.
[[nodiscard]] Result<void> put_account(
    Session& session, BusinessId business, AccountConnection const& account, Instant at
);
// Kept for history, without its token; the business may connect another. Its PIN stays: Meta goes
// on asking for it, and nobody else knows it.
[[nodiscard]] Result<void> disconnect_account(
    Session& session, BusinessId business, AccountId id, std::string_view reason, Instant at
);
// Status "error": nothing leaves through it but one send at a time that tries, from `retry_at` on.
[[nodiscard]] Result<void> fail_account(
    Session& session,
    BusinessId business,
    AccountId id,
    std::string_view error_message,
    Instant retry_at,
    std::optional<std::int64_t> error_code = {}
);
// Trouble that stops less: the account stays active. With `retry_at`, what it concerns waits until
// then and one send in a while tries. False: it is not active.
[[nodiscard]] Result<bool> note_account_trouble(
    Session& session,
    BusinessId business,
    AccountId id,
    std::int64_t error_code,
    std::string_view error_message,
    std::optional<Instant> retry_at
);
// An active account with trouble that holds nothing: told of by the status of a message that Graph
// had accepted. Nothing if this message was accepted before that trouble was told.
[[nodiscard]] Result<std::optional<Account>> troubled_account_of(
    Session& session, BusinessId business, MessageId message
);
// The right to be that send; the next may try at `again_at`. False: it is not time.
[[nodiscard]] Result<bool> claim_retry(
    Session& session, BusinessId business, AccountId id, Instant now, Instant again_at
);
// A send went through: what was wrong is over. True if something was.
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
// Leaves the key that another transaction made meanwhile: read it again.
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

// No effect if the number leads elsewhere.
[[nodiscard]] Result<void> release_phone_route(
    Session& session, std::string_view phone_number_id, BusinessId business, AccountId account
);
// Whether numbers of other businesses hang on this account at Meta.
[[nodiscard]] Result<bool> waba_serves_others(
    Session& session, std::string_view waba_id, BusinessId business
);

}  // namespace croozer::store
