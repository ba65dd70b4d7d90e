// Sends that were given up: who lists them, and what sending one again needs.
#include "api/api_fixture.hpp"
#include "app/outbox.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"

namespace croozer::api {

class DeadLetters : public ApiTest {
protected:
    DeadLetters() {
        auto const made = change(
            owner_, Method::Post, "/api/customers", {{"name", "Noa"}, {"phone", "0541234567"}}
        );
        customer_ =
            *CustomerId::parse(std::string(body_of(made).at("customer").at("id").as_string()));
        auto const talked =
            runner_->run_and_wait(shop_, [&](app::Context& context) -> Result<void> {
                conversation_ = context.ids.next<ConversationId>();
                auto const account = context.ids.next<AccountId>();
                CHECK(store::insert_account(
                    context.session,
                    shop_,
                    {.id = account,
                     .version = 1,
                     .phone_number_id = "1",
                     .waba_id = "2",
                     .portfolio_id = "3",
                     .phone_number = "97231234567",
                     .display_name = "Shop",
                     .token = SealedSecret{"token"},
                     .status = "active"},
                    "permanent",
                    context.system_now
                ));
                CHECK(store::insert_conversation(
                    context.session, shop_, conversation_, account, customer_, {}, context.now
                ));
                return store::touch_inbound(
                    context.session,
                    shop_,
                    conversation_,
                    {.received_at = context.now,
                     .window_from = context.now,
                     .preview = "hi",
                     .turn_due_at = std::nullopt}
                );
            });
        EXPECT_TRUE(talked) << talked.error().detail;
    }

    // A message that waits to be sent, or has been given up.
    std::string message(bool dead) {
        auto const sent = change(
            owner_,
            Method::Post,
            path_ + "/messages",
            {{"customerId", customer_.to_string()}, {"message", "on its way"}}
        );
        EXPECT_EQ(sent.status, 202) << sent.body;
        auto const id = std::string(body_of(sent).at("messageId").as_string());
        if (dead) {
            run_sql(
                store::Scope::of(shop_),
                "update work set state = 'dead', attempts = 8, last_error = 'graph_5xx', "
                "settled_at = $3 where business_id = $1 and id = $2",
                {shop_, *MessageId::parse(id), clock_.now()}
            );
        }
        return id;
    }

    http::Response replay(
        Person const& person, std::string const& id, json::object const& body = {}
    ) {
        return change(person, Method::Post, path_ + "/dead-letters/" + id + "/replay", body);
    }

    std::string state_of(std::string const& id) {
        return text_by_sql(
            "select state from work where business_id = $1 and id = $2",
            {shop_, *MessageId::parse(id)}
        );
    }

    json::array listed(Person const& person) {
        return body_of(get(person, path_ + "/dead-letters")).at("deadLetters").as_array();
    }

    Person owner_ = sign_in("1");
    BusinessId shop_ = *BusinessId::parse(make_shop(owner_));
    std::string path_ = "/api/businesses/" + shop_.to_string();
    CustomerId customer_;
    ConversationId conversation_;
};

TEST_F(DeadLetters, AreListedAndSentAgain) {
    EXPECT_TRUE(listed(owner_).empty());
    message(false);
    auto const id = message(true);
    auto const letters = listed(owner_);
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(letters.at(0).at("message").at("id").as_string(), id);
    EXPECT_EQ(letters.at(0).at("customerName").as_string(), "Noa");
    EXPECT_EQ(letters.at(0).at("reason").as_string(), "graph_5xx");
    auto const again = replay(owner_, id);
    ASSERT_EQ(again.status, 202) << again.body;
    EXPECT_EQ(body_of(again).at("messageId").as_string(), id);
    EXPECT_EQ(state_of(id), "queued");
    EXPECT_TRUE(listed(owner_).empty());
}

TEST_F(DeadLetters, OnlyWhatIsDeadAndOursIsSentAgain) {
    auto const id = message(true);
    auto const waiting = message(false);
    EXPECT_EQ(replay(owner_, waiting).status, 404);
    EXPECT_EQ(replay(owner_, "x").status, 404);
    EXPECT_EQ(replay(owner_, "018f3c5e-0000-7000-8000-000000000000").status, 404);
    auto const stranger = sign_in("2");
    auto const theirs = make_shop(stranger);
    // Neither through our shop nor through their own.
    EXPECT_EQ(replay(stranger, id).status, 404);
    EXPECT_EQ(
        change(
            stranger,
            Method::Post,
            "/api/businesses/" + theirs + "/dead-letters/" + id + "/replay",
            {}
        )
            .status,
        404
    );
    EXPECT_EQ(state_of(id), "dead");
    EXPECT_EQ(replay(owner_, id).status, 202);
    EXPECT_EQ(replay(owner_, id).status, 404);
}

TEST_F(DeadLetters, AreTheCountersBusiness) {
    auto const id = message(true);
    for (auto const role :
         {ordering::Role::Kitchen, ordering::Role::Courier, ordering::Role::Viewer}) {
        auto const person =
            member(shop_.to_string(), "role" + std::to_string(static_cast<int>(role)), role);
        EXPECT_EQ(get(person, path_ + "/dead-letters").status, 403);
        EXPECT_EQ(replay(person, id).status, 403);
    }
    auto const cashier = member(shop_.to_string(), "cashier", ordering::Role::Cashier);
    EXPECT_EQ(listed(cashier).size(), 1U);
    EXPECT_EQ(replay(cashier, id).status, 202);
}

TEST_F(DeadLetters, StayWhenTheyWouldBeGivenUpAgain) {
    auto const id = message(true);
    run_sql(
        store::Scope::of(shop_),
        "update conversations set last_inbound_at = $2 where business_id = $1",
        {shop_, clock_.now() - Duration(std::chrono::hours(25))}
    );
    auto const refused = replay(owner_, id);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(slug_of(refused), "window_closed");
    EXPECT_EQ(state_of(id), "dead");
}

TEST_F(DeadLetters, NothingInABodyIsPassedOver) {
    auto const id = message(true);
    auto const refused = replay(owner_, id, {{"text", "another text"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(slug_of(refused), "unknown_field");
    EXPECT_EQ(replay(owner_, id, {{"businessId", shop_.to_string()}}).status, 202);
}

}  // namespace croozer::api
