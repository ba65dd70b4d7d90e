#include "api/views/account_view.hpp"

#include "api/views/views.hpp"
#include "app/needed_access.hpp"
#include "store/documents/account_document.hpp"
#include "store/documents/json.hpp"

#include <algorithm>
#include <chrono>
#include <span>

namespace croozer::api {
namespace {

namespace json = boost::json;
namespace documents = store::documents;

void add_missing(
    json::array& missing,
    std::span<std::string_view const> needed,
    std::vector<std::string> const& present
) {
    for (auto const name : needed) {
        if (std::ranges::find(present, name) == present.end()) {
            missing.emplace_back(name);
        }
    }
}

std::vector<std::string> texts(std::string const& document) {
    return document.empty() ? std::vector<std::string>{} : documents::parse_texts(document);
}

json::object entity_view(documents::HealthEntity const& entity) {
    json::array errors;
    for (auto const& trouble : entity.troubles) {
        errors.push_back(json::object{
            {"code", trouble.code},
            {"description", trouble.description},
            {"possibleSolution", text_or_null(trouble.possible_solution)}
        });
    }
    return {
        {"type", entity.type},
        {"id", entity.id},
        {"canSend", entity.can_send},
        {"errors", std::move(errors)},
        {"information", documents::to_array(entity.information)}
    };
}

// WhatsApp Manager, where an account's owner adds the payment method.
std::string funding_url(store::AccountRecord const& account) {
    return "https://business.facebook.com/wa/manage/home/?business_id=" + account.portfolio_id +
           "&waba_id=" + account.waba_id;
}

}  // namespace

json::object account_view(store::AccountRecord const& account) {
    auto const fields = texts(account.subscribed_fields);
    json::array missing;
    // Nobody has asked Meta yet.
    if (account.health_checked_at) {
        add_missing(missing, app::needed_fields, fields);
        if (account.is_coexistence) {
            add_missing(missing, app::coexistence_fields, fields);
        }
    }
    json::value error = nullptr;
    if (account.status == "error") {
        error = json::object{
            {"code", account.error_code ? json::value(*account.error_code) : json::value(nullptr)},
            {"message", account.error_message},
            {"kind", text_or_null(account.trouble)}
        };
    }
    return {
        {"id", account.id.to_string()},
        {"status", account.status},
        {"phoneNumberId", account.phone_number_id},
        {"wabaId", account.waba_id},
        {"portfolioId", account.portfolio_id},
        {"phoneNumber", account.phone_number},
        {"displayName", account.display_name},
        {"isCoexistence", account.is_coexistence},
        {"connectedAt", account.connected_at.to_rfc3339()},
        {"disconnectedAt", instant_or_null(account.disconnected_at)},
        {"lastWebhookAt", instant_or_null(account.last_webhook_at)},
        {"lastMessageSentAt", instant_or_null(account.last_message_sent_at)},
        {"isSubscribed", account.is_subscribed},
        {"subscribedFields", documents::to_array(fields)},
        {"missingFields", std::move(missing)},
        {"error", std::move(error)}
    };
}

json::object account_summary_view(store::AccountRecord const& account) {
    return {
        {"phoneNumber", account.phone_number},
        {"displayName", account.display_name},
        {"status", account.status}
    };
}

json::object token_view(store::AccountRecord const& account, Instant now) {
    auto const scopes = texts(account.scopes);
    json::array missing;
    // Nobody has looked yet: nothing is known to be missing.
    if (account.token_checked_at) {
        add_missing(missing, app::needed_scopes, scopes);
    }
    json::value days = nullptr;
    if (account.token_expires_at) {
        auto const left = std::max(*account.token_expires_at - now, Duration::zero());
        days = std::chrono::ceil<std::chrono::days>(left).count();
    }
    return {
        {"kind", account.token_kind},
        {"expiresAt", instant_or_null(account.token_expires_at)},
        {"daysLeft", std::move(days)},
        {"dataAccessExpiresAt", instant_or_null(account.data_access_expires_at)},
        {"checkedAt", instant_or_null(account.token_checked_at)},
        {"scopes", documents::to_array(scopes)},
        {"missingScopes", std::move(missing)}
    };
}

json::value account_health_view(store::AccountRecord const& account) {
    auto const health = documents::decode_health(account.health);
    if (!health) {
        return nullptr;
    }
    json::array entities;
    for (auto const& entity : health->entities) {
        entities.push_back(entity_view(entity));
    }
    return json::object{
        {"canSend", health->can_send},
        {"checkedAt", instant_or_null(account.health_checked_at)},
        {"entities", std::move(entities)}
    };
}

json::value account_facts_view(store::AccountRecord const& account) {
    auto const facts = documents::decode_facts(account.facts);
    if (!facts) {
        return nullptr;
    }
    bool const unfunded = facts->is_funded.has_value() && !*facts->is_funded;
    return json::object{
        {"verifiedName", facts->verified_name},
        {"nameStatus", facts->name_status},
        {"reviewStatus", facts->review_status},
        {"verificationStatus", facts->verification_status},
        {"country", facts->country},
        {"currency", facts->currency},
        {"isFunded", facts->is_funded ? json::value(*facts->is_funded) : json::value(nullptr)},
        {"fundingUrl", unfunded ? json::value(funding_url(account)) : json::value(nullptr)},
        {"numberStatus", facts->number_status},
        {"about", facts->about},
        {"profilePictureUrl", text_or_null(facts->picture_url)},
        {"history", text_or_null(facts->history)}
    };
}

json::object account_limits_view(store::AccountRecord const& account, std::int64_t used_today) {
    return {
        {"messagingLimit", text_or_null(account.messaging_limit)},
        {"throughputLevel", text_or_null(account.throughput_level)},
        {"quality", text_or_null(account.quality)},
        {"usedToday", used_today}
    };
}

json::array restrictions_view(store::AccountRecord const& account) {
    json::array view;
    auto const restrictions = documents::decode_restrictions(account.restrictions);
    if (!restrictions) {
        return view;
    }
    for (auto const& one : *restrictions) {
        view.push_back(json::object{
            {"type", one.type},
            {"expiration", instant_or_null(one.expiration)},
            {"remediation", one.remediation}
        });
    }
    return view;
}

json::object alert_view(store::Alert const& alert) {
    auto detail = documents::parse_object(alert.detail);
    return {
        {"id", alert.id.to_string()},
        {"kind", alert.kind},
        {"level", alert.level},
        {"subject", alert.subject ? json::value(alert.subject->to_string()) : json::value(nullptr)},
        {"detail", detail ? *std::move(detail) : json::object{}},
        {"raisedAt", alert.raised_at.to_rfc3339()},
        {"acknowledgedAt", instant_or_null(alert.acknowledged_at)},
        {"resolvedAt", instant_or_null(alert.resolved_at)}
    };
}

}  // namespace croozer::api
