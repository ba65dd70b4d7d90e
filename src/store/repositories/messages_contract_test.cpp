// A message's state is what the statuses say, in whatever order they come.
#include "store/contract_engines.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/revisions.hpp"

#include <algorithm>

namespace croozer::store::test {
namespace {

class MessagesContract : public EngineTest {
protected:
    template <class Work>
    auto write(Work work) {
        return write_and_wait(engine(), Scope::of(business_), std::move(work));
    }

    Result<MessageId> insert_outbound(Session& session) {
        MessageId const id{fresh_uuid()};
        conversation::Reply reply;
        reply.body = "ready";
        CHECK(store::insert_outbound(
            session,
            business_,
            {.id = id,
             .conversation = ConversationId{fresh_uuid()},
             .customer = CustomerId{fresh_uuid()},
             .order = std::nullopt,
             .author = "bot",
             .author_name = {},
             .reply = reply,
             .reply_to_wamid = {},
             .status = "queued",
             .expires_at = std::nullopt,
             .created_at = Instant{1}}
        ));
        return id;
    }

    Result<std::string> status_of(Session& session, MessageId id) const {
        return TRY(find_outbound(session, business_, id))->status;
    }

    static StatusChange change_to(std::string status) {
        return {
            .status = std::move(status),
            .wamid = std::nullopt,
            .error_code = 0,
            .error_message = {},
            .billing_category = {},
            .cost_class = {}
        };
    }

    BusinessId business_{fresh_business()};
};

INSTANTIATE_TEST_SUITE_P(Engines, MessagesContract, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(MessagesContract, AfterAnyOrderOfStatusesTheHighestStands) {
    // By what each says of the message; a failure is worth more than "sent", and nothing once it
    // was delivered.
    std::vector<std::string> const by_rank{"accepted", "sent", "failed", "delivered", "read"};
    std::vector<std::size_t> order{0, 1, 2, 3, 4};
    do {
        auto const done = write([&](Session& session) -> Result<int> {
            auto const id = TRY(insert_outbound(session));
            std::string story;
            std::size_t highest = 0;
            bool first = true;
            for (auto const next : order) {
                bool const rises = first || next > highest;
                highest = rises ? next : highest;
                first = false;
                story += " " + by_rank[next];
                EXPECT_EQ(
                    TRY(raise_status(session, business_, id, change_to(by_rank[next]))), rises
                ) << story;
                EXPECT_EQ(TRY(status_of(session, id)), by_rank[highest]) << story;
            }
            return 0;
        });
        ASSERT_TRUE(done) << done.error().detail;
    } while (std::ranges::next_permutation(order).found);
}

TEST_P(MessagesContract, AMessageSentAgainMayFailAgain) {
    auto const done = write([&](Session& session) -> Result<int> {
        auto const id = TRY(insert_outbound(session));
        EXPECT_TRUE(TRY(raise_status(session, business_, id, change_to("failed"))));
        CHECK(requeue_message(session, business_, id));
        EXPECT_TRUE(TRY(raise_status(session, business_, id, change_to("accepted"))));
        EXPECT_TRUE(TRY(raise_status(session, business_, id, change_to("failed"))));
        return 0;
    });
    EXPECT_TRUE(done);
}

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
