// A word nobody knew: noted by the turn that asked about it, taught, taken back.
#include "app/teach_word.hpp"

#include "app/turn_test_shop.hpp"
#include "base/limits.hpp"
#include "store/queries/learning_queries.hpp"
#include "store/repositories/menus.hpp"

#include <future>

namespace croozer::app {

using learning::Thing;
using test::ShopTest;

class TeachWord : public ShopTest {
protected:
    void SetUp() override {
        ShopTest::SetUp();
        menu::OptionGroup toppings{
            .id = "topping", .name = {}, .default_option = {}, .options = {}
        };
        toppings.options.push_back(
            {.id = "olives",
             .name = {.he = "זיתים", .en = "Olives"},
             .synonyms = {"kalamata"},
             .price = Money{500},
             .price_by_size = {}}
        );
        run([&](Context& context) { return put_option_group(context, toppings, 0); });
        ProductEdit change;
        change.id = pizza_;
        change.option_groups = {"topping"};
        edit(std::move(change));
    }

    [[nodiscard]] std::vector<store::UnknownWordRecord> words(std::string_view state = "open") {
        return read([&](store::Session& session) {
            return store::list_unknown_words(session, business_, state, {});
        });
    }

    // The one open word.
    store::UnknownWordRecord word() {
        auto const all = words();
        EXPECT_EQ(all.size(), 1U);
        return all.at(0);
    }

    void asks(std::string const& text) {
        writes(text);
        take();
    }

    [[nodiscard]] static SettleWord settle(store::UnknownWordRecord const& word) {
        return {.word = word.id, .expected_version = word.version, .who = {}};
    }

    Result<void> teach(store::UnknownWordRecord const& word, Thing const& thing) {
        return runner().run_and_wait(business_, [=](Context& context) {
            return teach_word(context, settle(word), thing);
        });
    }

    Result<void> dismiss(store::UnknownWordRecord const& word) {
        return runner().run_and_wait(business_, [=](Context& context) {
            return dismiss_word(context, settle(word));
        });
    }

    Result<void> undo(store::UnknownWordRecord const& word) {
        return runner().run_and_wait(business_, [=](Context& context) {
            return reopen_word(context, settle(word));
        });
    }

    static std::string slug(Result<void> const& outcome) {
        return outcome ? "none" : outcome.error().slug;
    }

    // The lines of a first message, and "?" if something of it would be asked about.
    std::string read_as(std::string const& text) {
        auto const shop =
            read([&](store::Session& session) { return cache_.load(session, business_); });
        auto const lexicon = understanding::Lexicon::compile(shop.menu);
        auto const parse = understanding::understand(*lexicon, text, {});
        std::string lines;
        for (auto const& line : parse.lines) {
            lines += shop.menu->product(line.product)->name.en;
            for (auto const& option : line.options) {
                lines += "+" + option.option;
            }
        }
        return lines + (parse.ambiguities.empty() ? "" : "?");
    }

    [[nodiscard]] std::vector<std::string> synonyms() {
        return read([&](store::Session& session) {
                   return store::find_product(session, business_, pizza_);
               }
        )->product.synonyms;
    }

    Thing pizza() const { return {.product = pizza_, .group = {}, .option = {}}; }

