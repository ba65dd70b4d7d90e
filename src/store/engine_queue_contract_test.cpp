// What every engine must do alike with its queues: bounds, fairness between businesses, stopping.
#include "base/limits.hpp"
#include "store/contract_engines.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

namespace croozer::store {
namespace {

using namespace test;

class EngineQueues : public EngineTest {};

INSTANTIATE_TEST_SUITE_P(Engines, EngineQueues, testing::ValuesIn(kinds_to_test()), kind_name);

Result<int> nothing(Session& /*session*/) {
    return 0;
}

TEST_P(EngineQueues, AFullWriteQueueIsBusyAndAnswersEverybodyOnce) {
    constexpr int extra = 5;
    constexpr int total = static_cast<int>(limits::interactive_queue) + extra;
    std::atomic<int> busy{0};
    std::atomic<int> served{0};
    HeldWriters held(engine(), writer_threads());
    for (int i = 0; i < total; ++i) {
        write(
            engine(),
            Lane::Interactive,
            Scope::shared(),
            nothing,
            [&](Result<int> const& outcome) {
                if (outcome) {
                    ++served;
                } else if (outcome.error().code == ErrorCode::Busy) {
                    ++busy;
                }
            }
        );
    }
    EXPECT_EQ(busy, extra) << "refused at once, while the queue is full";
    EXPECT_EQ(served, 0);
    held.let_go();
    engine().stop();
    EXPECT_EQ(busy, extra);
    EXPECT_EQ(served, total - extra);
}

TEST_P(EngineQueues, AFullReadQueueIsBusy) {
    constexpr int readers = 2;
    constexpr int extra = 5;
    std::latch started(readers);
    std::latch let_go(1);
    std::atomic<int> busy{0};
    std::atomic<int> served{0};
    auto const count = [&](Result<int> const& outcome) { ++(outcome ? served : busy); };
    for (int i = 0; i < readers; ++i) {
        read(
            engine(),
            Scope::shared(),
            [&](Session&) -> Result<int> {
                started.count_down();
                let_go.wait();
                return 0;
            },
            count
        );
    }
    started.wait();
    for (std::size_t i = 0; i < limits::read_queue + extra; ++i) {
        read(engine(), Scope::shared(), nothing, count);
    }
    EXPECT_EQ(busy, extra);
    let_go.count_down();
    engine().stop();
    EXPECT_EQ(served, readers + static_cast<int>(limits::read_queue));
}

TEST_P(EngineQueues, ABusyBusinessDoesNotHoldUpAnother) {
    constexpr int crowd = 2'000;
    // What may come first: an item a thread in hand, one of the crowd's turns, and every tenth
    // turn.
    constexpr int most_before = 20;
    auto const crowded = fresh_business();
    auto const quiet = fresh_business();
    std::atomic<int> run{0};
    std::atomic<int> run_before_quiet{-1};
    HeldWriters held(engine(), writer_threads());
    for (int i = 0; i < crowd; ++i) {
        write(
            engine(),
            Lane::Interactive,
            Scope::of(crowded),
            [&, crowded](Session& s) {
                ++run;
                return read_counter(s, crowded);
            },
            [](Result<std::int64_t> const& outcome) { EXPECT_TRUE(outcome); }
        );
    }
    write(
        engine(),
        Lane::Interactive,
        Scope::of(quiet),
        [&, quiet](Session& s) {
            run_before_quiet = run.load();
            return add_counter(s, quiet, 1);
        },
        [](Result<std::int64_t> const& outcome) { EXPECT_TRUE(outcome); }
    );
    held.let_go();
    engine().stop();
    EXPECT_EQ(run, crowd);
    EXPECT_GE(run_before_quiet, 0);
    EXPECT_LE(run_before_quiet, most_before);
}

TEST_P(EngineQueues, BackgroundWorkIsNotStarved) {
    using namespace std::chrono_literals;
    constexpr int crowd = 300;
    std::atomic<int> run{0};
    std::atomic<int> run_before_background{-1};
    HeldWriters held(engine(), writer_threads());
    for (int i = 0; i < crowd; ++i) {
        write(
            engine(),
            Lane::Ingress,
            Scope::shared(),
            [&](Session&) -> Result<int> {
                // SQLite shares its writer by time, so a command must take some.
                std::this_thread::sleep_for(100us);
                return ++run;
            },
            [](Result<int> const& outcome) { EXPECT_TRUE(outcome); }
        );
    }
    write(
        engine(),
        Lane::Background,
        Scope::shared(),
        [&](Session&) -> Result<int> {
            run_before_background = run.load();
            return 0;
        },
        [](Result<int> const& outcome) { EXPECT_TRUE(outcome); }
    );
    held.let_go();
    engine().stop();
    EXPECT_GE(run_before_background, 0);
    // A thread that has taken it may be held up while the others go on.
    EXPECT_LE(run_before_background, crowd / 2);
}

TEST_P(EngineQueues, StopDrainsWhatWasAcceptedAndRefusesTheRest) {
    constexpr int accepted = 300;
    std::atomic<int> durable{0};
    for (int i = 0; i < accepted; ++i) {
        auto const business = fresh_business();
        write(
            engine(),
            Lane::Background,
            Scope::of(business),
            [=](Session& s) { return add_counter(s, business, i); },
            [&](Result<std::int64_t> const& outcome) { durable += outcome ? 1 : 0; }
        );
    }
    engine().stop();
    EXPECT_EQ(durable, accepted);
    auto const late_write = write_and_wait(engine(), Scope::shared(), nothing);
    ASSERT_FALSE(late_write);
    EXPECT_EQ(late_write.error().code, ErrorCode::Busy);
    auto const late_read = read_and_wait(engine(), Scope::shared(), nothing);
    ASSERT_FALSE(late_read);
    EXPECT_EQ(late_read.error().code, ErrorCode::Busy);
    engine().stop();
}

}  // namespace
}  // namespace croozer::store
