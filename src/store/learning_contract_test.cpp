// Unknown words and labelled examples on both engines.
#include "store/contract_engines.hpp"
#include "store/queries/learning_queries.hpp"
#include "store/repositories/examples.hpp"

namespace croozer::store::test {
namespace {

class LearningContract : public EngineTest {
protected:
    template <class Work>
    auto write(Work work) {
        auto outcome = write_and_wait(engine(), Scope::of(business_), std::move(work));
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
        return outcome;
    }

    template <class Work>
    auto read(Work work) {
        auto outcome = read_and_wait(engine(), Scope::of(business_), std::move(work));
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
        return *std::move(outcome);
    }

    // Ids in the order in which they are asked for.
    template <class IdType>
    IdType next() {
        IdType id{};
        id.value.bytes[0] = 1;
        id.value.bytes[15] = static_cast<std::uint8_t>(++made_);
        return id;
    }

    UnknownWordId see(std::string const& word, std::int64_t at = 1) {
        auto const id = next<UnknownWordId>();
        SeenWord const seen{
            .id = id, .word = word, .written = word + "!", .message = message_, .at = Instant{at}
        };
        auto const fresh =
            write([&](Session& session) { return note_unknown_word(session, business_, seen); });
        new_ = fresh && *fresh;
        return id;
    }

    std::vector<UnknownWordRecord> words(std::string_view state, WordsAfter const& after = {}) {
        return read([&](Session& session) {
            return list_unknown_words(session, business_, state, after);
        });
    }

    std::string names(std::string_view state) {
        std::string text;
        for (auto const& word : words(state)) {
            text += word.word + std::to_string(word.times);
        }
        return text;
    }

    void make_room(std::int64_t most, UnknownWordId keep) {
        std::ignore = write([&](Session& session) {
            return make_room_for_word(session, business_, "open", most, keep);
        });
    }

    NewExample example(MessageId message, std::string text) {
        return {
            .id = next<ExampleId>(),
            .message = message,
            .text = std::move(text),
            .context = "{}",
            .expected = R"({"intent":"question"})",
            .passes = false,
            .by = std::nullopt,
            .at = Instant{++made_}
        };
    }

    ExampleId put(NewExample const& given) {
        return *write([&](Session& session) { return put_example(session, business_, given); });
    }

