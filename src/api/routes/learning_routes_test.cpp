// Unknown words and labelled examples over the API.
#include "api/api_fixture.hpp"
#include "domain/understanding/understand.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/repositories/examples.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/unknown_words.hpp"

#include <thread>

namespace croozer::api {

class LearningApiTest : public ApiTest {
protected:
    void SetUp() override {
        owner_ = sign_in("1");
        shop_ = make_shop(owner_);
        product_ = make_product(owner_, shop_);
        base_ = "/api/businesses/" + shop_;
    }

    template <class Work>
    auto write(Work work) {
        auto done = store::write_and_wait(*engine_, store::Scope::of(business()), std::move(work));
        EXPECT_TRUE(done) << done.error().detail;
        return *std::move(done);
    }

    [[nodiscard]] BusinessId business() const { return *BusinessId::parse(shop_); }

    MessageId message(std::string const& text) {
        return write([&](store::Session& session) -> Result<MessageId> {
            IdSource ids(clock_, random_);
            auto const id = ids.next<MessageId>();
            store::documents::InboundContent content;
            content.text = text;
            TRY(store::insert_inbound(
                session,
                business(),
                {.id = id,
                 .conversation = ids.next<ConversationId>(),
                 .customer = ids.next<CustomerId>(),
                 .wamid = "wamid." + id.to_string(),
                 .type = "text",
                 .content = store::documents::encode_inbound(content),
                 .reply_to_wamid = {},
                 .sent_at = clock_.now(),
                 .created_at = clock_.now()}
            ));
            return id;
        });
    }

    // Seen so many times in a message.
    std::string see(
        std::string const& word, int times = 1, std::string const& text = "a sentence"
    ) {
        auto const where = message(text);
        return write([&](store::Session& session) -> Result<std::string> {
            IdSource ids(clock_, random_);
            auto const id = ids.next<UnknownWordId>();
            for (int i = 0; i < times; ++i) {
                TRY(store::note_unknown_word(
                    session,
                    business(),
                    {.id = i == 0 ? id : ids.next<UnknownWordId>(),
                     .word = word,
                     .written = word,
                     .message = where,
                     .at = clock_.now()}
                ));
            }
            return id.to_string();
        });
    }

    http::Response settle(
        Person const& person,
        std::string const& word,
        std::string const& verb,
        json::object const& body = {},
        std::string const& version = "\"v1\""
    ) {
        auto const path = base_ + "/unknown-words/" + word + "/" + verb;
        std::vector<http::Field> headers;
        if (!version.empty()) {
            headers.push_back({"if-match", version});
        }
        return change(person, Method::Post, path, body, headers);
    }

    http::Response post_example(json::object const& body) {
        return change(owner_, Method::Post, base_ + "/examples", body);
    }

    json::array list(std::string const& what) {
        auto const answer = get(owner_, base_ + "/" + what);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return body_of(answer)
            .at(what.starts_with("examples") ? "examples" : "unknownWords")
            .as_array();
    }

    [[nodiscard]] json::value product_id() const { return product_.at("id"); }

    json::object item(std::int64_t quantity = 1) {
        return {{"productId", product_id()}, {"quantity", quantity}};
    }

    // The pointer of the first problem.
    static std::string pointer_of(http::Response const& response) {
        auto const body = body_of(response);
        return body.contains("errors")
                   ? std::string(body.at("errors").at(0).at("pointer").as_string())
                   : response.body;
    }

    static std::string random_id() {
        SystemClock const clock;
        SystemRandom random;
        return IdSource(clock, random).v4().to_string();
    }

