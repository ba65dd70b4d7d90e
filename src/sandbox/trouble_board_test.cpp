#include "sandbox/trouble_board.hpp"

#include <gtest/gtest.h>

namespace croozer::sandbox {
namespace {

TEST(TroubleBoard, MeetsWhatItIsMeantForAndCountsDown) {
    TroubleBoard board;
    board.know("register");
    ASSERT_TRUE(
        board.add({{"operation", "register"}, {"code", 133016}, {"subcode", 7}, {"times", 2}})
    );
    ASSERT_TRUE(board.add({{"path", "401"}, {"no_answer", true}}));
    EXPECT_FALSE(board.take("debug_token", "/v26.0/debug_token"));
    auto const first = board.take("register", "/v26.0/401/register");
    ASSERT_TRUE(first && first->error);
    EXPECT_EQ(first->error->code, 133016);
    EXPECT_EQ(first->error->subcode, 7);
    EXPECT_TRUE(board.take("register", "/v26.0/402/register"));
    EXPECT_FALSE(board.take("register", "/v26.0/402/register"));
    EXPECT_TRUE(board.take("node", "/v26.0/401")->no_answer);
    EXPECT_TRUE(board.describe().empty());
}

TEST(TroubleBoard, NamesWhatIsWrong) {
    TroubleBoard board;
    board.know("node");
    auto const pointer_of = [&](json::object const& source) {
        auto const added = board.add(source);
        return added ? std::string("taken") : added.error().pointer;
    };
    EXPECT_EQ(pointer_of({{"operation", 1}, {"code", 1}}), "/operation");
    EXPECT_EQ(pointer_of({{"operation", "nodes"}, {"code", 1}}), "/operation");
    EXPECT_EQ(pointer_of({{"code", -1}}), "/code");
    EXPECT_EQ(pointer_of({{"code", 1}, {"nonsense", 1}}), "/nonsense");
    EXPECT_EQ(pointer_of({{"operation", "node"}}), "/code");
    EXPECT_EQ(pointer_of({{"slow_ms", 600'001}}), "/slow_ms");
}

}  // namespace
}  // namespace croozer::sandbox
