#include "llm/guards.hpp"

#include "llm/answer_cache.hpp"

#include <gtest/gtest.h>

namespace croozer::llm {
namespace {

using namespace std::chrono_literals;

template <class IdType>
IdType id(std::uint8_t number) {
    IdType made;
    made.value.bytes[15] = number;
    return made;
}

class GuardsTest : public testing::Test {
protected:
    std::string asks(std::uint8_t customer = 1, std::uint8_t business = 1) {
        return std::string(
            admission_name(guards_.admit(id<BusinessId>(business), id<CustomerId>(customer), now_))
        );
    }

    void asks_in_vain(Duration wait = Duration(0)) {
        ASSERT_EQ(asks(), "admitted");
        guards_.failed(now_, wait);
    }

    Instant now_{Instant::parse_rfc3339("2026-11-22T16:00:00Z").value()};
    Guards guards_{{.customer_per_hour = 20, .business_per_day = 30}};
};

TEST_F(GuardsTest, FiveFailuresInARowOpenTheBreaker) {
    for (int i = 0; i < 4; ++i) {
        asks_in_vain();
    }
    EXPECT_EQ(asks(), "admitted");
    guards_.succeeded();
    for (int i = 0; i < 5; ++i) {
        asks_in_vain();
    }
    EXPECT_EQ(asks(), "breaker_open");
    now_ = now_ + Duration(29s);
    EXPECT_EQ(asks(), "breaker_open");
    now_ = now_ + Duration(1s);
    EXPECT_EQ(asks(), "admitted") << "one tries";
    EXPECT_EQ(asks(), "breaker_open") << "and the others wait for it";
    guards_.failed(now_, Duration(0));
    EXPECT_EQ(asks(), "breaker_open");
    now_ = now_ + Duration(30s);
    EXPECT_EQ(asks(), "admitted");
    guards_.succeeded();
    EXPECT_EQ(asks(), "admitted");
    EXPECT_EQ(asks(), "admitted");
}

TEST_F(GuardsTest, AProviderMayAskForAPause) {
    asks_in_vain(Duration(60s));
    EXPECT_EQ(asks(), "breaker_open");
    now_ = now_ + Duration(60s);
    asks_in_vain(Duration(24h));
    now_ = now_ + Duration(5min);
    EXPECT_EQ(asks(), "admitted") << "no longer pause is believed";
}

TEST_F(GuardsTest, Budgets) {
    for (int i = 0; i < 20; ++i) {
        ASSERT_EQ(asks(), "admitted");
        guards_.succeeded();
    }
    EXPECT_EQ(asks(), "customer_budget");
    for (int i = 0; i < 10; ++i) {
        ASSERT_EQ(asks(2), "admitted");
        guards_.succeeded();
    }
    EXPECT_EQ(asks(3), "business_budget");
    EXPECT_EQ(asks(3, 2), "admitted") << "another business has its own";
    guards_.succeeded();
    now_ = now_ + Duration(1h);
    EXPECT_EQ(asks(), "business_budget");
    now_ = now_ + Duration(24h);
    EXPECT_EQ(asks(), "admitted");
}

TEST_F(GuardsTest, NotTooManyAtOnce) {
    Guards wide({.customer_per_hour = 1'000, .business_per_day = 1'000});
    auto const ask = [&] { return wide.admit(id<BusinessId>(1), id<CustomerId>(1), now_); };
    for (int i = 0; i < 32; ++i) {
        ASSERT_EQ(ask(), Admission::Admitted);
    }
    EXPECT_EQ(ask(), Admission::Busy);
    wide.succeeded();
    EXPECT_EQ(ask(), Admission::Admitted);
}

TEST(AnswerCache, KeepsFewAndNotForLong) {
    AnswerCache cache;
    Instant const now{0};
    cache.keep("a", "1", now);
    EXPECT_EQ(cache.find("a", now), "1");
    cache.keep("a", "2", now);
    EXPECT_EQ(cache.find("a", now), "2");
    EXPECT_EQ(cache.find("b", now), std::nullopt);
    EXPECT_EQ(cache.find("a", now + Duration(10min)), std::nullopt);
    for (int i = 0; i < 256; ++i) {
        cache.keep(std::to_string(i), "x", now);
    }
    EXPECT_EQ(cache.find("a", now), std::nullopt);
    EXPECT_EQ(cache.find("0", now), "x");
}

}  // namespace
}  // namespace croozer::llm
