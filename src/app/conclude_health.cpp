// What a number's hourly look means: what is known from now on, and what people must know of it.
#include "app/account_care.hpp"
#include "app/account_state.hpp"
#include "app/alerts.hpp"
#include "app/restrictions.hpp"
#include "store/documents/account_document.hpp"
#include "store/documents/json.hpp"
#include "store/repositories/account_care.hpp"

#include <boost/json.hpp>

namespace croozer::app {
namespace {

namespace json = boost::json;
namespace documents = store::documents;

// What the look learnt of both.
documents::AccountFacts told_by(HealthConclusion const& conclusion) {
    documents::AccountFacts facts;
    if (auto const& number = conclusion.number) {
        facts.verified_name = number->verified_name;
        facts.name_status = number->name_status;
        facts.number_status = number->status;
    }
    if (auto const& waba = conclusion.waba) {
        facts.review_status = waba->review_status;
        facts.verification_status = waba->verification_status;
        facts.country = waba->country;
        facts.currency = waba->currency;
        if (waba->funding_id) {
            facts.is_funded = !waba->funding_id->empty();
        }
    }
    return facts;
}

void keep(std::string& known, std::string const& told) {
    if (!told.empty()) {
        known = told;
    }
}

// What is known after the look: what it did not read stands.
Result<store::AccountCare> after(
    store::AccountCare const& before, HealthConclusion const& conclusion, Instant now
) {
    auto account = before;
    auto const known = before.facts.empty() ? documents::AccountFacts{}
                                            : TRY(documents::decode_facts(before.facts));
    auto facts = documents::merged(known, told_by(conclusion));
    if (auto const& profile = conclusion.profile) {
        facts.about = profile->about;
        facts.picture_url = profile->picture_url;
    }
    account.facts = documents::encode_facts(facts);
    // The number's own health has the entities above it as well.
    auto const& number = conclusion.number;
    if (number && !number->health.can_send.empty()) {
        account.health = documents::encode_health(number->health);
    } else if (conclusion.waba && !conclusion.waba->health.can_send.empty()) {
        account.health = documents::encode_health(conclusion.waba->health);
    }
    if (number) {
        // Fields that this token may not read come as nothing.
        keep(account.quality, number->quality_rating);
        keep(account.throughput_level, number->throughput_level);
        keep(account.messaging_limit, number->messaging_limit);
    }
    if (conclusion.is_subscribed) {
        account.is_subscribed = *conclusion.is_subscribed;
    }
    if (!conclusion.webhook_fields.empty()) {
        account.subscribed_fields = documents::encode_texts(conclusion.webhook_fields);
    }
    auto const restrictions = TRY(documents::decode_restrictions(before.restrictions));
    if (auto const left = in_force(restrictions, now); left.size() < restrictions.size()) {
        account.restrictions = documents::encode_restrictions(left);
    }
    return account;
}

bool differ(store::AccountCare const& a, store::AccountCare const& b) {
    return a.health != b.health || a.facts != b.facts || a.quality != b.quality ||
           a.messaging_limit != b.messaging_limit || a.throughput_level != b.throughput_level ||
           a.subscribed_fields != b.subscribed_fields || a.is_subscribed != b.is_subscribed ||
           a.restrictions != b.restrictions;
}

// Raised while `detail` is there, over when it is not.
Result<void> tell(
    Context& context,
    AccountId account,
    std::string_view kind,
    AlertLevel level,
    std::optional<json::object> const& detail
) {
    if (!detail) {
        TRY(resolve_alert(context, kind, account.value));
        return {};
    }
    TRY(raise_alert(
        context,
        {.kind = kind, .subject = account.value, .level = level, .detail = json::serialize(*detail)}
    ));
    return {};
}

// Meta's three colours of a number's quality: yellow may lower its limits, red does
// (developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits).
Result<void> tell_quality(Context& context, store::AccountCare const& account) {
    bool const red = account.quality == "RED";
    bool const bad = red || account.quality == "YELLOW";
    return tell(
        context,
        account.id,
        "number_quality",
        red ? AlertLevel::Critical : AlertLevel::Warning,
        bad ? std::optional(json::object{{"quality", account.quality}}) : std::nullopt
    );
}

// A send was refused or failed later, or Meta told of a ban or a removal: told of then, over when
// that is.
bool was_told_of(store::AccountCare const& account) {
    return account.status == "error" ||
           (account.error_code && !is_payment_error(*account.error_code));
}

// BLOCKED: no message leaves at all
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status).
Result<void> tell_block(Context& context, store::AccountCare const& account) {
    auto const health = account.health.empty() ? documents::AccountHealth{}
                                               : TRY(documents::decode_health(account.health));
    auto const facts = TRY(documents::decode_facts(account.facts));
    bool const banned = trouble_of_status(facts.number_status) == account_blocked_alert;
    std::optional<json::object> detail;
    if (health.can_send == "BLOCKED") {
        detail = json::object{{"reason", ""}};
        for (auto const& entity : health.entities) {
            if (entity.can_send == "BLOCKED" && !entity.troubles.empty()) {
                auto const& trouble = entity.troubles.front();
                *detail = {{"reason", trouble.description}, {"code", trouble.code}};
                break;
            }
        }
    } else if (banned && account.status != "error") {
        detail = json::object{{"reason", facts.number_status}};
    } else if (was_told_of(account)) {
        return {};
    }
    return tell(context, account.id, account_blocked_alert, AlertLevel::Critical, detail);
}

// Nobody else may have told yet that the number was taken out of the Cloud API: a shop that only
// waits for orders sends nothing that would be refused.
Result<void> tell_registration(Context& context, store::AccountCare const& account) {
    auto const facts = TRY(documents::decode_facts(account.facts));
    bool const lost = trouble_of_status(facts.number_status) == number_unregistered_alert;
    if (account.status == "error" || (!lost && was_told_of(account))) {
        return {};
    }
    return tell(
        context,
        account.id,
        number_unregistered_alert,
        AlertLevel::Critical,
        lost ? std::optional(json::object{{"status", facts.number_status}}) : std::nullopt
    );
}

// Without a payment method Meta sends nothing that costs, and since 2026-10-01 replies may
// (developers.facebook.com/documentation/business-messaging/whatsapp/pricing).
Result<void> tell_payments(
    Context& context, store::AccountCare const& before, store::AccountCare const& account
) {
    auto const facts = TRY(documents::decode_facts(account.facts));
    bool const missing = facts.is_funded.has_value() && !*facts.is_funded;
    if (account.error_code && is_payment_error(*account.error_code)) {
        // A message was refused: over when one that costs goes through, or a way to pay was added.
        auto const known = before.facts.empty() ? documents::AccountFacts{}
                                                : TRY(documents::decode_facts(before.facts));
        bool const was_added = !missing && known.is_funded.has_value() && !*known.is_funded;
        if (was_added) {
            TRY(mend_account(context, account.id));
        }
        return {};
    }
    return tell(
        context,
        account.id,
        "payments_missing",
        AlertLevel::Warning,
        missing ? std::optional(json::object{}) : std::nullopt
    );
}

}  // namespace

