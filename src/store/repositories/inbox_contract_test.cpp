#include "store/contract_engines.hpp"
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

}  // namespace
}  // namespace croozer::store::test
