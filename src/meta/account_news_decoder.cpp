#include "meta/account_news_decoder.hpp"

#include "base/limits.hpp"
#include "meta/message_decoder.hpp"

#include <boost/json.hpp>

#include <array>
#include <string>
#include <utility>

namespace croozer::meta {
namespace {

using app::NewsDetail;

// More restrictions than Meta has kinds of are no list of restrictions.
constexpr std::size_t most_restrictions = 20;

// "+972 3-550-1234" and "972355501234" are the same number.
std::string digits_at(JsonObject const& value, std::string_view key) {
    std::string digits;
    for (char const c : id_at(value, key)) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    return digits;
}

// "TIER_2K", 2000 and -1 (no limit) all are limits, the last two of the older form; Graph itself
// answers with tiers.
std::string limit_at(JsonObject const& value, std::string_view key) {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 7> tiers{{
        {-1, "TIER_UNLIMITED"},
        {50, "TIER_50"},
        {250, "TIER_250"},
        {1'000, "TIER_1K"},
        {2'000, "TIER_2K"},
        {10'000, "TIER_10K"},
        {100'000, "TIER_100K"},
    }};
    auto const number = integer_at(value, key);
    if (!number) {
        return id_at(value, key);
    }
    for (auto const& [count, tier] : tiers) {
        if (count == *number) {
            return std::string(tier);
        }
    }
    return std::to_string(*number);
}

std::vector<app::Restriction> restrictions_of(JsonObject const& value) {
    std::vector<app::Restriction> restrictions;
    auto const* const list = array_at(value, "restriction_info");
    if (list == nullptr) {
        return restrictions;
    }
    for (auto const& element : *list) {
        auto const* const one = as_object(element);
        if (one == nullptr || restrictions.size() == most_restrictions) {
            continue;
        }
        restrictions.push_back(
            {.type = id_at(*one, "restriction_type"),
             .expiration = instant_at(*one, "expiration"),
             .remediation = text_at(*one, "remediation", limits::note_code_points)}
        );
    }
    return restrictions;
}

}  // namespace

NewsDetail decode_account_update(JsonObject const& value) {
    app::AccountUpdate update;
    update.event = id_at(value, "event");
    update.phone_number = digits_at(value, "phone_number");
    update.restrictions = restrictions_of(value);
    if (auto const* const info = object_at(value, "waba_info")) {
        update.owner_business_id = id_at(*info, "owner_business_id");
        update.partner_app_id = id_at(*info, "partner_app_id");
    }
    if (auto const* const ban = object_at(value, "ban_info")) {
        update.ban_state = id_at(*ban, "waba_ban_state");
        update.ban_date = text_at(*ban, "waba_ban_date", limits::name_code_points);
    }
    if (auto const* const violation = object_at(value, "violation_info")) {
        update.violation_type = id_at(*violation, "violation_type");
    }
    if (auto const* const disconnection = object_at(value, "disconnection_info")) {
        update.disconnection_reason = id_at(*disconnection, "reason");
        update.disconnection_initiator = id_at(*disconnection, "initiated_by");
    }
    return update;
}

NewsDetail decode_account_alert(JsonObject const& value) {
    app::AccountAlert alert;
    alert.entity_type = id_at(value, "entity_type");
    alert.entity_id = id_at(value, "entity_id");
    // The older form has no alert_info around it.
    auto const* const info = object_at(value, "alert_info");
    JsonObject const& said = info == nullptr ? value : *info;
    alert.severity = id_at(said, "alert_severity");
    alert.status = id_at(said, "alert_status");
    alert.type = id_at(said, "alert_type");
    alert.description = text_at(said, "alert_description", limits::note_code_points);
    return alert;
}

NewsDetail decode_review(JsonObject const& value) {
    return app::ReviewUpdate{.decision = id_at(value, "decision")};
}

NewsDetail decode_capability(JsonObject const& value) {
    auto limit = limit_at(value, "max_daily_conversations_per_business");
    if (limit.empty()) {
        limit = limit_at(value, "max_daily_conversation_per_phone");
    }
    auto numbers = integer_at(value, "max_phone_numbers_per_waba");
    if (!numbers) {
        numbers = integer_at(value, "max_phone_numbers_per_business");
    }
    return app::CapabilityUpdate{.messaging_limit = std::move(limit), .phone_numbers = numbers};
}

NewsDetail decode_number_quality(JsonObject const& value) {
    auto limit = limit_at(value, "max_daily_conversations_per_business");
    if (limit.empty()) {
        limit = limit_at(value, "current_limit");
    }
    return app::NumberQualityUpdate{
        .display_phone_number = digits_at(value, "display_phone_number"),
        .event = id_at(value, "event"),
        .messaging_limit = std::move(limit)
    };
}

NewsDetail decode_number_name(JsonObject const& value) {
    return app::NumberNameUpdate{
        .display_phone_number = digits_at(value, "display_phone_number"),
        .decision = id_at(value, "decision"),
        .requested_name = text_at(value, "requested_verified_name", limits::name_code_points),
        .rejection_reason = text_at(value, "rejection_reason", limits::note_code_points)
    };
}

NewsDetail decode_security(JsonObject const& value) {
    return app::SecurityUpdate{
        .display_phone_number = digits_at(value, "display_phone_number"),
        .event = id_at(value, "event")
    };
}

}  // namespace croozer::meta