    Person owner_;
    std::string shop_;
    json::object product_;
    std::string base_;
};

TEST_F(LearningApiTest, WordsComeWithTheirSentenceAndSuggestions) {
    see("burrito", 1, "a burrito please");
    auto const often = see("margarine", 3, "one margarine");
    auto const words = list("unknown-words");
    ASSERT_EQ(words.size(), 2U);
    auto const& first = words[0].as_object();
    EXPECT_EQ(first.at("id").as_string(), often);
    EXPECT_EQ(first.at("word").as_string(), "margarine");
    EXPECT_EQ(first.at("times").as_int64(), 3);
    EXPECT_EQ(first.at("messageText").as_string(), "one margarine");
    EXPECT_EQ(first.at("state").as_string(), "open");
    EXPECT_TRUE(first.at("taught").is_null());
    auto const& suggestion = first.at("suggestions").at(0).as_object();
    EXPECT_EQ(suggestion.at("productId"), product_id());
    EXPECT_EQ(suggestion.at("name").as_string(), "Margherita");
    EXPECT_EQ(suggestion.at("nameHe").as_string(), "מרגריטה");
    EXPECT_EQ(slug_of(get(owner_, base_ + "/unknown-words?state=gone")), "enum");

    auto const page = body_of(get(owner_, base_ + "/unknown-words?limit=1"));
    EXPECT_TRUE(page.at("pagination").at("hasMore").as_bool());
    auto const cursor = std::string(page.at("pagination").at("nextCursor").as_string());
    auto const next = body_of(get(owner_, base_ + "/unknown-words?limit=1&cursor=" + cursor));
    EXPECT_EQ(next.at("unknownWords").at(0).at("word").as_string(), "burrito");
    EXPECT_FALSE(next.at("pagination").at("hasMore").as_bool());
    EXPECT_EQ(slug_of(get(owner_, base_ + "/examples?cursor=" + cursor)), "cursor");
}

TEST_F(LearningApiTest, ARevokedMessageIsNotShown) {
    see("burrito", 1, "a burrito please");
    run_sql(
        store::Scope::of(business()),
        "update messages set revoked_at = 1 where business_id = $1",
        {business()}
    );
    EXPECT_TRUE(list("unknown-words").at(0).at("messageText").is_null());
}

TEST_F(LearningApiTest, AWordIsTaughtDismissedAndTakenBack) {
    auto const word = see("burrito");
    auto const taught = settle(owner_, word, "teach", {{"productId", product_id()}});
    ASSERT_EQ(taught.status, 200) << taught.body;
    EXPECT_EQ(header_of(taught, "ETag"), "\"v2\"");
    EXPECT_EQ(body_of(taught).at("unknownWord").at("taught").at("productId"), product_id());
    auto const path = "/api/products/" + std::string(product_id().as_string());
    EXPECT_TRUE(get(owner_, path).body.contains("burrito"));
    EXPECT_TRUE(list("unknown-words").empty());
    EXPECT_EQ(list("unknown-words?state=taught").size(), 1U);

    EXPECT_EQ(slug_of(settle(owner_, word, "dismiss", {}, "\"v2\"")), "word_settled");
    ASSERT_EQ(settle(owner_, word, "undo", {}, "\"v2\"").status, 200);
    EXPECT_FALSE(get(owner_, path).body.contains("burrito"));
    EXPECT_EQ(slug_of(settle(owner_, word, "undo", {}, "\"v3\"")), "word_open");
    ASSERT_EQ(settle(owner_, word, "dismiss", {}, "\"v3\"").status, 200);
    EXPECT_EQ(list("unknown-words?state=dismissed").at(0).at("version").as_int64(), 4);
}

TEST_F(LearningApiTest, OnlyTheVersionThatWasSeenIsSettled) {
    auto const word = see("burrito");
    json::object const body{{"productId", product_id()}};
    EXPECT_EQ(settle(owner_, word, "teach", body, "").status, 428);
    EXPECT_EQ(settle(owner_, word, "teach", body, "\"v9\"").status, 412);
    EXPECT_EQ(settle(owner_, word, "teach", body).status, 200);
    EXPECT_EQ(settle(owner_, word, "teach", body).status, 412) << "another manager was first";
}

TEST_F(LearningApiTest, ARepeatedRequestTeachesOnce) {
    auto const word = see("burrito");
    std::vector<http::Field> const headers{{"if-match", "\"v1\""}, {"idempotency-key", "once"}};
    auto const path = base_ + "/unknown-words/" + word + "/teach";
    json::object const body{{"productId", product_id()}};
    auto const first = change(owner_, Method::Post, path, body, headers);
    auto const again = change(owner_, Method::Post, path, body, headers);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
    EXPECT_EQ(first.body, again.body);
}

TEST_F(LearningApiTest, WhatIsTaughtIsOneThing) {
    auto const word = see("burrito");
    json::object const option{{"optionGroupId", "topping"}, {"optionId", "olives"}};
    json::object both = option;
    both["productId"] = product_id();
    EXPECT_EQ(pointer_of(settle(owner_, word, "teach", both)), "/optionGroupId");
    EXPECT_EQ(pointer_of(settle(owner_, word, "teach", {})), "/productId");
    EXPECT_EQ(
        pointer_of(settle(owner_, word, "teach", {{"optionId", "olives"}})), "/optionGroupId"
    );
    EXPECT_EQ(pointer_of(settle(owner_, word, "teach", {{"optionGroupId", "size"}})), "/optionId");
    EXPECT_EQ(pointer_of(settle(owner_, word, "teach", option)), "/optionId");
    auto const unknown = settle(owner_, word, "teach", {{"productId", random_id()}});
    EXPECT_EQ(slug_of(unknown), "unknown_reference");
    EXPECT_EQ(slug_of(settle(owner_, word, "teach", {{"product", "x"}})), "missing");
    auto const taken = see("מרגריטה");
    json::object const other{{"name", "Cola"}, {"category", "drinks"}, {"price", 900}};
    auto const cola = body_of(change(owner_, Method::Post, "/api/products", other));
    auto const refused =
        settle(owner_, taken, "teach", {{"productId", cola.at("product").at("id")}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(slug_of(refused), "word_taken");
    EXPECT_EQ(body_of(refused).at("detail").as_string(), "מרגריטה");
}

TEST_F(LearningApiTest, IsTheOfficesBusiness) {
    auto const word = see("burrito");
    auto const cashier = member(shop_, "2", ordering::Role::Cashier);
    EXPECT_EQ(get(cashier, base_ + "/unknown-words").status, 403);
    EXPECT_EQ(get(cashier, base_ + "/examples").status, 403);
    EXPECT_EQ(settle(cashier, word, "dismiss").status, 403);
    auto const manager = member(shop_, "3", ordering::Role::Manager);
    EXPECT_EQ(get(manager, base_ + "/unknown-words").status, 200);
    EXPECT_EQ(settle(manager, word, "dismiss").status, 200);
    auto const stranger = sign_in("4");
    make_shop(stranger);
    EXPECT_EQ(get(stranger, base_ + "/unknown-words").status, 404);
}

TEST_F(LearningApiTest, AMessageIsLabelledAndForgotten) {
    auto const id = message("two margheritas").to_string();
    auto const kept = post_example({{"messageId", id}, {"items", json::array{item(2)}}});
    ASSERT_EQ(kept.status, 201) << kept.body;
    auto const shown = list("examples").at(0).as_object();
    EXPECT_EQ(body_of(kept).at("example"), shown);
    EXPECT_EQ(shown.at("text").as_string(), "two margheritas");
    EXPECT_TRUE(shown.at("passes").as_bool());
    EXPECT_TRUE(shown.at("intent").is_null());
    EXPECT_FALSE(shown.at("createdBy").is_null());
    EXPECT_EQ(shown.at("items").at(0).at("productId"), product_id());
    EXPECT_EQ(shown.at("items").at(0).at("quantity").as_int64(), 2);
    auto const path = base_ + "/examples/" + std::string(shown.at("id").as_string());
    EXPECT_EQ(change(owner_, Method::Delete, path, {}).status, 204);
    EXPECT_EQ(change(owner_, Method::Delete, path, {}).status, 404);
    EXPECT_EQ(change(owner_, Method::Delete, base_ + "/examples/none", {}).status, 404);
    EXPECT_TRUE(list("examples").empty());
}

TEST_F(LearningApiTest, ALabelIsChecked) {
    auto const id = message("two margheritas").to_string();
    EXPECT_EQ(pointer_of(post_example({{"messageId", id}})), "/items");
    EXPECT_EQ(pointer_of(post_example({{"intent", "question"}})), "/messageId");
    EXPECT_EQ(pointer_of(post_example({{"messageId", id}, {"intent", "gossip"}})), "/intent");
    EXPECT_EQ(
        pointer_of(post_example({{"messageId", id}, {"items", json::array{item(0)}}})),
        "/items/0/quantity"
    );
    auto stranger = item();
    stranger["productId"] = random_id();
    EXPECT_EQ(
        pointer_of(post_example({{"messageId", id}, {"items", json::array{stranger}}})), "/items/0"
    );
    EXPECT_EQ(
        pointer_of(post_example(
            {{"messageId", id}, {"items", json::array{item()}}, {"cart", json::array{stranger}}}
        )),
        "/cart/0"
    );
    EXPECT_EQ(
        pointer_of(post_example({{"messageId", random_id()}, {"intent", "question"}})), "/messageId"
    );
    EXPECT_TRUE(list("examples").empty());
}

TEST_F(LearningApiTest, TeachingReadsTheExamplesAgain) {
    auto const id = message("one burrito").to_string();
    ASSERT_EQ(post_example({{"messageId", id}, {"items", json::array{item()}}}).status, 201);
    ASSERT_FALSE(list("examples").at(0).at("passes").as_bool());
    auto const taught = settle(owner_, see("burrito"), "teach", {{"productId", product_id()}});
    ASSERT_EQ(taught.status, 200) << taught.body;
    bool passes = false;
    for (int i = 0; i < 100 && !passes; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        passes = list("examples").at(0).at("passes").as_bool();
    }
    EXPECT_TRUE(passes);
}

}  // namespace croozer::api
