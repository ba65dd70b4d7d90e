#include "store/fair_queue.hpp"

#include <gtest/gtest.h>

namespace croozer::store {
namespace {

using namespace std::chrono_literals;

TEST(BatchBudget, WhoWaitsForAWebhookWaitsLittleForOtherWork) {
    BatchBudget budget;
    EXPECT_TRUE(budget.allows(Lane::Ingress, 0ns));
    EXPECT_TRUE(budget.allows(Lane::Interactive, 3ms));
    budget.spend(Lane::Ingress, 10us);
    budget.spend(Lane::Interactive, limits::batch_interactive_time);
    EXPECT_FALSE(budget.allows(Lane::Interactive, 1ms));
    EXPECT_TRUE(budget.allows(Lane::Ingress, 1ms));
}

TEST(BatchBudget, BackgroundHasItsShareOfEveryBatchAndAnIdleOneWhole) {
    BatchBudget idle;
    idle.spend(Lane::Background, 3ms);
    EXPECT_TRUE(idle.allows(Lane::Background, 3ms));
    EXPECT_FALSE(idle.allows(Lane::Background, limits::batch_time));

    BatchBudget busy;
    busy.spend(Lane::Ingress, 4ms);
    EXPECT_FALSE(busy.allows(Lane::Ingress, 4ms));
    EXPECT_TRUE(busy.allows(Lane::Background, 4ms)) << "at least one item, however full the batch";
    busy.spend(Lane::Background, limits::batch_background_time);
    EXPECT_FALSE(busy.allows(Lane::Background, 4ms));
}

}  // namespace
}  // namespace croozer::store
