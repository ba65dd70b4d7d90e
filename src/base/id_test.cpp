#include "base/id.hpp"

#include "base/random.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace croozer {
namespace {

struct Hand final : Clock {
    [[nodiscard]] Instant now() const override { return time; }

    Instant time{1'795'824'000'000'000};
};

TEST(Ids, OfCommandsWithinOneMillisecondSortAsTheyWereMade) {
    Hand clock;
    SystemRandom random;
    std::vector<Uuid> made;
    for (int i = 0; i < 900; ++i) {
        made.push_back(IdSource(clock, random).v7());  // each command has a source of its own
        clock.time = clock.time + Duration(1);
    }
    EXPECT_TRUE(std::ranges::is_sorted(made));
}

TEST(Ids, OfOneCommandSortThoughTheClockStandsOrStepsBack) {
    Hand clock;
    SystemRandom random;
    IdSource ids(clock, random);
    std::vector<Uuid> made;
    for (int i = 0; i < 10'000; ++i) {
        made.push_back(ids.v7());
        if (i % 1'000 == 0) {
            clock.time = clock.time - Duration(5'000);
        }
    }
    EXPECT_TRUE(std::ranges::is_sorted(made));
    EXPECT_EQ(std::ranges::adjacent_find(made), made.end());
    for (auto const& id : {made.front(), made.back()}) {
        EXPECT_EQ(id.to_string()[14], '7');
        EXPECT_EQ(Uuid::parse(id.to_string()), id);
    }
    EXPECT_EQ(made.front().to_string().substr(0, 13), "01a21f73-9c00");
}

}  // namespace
}  // namespace croozer
