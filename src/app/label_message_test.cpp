// What staff says a message orders, and whether the engine agrees.
#include "app/label_message.hpp"

#include "app/teach_word.hpp"
#include "app/turn_test_shop.hpp"
#include "base/limits.hpp"

namespace croozer::app {

using test::ShopTest;

class LabelAMessage : public ShopTest {
protected:
    MessageId message(std::string const& text) {
        writes(text);
        auto const id = *load()->last_message;
        take();
        return id;
    }

    [[nodiscard]] ordering::CartLine line(std::int64_t quantity = 1) const {
        return {.product = pizza_, .quantity = quantity, .options = {}, .note = {}};
    }

    Result<store::NewExample> prepare(LabelMessage const& label) {
        return store::read_and_wait(
            engine(),
            store::Scope::of(business_),
            [&](store::Session& session) {
                return read_label(session, business_, cache_, clock_.now(), label);
            }
        );
    }

    ExampleId keep(LabelMessage const& given) {
        auto const example = prepare(given);
        EXPECT_TRUE(example) << example.error().slug;
        return run([&](Context& context) { return keep_example(context, *example, {}); });
    }

    store::ExampleRecord find(ExampleId id) {
        return *read([&](store::Session& session) {
            return store::find_example(session, business_, id);
        });
    }

    void read_again() {
        auto const passing = read([&](store::Session& session) {
            return newly_passing(session, business_, cache_);
        });
        run([&](Context& context) { return mark_passing(context, passing); });
    }

    static LabelMessage label(MessageId message, std::vector<ordering::CartLine> items) {
        return {.message = message, .items = std::move(items), .intent = {}, .cart = {}, .who = {}};
    }

