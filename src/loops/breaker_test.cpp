#include "loops/breaker.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

BusinessId shop(std::uint8_t n) {
    BusinessId id;
    id.value.bytes[0] = n;
    return id;
}

class BreakersTest : public testing::Test {
protected:
    bool leaves(std::uint8_t n, bool is_fresh = true) {
        return breakers_.begin(shop(n), is_fresh, now_) == Duration::zero();
    }

    void unanswered(std::uint8_t n) { breakers_.note(shop(n), false, now_); }

    void answered(std::uint8_t n) { breakers_.note(shop(n), true, now_); }

    Breakers breakers_;
    Steady now_{1h};
};

TEST_F(BreakersTest, AFewWithoutAnAnswerHoldTheRestAndOneProbes) {
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(leaves(1));
        unanswered(1);
    }
    EXPECT_FALSE(leaves(1));
    EXPECT_TRUE(leaves(2)) << "one shop's trouble is its own";
    now_ += 15s;
    EXPECT_TRUE(leaves(1)) << "it probes";
    EXPECT_FALSE(leaves(1)) << "alone";
    unanswered(1);
    now_ += 15s;
    EXPECT_FALSE(leaves(1)) << "and longer each time";
    now_ += 15s;
    EXPECT_TRUE(leaves(1));
    answered(1);
    EXPECT_TRUE(leaves(1));
    EXPECT_TRUE(leaves(1));
}

TEST_F(BreakersTest, SeveralShopsWithoutAnAnswerHoldAll) {
    for (std::uint8_t const n : std::initializer_list<std::uint8_t>{1, 2, 1, 2, 1}) {
        ASSERT_TRUE(leaves(n));
        unanswered(n);
    }
    EXPECT_FALSE(leaves(3));
    now_ += 15s;
    EXPECT_TRUE(leaves(3));
    answered(3);
    EXPECT_TRUE(leaves(1));
}

TEST_F(BreakersTest, HalfOfManyIsEnoughAndAnAnswerBetweenFewIsNot) {
    for (int i = 0; i < 4; ++i) {
        unanswered(1);
        answered(1);
    }
    EXPECT_TRUE(leaves(1));
    for (int i = 0; i < 10; ++i) {
        answered(1);
        unanswered(1);
    }
    EXPECT_FALSE(leaves(1));
}

TEST_F(BreakersTest, WhatIsOlderThanTheWindowDoesNotCount) {
    for (int i = 0; i < 9; ++i) {
        unanswered(1);
        answered(1);
    }
    now_ += 31s;
    answered(1);
    unanswered(1);
    EXPECT_TRUE(leaves(1));
}

TEST_F(BreakersTest, OneThatLeftBeforeProbesOnlyIfThereIsNoOther) {
    for (int i = 0; i < 5; ++i) {
        unanswered(1);
    }
    now_ += 15s;
    EXPECT_FALSE(leaves(1, false));
    EXPECT_TRUE(leaves(1));
    breakers_.skip(shop(1));
    EXPECT_TRUE(leaves(1)) << "it had nothing to send";
    breakers_.skip(shop(1));
    now_ += 15s;
    EXPECT_TRUE(leaves(1, false));
}

TEST_F(BreakersTest, AProbeThatIsNotHeardOfIsForgotten) {
    for (int i = 0; i < 5; ++i) {
        unanswered(1);
    }
    now_ += 15s;
    EXPECT_TRUE(leaves(1));
    now_ += 59s;
    EXPECT_FALSE(leaves(1));
    now_ += 1s;
    EXPECT_TRUE(leaves(1));
}

}  // namespace
}  // namespace croozer::loops
