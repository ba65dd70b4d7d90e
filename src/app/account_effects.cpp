// account_update, account_alerts, account_review_update and business_capability_update
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update).
#include "app/alerts.hpp"
#include "app/news_effects.hpp"
#include "store/documents/json.hpp"
#include "store/repositories/accounts.hpp"

#include <algorithm>
#include <array>

namespace croozer::app {
namespace {

namespace json = boost::json;

constexpr std::string_view banned = "Meta disabled the account";

Result<void> alert(
    Context& context,
    NewsTarget const& of,
    std::string_view kind,
    AlertLevel level,
    std::string detail
) {
    TRY(raise_alert(
        context,
        {.kind = kind, .subject = of.account.id.value, .level = level, .detail = std::move(detail)}
    ));
    return {};
}

Result<void> calm(Context& context, NewsTarget const& of, std::string_view kind) {
    TRY(resolve_alert(context, kind, of.account.id.value));
    return {};
}

Result<Because> stop_for(
    Context& context, NewsTarget const& of, std::string_view reason, RaiseAlert alert
) {
    alert.subject = of.account.id.value;
    alert.level = AlertLevel::Critical;
    CHECK(stop_account(context, of.account.id, reason, alert));
    return Because{};
}

Result<Because> take_ban(Context& context, NewsTarget const& of, AccountUpdate const& news) {
    auto const detail = details({{"reason", news.ban_state}, {"date", news.ban_date}});
    if (news.ban_state == "DISABLE") {
        return stop_for(context, of, banned, {.kind = "account_blocked", .detail = detail});
    }
    if (news.ban_state == "REINSTATE") {
        TRY(mend_account(context, of.account.id));
        CHECK(calm(context, of, "account_blocked"));
    } else if (news.ban_state == "SCHEDULE_FOR_DISABLE") {
        CHECK(alert(context, of, "account_blocked", AlertLevel::Warning, detail));
    } else {
        return "unknown ban state: " + news.ban_state;
    }
    announce_account(context, of.account.id);
    return Because{};
}

std::string restrictions_document(std::vector<Restriction> const& restrictions) {
    json::array list;
    for (auto const& one : restrictions) {
        list.push_back(
            {{"type", one.type},
             {"expiration",
              one.expiration ? json::value(one.expiration->to_rfc3339()) : json::value()},
             {"remediation", one.remediation}}
        );
    }
    return json::serialize(list);
}

// Answers to customers are what a shop lives by; the rest leaves orders alone.
bool is_grave(Restriction const& restriction) {
    return restriction.type == "RESTRICTED_CUSTOMER_INITIATED_MESSAGING";
}

Result<Because> take_restrictions(
    Context& context, NewsTarget const& of, AccountUpdate const& news
) {
    store::AccountChange change;
    change.restrictions = restrictions_document(news.restrictions);
    CHECK(store::change_account(context.session, context.business, of.account.id, change));
    announce_account(context, of.account.id);
    if (news.restrictions.empty()) {
        CHECK(calm(context, of, "number_restricted"));
        return Because{};
    }
    auto worst = std::ranges::find_if(news.restrictions, is_grave);
    bool const grave = worst != news.restrictions.end();
    if (!grave) {
        worst = news.restrictions.begin();
    }
    CHECK(alert(
        context,
        of,
        "number_restricted",
        grave ? AlertLevel::Critical : AlertLevel::Warning,
        details(
            {{"type", worst->type},
             {"expiration", worst->expiration ? worst->expiration->to_rfc3339() : std::string()}}
        )
    ));
    return Because{};
}

Result<Because> take_removal(Context& context, NewsTarget const& of, AccountUpdate const& news) {
    return stop_for(
        context,
        of,
        news.event + (news.disconnection_reason.empty() ? "" : ": " + news.disconnection_reason),
        {.kind = "account_removed",
         .detail = details(
             {{"event", news.event},
              {"reason", news.disconnection_reason},
              {"initiatedBy", news.disconnection_initiator}}
         )}
    );
}

AlertLevel level_of(std::string_view severity) {
    return severity == "CRITICAL"  ? AlertLevel::Critical
           : severity == "WARNING" ? AlertLevel::Warning
                                   : AlertLevel::Info;
}

}  // namespace

bool is_removal(std::string_view event) {
    constexpr std::array events{
        std::string_view("PARTNER_REMOVED"),
        std::string_view("PARTNER_APP_UNINSTALLED"),
        std::string_view("ACCOUNT_DELETED"),
        std::string_view("ACCOUNT_OFFBOARDED"),
    };
    return std::ranges::find(events, event) != events.end();
}

std::string details(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
    json::object object;
    for (auto const& [key, value] : members) {
        if (!value.empty()) {
            object[key] = value;
        }
    }
    return json::serialize(object);
}

Result<Because> take(Context& context, NewsTarget const& of, AccountUpdate const& news) {
    if (news.event == "DISABLED_UPDATE") {
        return take_ban(context, of, news);
    }
    if (news.event == "ACCOUNT_RESTRICTION") {
        return take_restrictions(context, of, news);
    }
    if (is_removal(news.event)) {
        return take_removal(context, of, news);
    }
    if (news.event == "ACCOUNT_RECONNECTED") {
        TRY(mend_account(context, of.account.id));
        CHECK(calm(context, of, "account_removed"));
        announce_account(context, of.account.id);
        return Because{};
    }
    if (news.event == "ACCOUNT_VIOLATION") {
        CHECK(alert(
            context,
            of,
            "account_blocked",
            AlertLevel::Warning,
            details({{"reason", news.violation_type}})
        ));
        return Because{};
    }
    // PARTNER_ADDED among them: connecting is the wizard's, whoever the number was shared with.
    return "no effect: " + news.event;
}

Result<Because> take(Context& context, NewsTarget const& of, AccountAlert const& news) {
    if (news.status == "NONE") {
        CHECK(calm(context, of, "account_notice"));
        return Because{};
    }
    CHECK(alert(
        context,
        of,
        "account_notice",
        level_of(news.severity),
        details({{"type", news.type}, {"description", news.description}})
    ));
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, ReviewUpdate const& news) {
    if (news.decision.empty()) {
        return "no decision";
    }
    CHECK(store::merge_account_facts(
        context.session, context.business, of.account.id, details({{"reviewStatus", news.decision}})
    ));
    if (news.decision == "REJECTED") {
        CHECK(alert(
            context,
            of,
            "account_blocked",
            AlertLevel::Critical,
            details({{"reason", "REVIEW_REJECTED"}})
        ));
    } else if (news.decision == "APPROVED" && of.account.error_message != banned) {
        CHECK(calm(context, of, "account_blocked"));
    }
    announce_account(context, of.account.id);
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, CapabilityUpdate const& news) {
    if (news.messaging_limit.empty()) {
        return "no limit told";
    }
    store::AccountChange change;
    change.messaging_limit = news.messaging_limit;
    CHECK(store::change_account(context.session, context.business, of.account.id, change));
    announce_account(context, of.account.id);
    return Because{};
}

}  // namespace croozer::app
