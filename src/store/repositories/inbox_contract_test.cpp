#include "store/contract_engines.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/inbox.hpp"

#include <algorithm>
#include <functional>

namespace croozer::store::test {
namespace {

class InboxContract : public EngineTest {
protected:
    static Result<void> park(
        Session& session, InboxId inbox, std::string const& number, Instant at
    ) {
        return park_change(
            session,
            {.inbox = inbox,
             .change_no = 1,
             .reason = "unknown_number",
             .field = "messages",
             .waba_id = number + "w",
             .phone_number_id = number},
            at
        );
    }

    // Each in a transaction of its own, as the loop and the wizard do it.
    void does(std::function<Result<void>(Session&)> step) {
        auto const done = write_and_wait(engine(), Scope::shared(), std::move(step));
        EXPECT_TRUE(done) << done.error().detail;
    }

    void arrives(InboxId id) {
        does([=](Session& session) { return insert_inbox(session, id, Instant{1}, "body"); });
    }

    void connects(std::string const& number, Instant at) {
        does([=](Session& session) -> Result<void> {
            TRY(claim_phone_route(
                session,
                number,
                {.business = fresh_business(),
                 .account = AccountId{fresh_uuid()},
                 .waba_id = number + "w"}
            ));
            return replay_unrouted(session, number, at);
        });
    }

    void settles(InboxId id, std::vector<ReplayedChange> replayed = {}) {
        does([=](Session& session) { return settle_inbox(session, id, replayed, Instant{3}); });
    }

    // As the loop would take it up again; without `replayed` if it would not.
    static InboxRow taken_up(Session& session, InboxId id) {
        constexpr std::int64_t all = 1'000'000;
        auto const rows = unsettled_inbox(session, Instant{0}, all, all);
        EXPECT_TRUE(rows) << rows.error().detail;
        auto const found = std::ranges::find(*rows, id, &InboxRow::id);
        return found == rows->end() ? InboxRow{.id = id, .body = {}} : *found;
    }

    InboxRow taken_up(InboxId id) {
        return read_and_wait(
                   engine(),
                   Scope::shared(),
                   [id](Session& session) -> Result<InboxRow> { return taken_up(session, id); }
        ).value();
    }

    std::string body_of(InboxId id) {
        return read_and_wait(
                   engine(),
                   Scope::shared(),
                   [id](Session& session) -> Result<std::string> {
                       auto const rows =
                           TRY(session.query("select body from inbox where id = $1", {id}));
                       return rows.front().bytes(0);
                   }
        ).value();
    }