    static std::string fault(Result<store::NewExample> const& outcome) {
        return outcome ? "none" : outcome.error().slug + outcome.error().pointer;
    }

private:
    ShopCache cache_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, LabelAMessage, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(LabelAMessage, ARightReadingPasses) {
    auto const id = message("two margherita pizzas");
    auto const right = find(keep(label(id, {line(2)})));
    EXPECT_TRUE(right.passes);
    EXPECT_EQ(right.text, "two margherita pizzas");
    EXPECT_EQ(right.message, id);
    auto const wrong = find(keep(label(id, {line(3)})));
    EXPECT_FALSE(wrong.passes);
    EXPECT_EQ(wrong.id, right.id) << "the second label takes the place of the first";
    EXPECT_EQ(wrong.version, 2);
}

TEST_P(LabelAMessage, AnIntentAloneOrdersNothing) {
    auto const question = message("are you open on friday?");
    LabelMessage asks{
        .message = question, .items = std::nullopt, .intent = "question", .cart = {}, .who = {}
    };
    EXPECT_TRUE(find(keep(asks)).passes);
    asks.intent = "greeting";
    EXPECT_FALSE(find(keep(asks)).passes);
    asks.message = message("two margherita pizzas");
    asks.intent = "order";
    EXPECT_FALSE(find(keep(asks)).passes) << "it does order something";
}

TEST_P(LabelAMessage, AChangeIsJudgedByTheCartAfterIt) {
    auto change = label(message("one more margherita pizza please"), {line(2)});
    change.cart = {line(1)};
    auto const example = find(keep(change));
    EXPECT_TRUE(example.passes) << example.expected;
    EXPECT_TRUE(example.expected.contains("cart_after"));
    EXPECT_TRUE(example.context.contains(pizza_.to_string()));
    change.cart = {line(2)};
    EXPECT_FALSE(find(keep(change)).passes);
}

TEST_P(LabelAMessage, LinesFollowTheRulesOfAnOrder) {
    auto const id = message("two margherita pizzas");
    auto stranger = line();
    stranger.product = ProductId{store::test::fresh_uuid()};
    EXPECT_EQ(fault(prepare(label(id, {line(), stranger}))), "unknown_reference/items/1");
    auto option = line();
    option.options.push_back({.group = "topping", .option = "olives"});
    EXPECT_NE(fault(prepare(label(id, {option}))), "none");
    EXPECT_EQ(fault(prepare(label(id, {line(0)}))), "range/items/0");
    auto change = label(id, {line()});
    change.cart = {stranger};
    EXPECT_EQ(fault(prepare(change)), "unknown_reference/cart/0");
    ProductEdit sold_out;
    sold_out.id = pizza_;
    sold_out.available = false;
    edit(std::move(sold_out));
    EXPECT_EQ(fault(prepare(label(id, {line()}))), "none") << "the hour is no part of a label";
}

TEST_P(LabelAMessage, OnlyACustomersTextIsLabelled) {
    message("two margherita pizzas");
    EXPECT_EQ(
        fault(prepare(label(MessageId{store::test::fresh_uuid()}, {line()}))),
        "unknown_reference/messageId"
    );
    EXPECT_EQ(fault(prepare(label(said().at(0).id, {line()}))), "unknown_reference/messageId");
    taps("card:none:1:yes");
    auto const tap = *load()->last_message;
    EXPECT_EQ(fault(prepare(label(tap, {line()}))), "unknown_reference/messageId");
}

TEST_P(LabelAMessage, WhatIsTaughtPassesFromThenOn) {
    auto const id = message("a cola and a burrito");
    auto const products = read([&](store::Session& session) {
        return session.query(
            "select id from products where business_id = $1 and name_en = 'Cola'", {business_}
        );
    });
    auto const cola = products.at(0).id<ProductId>(0);
    ordering::CartLine const drink{.product = cola, .quantity = 1, .options = {}, .note = {}};
    auto const example = keep(label(id, {drink, line()}));
    read_again();
    EXPECT_FALSE(find(example).passes);
    auto const word = read([&](store::Session& session) {
                          return store::list_unknown_words(session, business_, "open", {});
                      }).at(0);
    run([&](Context& context) {
        return teach_word(
            context,
            {.word = word.id, .expected_version = word.version, .who = {}},
            {.product = pizza_, .group = {}, .option = {}}
        );
    });
    read_again();
    EXPECT_TRUE(find(example).passes);
}

TEST_P(LabelAMessage, ExamplesEndSomewhere) {
    auto const id = message("two margherita pizzas");
    auto const kept = keep(label(id, {line(2)}));
    auto const example = *prepare(label(id, {line(2)}));
    run([&](Context& context) -> Result<void> {
        auto other = example;
        for (std::int64_t i = 1; i < limits::examples_per_business; ++i) {
            other.id = context.ids.next<ExampleId>();
            other.message = context.ids.next<MessageId>();
            TRY(store::put_example(context.session, business_, other));
        }
        return {};
    });
    auto const keep_more = [&](MessageId of) {
        auto more = example;
        more.message = of;
        return runner().run_and_wait(business_, [=](Context& context) {
            return keep_example(context, more, {});
        });
    };
    auto const next = message("two margherita pizzas");
    auto const over = keep_more(next);
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().slug, "too_many_examples");
    EXPECT_TRUE(keep_more(id)) << "in place of its own";
    run([&](Context& context) { return drop_example(context, kept, {}); });
    EXPECT_TRUE(keep_more(next));
    auto const gone = runner().run_and_wait(business_, [&](Context& context) {
        return drop_example(context, kept, {});
    });
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, ErrorCode::NotFound);
}

TEST_P(LabelAMessage, ARevokeTakesWhatWasLearntWithIt) {
    auto const id = message("a cola and a burrito");
    keep(label(id, {line()}));
    auto const prepared = *prepare(label(id, {line()}));
    InboundMessage revoke;
    revoke.type = InboundType::Revoke;
    revoke.target_wamid = "wamid.IN1";
    receive(std::move(revoke));
    auto const examples =
        read([&](store::Session& session) { return store::list_examples(session, business_, {}); });
    EXPECT_TRUE(examples.empty());
    auto const words = read([&](store::Session& session) {
        return store::list_unknown_words(session, business_, "open", {});
    });
    EXPECT_TRUE(words.empty());
    auto const late = runner().run_and_wait(business_, [&](Context& context) {
        return keep_example(context, prepared, {});
    });
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().slug, "unknown_reference");
}

}  // namespace croozer::app
