// phone_number_quality_update, phone_number_name_update and security
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/phone_number_quality_update).
#include "app/alerts.hpp"
#include "app/news_effects.hpp"

namespace croozer::app {

Result<Because> take(Context& context, NewsTarget const& of, NumberQualityUpdate const& news) {
    auto const account = of.account.id;
    store::AccountChange change;
    if (!news.messaging_limit.empty()) {
        change.messaging_limit = news.messaging_limit;
    }
    if (news.event == "THROUGHPUT_UPGRADE") {
        change.throughput_level = "HIGH";
    } else if (news.event == "FLAGGED") {
        // Flagged is what Meta calls a number of low quality.
        change.quality = "RED";
        TRY(raise_alert(
            context,
            {.kind = "number_quality",
             .subject = account.value,
             .level = AlertLevel::Critical,
             .detail = details({{"quality", "RED"}})}
        ));
        CHECK(look_at_account(context, account_health_job, account, context.system_now));
    } else if (news.event == "UNFLAGGED") {
        // No longer low; whether medium or high the next look at the number tells.
        change.quality = "UNKNOWN";
        TRY(resolve_alert(context, "number_quality", account.value));
        CHECK(look_at_account(context, account_health_job, account, context.system_now));
    }
    CHECK(store::change_account(context.session, context.business, account, change));
    announce_account(context, account);
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, NumberNameUpdate const& news) {
    auto const account = of.account.id;
    bool const approved = news.decision == "APPROVED";
    store::documents::AccountFacts told;
    told.name_status = news.decision;
    told.verified_name = approved ? news.requested_name : "";
    CHECK(store::merge_account_facts(context.session, context.business, account, told));
    if (approved) {
        store::AccountChange change;
        if (!news.requested_name.empty()) {
            change.display_name = news.requested_name;
        }
        CHECK(store::change_account(context.session, context.business, account, change));
        TRY(resolve_alert(context, "name_rejected", account.value));
    } else if (news.decision == "REJECTED") {
        TRY(raise_alert(
            context,
            {.kind = "name_rejected",
             .subject = account.value,
             .level = AlertLevel::Warning,
             .detail = details({{"reason", news.rejection_reason}, {"name", news.requested_name}}),
             .happened = true}
        ));
    }
    announce_account(context, account);
    return Because{};
}

// Somebody changes the PIN that registers the number: if it was not the shop, it is being taken.
Result<Because> take(Context& context, NewsTarget const& of, SecurityUpdate const& news) {
    TRY(raise_alert(
        context,
        {.kind = "security_pin",
         .subject = of.account.id.value,
         .level = AlertLevel::Critical,
         .detail = details({{"event", news.event}}),
         .happened = true}
    ));
    announce_account(context, of.account.id);
    return Because{};
}

}  // namespace croozer::app
