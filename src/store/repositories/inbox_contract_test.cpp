#include "store/contract_engines.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/inbox.hpp"

namespace croozer::store::test {
namespace {

class InboxContract : public EngineTest {
protected:
    // Stored, perhaps parked, and settled; then what is left of its body.
    Result<std::string> body_after_settling(bool parked) {
        return write_and_wait(
            engine(),
            Scope::shared(),
            [=](Session& session) -> Result<std::string> {
                InboxId const id{fresh_uuid()};
                CHECK(insert_inbox(session, id, Instant{1}, "Noa, 054-123-4567"));
                if (parked) {
                    CHECK(park_change(
                        session,
                        {.inbox = id,
                         .change_no = 1,
                         .reason = "unknown_number",
                         .field = {},
                         .waba_id = {},
                         .phone_number_id = {}},
                        Instant{2}
                    ));
                }
                CHECK(settle_inbox(session, id, Instant{3}));
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
            CHECK(settle_inbox(session, id, Instant{3}));
            EXPECT_TRUE(TRY(find_waba_routes(session, waba)).empty());
            auto const claim = [&](std::string const& number, BusinessId business) {
                return claim_phone_route(
                    session,
                    waba + number,
                    {.business = business, .account = AccountId{fresh_uuid()}, .waba_id = waba}
                );
            };
            auto const is_taken_up = [&]() -> Result<bool> {
                auto const rows =
                    TRY(session.query("select settled_at from inbox where id = $1", {id}));
                return rows.front().is_null(0);
            };
            CHECK(replay_unrouted(session, waba + "1", Instant{4}));
            EXPECT_FALSE(TRY(is_taken_up())) << "nobody has it yet";
            TRY(claim("1", first));
            CHECK(replay_unrouted(session, waba + "1", Instant{5}));
            EXPECT_TRUE(TRY(is_taken_up()));
            CHECK(settle_inbox(session, id, Instant{6}));
            TRY(claim("2", first));
            TRY(claim("3", second));
            CHECK(replay_unrouted(session, waba + "3", Instant{7}));
            EXPECT_FALSE(TRY(is_taken_up())) << "once is enough";
            auto const routes = TRY(find_waba_routes(session, waba));
            EXPECT_EQ(routes.size(), 2U);
            for (auto const& route : routes) {
                EXPECT_TRUE(route.business == first || route.business == second);
            }
            return true;
        });
    EXPECT_TRUE(outcome) << outcome.error().detail;
}

}  // namespace
}  // namespace croozer::store::test
