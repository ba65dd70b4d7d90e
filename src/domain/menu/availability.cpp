#include "domain/menu/availability.hpp"

#include "domain/business/hours.hpp"

namespace croozer::menu {
namespace {

constexpr std::uint8_t every_day = 0x7F;

bool sold_on(std::uint8_t days, std::int64_t weekday) {
    return ((days >> weekday) & 1U) != 0;
}

bool inside(SaleWindow const& window, std::string const& timezone, Instant now) {
    std::int64_t const from = window.from_minute;
    std::int64_t const until = window.until_minute;
    bool const all_day = from == until;
    if (all_day && (window.days & every_day) == every_day) {
        return true;
    }
    business::LocalTime const local = business::local_time_or_utc(timezone, now);
    std::int64_t const minute = local.minute_of_day;
    bool const today = sold_on(window.days, local.weekday);
    bool const yesterday = sold_on(window.days, (local.weekday + 6) % 7);
    if (all_day) {
        return today;
    }
    if (from < until) {
        return today && minute >= from && minute < until;
    }
    return (today && minute >= from) || (yesterday && minute < until);
}

}  // namespace

bool on_sale(Availability const& availability, std::string const& timezone, Instant now) {
    if (!availability.available && (!availability.until || now < *availability.until)) {
        return false;
    }
    return inside(availability.window, timezone, now);
}

bool on_sale(Deal const& deal, std::string const& timezone, Instant now) {
    return deal.available && inside(deal.conditions.window, timezone, now);
}

}  // namespace croozer::menu
