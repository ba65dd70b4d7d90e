// account_update, account_alerts, account_review_update and business_capability_update
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update).
#include "app/alerts.hpp"
#include "app/news_effects.hpp"
#include "app/restrictions.hpp"
#include "store/documents/json.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/alerts.hpp"

#include <algorithm>
#include <array>

namespace croozer::app {
namespace {

namespace json = boost::json;

constexpr std::string_view banned = "Meta disabled the account";
// Kinds of their own: the hourly look, which resolves what it finds mended, knows nothing of these.
constexpr std::string_view account_warned = "account_warned";
constexpr std::string_view violated = "account_violation";
constexpr std::string_view review_rejected = "review_rejected";
constexpr std::string_view account_notice = "account_notice";

// Each is told by Meta because it took place.
Result<void> alert(
    Context& context,
    NewsTarget const& of,
    std::string_view kind,
    AlertLevel level,
    std::string detail
) {
    TRY(raise_alert(
        context,
        {.kind = kind,
         .subject = of.account.id.value,
         .level = level,
         .detail = std::move(detail),
         .happened = true}
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
    alert.happened = true;
    CHECK(stop_account(context, of.account.id, reason, alert));
    return Because{};
}

Result<Because> take_ban(Context& context, NewsTarget const& of, AccountUpdate const& news) {
    auto const detail = details({{"reason", news.ban_state}, {"date", news.ban_date}});
    if (news.ban_state == "DISABLE") {
        CHECK(calm(context, of, account_warned));
        return stop_for(context, of, banned, {.kind = "account_blocked", .detail = detail});
    }
    if (news.ban_state == "REINSTATE") {
        TRY(mend_account(context, of.account.id));
        for (auto const kind : {std::string_view("account_blocked"), account_warned, violated}) {
            CHECK(calm(context, of, kind));
        }
    } else if (news.ban_state == "SCHEDULE_FOR_DISABLE") {
        // There is still time to appeal, so it is as urgent as the ban itself.
        CHECK(alert(context, of, account_warned, AlertLevel::Critical, detail));
    } else {
        return "unknown ban state: " + news.ban_state;
    }
    announce_account(context, of.account.id);
    return Because{};
}

Result<Because> take_restrictions(
    Context& context, NewsTarget const& of, AccountUpdate const& news
) {
    std::vector<AccountRestriction> told;
    for (auto const& one : news.restrictions) {
        told.push_back(
            {.type = one.type, .expiration = one.expiration, .remediation = one.remediation}
        );
    }
    auto const restrictions = in_force(std::move(told), context.system_now);
    store::AccountChange change;
    change.restrictions = store::documents::encode_restrictions(restrictions);
    CHECK(store::change_account(context.session, context.business, of.account.id, change));
    announce_account(context, of.account.id);
    CHECK(tell_restrictions(context, of.account.id, restrictions, true));
    return Because{};
}

Result<Because> take_removal(Context& context, NewsTarget const& of, AccountUpdate const& news) {
    // A look may have found the number gone before: this says more of the same.
    CHECK(calm(context, of, number_unregistered_alert));
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

// It ends the notice of its own type; another's stands.
Result<Because> end_notice(Context& context, NewsTarget const& of, AccountAlert const& news) {
    auto const open = TRY(store::find_open_alert(
        context.session, context.business, account_notice, of.account.id.value
    ));
    auto const detail =
        open ? store::documents::parse_object(open->detail) : Result<json::object>(json::object{});
    if (detail && !news.type.empty() && store::documents::text_of(*detail, "type") != news.type) {
        return "no notice of that type: " + news.type;
    }
    CHECK(calm(context, of, account_notice));
    return Because{};
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
            context, of, violated, AlertLevel::Warning, details({{"reason", news.violation_type}})
        ));
        return Because{};
    }
    // PARTNER_ADDED among them: connecting is the wizard's, whoever the number was shared with.
    return "no effect: " + news.event;
}

Result<Because> take(Context& context, NewsTarget const& of, AccountAlert const& news) {
    if (news.status == "NONE") {
        return end_notice(context, of, news);
    }
    CHECK(alert(
        context,
        of,
        account_notice,
        level_of(news.severity),
        details({{"type", news.type}, {"description", news.description}})
    ));
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, ReviewUpdate const& news) {
    if (news.decision.empty()) {
        return "no decision";
    }
    store::documents::AccountFacts told;
    told.review_status = news.decision;
    CHECK(store::merge_account_facts(context.session, context.business, of.account.id, told));
    if (news.decision == "REJECTED") {
        CHECK(alert(
            context, of, review_rejected, AlertLevel::Critical, details({{"reason", news.decision}})
        ));
    } else if (news.decision == "APPROVED") {
        CHECK(calm(context, of, review_rejected));
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
