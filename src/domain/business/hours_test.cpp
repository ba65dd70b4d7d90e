#include "domain/business/hours.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace croozer::business {
namespace {

std::string const jerusalem = "Asia/Jerusalem";

Instant at(std::string_view text) {
    return Instant::parse_rfc3339(text).value();
}

Settings shop() {
    Settings settings;
    settings.timezone = jerusalem;
    return settings;
}

// Every evening over midnight: 18:00–02:00.
WeekHours evenings() {
    WeekHours hours;
    hours.days.fill({OpenRange{.open_minute = 1080, .close_minute = 1560}});
    return hours;
}

TEST(Hours, LocalTimeFollowsTheZone) {
    auto const local = local_time(jerusalem, at("2026-11-23T22:30:59Z")).value();
    EXPECT_EQ(local.year, 2026);
    EXPECT_EQ(local.month, 11);
    EXPECT_EQ(local.day, 24);
    EXPECT_EQ(local.minute_of_day, 30);
    EXPECT_EQ(local.weekday, 2);
    EXPECT_FALSE(local_time("Mars/Base", at("2026-11-23T22:30:00Z")));
    EXPECT_FALSE(local_time("../../etc/passwd", at("2026-11-23T22:30:00Z")));
    EXPECT_FALSE(local_time(jerusalem, Instant{INT64_MAX}));
    EXPECT_FALSE(local_time(jerusalem, Instant{INT64_MIN}));
    EXPECT_TRUE(is_known_timezone("Europe/Berlin"));
    EXPECT_FALSE(is_known_timezone(""));
}

TEST(Hours, SkippedLocalTimeIsTheFirstInstantAfter) {
    LocalTime const skipped{
        .year = 2026, .month = 3, .day = 27, .minute_of_day = 150, .weekday = 0
    };
    EXPECT_EQ(instant_of(jerusalem, skipped), at("2026-03-27T00:00:00Z"));
}

TEST(Hours, DoubledLocalTimeIsTheFirst) {
    LocalTime const doubled{
        .year = 2026, .month = 10, .day = 25, .minute_of_day = 90, .weekday = 0
    };
    EXPECT_EQ(instant_of(jerusalem, doubled), at("2026-10-24T22:30:00Z"));
}

TEST(Hours, DatesThatDoNotExistAreRefused) {
    LocalTime const date{.year = 2026, .month = 2, .day = 30, .minute_of_day = 0, .weekday = 0};
    EXPECT_FALSE(instant_of(jerusalem, date));
    LocalTime const month{.year = 2026, .month = 13, .day = 1, .minute_of_day = 0, .weekday = 0};
    EXPECT_FALSE(instant_of(jerusalem, month));
}

TEST(Hours, OvernightRangeBelongsToItsOpeningDay) {
    WeekHours hours;
    hours.days[4] = {OpenRange{.open_minute = 1080, .close_minute = 1560}};        // Thursday
    auto const friday = open_state(hours, jerusalem, at("2026-11-26T23:59:00Z"));  // 01:59
    EXPECT_TRUE(friday.open);
    EXPECT_EQ(friday.closes_at, at("2026-11-27T00:00:00Z"));
    auto const closed = open_state(hours, jerusalem, at("2026-11-27T00:00:00Z"));
    EXPECT_FALSE(closed.open);
    EXPECT_EQ(closed.opens_at, at("2026-12-03T16:00:00Z"));
}

TEST(Hours, AutumnNightIsAnHourLonger) {
    auto const state = open_state(evenings(), jerusalem, at("2026-10-24T23:30:00Z"));
    EXPECT_TRUE(state.open);
    EXPECT_EQ(state.closes_at, at("2026-10-25T00:00:00Z"));
}

TEST(Hours, SpringNightIsAnHourShorter) {
    auto const state = open_state(evenings(), jerusalem, at("2026-03-26T16:00:00Z"));
    EXPECT_TRUE(state.open);
    EXPECT_EQ(state.closes_at, at("2026-03-27T00:00:00Z"));
}

TEST(Hours, RangesThatTouchAreOne) {
    WeekHours hours;
    hours.days[0] = {OpenRange{.open_minute = 1200, .close_minute = 1440}};
    hours.days[1] = {OpenRange{.open_minute = 0, .close_minute = 60}};
    auto const state = open_state(hours, jerusalem, at("2026-11-22T19:00:00Z"));
    EXPECT_EQ(state.closes_at, at("2026-11-22T23:00:00Z"));
}

TEST(Hours, NeverClosedAndNeverOpen) {
    WeekHours always;
    always.days.fill({OpenRange{.open_minute = 0, .close_minute = 1440}});
    auto const state = open_state(always, jerusalem, at("2026-11-22T19:00:00Z"));
    EXPECT_TRUE(state.open);
    EXPECT_FALSE(state.closes_at);
    WeekHours demo;
    demo.always_open = true;
    EXPECT_TRUE(open_state(demo, "Mars/Base", Instant{}).open);
    auto const never = open_state(WeekHours{}, jerusalem, at("2026-11-22T19:00:00Z"));
    EXPECT_FALSE(never.open);
    EXPECT_FALSE(never.opens_at);
    EXPECT_FALSE(open_state(evenings(), "Mars/Base", at("2026-11-22T19:00:00Z")).open);
}

TEST(Hours, MalformedRangesAreLeftOut) {
    WeekHours hours;
    hours.days.fill(
        {OpenRange{.open_minute = 600, .close_minute = 600},
         OpenRange{.open_minute = -60, .close_minute = 900},
         OpenRange{.open_minute = 900, .close_minute = 60}}
    );
    EXPECT_FALSE(open_state(hours, jerusalem, at("2026-11-22T10:00:00Z")).open);
}

TEST(Hours, BusinessDayStartsAtFive) {
    EXPECT_EQ(business_day(shop(), at("2026-11-24T02:59:59Z")), "20261123");
    EXPECT_EQ(business_day(shop(), at("2026-11-24T03:00:00Z")), "20261124");
    EXPECT_EQ(business_day_end(shop(), at("2026-11-24T02:59:59Z")), at("2026-11-24T03:00:00Z"));
    EXPECT_EQ(business_day_end(shop(), at("2026-11-24T03:00:00Z")), at("2026-11-25T03:00:00Z"));
}

TEST(Hours, BusinessDayNeverGoesBackInAutumn) {
    Settings settings = shop();
    settings.business_day_starts_minute = 90;  // 01:30 happens twice
    std::string last;
    for (Instant now = at("2026-10-24T20:00:00Z"); now < at("2026-10-25T04:00:00Z");
         now = now + std::chrono::minutes(10)) {
        std::string const day = business_day(settings, now);
        EXPECT_GE(day, last);
        EXPECT_GT(business_day_end(settings, now), now);
        last = day;
    }
    EXPECT_EQ(last, "20261025");
}

TEST(Hours, ClockTextIsLocalAndUtcForAnUnknownZone) {
    EXPECT_EQ(clock_text(shop(), at("2026-11-23T06:05:00Z")), "08:05");
    Settings lost;
    lost.timezone = "Mars/Base";
    EXPECT_EQ(clock_text(lost, at("2026-11-23T06:05:00Z")), "06:05");
    EXPECT_EQ(business_day(lost, at("2026-11-23T06:05:00Z")), "20261123");
    EXPECT_EQ(business_day(lost, Instant{INT64_MAX}), "19691231");
}

TEST(Hours, ManyThreadsMayAskAtOnce) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([] {
            for (int j = 0; j < 100; ++j) {
                EXPECT_TRUE(local_time("America/New_York", Instant::from_seconds(j * 86'400)));
            }
        });
    }
}

}  // namespace
}  // namespace croozer::business
