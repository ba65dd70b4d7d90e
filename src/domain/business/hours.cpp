#include "domain/business/hours.hpp"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <unordered_map>
#include <utility>
#include <vector>

namespace croozer::business {
namespace {

constexpr std::int64_t minutes_per_day = 24 * 60;
// A range ends at the latest with the day after its opening day.
constexpr std::int64_t latest_close_minute = 2 * minutes_per_day;
constexpr int days_to_look_back = 2;
constexpr int days_to_look_ahead = 14;
constexpr std::int64_t first_year = 1;
constexpr std::int64_t last_year = 9999;

using std::chrono::microseconds;
using std::chrono::minutes;
using Zone = date::time_zone const*;

// 0001-01-02 and 9999-12-31: a day inside the years, so that no zone's offset leaves them.
constexpr date::sys_days earliest = date::year{1} / 1 / 2;
constexpr date::sys_days latest = date::year{9999} / 12 / 31;

// Null if the name is not in the tz database. The zones live as long as the process; only names
// that exist are kept, so the cache cannot grow beyond the database.
Zone zone_of(std::string const& name) {
    thread_local std::unordered_map<std::string, Zone> known;
    if (auto const found = known.find(name); found != known.end()) {
        return found->second;
    }
    try {
        Zone const zone = date::locate_zone(name);
        // The library reads the zone's file at first use: a broken file must show itself here.
        static_cast<void>(zone->get_info(date::sys_seconds{}));
        known.emplace(name, zone);
        return zone;
    } catch (std::exception const&) {
        return nullptr;
    }
}

bool in_years(Instant instant) {
    date::sys_time<microseconds> const time{microseconds(instant.microseconds)};
    return time >= earliest && time < latest;
}

// `instant` lies within the years.
date::local_time<microseconds> to_local(Zone zone, Instant instant) {
    date::sys_time<microseconds> const time{microseconds(instant.microseconds)};
    if (zone == nullptr) {
        return date::local_time<microseconds>{time.time_since_epoch()};
    }
    return zone->to_local(time);
}

// A skipped local time is the first instant after the gap, a doubled one its first occurrence.
Instant to_instant(Zone zone, date::local_time<minutes> local) {
    std::chrono::seconds result{};
    if (zone == nullptr) {
        result = local.time_since_epoch();
    } else {
        date::local_info const info = zone->get_info(local);
        if (info.result == date::local_info::nonexistent) {
            result = info.first.end.time_since_epoch();
        } else {
            result = local.time_since_epoch() - info.first.offset;
        }
    }
    return Instant::from_seconds(result.count());
}

LocalTime parts_of(date::local_time<microseconds> local) {
    date::local_days const day = date::floor<date::days>(local);
    date::year_month_day const ymd{day};
    return LocalTime{
        .year = int{ymd.year()},
        .month = static_cast<unsigned>(ymd.month()),
        .day = static_cast<unsigned>(ymd.day()),
        .minute_of_day = date::floor<minutes>(local - day).count(),
        .weekday = static_cast<std::int64_t>(date::weekday{day}.c_encoding()),
    };
}

struct Span {
    Instant from;
    Instant until;
};

// The opening spans around `today`, ascending, with those that touch made one.
std::vector<Span> spans_around(WeekHours const& hours, Zone zone, date::local_days today) {
    std::vector<Span> spans;
    for (int offset = -days_to_look_back; offset <= days_to_look_ahead; ++offset) {
        date::local_days const day = today + date::days{offset};
        for (OpenRange const& range : hours.days.at(date::weekday{day}.c_encoding())) {
            if (range.open_minute < 0 || range.open_minute >= minutes_per_day) {
                continue;
            }
            auto const close = std::min(range.close_minute, latest_close_minute);
            Span const span{
                to_instant(zone, day + minutes(range.open_minute)),
                to_instant(zone, day + minutes(close)),
            };
            // Also false for a range that a spring change swallows.
            if (span.from < span.until) {
                spans.push_back(span);
            }
        }
    }
    std::ranges::sort(spans, {}, &Span::from);
    std::vector<Span> joined;
    for (Span const& span : spans) {
        if (!joined.empty() && span.from <= joined.back().until) {
            joined.back().until = std::max(joined.back().until, span.until);
        } else {
            joined.push_back(span);
        }
    }
    return joined;
}

// The local date whose business day holds the instant: the last one that has begun. Compared as
// instants, so that an hour that happens twice in autumn never goes back to yesterday.
date::local_days business_date(Zone zone, std::int64_t starts_minute, Instant instant) {
    date::local_days const today = date::floor<date::days>(to_local(zone, instant));
    bool const begun = to_instant(zone, today + minutes(starts_minute)) <= instant;
    return begun ? today : today - date::days{1};
}

std::int64_t day_start(Settings const& settings) {
    return std::clamp<std::int64_t>(settings.business_day_starts_minute, 0, minutes_per_day - 1);
}

Instant within_years(Instant instant) {
    return in_years(instant) ? instant : Instant{};
}

void append_digits(std::string& text, std::int64_t value, std::size_t width) {
    std::string const digits = std::to_string(value);
    text.append(width > digits.size() ? width - digits.size() : 0, '0');
    text += digits;
}

}  // namespace

std::optional<LocalTime> local_time(std::string const& timezone, Instant instant) {
    Zone const zone = zone_of(timezone);
    if (zone == nullptr || !in_years(instant)) {
        return std::nullopt;
    }
    return parts_of(to_local(zone, instant));
}

LocalTime local_time_or_utc(std::string const& timezone, Instant instant) {
    return parts_of(to_local(zone_of(timezone), within_years(instant)));
}

std::optional<Instant> instant_of(std::string const& timezone, LocalTime const& local) {
    Zone const zone = zone_of(timezone);
    bool const in_range = local.year >= first_year && local.year <= last_year && local.month >= 1 &&
                          local.month <= 12 && local.day >= 1 && local.day <= 31 &&
                          local.minute_of_day >= 0 &&
                          local.minute_of_day <= days_to_look_ahead * minutes_per_day;
    if (zone == nullptr || !in_range) {
        return std::nullopt;
    }
    date::year_month_day const ymd{
        date::year{static_cast<int>(local.year)},
        date::month{static_cast<unsigned>(local.month)},
        date::day{static_cast<unsigned>(local.day)},
    };
    if (!ymd.ok()) {
        return std::nullopt;
    }
    return to_instant(zone, date::local_days{ymd} + minutes(local.minute_of_day));
}

OpenState open_state(WeekHours const& hours, std::string const& timezone, Instant instant) {
    if (hours.always_open) {
        return OpenState{.open = true, .closes_at = {}, .opens_at = {}};
    }
    Zone const zone = zone_of(timezone);
    if (zone == nullptr || !in_years(instant)) {
        return OpenState{};
    }
    date::local_days const today = date::floor<date::days>(to_local(zone, instant));
    Instant const horizon = instant + date::days{days_to_look_ahead};
    for (Span const& span : spans_around(hours, zone, today)) {
        if (span.until <= instant) {
            continue;
        }
        if (span.from <= instant) {
            // A week without a gap repeats for ever.
            bool const ends = span.until < horizon;
            return OpenState{
                .open = true,
                .closes_at = ends ? std::optional(span.until) : std::nullopt,
                .opens_at = {},
            };
        }
        if (span.from <= horizon) {
            return OpenState{.open = false, .closes_at = {}, .opens_at = span.from};
        }
        break;
    }
    return OpenState{};
}

std::string business_day(Settings const& settings, Instant instant) {
    Zone const zone = zone_of(settings.timezone);
    date::year_month_day const ymd{business_date(zone, day_start(settings), within_years(instant))};
    std::string text;
    append_digits(text, int{ymd.year()}, 4);
    append_digits(text, static_cast<unsigned>(ymd.month()), 2);
    append_digits(text, static_cast<unsigned>(ymd.day()), 2);
    return text;
}

std::string business_month(Settings const& settings, Instant instant) {
    auto const day = business_day(settings, instant);
    return day.substr(0, 4) + "-" + day.substr(4, 2);
}

Instant business_day_end(Settings const& settings, Instant instant) {
    Zone const zone = zone_of(settings.timezone);
    std::int64_t const starts = day_start(settings);
    date::local_days const day = business_date(zone, starts, within_years(instant));
    return to_instant(zone, day + date::days{1} + minutes(starts));
}

std::string clock_text(Settings const& settings, Instant instant) {
    LocalTime const local = local_time_or_utc(settings.timezone, instant);
    std::string text;
    append_digits(text, local.minute_of_day / 60, 2);
    text += ':';
    append_digits(text, local.minute_of_day % 60, 2);
    return text;
}

bool is_known_timezone(std::string const& timezone) {
    return zone_of(timezone) != nullptr;
}

}  // namespace croozer::business
