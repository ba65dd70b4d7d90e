#include "store/fair_queue.hpp"

#include <gtest/gtest.h>

namespace croozer::store {
namespace {

using namespace std::chrono_literals;

TEST(BatchBudget, InAFloodAWebhookWaitsLittleForOtherWork) {
    BatchBudget budget;
    budget.spend(Lane::Interactive, limits::batch_interactive_time);
    EXPECT_TRUE(budget.allows(Lane::Interactive, 1ms)) << "no flood: first come, first served";
    for (std::size_t i = 0; i < limits::ingress_flood; ++i) {
        budget.spend(Lane::Ingress, 10us);
    }
    EXPECT_FALSE(budget.allows(Lane::Interactive, 1ms));
    EXPECT_TRUE(budget.allows(Lane::Ingress, 1ms));
}

TEST(BatchBudget, BackgroundHasItsShareOfEveryBatchAndTheRestOfAQuietOne) {
    BatchBudget quiet;
    quiet.spend(Lane::Background, 3ms);
    EXPECT_TRUE(quiet.allows(Lane::Background, 3ms));
    EXPECT_FALSE(quiet.allows(Lane::Background, limits::batch_time));

    BatchBudget flooded;
    for (std::size_t i = 0; i < limits::ingress_flood; ++i) {
        flooded.spend(Lane::Ingress, 100us);
    }
    EXPECT_FALSE(flooded.allows(Lane::Ingress, 4ms));
    EXPECT_TRUE(flooded.allows(Lane::Background, 4ms)) << "however full the batch is";
    flooded.spend(Lane::Background, limits::batch_background_time);
    EXPECT_FALSE(flooded.allows(Lane::Background, 4ms));
}

}  // namespace
}  // namespace croozer::store
