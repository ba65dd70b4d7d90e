// Jobs and alerts on both engines.
#include "store/contract_engines.hpp"
#include "store/repositories/alerts.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/work.hpp"

namespace croozer::store {
namespace {

using test::EngineTest;

Uuid thing(std::uint8_t n) {
    Uuid id{};
    id.bytes[0] = n;
    return id;
}

class JobsAndAlerts : public EngineTest {
protected:
    template <class Work>
    auto in_business(Work work) {
        return write_and_wait(engine(), Scope::of(business_), [=, this](Session& session) {
            return work(session, business_);
        });
    }

    void put(std::string_view kind, Uuid subject, Instant due) {
        auto const done = in_business([=](Session& session, BusinessId business) {
            return put_job(
                session,
                business,
                {.kind = kind, .subject = subject, .due_at = due, .created_at = Instant{1}}
            );
        });
        EXPECT_TRUE(done) << done.error().detail;
    }

    std::optional<ClaimedJob> claim(std::string_view kind, Uuid subject, Instant now) {
        auto const claimed = in_business([=](Session& session, BusinessId business) {
            return claim_job(session, business, job_id(kind, subject), now, now + Duration{100});
        });
        EXPECT_TRUE(claimed) << claimed.error().detail;
        return claimed ? *claimed : std::nullopt;
    }

    bool raise(std::optional<Uuid> subject, std::string level, Uuid id, bool happened = false) {
        auto const news = in_business([=](Session& session, BusinessId business) {
            return raise_alert(
                session,
                business,
                {.id = AlertId{id},
                 .kind = "token_expires",
                 .subject = subject,
                 .level = level,
                 .detail = R"({"daysLeft":3})",
                 .raised_at = Instant{5},
                 .acknowledged_at = {},
                 .resolved_at = {}},
                happened
            );
        });
        EXPECT_TRUE(news) << news.error().detail;
        return news && news->is_news;
    }

    std::vector<Alert> alerts() {
        auto const all = read_and_wait(engine(), Scope::of(business_), [&](Session& session) {
            return list_alerts(session, business_, 10);
        });
        EXPECT_TRUE(all) << all.error().detail;
        return all.value_or(std::vector<Alert>{});
    }

