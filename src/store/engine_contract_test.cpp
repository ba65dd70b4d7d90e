// What every engine must do alike with a command: all of it or nothing, seen when acknowledged,
// inside its scope. A driver that passes may stand behind the repositories.
#include "store/contract_engines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <future>
#include <latch>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

namespace croozer::store {
namespace {

using namespace test;

class EngineContract : public EngineTest {
protected:
    // The outcomes of writes that were queued behind each other, in the order of the commands.
    template <class... Work>
    std::vector<Result<std::int64_t>> in_one_batch(BusinessId business, Work... work) {
        HeldWriters held(engine(), writer_threads());
        std::vector<std::future<Result<std::int64_t>>> futures;
        (futures.push_back(submit(business, std::move(work))), ...);
        held.let_go();
        std::vector<Result<std::int64_t>> outcomes;
        for (auto& future : futures) {
            outcomes.push_back(future.get());
        }
        return outcomes;
    }

    template <class Work>
    std::future<Result<std::int64_t>> submit(BusinessId business, Work work) {
        auto promise = std::make_shared<std::promise<Result<std::int64_t>>>();
        auto future = promise->get_future();
        write(
            engine(),
            Lane::Interactive,
            Scope::of(business),
            std::move(work),
            [promise](Result<std::int64_t> outcome) { promise->set_value(std::move(outcome)); }
        );
        return future;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, EngineContract, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(EngineContract, AFailedCommandIsUndoneAndItsNeighboursAreNot) {
    auto const business = fresh_business();
    auto const other = fresh_business();
    auto const count_up = [=](std::int64_t by) {
        return [=](Session& s) {
            return s.execute(
                "insert into order_counters (business_id, business_day, n) values ($1, 'd', $2) "
                "on conflict (business_id, business_day) do update set n = order_counters.n + $2",
                {business, by}
            );
        };
    };
    auto const fails_late = [=](Session& s) -> Result<std::int64_t> {
        CHECK(count_up(1'000)(s));
        CHECK(add_counter(s, business, 1));
        return add_counter(s, business, 2);
    };
    auto const refuses = [=](Session& s) -> Result<std::int64_t> {
        CHECK(count_up(2'000)(s));
        return failure(ErrorCode::Validation, "no");
    };
    auto const outcomes = in_one_batch(business, count_up(1), fails_late, refuses, count_up(10));
    EXPECT_TRUE(outcomes[0]);
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().code, ErrorCode::ConstraintUnique);
    ASSERT_FALSE(outcomes[2]);
    EXPECT_EQ(outcomes[2].error().slug, "no");
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(counter_of(engine(), business), -1) << "all of the failed command is undone";
    auto const n = read_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<int> {
        auto const rows = TRY(s.query(
            "select n from order_counters where business_id = $1 and business_day = 'd'", {business}
        ));
        return rows.size() == 1 ? static_cast<int>(rows.front().integer(0)) : -1;
    });
    EXPECT_EQ(n.value_or(-2), 11);
    EXPECT_EQ(counter_of(engine(), other), -1);
}

TEST_P(EngineContract, ASwallowedErrorIsNotCommitted) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 1));
    auto const outcome =
        write_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<int> {
            CHECK(s.execute("update event_counters set n = 5 where business_id = $1", {business}));
            std::ignore = add_counter(s, business, 2);
            EXPECT_FALSE(read_counter(s, business)) << "the transaction is lost";
            return 0;
        });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::ConstraintUnique);
    EXPECT_EQ(counter_of(engine(), business), 1);
}

TEST_P(EngineContract, ACommandThatThrowsIsUndoneAndTheEngineLives) {
    auto const business = fresh_business();
    auto const outcome =
        write_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<int> {
            CHECK(add_counter(s, business, 1));
            throw std::runtime_error("a bug");
        });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::Internal);
    EXPECT_EQ(counter_of(engine(), business), -1);
    EXPECT_TRUE(write_counter(engine(), business, 3));
    EXPECT_EQ(counter_of(engine(), business), 3);
}

