#include "store/contract_engines.hpp"
#include "store/repositories/message_costs.hpp"
#include "store/repositories/templates.hpp"

#include <gtest/gtest.h>

namespace croozer::store {
namespace {

class TemplatesTest : public test::EngineTest {
protected:
    template <class Work>
    auto write(Work work) {
        return store::write_and_wait(engine(), Scope::of(business_), std::move(work));
    }

    static SeenTemplate seen(std::string name, std::string status) {
        return {
            .meta_id = "77",
            .name = std::move(name),
            .language = "he",
            .category = "UTILITY",
            .status = std::move(status),
            .quality = "GREEN",
            .reason = {},
            .parameter_format = "NAMED",
            .components = R"([{"type":"BODY","text":"a"}])"
        };
    }

    BusinessId business_{test::fresh_business()};
    std::int64_t at_{1'000'000};
};

INSTANTIATE_TEST_SUITE_P(
    Engines, TemplatesTest, testing::ValuesIn(test::kinds_to_test()), test::kind_name
);

TEST_P(TemplatesTest, AListReplacesWhatWasKnownAndKeepsIds) {
    auto const list = [&](std::vector<SeenTemplate> const& all) {
        at_ += 1'000'000;
        auto const saved = write([&](Session& session) -> Result<std::int64_t> {
            std::int64_t changed = 0;
            for (auto const& one : all) {
                changed += TRY(save_template(
                               session, business_, "w", test::fresh_uuid(), one, Instant{at_}
                           ))
                               ? 1
                               : 0;
            }
            return changed + TRY(forget_unseen_templates(session, business_, "w", Instant{at_}));
        });
        EXPECT_TRUE(saved) << saved.error().detail;
        return saved.value_or(-1);
    };
    auto const known = [&](std::string const& name) {
        auto const found = write([&](Session& session) {
            return find_template_by_name(session, business_, "w", name, "he");
        });
        EXPECT_TRUE(found) << found.error().detail;
        return found ? *found : std::optional<TemplateRow>();
    };
    EXPECT_EQ(list({seen("a", "PENDING"), seen("b", "APPROVED")}), 2);
    auto const first = known("a");
    ASSERT_TRUE(first);
    EXPECT_EQ(list({seen("a", "PENDING"), seen("b", "APPROVED")}), 0);
    EXPECT_EQ(list({seen("a", "APPROVED")}), 2);
    ASSERT_TRUE(known("a"));
    EXPECT_EQ(known("a")->id, first->id);
    EXPECT_EQ(known("a")->seen.status, "APPROVED");
    EXPECT_FALSE(known("b"));
    auto const at =
        write([&](Session& session) { return templates_seen_at(session, business_, "w"); });
    ASSERT_TRUE(at && *at);
    EXPECT_EQ((*at)->microseconds, at_);
}

TEST_P(TemplatesTest, AMappingIsChosenAndChangedByEventAndLanguage) {
    conversation::OrderTemplate mapping{
        .event = "ready",
        .language = Language::English,
        .template_name = "ready_1",
        .template_language = "en_US",
        .parameters = {"order_number", "shop_name"}
    };
    for (auto const* const name : {"ready_1", "ready_2"}) {
        mapping.template_name = name;
        EXPECT_TRUE(write([&](Session& session) {
            return put_order_template(session, business_, mapping, Instant{1});
        }));
    }
    auto const all =
        write([&](Session& session) { return list_order_templates(session, business_); });
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 1U);
    EXPECT_EQ(all->front().template_name, "ready_2");
    EXPECT_EQ(all->front().parameters, mapping.parameters);
    auto const other = write([&](Session& session) {
        return find_order_template(session, business_, "ready", Language::Hebrew);
    });
    ASSERT_TRUE(other);
    EXPECT_FALSE(*other);
}

TEST_P(TemplatesTest, CostsAreCountersOfAMonth) {
    Pricing const service{.category = "service", .cost_class = "regular"};
    Pricing const free{.category = "service", .cost_class = "free_customer_service"};
    EXPECT_TRUE(write([&](Session& session) -> Result<bool> {
        CHECK(count_message_cost(session, business_, "2026-11", service, 1));
        CHECK(count_message_cost(session, business_, "2026-11", service, 1));
        CHECK(count_message_cost(session, business_, "2026-11", service, -1));
        CHECK(count_message_cost(session, business_, "2026-11", free, 1));
        CHECK(count_message_cost(session, business_, "2026-11", free, -1));
        CHECK(count_message_cost(session, business_, "2026-12", free, 1));
        return true;
    }));
    auto const november =
        write([&](Session& session) { return message_costs(session, business_, "2026-11"); });
    ASSERT_TRUE(november);
    ASSERT_EQ(november->size(), 1U);
    EXPECT_EQ(november->front().pricing, service);
    EXPECT_EQ(november->front().count, 1);
}

}  // namespace
}  // namespace croozer::store
