#include "store/contract_engines.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::store::test {
namespace {

class MessagesContract : public EngineTest {
protected:
    template <class Work>
    auto write(Work work) {
        return write_and_wait(engine(), Scope::of(business_), std::move(work));
    }

    BusinessId business_{fresh_business()};
};

INSTANTIATE_TEST_SUITE_P(Engines, MessagesContract, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(MessagesContract, OfARevokedMessageOnlyTheFactIsKept) {
    ConversationId const conversation{fresh_uuid()};
    auto const done = write([&](Session& session) -> Result<int> {
        EXPECT_TRUE(TRY(store::insert_inbound(
            session,
            business_,
            {.id = MessageId{fresh_uuid()},
             .conversation = conversation,
             .customer = CustomerId{fresh_uuid()},
             .wamid = "wamid.1",
             .type = "text",
             .content = R"({"text":"my secret"})",
             .reply_to_wamid = {},
             .answered = false,
             .sent_at = Instant{1},
             .created_at = Instant{1}}
        )));
        auto const revise = [&](std::optional<std::string> content) {
            return revise_inbound(
                session, business_, conversation, "wamid.1", std::move(content), Instant{2}
            );
        };
        EXPECT_TRUE(TRY(revise(R"({"text":"my other secret"})")));
        EXPECT_TRUE(TRY(revise(std::nullopt)));
        EXPECT_FALSE(TRY(revise(R"({"text":"late"})"))) << "an edit that comes after its revoke";
        auto const rows = TRY(session.query(
            "select content, edits, revoked_at from messages "
            "where business_id = $1 and wamid = 'wamid.1'",
            {business_}
        ));
        EXPECT_EQ(rows.front().text(0), "{}");
        EXPECT_TRUE(rows.front().is_null(1));
        EXPECT_EQ(rows.front().instant(2), Instant{2});
        return 0;
    });
    EXPECT_TRUE(done) << done.error().detail;
}

}  // namespace
}  // namespace croozer::store::test
