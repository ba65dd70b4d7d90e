#include "loops/rate_buckets.hpp"

#include <gtest/gtest.h>

namespace croozer::loops {
namespace {

TEST(RateBuckets, ABurstThenASteadyRate) {
    RateBuckets buckets(10, 2);
    Uuid const key{};
    Instant const start{1'000'000};
    EXPECT_EQ(buckets.take(key, start), Duration::zero());
    EXPECT_EQ(buckets.take(key, start), Duration::zero());
    auto const wait = buckets.take(key, start);
    EXPECT_GT(wait, Duration::zero());
    EXPECT_EQ(buckets.take(key, start + wait), Duration::zero());
}

TEST(RateBuckets, WhatWasNotUsedGoesBack) {
    RateBuckets buckets(0.001, 1);
    Uuid const key{};
    Instant const now{1'000'000};
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(buckets.take(key, now), Duration::zero());
        buckets.give_back(key);
    }
    buckets.give_back(key);
    EXPECT_EQ(buckets.take(key, now), Duration::zero());
    EXPECT_GT(buckets.take(key, now), Duration::zero()) << "never more than the burst";
}

TEST(RateBuckets, AClockThatIsSetBackStopsNothing) {
    RateBuckets buckets(1, 1);
    Uuid const key{};
    Instant const late{3'600'000'000};
    EXPECT_EQ(buckets.take(key, late), Duration::zero());
    Instant const early{1'000'000};
    auto const wait = buckets.take(key, early);
    EXPECT_GT(wait, Duration::zero());
    EXPECT_EQ(buckets.take(key, early + wait), Duration::zero());
}

TEST(RateBuckets, AKeyMayHaveARateOfItsOwn) {
    RateBuckets buckets(70, 70);
    Uuid const key{};
    Instant const now{1'000'000};
    EXPECT_EQ(buckets.take(key, now), Duration::zero());
    buckets.limit(key, 20);
    int taken = 0;
    while (buckets.take(key, now) == Duration::zero()) {
        ++taken;
    }
    EXPECT_EQ(taken, 20);
    EXPECT_EQ(buckets.take(key, now + std::chrono::seconds(1)), Duration::zero());
}

}  // namespace
}  // namespace croozer::loops