Result<void> conclude_health(Context& context, HealthConclusion const& conclusion) {
    // Webhooks change the same row.
    CHECK(store::lock_account(context.session, context.business, conclusion.account));
    auto const before =
        TRY(store::find_account_care(context.session, context.business, conclusion.account));
    if (!before) {
        return {};
    }
    auto const account = TRY(after(*before, conclusion, context.system_now));
    CHECK(store::save_health(context.session, context.business, account, context.system_now));
    CHECK(tell_quality(context, account));
    CHECK(tell_block(context, account));
    CHECK(tell_registration(context, account));
    CHECK(tell_payments(context, *before, account));
    CHECK(tell_restrictions(
        context, account.id, TRY(documents::decode_restrictions(account.restrictions)), false
    ));
    // Nothing of what customers write reaches us until the app is subscribed again
    // (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview).
    CHECK(tell(
        context,
        account.id,
        "webhook_unsubscribed",
        AlertLevel::Critical,
        account.is_subscribed ? std::nullopt : std::optional(json::object{})
    ));
    if (differ(*before, account)) {
        announce_account(context, account.id);
    }
    // debug_token decides; an account in error was told of already.
    if (conclusion.is_token_doubtful && account.status == "active") {
        CHECK(look_at_account(context, account_keep_job, account.id, context.system_now));
    }
    return {};
}

}  // namespace croozer::app