    BusinessId business_{test::fresh_business()};
};

INSTANTIATE_TEST_SUITE_P(
    Engines, JobsAndAlerts, testing::ValuesIn(test::kinds_to_test()), test::kind_name
);

TEST_P(JobsAndAlerts, AJobIsOneRowAndTheEarlierTimeWins) {
    put("keep", thing(7), Instant{50});
    put("keep", thing(7), Instant{20});
    put("keep", thing(7), Instant{90});
    EXPECT_FALSE(claim("keep", thing(7), Instant{19}));
    auto const claimed = claim("keep", thing(7), Instant{20});
    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->subject, thing(7));
    EXPECT_EQ(claimed->attempts, 1);
    EXPECT_FALSE(claim("keep", thing(7), Instant{21})) << "it is under way";
    EXPECT_FALSE(claim("watch", thing(7), Instant{21})) << "another kind is another job";
    auto const again = claim("keep", thing(7), Instant{120});
    ASSERT_TRUE(again) << "its lease ran out";
    EXPECT_EQ(again->attempts, 2);
    auto const late = in_business([&](Session& session, BusinessId business) {
        return finish_work(session, business, job_id("keep", thing(7)), claimed->fence);
    });
    ASSERT_TRUE(late);
    EXPECT_FALSE(*late) << "the first holder came too late";
}

TEST_P(JobsAndAlerts, ADeadJobStartsAgainWhenSomebodyAsks) {
    put("connect", thing(1), Instant{10});
    auto const claimed = claim("connect", thing(1), Instant{10});
    ASSERT_TRUE(claimed);
    EXPECT_TRUE(in_business([&](Session& session, BusinessId business) {
        return bury_work(
            session, business, job_id("connect", thing(1)), claimed->fence, Instant{11}, "refused"
        );
    }));
    put("connect", thing(1), Instant{12});
    EXPECT_FALSE(claim("connect", thing(1), Instant{500}));
    EXPECT_TRUE(in_business([&](Session& session, BusinessId business) {
        return restart_job(
            session,
            business,
            {.kind = "connect",
             .subject = thing(1),
             .due_at = Instant{20},
             .created_at = Instant{20}}
        );
    }));
    auto const anew = claim("connect", thing(1), Instant{20});
    ASSERT_TRUE(anew);
    EXPECT_EQ(anew->attempts, 1);
}

TEST_P(JobsAndAlerts, AJobThatWatchesNeverMissesWhatCameWhileItLooked) {
    auto const rearm = [this](Instant due) {
        EXPECT_TRUE(in_business([=](Session& session, BusinessId business) {
            return rearm_job(
                session,
                business,
                {.kind = "watch", .subject = thing(2), .due_at = due, .created_at = Instant{1}}
            );
        }));
    };
    rearm(Instant{30});
    rearm(Instant{50});
    auto const looking = claim("watch", thing(2), Instant{30});
    ASSERT_TRUE(looking) << "the earlier time stands";
    rearm(Instant{60});
    auto const settled = in_business([&](Session& session, BusinessId business) {
        return finish_work(session, business, job_id("watch", thing(2)), looking->fence);
    });
    EXPECT_TRUE(settled && !*settled) << "it looked too early to end the watch";
    EXPECT_TRUE(claim("watch", thing(2), Instant{60}));
    auto const known = in_business([](Session& session, BusinessId business) {
        return has_job(session, business, "watch", thing(2));
    });
    EXPECT_TRUE(known && *known);
}

TEST_P(JobsAndAlerts, AnAlertIsOpenOnceAndUnreadAgainWhenItGrowsWorse) {
    EXPECT_TRUE(raise(thing(3), "info", thing(10)));
    EXPECT_FALSE(raise(thing(3), "info", thing(11)));
    EXPECT_TRUE(raise(std::nullopt, "info", thing(12))) << "about nothing is another subject";
    EXPECT_TRUE(in_business([&](Session& session, BusinessId business) {
        return acknowledge_alert(session, business, AlertId{thing(10)}, UserId{}, Instant{6});
    }));
    EXPECT_TRUE(raise(thing(3), "critical", thing(13)));
    ASSERT_EQ(alerts().size(), 2);
    for (auto const& alert : alerts()) {
        EXPECT_FALSE(alert.acknowledged_at) << alert.level;
    }
    auto const resolved = in_business([](Session& session, BusinessId business) {
        return resolve_alert(session, business, "token_expires", thing(3), Instant{9});
    });
    ASSERT_TRUE(resolved && *resolved);
    EXPECT_EQ(**resolved, AlertId{thing(10)}) << "it tells which";
    EXPECT_EQ(alerts().back().resolved_at, Instant{9}) << "open ones come first";
    EXPECT_TRUE(raise(thing(3), "info", thing(14))) << "a new one after the old was over";
}

TEST_P(JobsAndAlerts, WhatHappensOnceMoreIsUnreadAgainAndAllOfASubjectEndsAtOnce) {
    EXPECT_TRUE(raise(thing(3), "critical", thing(10), true));
    EXPECT_TRUE(in_business([&](Session& session, BusinessId business) {
        return acknowledge_alert(session, business, AlertId{thing(10)}, UserId{}, Instant{6});
    }));
    EXPECT_TRUE(raise(thing(3), "critical", thing(11), true));
    ASSERT_EQ(alerts().size(), 1);
    EXPECT_FALSE(alerts().front().acknowledged_at);
    auto const open = in_business([](Session& session, BusinessId business) {
        return find_open_alert(session, business, "token_expires", thing(3));
    });
    ASSERT_TRUE(open && *open);
    EXPECT_EQ((*open)->id, AlertId{thing(10)});
    EXPECT_TRUE(raise(thing(4), "info", thing(12)));
    auto const ended = in_business([](Session& session, BusinessId business) {
        return resolve_alerts_of(session, business, thing(3), Instant{9});
    });
    ASSERT_TRUE(ended);
    EXPECT_EQ(*ended, std::vector{AlertId{thing(10)}}) << "another subject's stands";
}

TEST_P(JobsAndAlerts, AnAlertOfNobodyIsNotAcknowledged) {
    auto const done = in_business([](Session& session, BusinessId business) {
        return acknowledge_alert(session, business, AlertId{thing(99)}, UserId{}, Instant{1});
    });
    EXPECT_TRUE(done && !*done);
}

}  // namespace
}  // namespace croozer::store
