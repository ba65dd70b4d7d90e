// A number that Meta refuses and one that works again: what both mean for its queue, its people and
// the jobs that look after it.
#pragma once

#include "app/alerts.hpp"
#include "app/context.hpp"
#include "app/ports.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

// Their subject is the account's id.
inline constexpr std::string_view account_keep_job = "account_keep";
inline constexpr std::string_view account_health_job = "account_health";
inline constexpr std::string_view status_watch_job = "status_watch";

// The number is not registered at Meta, which connecting it again does.
inline constexpr std::string_view number_unregistered_alert = "number_unregistered";
inline constexpr std::string_view account_blocked_alert = "account_blocked";

// last_error of sends that wait for their account.
inline constexpr std::string_view account_not_active = "account_not_active";
// An account in error keeps its queue, and one send in a while tries whether it works again.
inline constexpr auto account_pause = std::chrono::minutes(5);

// Meta's codes that say of the token itself that it is no good: 190 with its subcodes, and 0
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
[[nodiscard]] bool is_token_error(std::int64_t code);
// 131042: the payment method.
// A secret was sealed with another key, or its bytes are spoilt: no later try opens it. A read that
// failed is not that.
[[nodiscard]] bool is_foreign_seal(Error const& error);
[[nodiscard]] bool is_payment_error(std::int64_t code);

// The kind of the alert that tells of a number's status, if it neither sends nor receives in it;
// empty: it does, or Meta has not told its status (Meta's v23.0 OpenAPI: two schemas of a phone
// number's `status`, of which either may come).
[[nodiscard]] std::string_view trouble_of_status(std::string_view number_status);

struct AccountTrouble {
    ErrorAction action{ErrorAction::Reauthorise};  // or StopAccount, StopBillable
    std::int64_t code{0};
    std::string detail;
};

// What people are told of it.
[[nodiscard]] RaiseAlert alert_of(AccountId account, AccountTrouble const& trouble);

// Status "error": its queue is kept and waits, people are told, its health is looked at. What a
// send or a token's look learnt.
[[nodiscard]] Result<void> break_account(
    Context& context, AccountId account, AccountTrouble const& trouble
);
// The same for what Meta told by webhook, which has its own alert: a ban, a removal. The owner
// decides what becomes of the number; one send in a while tries.
[[nodiscard]] Result<void> stop_account(
    Context& context, AccountId account, std::string_view reason, RaiseAlert const& alert
);
// The account's token. nullopt: it does not open, because its row was moved or the key is another
// (a restored backup); then the account is broken as by a dead token, for only connecting again
// mends it.
[[nodiscard]] Result<std::optional<Secret>> open_token_or_break(
    Context& context, AccountId account, SealedSecret const& sealed
);
// "error", or a trouble that stops less, is over: what waited leaves, and what was told is taken
// back. False: nothing was wrong.
[[nodiscard]] Result<bool> mend_account(Context& context, AccountId account);

void announce_account(Context& context, AccountId account);

// Looks at the account again at `due`, or sooner if that was planned.
[[nodiscard]] Result<void> look_at_account(
    Context& context, std::string_view job, AccountId account, Instant due
);

}  // namespace croozer::app
