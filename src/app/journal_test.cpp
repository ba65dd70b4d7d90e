#include "app/journal.hpp"

#include "app/app_fixture.hpp"

namespace croozer::app::test {
namespace {

class JournalTest : public AppTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, JournalTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(JournalTest, WhatACommandNotedIsWrittenInItsOrder) {
    auto const noted = run([](Context& context) -> Result<int> {
        note_event(context, "order", store::test::fresh_uuid(), 1, "bot");
        note_event(context, "message", store::test::fresh_uuid(), 7, "bot");
        note_audit(
            context,
            member(),
            {.action = "order.move", .object_kind = "order", .object = store::test::fresh_uuid()}
        );
        return 0;
    });
    ASSERT_TRUE(noted) << noted.error().detail;
    EXPECT_EQ(signals().events, 1);
    EXPECT_EQ(text("select kind from events where business_id = $1 and seq = 1"), "order");
    EXPECT_EQ(text("select kind from events where business_id = $1 and seq = 2"), "message");
    EXPECT_EQ(number("select version from events where business_id = $1 and seq = 2"), 7);
    EXPECT_EQ(text("select action from audit where business_id = $1 and seq = 1"), "order.move");

    ASSERT_TRUE(run([](Context& context) -> Result<int> {
        note_event(context, "order", store::test::fresh_uuid(), 1, "bot");
        return 0;
    }));
    EXPECT_EQ(number("select max(seq) from events where business_id = $1"), 3);
}

TEST_P(JournalTest, ACommandThatFailsSaysNothing) {
    auto const failed = run([](Context& context) -> Result<int> {
        note_event(context, "order", store::test::fresh_uuid(), 1, "bot");
        return failure(ErrorCode::Conflict, "no");
    });
    EXPECT_FALSE(failed);
    EXPECT_EQ(number("select count(*) from events where business_id = $1"), 0);
    EXPECT_EQ(signals().events, 0);
}

// Both have noted their event before either ends: a counter taken at once would make one wait for
// the other, which waits for it.
TEST_P(JournalTest, ANotedEventHoldsUpNobody) {
    auto meeting = std::make_shared<Meeting>(GetParam(), 2);
    auto const outcomes =
        run_together(2, [meeting, came = false](Context& context, int) mutable -> Result<int> {
            note_event(context, "order", store::test::fresh_uuid(), 1, "bot");
            meeting->arrive(came);
            return 0;
        });
    for (auto const& outcome : outcomes) {
        EXPECT_TRUE(outcome) << outcome.error().slug;
    }
    EXPECT_EQ(number("select max(seq) from events where business_id = $1"), 2);
}

}  // namespace
}  // namespace croozer::app::test