    static Thing olives() {
        return {.product = std::nullopt, .group = "topping", .option = "olives"};
    }

private:
    ShopCache cache_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, TeachWord, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(TeachWord, ATurnNotesAWordOnce) {
    writes("a margherita pizza and a burrito");
    auto const input = load();
    ASSERT_TRUE(apply(*input));
    auto const again = apply(*input);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->stale) << "taken again, as after a retry";
    take();
    EXPECT_EQ(word().word, "burrito");
    EXPECT_EQ(word().times, 1);
    EXPECT_TRUE(word().content.contains("a margherita pizza and a burrito"));
    EXPECT_EQ(word().message, input->snapshot.unanswered.at(0).id);
    asks("a cola and a burrito");
    EXPECT_EQ(word().times, 2);
    EXPECT_TRUE(word().content.contains("cola"));
    EXPECT_EQ(word().version, 1);
}

TEST_P(TeachWord, WhatIsUndoneIsNotNoted) {
    writes("a margherita pizza and a burrito");
    auto const input = load();
    auto const decision = conversation::decide(input->snapshot);
    auto const failed = runner().run_and_wait(business_, [&](Context& context) -> Result<void> {
        TRY(apply_turn(context, *input, decision));
        return failure(ErrorCode::Internal, "after");
    });
    EXPECT_FALSE(failed);
    EXPECT_TRUE(words().empty());
    take();
    EXPECT_EQ(word().times, 1);
}

TEST_P(TeachWord, ATaughtWordIsUnderstoodUntilItIsUndone) {
    asks("a cola and a burrito");
    EXPECT_EQ(read_as("a cola and a burrito"), "Cola?");
    ASSERT_EQ(slug(teach(word(), pizza())), "none");
    EXPECT_TRUE(words().empty());
    EXPECT_EQ(read_as("a cola and a burrito"), "ColaMargherita pizza");
    auto const taught = words("taught").at(0);
    EXPECT_EQ(taught.taught, pizza());
    EXPECT_EQ(slug(teach(taught, pizza())), "word_settled");
    ASSERT_EQ(slug(undo(taught)), "none");
    EXPECT_EQ(read_as("a cola and a burrito"), "Cola?");
    EXPECT_FALSE(word().taught);
    EXPECT_EQ(word().version, 3);
}

TEST_P(TeachWord, AnOptionLearnsToo) {
    asks("a margherita pizza with shaboogles");
    EXPECT_EQ(word().word, "shaboogles");
    ASSERT_EQ(slug(teach(word(), olives())), "none");
    EXPECT_EQ(read_as("a margherita pizza with shaboogles"), "Margherita pizza+olives");
    EXPECT_EQ(read_as("a margherita pizza with kalamata"), "Margherita pizza+olives");
    ASSERT_EQ(slug(undo(words("taught").at(0))), "none");
    EXPECT_EQ(read_as("a margherita pizza with shaboogles"), "Margherita pizza?");
    EXPECT_EQ(read_as("a margherita pizza with kalamata"), "Margherita pizza+olives");
}

TEST_P(TeachWord, AnUndoTakesOnlyWhatTeachingPut) {
    asks("a cola and a burrito");
    auto const seen = word();
    ProductEdit change;
    change.id = pizza_;
    change.synonyms = {"Burrito", "za"};
    edit(std::move(change));
    ASSERT_EQ(slug(teach(seen, pizza())), "none");
    EXPECT_EQ(synonyms(), (std::vector<std::string>{"Burrito", "za"})) << "it was there already";
    ASSERT_EQ(slug(undo(words("taught").at(0))), "none");
    EXPECT_EQ(synonyms(), (std::vector<std::string>{"Burrito", "za"}));
}

TEST_P(TeachWord, AWordMeansOneThing) {
    asks("a cola and a burrito");
    ProductEdit change;
    change.id = pizza_;
    change.synonyms = {"burrito"};
    edit(std::move(change));
    auto const refused = teach(word(), olives());
    EXPECT_EQ(slug(refused), "word_taken");
    EXPECT_EQ(refused.error().detail, "פיצה מרגריטה");
    EXPECT_EQ(word().version, 1);
}

TEST_P(TeachWord, WhatIsNotThereIsRefused) {
    asks("a cola and a burrito");
    auto const seen = word();
    for (auto const& [thing, pointer] : std::vector<std::pair<Thing, std::string>>{
             {{.product = ProductId{store::test::fresh_uuid()}, .group = {}, .option = {}},
              "/productId"},
             {{.product = std::nullopt, .group = "topping", .option = "tofu"}, "/optionId"},
             {{.product = std::nullopt, .group = "size", .option = "olives"}, "/optionId"}
         }) {
        auto const refused = teach(seen, thing);
        EXPECT_EQ(slug(refused), "unknown_reference");
        EXPECT_EQ(refused.error().pointer, pointer);
    }
    auto stranger = seen;
    stranger.id = UnknownWordId{store::test::fresh_uuid()};
    EXPECT_EQ(slug(teach(stranger, pizza())), "not_found");
    EXPECT_EQ(slug(dismiss(stranger)), "not_found");
    EXPECT_EQ(slug(undo(stranger)), "not_found");
    EXPECT_EQ(slug(undo(seen)), "word_open");
}

TEST_P(TeachWord, ADismissedWordStaysAwayAndComesBack) {
    asks("a cola and a burrito");
    auto const seen = word();
    ASSERT_EQ(slug(dismiss(seen)), "none");
    EXPECT_EQ(slug(dismiss(seen)), "stale");
    asks("a burrito and a cola");
    EXPECT_TRUE(words().empty());
    auto const away = words("dismissed").at(0);
    EXPECT_EQ(away.times, 2);
    EXPECT_EQ(slug(dismiss(away)), "word_settled");
    ASSERT_EQ(slug(undo(away)), "none");
    EXPECT_EQ(word().times, 2);
}

TEST_P(TeachWord, OfTwoManagersOneIsFirst) {
    asks("a cola and a burrito");
    auto const seen = word();
    auto one = std::async(std::launch::async, [&] { return teach(seen, pizza()); });
    auto other = std::async(std::launch::async, [&] { return teach(seen, olives()); });
    std::vector<std::string> slugs{slug(one.get()), slug(other.get())};
    std::ranges::sort(slugs);
    EXPECT_EQ(slugs, (std::vector<std::string>{"none", "stale"}));
    EXPECT_EQ(words("taught").at(0).version, 2);
}

TEST_P(TeachWord, TheLeastSeenWordMakesRoom) {
    run([&](Context& context) -> Result<void> {
        std::vector<learning::UnknownWord> many;
        for (std::size_t i = 0; i < limits::open_words + 1; ++i) {
            auto const name = "word" + std::to_string(i);
            many.push_back({.word = name, .written = name, .message = context.ids.next<MessageId>()}
            );
        }
        CHECK(note_unknown_words(context, {many.front()}));
        return note_unknown_words(context, many);
    });
    auto const kept = read([&](store::Session& session) {
        return store::list_unknown_words(
            session, business_, "open", {.times = std::nullopt, .id = {}, .limit = 2'000}
        );
    });
    EXPECT_EQ(std::ssize(kept), limits::open_words);
    EXPECT_EQ(kept.front().word, "word0");
    EXPECT_EQ(kept.front().times, 2);
}

}  // namespace croozer::app
