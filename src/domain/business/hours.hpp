// Local time of a shop: opening hours, the business day, order numbers' dates. Zone rules come from
// the system's tz database; a local time that a spring change skips means the first instant after.
#pragma once

#include "base/time.hpp"
#include "domain/business/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace croozer::business {

struct LocalTime {
    std::int64_t year{1970};
    std::int64_t month{1};
    std::int64_t day{1};
    std::int64_t minute_of_day{0};
    std::int64_t weekday{0};  // 0 = Sunday
};

// nullopt if the zone's name is not in the tz database, or outside the years 1 to 9999.
[[nodiscard]] std::optional<LocalTime> local_time(std::string const& timezone, Instant instant);
// nullopt also if the date does not exist. The weekday is not read; a minute of day may pass 1440
// and then counts on into the following days. A time that happens twice means the first.
[[nodiscard]] std::optional<Instant> instant_of(
    std::string const& timezone, LocalTime const& local
);
// For what must never fail (a card, an order number): UTC if the zone is unknown, 1970 if the
// instant is outside the years 1 to 9999.
[[nodiscard]] LocalTime local_time_or_utc(std::string const& timezone, Instant instant);

struct OpenState {
    bool open{false};
    std::optional<Instant> closes_at;  // when open; absent if it never closes
    std::optional<Instant> opens_at;   // when closed; absent if it does not open in 14 days
};

// A zone that is unknown is closed and does not open. Ranges that touch or overlap are one. A range
// that does not begin within its day, or ends before it begins, is left out.
[[nodiscard]] OpenState open_state(
    WeekHours const& hours, std::string const& timezone, Instant instant
);

// The four below read UTC if the shop's zone is unknown (settings are checked when they are
// saved). The shop's date of business as YYYYMMDD: "20261123".
[[nodiscard]] std::string business_day(Settings const& settings, Instant instant);
// Of that day, so that a night's last order belongs to the month it was sold in: "2026-11".
[[nodiscard]] std::string business_month(Settings const& settings, Instant instant);
// The first instant after the present business day: carts and "until tomorrow" end there.
[[nodiscard]] Instant business_day_end(Settings const& settings, Instant instant);
// "18:40" in the shop's zone.
[[nodiscard]] std::string clock_text(Settings const& settings, Instant instant);
[[nodiscard]] bool is_known_timezone(std::string const& timezone);

}  // namespace croozer::business
