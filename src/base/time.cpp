#include "base/time.hpp"

#include <array>
#include <cstdio>

namespace croozer {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Reads `width` digits at `at`; advances `at`. Returns -1 if they are not there.
int digits(std::string_view text, std::size_t& at, std::size_t width) {
    if (at + width > text.size()) {
        return -1;
    }
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        char const c = text[at + i];
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    at += width;
    return value;
}

bool literal(std::string_view text, std::size_t& at, char expected) {
    if (at < text.size() && text[at] == expected) {
        ++at;
        return true;
    }
    return false;
}

// The fraction after the seconds, in microseconds; -1 if malformed, 0 if absent.
std::int64_t fraction(std::string_view text, std::size_t& at) {
    if (!literal(text, at, '.')) {
        return 0;
    }
    std::int64_t value = 0;
    std::size_t count = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && count < 6) {
        value = value * 10 + (text[at] - '0');
        ++at;
        ++count;
    }
    if (count == 0) {
        return -1;
    }
    for (; count < 6; ++count) {
        value *= 10;
    }
    return value;
}

// Minutes east of UTC; nullopt if malformed or if text remains after it.
std::optional<int> offset_minutes(std::string_view text, std::size_t& at) {
    if (literal(text, at, 'Z')) {
        return at == text.size() ? std::optional(0) : std::nullopt;
    }
    bool const east = literal(text, at, '+');
    if (!east && !literal(text, at, '-')) {
        return std::nullopt;
    }
    int const hours = digits(text, at, 2);
    if (hours < 0 || hours > 23 || !literal(text, at, ':')) {
        return std::nullopt;
    }
    int const minutes = digits(text, at, 2);
    if (minutes < 0 || minutes > 59 || at != text.size()) {
        return std::nullopt;
    }
    int const total = hours * 60 + minutes;
    return east ? total : -total;
}

}  // namespace

std::string Instant::to_rfc3339() const {
    std::chrono::sys_time<Duration> const time{Duration(microseconds)};
    auto const day = std::chrono::floor<days>(time);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const clock{time - day};
    std::array<char, 40> text{};
    auto const length = std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count() / 1000)
    );
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Instant> Instant::parse_rfc3339(std::string_view text) {
    std::size_t at = 0;
    int const year = digits(text, at, 4);
    bool ok = year >= 0 && literal(text, at, '-');
    int const month = digits(text, at, 2);
    ok = ok && month >= 0 && literal(text, at, '-');
    int const day = digits(text, at, 2);
    ok = ok && day >= 0 && literal(text, at, 'T');
    int const hour = digits(text, at, 2);
    ok = ok && hour >= 0 && hour <= 23 && literal(text, at, ':');
    int const minute = digits(text, at, 2);
    ok = ok && minute >= 0 && minute <= 59 && literal(text, at, ':');
    int const second = digits(text, at, 2);
    ok = ok && second >= 0 && second <= 59;
    if (!ok) {
        return std::nullopt;
    }
    auto const micros = fraction(text, at);
    auto const offset = offset_minutes(text, at);
    std::chrono::year_month_day const date{
        std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))
    };
    if (micros < 0 || !offset || !date.ok()) {
        return std::nullopt;
    }
    std::int64_t const seconds = std::int64_t{sys_days(date).time_since_epoch().count()} * 86'400 +
                                 hour * 3'600 + (minute - *offset) * 60 + second;
    return Instant{seconds * 1'000'000 + micros};
}

Instant SystemClock::now() const {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<Duration>(now).count()};
}

}  // namespace croozer