TEST_P(EngineContract, CountersAreDenseUnderParallelSubmitters) {
    constexpr int submitters = 16;
    constexpr int each = 40;
    auto const business = fresh_business();
    std::mutex mutex;
    std::vector<std::int64_t> numbers;
    auto const take = [business](Session& s, bool refuse) -> Result<std::int64_t> {
        auto const rows = TRY(s.query(
            "insert into order_counters (business_id, business_day, n) values ($1, $2, 1) "
            "on conflict (business_id, business_day) do update set n = order_counters.n + 1 "
            "returning n",
            {business, "2026-11-23"}
        ));
        if (refuse) {
            return failure(ErrorCode::Conflict, "refused");
        }
        return rows.front().integer(0);
    };
    {
        std::vector<std::jthread> threads;
        for (int submitter = 0; submitter < submitters; ++submitter) {
            threads.emplace_back([&] {
                for (int i = 0; i < each; ++i) {
                    bool const refuse = i % 4 == 3;  // a number taken and undone leaves no gap
                    auto const number = write_and_wait(
                        engine(), Scope::of(business), [=](Session& s) { return take(s, refuse); }
                    );
                    EXPECT_EQ(number.has_value(), !refuse);
                    if (number) {
                        std::lock_guard const lock(mutex);
                        numbers.push_back(*number);
                    }
                }
            });
        }
    }
    std::ranges::sort(numbers);
    std::vector<std::int64_t> expected(submitters * each * 3 / 4);
    std::iota(expected.begin(), expected.end(), 1);
    EXPECT_EQ(numbers, expected);
}

TEST_P(EngineContract, AReadSeesWhatWasAcknowledgedAndNothingElse) {
    auto const business = fresh_business();
    std::latch written(1);
    std::latch looked(1);
    auto outcome = submit(business, [&, business](Session& s) {
        auto added = add_counter(s, business, 1);
        EXPECT_EQ(read_counter(s, business).value_or(-2), 1) << "a command sees its own writes";
        written.count_down();
        looked.wait();
        return added;
    });
    written.wait();
    EXPECT_EQ(counter_of(engine(), business), -1) << "not committed yet";
    looked.count_down();
    ASSERT_TRUE(outcome.get());
    EXPECT_EQ(counter_of(engine(), business), 1);
}

TEST_P(EngineContract, AReadIsOneSnapshot) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 1));
    auto const both = read_and_wait(
        engine(),
        Scope::of(business),
        [&](Session& s) -> Result<std::pair<int, int>> {
            auto const before = TRY(read_counter(s, business));
            auto const changed = write_and_wait(engine(), Scope::of(business), [=](Session& w) {
                return w.execute(
                    "update event_counters set n = 2 where business_id = $1", {business}
                );
            });
            EXPECT_TRUE(changed);
            return std::pair(
                static_cast<int>(before), static_cast<int>(TRY(read_counter(s, business)))
            );
        }
    );
    ASSERT_TRUE(both);
    EXPECT_EQ(*both, std::pair(1, 1));
    EXPECT_EQ(counter_of(engine(), business), 2);
}

TEST_P(EngineContract, AReadCannotWrite) {
    auto const business = fresh_business();
    auto const outcome = read_and_wait(engine(), Scope::of(business), [=](Session& s) {
        return add_counter(s, business, 1);
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::StorageUnavailable);
    EXPECT_EQ(counter_of(engine(), business), -1);
}

TEST_P(EngineContract, ACommandKeepsToItsScope) {
    auto const business = fresh_business();
    auto const tenant_reads_users =
        write_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<int> {
            CHECK(add_counter(s, business, 1));
            CHECK(s.query("select id from users"));
            return 0;
        });
    ASSERT_FALSE(tenant_reads_users);
    EXPECT_EQ(tenant_reads_users.error().slug, "scope");
    EXPECT_EQ(counter_of(engine(), business), -1);

    auto const shared_writes_tenant = write_and_wait(engine(), Scope::shared(), [=](Session& s) {
        return add_counter(s, business, 1);
    });
    ASSERT_FALSE(shared_writes_tenant);
    EXPECT_EQ(shared_writes_tenant.error().slug, "scope");
    EXPECT_EQ(counter_of(engine(), business), -1);
}

}  // namespace
}  // namespace croozer::store
