// Instants are int64 microseconds UTC everywhere: in memory, in rows, between threads. Two clocks:
// the trade clock (hours, business day, the 24-hour window, card expiry; the demo may move it) and
// the system clock (leases, sessions, tokens, back-off; it never moves by hand).
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace croozer {

using Duration = std::chrono::microseconds;

struct Instant {
    std::int64_t microseconds{0};

    friend auto operator<=>(Instant const&, Instant const&) = default;

    friend Instant operator+(Instant instant, Duration by) {
        return {instant.microseconds + by.count()};
    }

    friend Instant operator-(Instant instant, Duration by) {
        return {instant.microseconds - by.count()};
    }

    friend Duration operator-(Instant a, Instant b) {
        return Duration(a.microseconds - b.microseconds);
    }

    [[nodiscard]] std::int64_t seconds() const { return microseconds / 1'000'000; }

    [[nodiscard]] static Instant from_seconds(std::int64_t seconds) {
        return {seconds * 1'000'000};
    }

    // RFC 3339 in UTC with milliseconds: "2026-11-23T18:04:05.678Z".
    [[nodiscard]] std::string to_rfc3339() const;
    // Accepts RFC 3339 with Z or a numeric offset and up to six fraction digits.
    [[nodiscard]] static std::optional<Instant> parse_rfc3339(std::string_view text);
};

class Clock {
public:
    Clock() = default;
    Clock(Clock const&) = delete;
    Clock& operator=(Clock const&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

// System time plus an offset that the demo may change. Thread-safe.
class TradeClock final : public Clock {
public:
    explicit TradeClock(Clock const& system) : system_(system) {}

    [[nodiscard]] Instant now() const override { return system_.now() + offset(); }

    [[nodiscard]] Duration offset() const { return Duration(offset_.load()); }

    void set_offset(Duration offset) { offset_.store(offset.count()); }

private:
    Clock const& system_;
    std::atomic<std::int64_t> offset_{0};
};

// Stands still until a test moves it.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_(start.microseconds) {}

    [[nodiscard]] Instant now() const override { return {now_.load()}; }

    void advance(Duration by) { now_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace croozer
