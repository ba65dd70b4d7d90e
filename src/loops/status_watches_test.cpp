#include "loops/sender.hpp"

#include <gtest/gtest.h>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

BusinessId shop(std::uint8_t n) {
    BusinessId id;
    id.value.bytes[0] = n;
    return id;
}

TEST(StatusWatches, OneSendOfManyAsks) {
    StatusWatches watches(5min);
    Instant const start{1'000'000};
    EXPECT_TRUE(watches.is_needed(shop(1), start));
    EXPECT_TRUE(watches.is_needed(shop(1), start)) << "until one has committed";
    watches.asked(shop(1), start);
    EXPECT_FALSE(watches.is_needed(shop(1), start + 1s));
    EXPECT_TRUE(watches.is_needed(shop(2), start + 1s)) << "each for itself";
    // The look may be at 5 minutes exactly: what commits near that must ask anew.
    EXPECT_FALSE(watches.is_needed(shop(1), start + 149s));
    EXPECT_TRUE(watches.is_needed(shop(1), start + 150s));
    EXPECT_TRUE(watches.is_needed(shop(1), start - 1h)) << "the clock was set back";
}

}  // namespace
}  // namespace croozer::loops