    // Stored, perhaps parked, and settled; then what is left of its body.
    Result<std::string> body_after_settling(bool parked) {
        return write_and_wait(
            engine(),
            Scope::shared(),
            [=](Session& session) -> Result<std::string> {
                InboxId const id{fresh_uuid()};
                CHECK(insert_inbox(session, id, Instant{1}, "Noa, 054-123-4567"));
                if (parked) {
                    CHECK(park(session, id, "nobody's", Instant{2}));
                }
                CHECK(settle_inbox(session, id, {}, Instant{3}));
                auto const rows =
                    TRY(session.query("select body, settled_at from inbox where id = $1", {id}));
                EXPECT_EQ(rows.front().instant(1), Instant{3});
                return rows.front().bytes(0);
            }
        );
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, InboxContract, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(InboxContract, ASettledRowKeepsNobodysData) {
    EXPECT_EQ(body_after_settling(false).value_or("none"), "");
}

TEST_P(InboxContract, AParkedOneIsKeptToBeTakenUpAgain) {
    EXPECT_EQ(body_after_settling(true).value_or("none"), "Noa, 054-123-4567");
}

// Several shops may share an account: what names no number concerns each of them once.
TEST_P(InboxContract, WhatNamesNoNumberWaitsForItsAccountAndGoesToEveryShopOfIt) {
    auto const waba = "waba-" + fresh_uuid().to_string();
    auto const first = fresh_business();
    auto const second = fresh_business();
    InboxId const id{fresh_uuid()};
    auto const outcome =
        write_and_wait(engine(), Scope::shared(), [&](Session& session) -> Result<bool> {
            CHECK(insert_inbox(session, id, Instant{1}, "news"));
            CHECK(park_change(
                session,
                {.inbox = id,
                 .change_no = 0,
                 .reason = "unknown_waba",
                 .field = "security",
                 .waba_id = waba,
                 .phone_number_id = {}},
                Instant{2}
            ));
            CHECK(settle_inbox(session, id, {}, Instant{3}));
            EXPECT_TRUE(TRY(find_waba_routes(session, waba)).empty());
            auto const claim = [&](std::string const& number, BusinessId business) {
                return claim_phone_route(
                    session,
                    waba + number,
                    {.business = business, .account = AccountId{fresh_uuid()}, .waba_id = waba}
                );
            };
            CHECK(replay_unrouted(session, waba + "1", Instant{4}));
            EXPECT_EQ(taken_up(session, id).replayed.size(), 0U) << "nobody has it yet";
            TRY(claim("1", first));
            CHECK(replay_unrouted(session, waba + "1", Instant{5}));
            auto const row = taken_up(session, id);
            EXPECT_EQ(row.replayed.size(), 1U);
            CHECK(settle_inbox(session, id, row.replayed, Instant{6}));
            TRY(claim("2", first));
            TRY(claim("3", second));
            CHECK(replay_unrouted(session, waba + "3", Instant{7}));
            EXPECT_EQ(taken_up(session, id).replayed.size(), 0U) << "once is enough";
            auto const routes = TRY(find_waba_routes(session, waba));
            EXPECT_EQ(routes.size(), 2U);
            for (auto const& route : routes) {
                EXPECT_TRUE(route.business == first || route.business == second);
            }
            return true;
        });
    EXPECT_TRUE(outcome) << outcome.error().detail;
}

TEST_P(InboxContract, OnlyWhatWasParkedIsTakenUpAgain) {
    InboxId const id{fresh_uuid()};
    auto const number = fresh_uuid().to_string();
    arrives(id);
    does([=](Session& session) { return park(session, id, number, Instant{2}); });
    settles(id);
    EXPECT_TRUE(taken_up(id).replayed.empty());
    connects(number, Instant{4});
    auto const row = taken_up(id);
    EXPECT_EQ(row.body, "body");
    ASSERT_EQ(row.replayed.size(), 1U);
    EXPECT_EQ(row.replayed.front().change_no, 1);
    settles(id, row.replayed);
    EXPECT_TRUE(taken_up(id).replayed.empty());
    EXPECT_EQ(body_of(id), "");
}

// The loop has read that nobody has the number, and parks while it is being connected.
TEST_P(InboxContract, ANumberConnectedWhileItsMessageIsParkedMissesNothing) {
    auto const number = fresh_uuid().to_string();
    InboxId const before{fresh_uuid()};
    InboxId const after{fresh_uuid()};
    arrives(before);
    arrives(after);
    does([=](Session& session) { return park(session, before, number, Instant{2}); });
    connects(number, Instant{4});
    settles(before);
    EXPECT_EQ(taken_up(before).replayed.size(), 1U) << "parked, then connected, then settled";
    does([=](Session& session) { return park(session, after, number, Instant{5}); });
    settles(after);
    EXPECT_EQ(taken_up(after).replayed.size(), 1U) << "connected, then parked";
}

TEST_P(InboxContract, WhatIsTakenUpTwiceIsNotEndedByTheFirst) {
    auto const number = fresh_uuid().to_string();
    InboxId const id{fresh_uuid()};
    arrives(id);
    does([=](Session& session) { return park(session, id, number, Instant{2}); });
    settles(id);
    connects(number, Instant{4});
    auto const first = taken_up(id);
    ASSERT_EQ(first.replayed.size(), 1U);
    // It is let go and connected once more before the first is through.
    does([=](Session& session) -> Result<void> {
        TRY(session.execute("delete from phone_routes where phone_number_id = $1", {number}));
        return park(session, id, number, Instant{5});
    });
    connects(number, Instant{6});
    settles(id, first.replayed);
    EXPECT_EQ(taken_up(id).replayed.size(), 1U);
}

// Two nodes may not see each other's half.
TEST_P(InboxContract, WhatGotItsRouteUnseenIsFoundLater) {
    auto const number = fresh_uuid().to_string();
    InboxId const id{fresh_uuid()};
    arrives(id);
    does([=](Session& session) -> Result<void> {
        CHECK(park(session, id, number, Instant{2}));
        TRY(claim_phone_route(
            session,
            number,
            {.business = fresh_business(), .account = AccountId{fresh_uuid()}, .waba_id = "w"}
        ));
        return {};
    });
    settles(id);
    EXPECT_TRUE(taken_up(id).replayed.empty());
    does([](Session& session) { return replay_all_routed(session, Instant{9}); });
    EXPECT_EQ(taken_up(id).replayed.size(), 1U);
}

TEST_P(InboxContract, WhatNobodyTookIsKeptAWeek) {
    auto const number = fresh_uuid().to_string();
    InboxId const old{fresh_uuid()};
    InboxId const recent{fresh_uuid()};
    // Long after all that other tests have parked here.
    auto const now = Instant::from_seconds(1'000'000'000);
    auto const parked_days_ago = [&](InboxId id, int days) {
        arrives(id);
        does([=](Session& session) {
            return park(session, id, number, now - Duration(std::chrono::days(days)));
        });
        settles(id);
    };
    parked_days_ago(old, 8);
    parked_days_ago(recent, 6);
    connects(number, now);
    EXPECT_TRUE(taken_up(old).replayed.empty());
    EXPECT_EQ(taken_up(recent).replayed.size(), 1U);
    does([=](Session& session) -> Result<void> {
        EXPECT_EQ(TRY(drop_old_parked(session, now, 1)), 1) << "bounded";
        TRY(drop_old_parked(session, now, 1'000));
        return {};
    });
    EXPECT_EQ(body_of(old), "");
    EXPECT_EQ(body_of(recent), "body");
}

}  // namespace
}  // namespace croozer::store::test
