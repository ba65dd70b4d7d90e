// What a shop's owner or manager may change about it.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/business/settings.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

// Absent: unchanged.
struct SettingsEdit {
    std::optional<std::string> timezone;
    std::optional<Language> language;
    std::optional<std::int64_t> business_day_starts_minute;
    // For pickup and delivery alike.
    std::optional<std::array<std::vector<business::OpenRange>, 7>> hours;
    std::optional<bool> always_open;
    std::optional<bool> offers_pickup;
    std::optional<bool> offers_delivery;
    std::optional<std::int64_t> pickup_minutes;
    std::optional<std::int64_t> delivery_minutes;
    std::optional<std::int64_t> burst_seconds;
    std::optional<business::BotMode> bot_mode;
    std::optional<Money> delivery_fee;
    std::optional<Money> delivery_minimum;
    std::optional<bool> round_cash_total;
    std::optional<bool> auto_accept;
};

void apply_edit(business::Settings& settings, SettingsEdit const& edit);

struct UpdateBusiness {
    std::int64_t expected_version{0};
    std::optional<std::string> name;
    std::optional<std::string> type;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    std::optional<std::string> address;  // JSON object
    SettingsEdit settings;
    Who who;
};

// What the directory shows follows in a transaction of its own (update_business_route).
// Errors: NotFound; PreconditionFailed "stale".
[[nodiscard]] Result<void> update_business(Context& context, UpdateBusiness const& command);

}  // namespace croozer::app
