// The work queue on both engines: what is offered, and in which order.
#include "store/contract_engines.hpp"
#include "store/repositories/work.hpp"

namespace croozer::store {
namespace {

using test::EngineTest;

class WorkQueue : public EngineTest {
protected:
    template <class Work>
    auto in_business(Work work) {
        return write_and_wait(engine(), Scope::of(business_), [=, this](Session& session) {
            return work(session, business_);
        });
    }

    Uuid send(std::int64_t n, Uuid lane, Instant due) {
        Uuid id{};
        id.bytes[0] = 1;
        id.bytes[15] = static_cast<std::uint8_t>(n);
        auto const inserted = in_business([=](Session& session, BusinessId business) {
            return insert_work(
                session,
                business,
                {.id = id,
                 .kind = "send",
                 .subject = id,
                 .lane = lane,
                 .due_at = due,
                 .not_before = Instant{0},
                 .expires_at = std::nullopt,
                 .created_at = Instant{0}}
            );
        });
        EXPECT_TRUE(inserted) << inserted.error().detail;
        return id;
    }

    std::vector<Uuid> offered(Instant now) {
        std::vector<Uuid> ids;
        auto const due = read_and_wait(engine(), Scope::of(business_), [&](Session& session) {
            return due_work_of(session, business_, now, 100);
        });
        EXPECT_TRUE(due);
        for (auto const& item : due.value_or(std::vector<DueWork>{})) {
            ids.push_back(item.id);
        }
        std::size_t of_scan = 0;
        auto const all = read_and_wait(engine(), Scope::shared(), [&](Session& session) {
            return due_work(session, now, 10'000);
        });
        EXPECT_TRUE(all) << all.error().detail;
        for (auto const& item : all.value_or(std::vector<DueWork>{})) {
            of_scan += item.business == business_ ? 1 : 0;
        }
        EXPECT_EQ(of_scan, ids.size()) << "the scan and the look at one business agree";
        return ids;
    }

private:
    BusinessId business_{test::fresh_business()};
};

INSTANTIATE_TEST_SUITE_P(
    Engines, WorkQueue, testing::ValuesIn(test::kinds_to_test()), test::kind_name
);

// A younger line that is offered again and again would spend the pair's rate on nothing.
TEST_P(WorkQueue, ALineBehindOneThatBacksOffIsNotOffered) {
    auto const lane = test::fresh_uuid();
    auto const first = send(1, lane, Instant{5'000});
    auto const second = send(2, lane, Instant{1'000});
    auto const other = send(3, test::fresh_uuid(), Instant{2'000});
    EXPECT_EQ(offered(Instant{3'000}), std::vector{other});
    EXPECT_EQ(offered(Instant{6'000}), (std::vector{other, first}));

    auto const claimed = in_business([=](Session& session, BusinessId business) {
        return claim_send(session, business, first, Instant{6'000}, Instant{9'000});
    });
    ASSERT_TRUE(claimed && *claimed);
    EXPECT_EQ(offered(Instant{6'000}), std::vector{other});
    ASSERT_TRUE(in_business([=](Session& session, BusinessId business) {
        return finish_work(session, business, first, (*claimed)->fence);
    }));
    EXPECT_EQ(offered(Instant{6'000}), (std::vector{second, other}));
}

TEST_P(WorkQueue, HowOftenASendLeftNotKnowingIsCounted) {
    auto const id = send(1, test::fresh_uuid(), Instant{0});
    auto const claim = [&](std::int64_t at) {
        auto claimed = in_business([=](Session& session, BusinessId business) {
            return claim_send(session, business, id, Instant{at}, Instant{at + 10});
        });
        EXPECT_TRUE(claimed && *claimed);
        return claimed && *claimed ? **claimed : ClaimedSend{};
    };
    auto const requeue = [&](std::string_view state, ClaimedSend const& claimed) {
        EXPECT_TRUE(in_business([=](Session& session, BusinessId business) {
            return requeue_work(session, business, id, claimed.fence, state, Instant{0}, "");
        }));
    };
    requeue("queued", claim(1));
    auto const second = claim(20);
    EXPECT_EQ(second.unknown_sends, 0);
    requeue("unknown", second);
    auto const third = claim(40);
    EXPECT_EQ(third.unknown_sends, 1) << "a refusal before does not count";
    requeue("queued", third);
    EXPECT_EQ(claim(60).unknown_sends, 1) << "nor does one after";
}

TEST_P(WorkQueue, WhatWasDeferredIsNoAttemptAndCanBeHastened) {
    auto const id = send(1, test::fresh_uuid(), Instant{0});
    auto const claimed = in_business([=](Session& session, BusinessId business) {
        return claim_send(session, business, id, Instant{1}, Instant{10});
    });
    ASSERT_TRUE(claimed && *claimed);
    ASSERT_TRUE(in_business([=](Session& session, BusinessId business) {
        return defer_work(session, business, id, (*claimed)->fence, Instant{9'000}, "paused");
    }));
    EXPECT_TRUE(offered(Instant{100}).empty());
    ASSERT_TRUE(in_business([](Session& session, BusinessId business) {
        return hasten_deferred(session, business, Instant{50}, "paused");
    }));
    EXPECT_EQ(offered(Instant{100}), std::vector{id});
    auto const again = in_business([=](Session& session, BusinessId business) {
        return claim_send(session, business, id, Instant{100}, Instant{200});
    });
    ASSERT_TRUE(again && *again);
    EXPECT_EQ((*again)->attempts, 1);
}

}  // namespace
}  // namespace croozer::store
