#include "app/send_trouble.hpp"

#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "app/sync_templates.hpp"
#include "domain/conversation/templates.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/template_news.hpp"

#include <boost/json.hpp>

namespace croozer::app {
namespace {

namespace json = boost::json;

// developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
constexpr std::int64_t spam_restriction = 131048;
constexpr std::int64_t misclassified_templates = 131064;
constexpr std::int64_t template_unknown = 132001;
constexpr std::int64_t template_paused = 132015;
constexpr std::int64_t template_disabled = 132016;

// For hours, unlike a rate that was exceeded.
bool is_restriction(std::int64_t code) {
    return code == spam_restriction || code == misclassified_templates;
}

bool stops(ErrorAction action) {
    return action == ErrorAction::StopAccount || action == ErrorAction::StopBillable;
}

Result<void> tell(Context& context, store::Account const& before, AccountTrouble const& trouble) {
    if (stops(trouble.action)) {
        TRY(raise_alert(context, alert_of(before.id, trouble)));
    } else if (is_restriction(trouble.code)) {
        TRY(raise_alert(
            context,
            {.kind = "number_slowed",
             .subject = before.id.value,
             .level = AlertLevel::Warning,
             .detail = json::serialize(json::object{{"code", trouble.code}})}
        ));
    } else {
        return {};
    }
    if (before.error_code == trouble.code) {
        return {};
    }
    announce_account(context, before.id);
    return look_at_account(context, account_health_job, before.id, context.system_now);
}

Result<void> note(
    Context& context,
    AccountId account,
    AccountTrouble const& trouble,
    std::optional<Instant> retry_at
) {
    auto const before = TRY(store::find_account(context.session, context.business, account));
    if (!before ||
        !TRY(store::note_account_trouble(
            context.session, context.business, account, trouble.code, trouble.detail, retry_at
        ))) {
        return {};  // stopped or gone
    }
    return tell(context, *before, trouble);
}

Result<void> tell_of_template(
    Context& context, store::TemplateKey const& key, std::string const& status
) {
    auto const known = TRY(store::change_template(
        context.session, context.business, key, {.status = status}, context.system_now
    ));
    if (!known) {
        return {};
    }
    note_event(context, "template", *known, 1, "system");
    TRY(raise_alert(
        context,
        {.kind = "template_paused",
         .subject = *known,
         .level = AlertLevel::Warning,
         .detail = json::serialize(json::object{{"name", key.name}, {"status", status}})}
    ));
    return {};
}

}  // namespace

Result<void> hold_account(
    Context& context, AccountId account, AccountTrouble const& trouble, Duration pause
) {
    return note(context, account, trouble, context.system_now + pause);
}

// Templates always cost; an answer does only beyond the free ones of the month
// (developers.facebook.com/documentation/business-messaging/whatsapp/pricing).
bool is_held(store::Account const& account, conversation::Reply const& reply) {
    if (account.status == "error") {
        return true;
    }
    bool const costs = conversation::template_of(reply) != nullptr;
    return account.retry_at && (costs || !is_payment_error(account.error_code.value_or(0)));
}

Result<void> note_late_trouble(
    Context& context, store::OutboundMessage const& message, AccountTrouble const& trouble
) {
    auto const conversation =
        TRY(store::find_conversation(context.session, context.business, message.conversation));
    if (!conversation) {
        return {};
    }
    CHECK(note_template_trouble(context, conversation->account, message.reply, trouble.code));
    if (trouble.action == ErrorAction::Reauthorise) {
        // debug_token decides.
        return look_at_account(
            context, account_keep_job, conversation->account, context.system_now
        );
    }
    if (stops(trouble.action) || is_restriction(trouble.code)) {
        return note(context, conversation->account, trouble, std::nullopt);
    }
    return {};
}

Result<void> note_arrival(
    Context& context, store::OutboundMessage const& message, store::StatusChange const& change
) {
    if (store::status_rank(change.status) < store::status_rank("delivered")) {
        return {};
    }
    auto const account =
        TRY(store::troubled_account_of(context.session, context.business, message.id));
    if (!account) {
        return {};
    }
    bool const was_paid =
        conversation::template_of(message.reply) != nullptr || change.cost_class == "regular";
    if (was_paid || !is_payment_error(account->error_code.value_or(0))) {
        TRY(mend_account(context, account->id));
    }
    return {};
}

Result<void> note_template_trouble(
    Context& context, AccountId account, conversation::Reply const& reply, std::int64_t error_code
) {
    auto const* const sent = conversation::template_of(reply);
    bool const is_stopped = error_code == template_paused || error_code == template_disabled;
    if (sent == nullptr || (!is_stopped && error_code != template_unknown)) {
        return {};
    }
    auto const row = TRY(store::find_account(context.session, context.business, account));
    if (row && is_stopped) {
        CHECK(tell_of_template(
            context,
            {.waba_id = row->waba_id, .name = sent->name, .language = sent->language},
            error_code == template_paused ? "PAUSED" : "DISABLED"
        ));
    }
    return sync_templates_soon(context, account);
}

}  // namespace croozer::app