    BusinessId business_{fresh_business()};
    MessageId message_{fresh_uuid()};
    bool new_{false};
    int made_{0};
};

INSTANTIATE_TEST_SUITE_P(Engines, LearningContract, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(LearningContract, AWordIsOneRowThatCounts) {
    auto const id = see("shawarma", 5);
    EXPECT_TRUE(new_);
    see("shawarma", 9);
    EXPECT_FALSE(new_);
    auto const all = words("open");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].id, id);
    EXPECT_EQ(all[0].version, 1) << "a sighting is no change that staff could miss";
    EXPECT_EQ(all[0].written, "shawarma!");
    EXPECT_EQ(all[0].times, 2);
    EXPECT_EQ(all[0].first_seen_at, Instant{5});
    EXPECT_EQ(all[0].last_seen_at, Instant{9});
    EXPECT_EQ(all[0].message, message_);
    EXPECT_EQ(all[0].content, "") << "the message is gone";
    EXPECT_FALSE(all[0].taught);
}

TEST_P(LearningContract, WordsComeByHowOftenTheyWereSeen) {
    for (auto const* const word : {"a", "b", "b", "c", "c", "c", "d", "d"}) {
        see(word);
    }
    EXPECT_EQ(names("open"), "c3d2b2a1");
    std::string paged;
    WordsAfter after{.times = std::nullopt, .id = {}, .limit = 1};
    for (int page = 0; page < 5; ++page) {
        auto const rows = words("open", after);
        if (!rows.empty()) {
            paged += rows[0].word;
            after.times = rows[0].times;
            after.id = rows[0].id;
        }
    }
    EXPECT_EQ(paged, "cdba");
}

TEST_P(LearningContract, TheLeastSeenMakesRoom) {
    see("often", 1);
    see("often", 2);
    see("old", 3);
    auto const newest = see("new", 4);
    make_room(3, newest);
    EXPECT_EQ(names("open"), "often2new1old1");
    make_room(2, newest);
    EXPECT_EQ(names("open"), "often2new1");
    make_room(1, newest);
    EXPECT_EQ(names("open"), "new1") << "never the one that room is made for";
}

TEST_P(LearningContract, AStateIsChangedFromTheVersionThatWasRead) {
    auto const id = see("shawarma");
    ProductId const product{fresh_uuid()};
    auto const changed = write([&](Session& session) -> Result<bool> {
        auto row = *TRY(lock_unknown_word(session, business_, id));
        EXPECT_EQ(row.state, "open");
        ++row.version;
        row.state = "taught";
        row.taught = learning::Thing{.product = product, .group = {}, .option = {}};
        row.taught_synonym = "Shawarma";
        EXPECT_TRUE(TRY(update_unknown_word(session, business_, row, std::nullopt, Instant{7})));
        return update_unknown_word(session, business_, row, std::nullopt, Instant{8});
    });
    EXPECT_FALSE(*changed) << "the second is stale";
    EXPECT_TRUE(words("open").empty());
    ASSERT_EQ(words("taught").size(), 1U);
    EXPECT_EQ(words("taught")[0].taught->product, product);
    auto const back = write([&](Session& session) -> Result<UnknownWordRow> {
        auto row = *TRY(lock_unknown_word(session, business_, id));
        EXPECT_EQ(row.taught_synonym, "Shawarma");
        ++row.version;
        row.taught =
            learning::Thing{.product = std::nullopt, .group = "topping", .option = "olives"};
        row.taught_synonym.reset();
        TRY(update_unknown_word(session, business_, row, fresh_uuid(), Instant{9}));
        return *TRY(lock_unknown_word(session, business_, id));
    });
    EXPECT_EQ(back->version, 3);
    EXPECT_EQ(
        back->taught,
        (learning::Thing{.product = std::nullopt, .group = "topping", .option = "olives"})
    );
    EXPECT_FALSE(back->taught_synonym);
}

TEST_P(LearningContract, WordsBelongToTheirBusiness) {
    auto const id = see("shawarma");
    BusinessId const other = fresh_business();
    auto const seen =
        write_and_wait(engine(), Scope::of(other), [&](Session& session) -> Result<bool> {
            EXPECT_FALSE(TRY(lock_unknown_word(session, other, id)));
            EXPECT_TRUE(TRY(list_unknown_words(session, other, "open", {})).empty());
            return note_unknown_word(
                session,
                other,
                {.id = next<UnknownWordId>(),
                 .word = "shawarma",
                 .written = "shawarma",
                 .message = message_,
                 .at = Instant{1}}
            );
        });
    ASSERT_TRUE(seen) << seen.error().detail;
    EXPECT_TRUE(*seen);
    EXPECT_EQ(names("open"), "shawarma1");
}

TEST_P(LearningContract, AMessageHasOneExample) {
    auto const first = put(example(message_, "one"));
    auto again = example(message_, "two");
    again.passes = true;
    EXPECT_EQ(put(again), first);
    auto const all = read([&](Session& session) { return list_examples(session, business_, {}); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].text, "two");
    EXPECT_EQ(all[0].version, 2);
    EXPECT_TRUE(all[0].passes);
    EXPECT_EQ(all[0].message, message_);
    auto const found =
        read([&](Session& session) { return find_example_of(session, business_, message_); });
    EXPECT_EQ(found, first);
    EXPECT_EQ(read([&](Session& session) { return count_examples(session, business_); }), 1);
}

TEST_P(LearningContract, ExamplesPassByTheLabelThatWasRun) {
    auto const one = put(example(message_, "one"));
    auto const two = put(example(MessageId{fresh_uuid()}, "two"));
    put(example(message_, "one again"));
    std::ignore = write([&](Session& session) -> Result<void> {
        CHECK(mark_example_passing(session, business_, one, 1));
        return mark_example_passing(session, business_, two, 1);
    });
    auto const failing =
        read([&](Session& session) { return failing_examples(session, business_, 10); });
    ASSERT_EQ(failing.size(), 1U) << "the label of the first was replaced meanwhile";
    EXPECT_EQ(failing[0].id, one);
    EXPECT_TRUE(read([&](Session& session) { return find_example(session, business_, two); }
    )->passes);
    EXPECT_TRUE(*write([&](Session& session) { return delete_example(session, business_, two); }));
    EXPECT_FALSE(*write([&](Session& session) { return delete_example(session, business_, two); }));
    EXPECT_FALSE(read([&](Session& session) { return find_example(session, business_, two); }));
}

}  // namespace
}  // namespace croozer::store::test
