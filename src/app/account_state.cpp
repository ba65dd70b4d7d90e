#include "app/account_state.hpp"

#include "app/journal.hpp"
#include "base/log.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/work.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace croozer::app {
namespace {

namespace json = boost::json;

constexpr std::int64_t unauthenticated = 0;
constexpr std::int64_t token_refused = 190;
constexpr std::int64_t payment_refused = 131042;
constexpr std::int64_t name_refused = 131037;
// Registering the number again mends these: its registration or certificate is wrong, an earlier
// deregistration did not finish, it is not registered
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
constexpr std::array unregistered_codes{
    std::int64_t{131045}, std::int64_t{133000}, std::int64_t{133010}
};

constexpr std::array lost_statuses{
    std::string_view("DISCONNECTED"),
    std::string_view("UNLINKED"),
    std::string_view("DELETED"),
    std::string_view("MIGRATED"),
};

constexpr std::array told_while_in_error{
    std::string_view("token_invalid"),
    account_blocked_alert,
    std::string_view("account_removed"),
    number_unregistered_alert,
    std::string_view("name_not_approved"),
    std::string_view("payments_missing"),
    std::string_view("number_slowed"),
};

bool is_unregistered_error(std::int64_t code) {
    return std::ranges::find(unregistered_codes, code) != unregistered_codes.end();
}

struct Stop {
    std::string_view reason;
    std::optional<std::int64_t> code{};  // Meta's
};

Result<void> stop_for(
    Context& context, AccountId account, Stop const& stop, RaiseAlert const& alert
) {
    auto const before = TRY(store::find_account(context.session, context.business, account));
    if (!before || before->status == "disconnected") {
        return {};
    }
    CHECK(store::fail_account(
        context.session,
        context.business,
        account,
        stop.reason,
        context.system_now + Duration(account_pause),
        stop.code
    ));
    TRY(raise_alert(context, alert));
    announce_account(context, account);
    if (before->status == "error") {
        return {};
    }
    return look_at_account(context, account_health_job, account, context.system_now);
}

}  // namespace

RaiseAlert alert_of(AccountId account, AccountTrouble const& trouble) {
    RaiseAlert alert{
        .kind = account_blocked_alert,
        .subject = account.value,
        .level = AlertLevel::Critical,
        .detail = json::serialize(json::object{{"reason", trouble.detail}, {"code", trouble.code}})
    };
    if (trouble.action == ErrorAction::Reauthorise) {
        alert.kind = "token_invalid";
        alert.detail = json::serialize(json::object{{"code", trouble.code}});
    } else if (is_payment_error(trouble.code)) {
        alert.kind = "payments_missing";
        alert.detail = json::serialize(json::object{{"code", trouble.code}});
    } else if (is_unregistered_error(trouble.code)) {
        alert.kind = number_unregistered_alert;
    } else if (trouble.code == name_refused) {
        alert.kind = "name_not_approved";
    }
    return alert;
}

bool is_token_error(std::int64_t code) {
    return code == unauthenticated || code == token_refused;
}

bool is_foreign_seal(Error const& error) {
    return error.code == ErrorCode::Corrupt || error.slug == "kek";
}

bool is_payment_error(std::int64_t code) {
    return code == payment_refused;
}

std::string_view trouble_of_status(std::string_view number_status) {
    if (number_status == "BANNED") {
        return account_blocked_alert;
    }
    bool const is_lost = std::ranges::find(lost_statuses, number_status) != lost_statuses.end();
    return is_lost ? number_unregistered_alert : std::string_view();
}

void announce_account(Context& context, AccountId account) {
    note_event(context, "whatsapp_account", account.value, 1, "system");
    // Everybody's board says whether messages leave.
    note_event(context, "business", context.business.value, 1, "system");
}

Result<void> look_at_account(
    Context& context, std::string_view job, AccountId account, Instant due
) {
    CHECK(store::put_job(
        context.session,
        context.business,
        {.kind = job,
         .subject = account.value,
         .due_at = due,
         .created_at = context.system_now,
         .expires_at = {}}
    ));
    context.effects.wake_work(due);
    return {};
}

Result<void> break_account(Context& context, AccountId account, AccountTrouble const& trouble) {
    return stop_for(
        context,
        account,
        {.reason = trouble.detail, .code = trouble.code},
        alert_of(account, trouble)
    );
}

Result<std::optional<Secret>> open_token_or_break(
    Context& context, AccountId account, SealedSecret const& sealed
) {
    auto token = context.secrets.open(
        context.session,
        context.business,
        {.table = "whatsapp_accounts", .column = "token_sealed", .row = account.value},
        sealed
    );
    if (token) {
        return *std::move(token);
    }
    if (!is_foreign_seal(token.error())) {
        return std::unexpected(std::move(token).error());
    }
    auto const id = account.to_string();
    log::error(
        "a token does not open",
        {{"account", std::string_view(id)}, {"why", std::string_view(token.error().slug)}}
    );
    CHECK(break_account(
        context,
        account,
        {.action = ErrorAction::Reauthorise, .code = unauthenticated, .detail = "sealed_secret"}
    ));
    return std::nullopt;
}

Result<void> stop_account(
    Context& context, AccountId account, std::string_view reason, RaiseAlert const& alert
) {
    return stop_for(context, account, {.reason = reason}, alert);
}

Result<bool> mend_account(Context& context, AccountId account) {
    auto& session = context.session;
    auto const business = context.business;
    auto const before = TRY(store::find_account(session, business, account));
    bool const is_stopped = before && before->status == "error";
    if (!is_stopped && !(before && before->status == "active" && before->error_code)) {
        return false;
    }
    // The work rows before the account, as the sender takes them.
    CHECK(store::hasten_deferred(session, business, context.system_now, account_not_active));
    TRY(store::restore_account(session, business, account));
    for (auto const kind : told_while_in_error) {
        TRY(resolve_alert(context, kind, account.value));
    }
    announce_account(context, account);
    context.effects.wake_work(context.system_now);
    if (is_stopped) {
        CHECK(look_at_account(context, account_health_job, account, context.system_now));
    }
    return true;
}

}  // namespace croozer::app
