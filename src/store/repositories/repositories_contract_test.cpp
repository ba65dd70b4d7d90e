// What repositories and queries must do alike on every engine.
#include "store/contract_engines.hpp"
#include "store/queries/customer_queries.hpp"
#include "store/queries/order_queries.hpp"
#include "store/queries/product_queries.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/deals.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/idempotency.hpp"
#include "store/repositories/menus.hpp"

#include <gtest/gtest.h>

namespace croozer::store {
namespace {

using namespace test;

constexpr Instant now{1'000'000'000};
constexpr Duration hour = std::chrono::hours(1);

class Repositories : public EngineTest {};

INSTANTIATE_TEST_SUITE_P(Engines, Repositories, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(Repositories, NewAnswersSweepOldOnesOfTheirBusiness) {
    auto const ours = fresh_business();
    auto const theirs = fresh_business();
    IdempotencyKey const old{.principal = "user:1", .route = "POST /a", .key = "old"};
    IdempotencyKey const fresh{.principal = "user:1", .route = "POST /a", .key = "fresh"};
    StoredAnswer const answer{.body_hash = "h", .status = 201, .response = "{}"};
    auto const put = [&](BusinessId business, IdempotencyKey const& key, Instant at) {
        auto const done = write_and_wait(engine(), Scope::of(business), [&](Session& session) {
            return insert_answer(session, business, key, answer, at, at - 24 * hour);
        });
        EXPECT_TRUE(done) << done.error().detail;
    };
    auto const rows = [&](BusinessId business) {
        auto const count = read_and_wait(
            engine(),
            Scope::of(business),
            [&](Session& session) -> Result<std::int64_t> {
                auto const counted = TRY(session.query(
                    "select count(*) from idempotency_keys where business_id = $1", {business}
                ));
                return counted.front().integer(0);
            }
        );
        return count.value_or(-1);
    };
    put(ours, old, now);
    put(theirs, old, now);
    put(ours, fresh, now + 23 * hour);
    EXPECT_EQ(rows(ours), 2);
    put(ours, {.principal = "user:1", .route = "POST /a", .key = "fresher"}, now + 25 * hour);
    EXPECT_EQ(rows(ours), 2);
    EXPECT_EQ(rows(theirs), 1);
}

TEST_P(Repositories, DealsComeBackWholeInTheirOrder) {
    auto const business = fresh_business();
    ProductId const pizza{fresh_uuid()};
    menu::Deal last;
    last.id = DealId{fresh_uuid()};
    last.display_order = 2;
    menu::Deal first{
        .id = DealId{fresh_uuid()},
        .name = {.he = "דיל זוגי", .en = "Couple"},
        .synonyms = {"זוגי"},
        .price = {7200},
        .slots =
            {{.name = {.he = "פיצה", .en = "Pizza"},
              .quantity = 2,
              .products = {pizza, ProductId{fresh_uuid()}},
              .required = menu::RequiredOption{.group = "size", .option = "family"},
              .upcharges = {{pizza, Money{800}}}},
             {}},
        .conditions =
            {.minimum_subtotal = {5000},
             .pickup = false,
             .delivery = false,
             .window = {.from_minute = 1, .until_minute = 2, .days = 3}},
        .available = false,
        .display_order = 1
    };
    auto const read = write_and_wait(
        engine(),
        Scope::of(business),
        [&](Session& session) -> Result<std::vector<menu::Deal>> {
            CHECK(put_deal(session, business, last));
            CHECK(put_deal(session, business, first));
            first.price = {7000};
            CHECK(put_deal(session, business, first));
            CHECK(insert_menu_version(session, business, MenuVersionId{fresh_uuid()}, 1, now));
            return TRY(load_menu(session, business, 1)).deals;
        }
    );
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(*read, (std::vector{first, last}));
}

TEST_P(Repositories, AGroupsOptionsAreReadAsTheyWereWritten) {
    auto const business = fresh_business();
    menu::Option shot;
    shot.id = "shot";
    shot.name = {.he = "שוט", .en = "shot"};
    shot.synonyms = {"מנה"};
    shot.price = {300};
    shot.price_by_size = {{"large", Money{400}}};
    shot.available = false;
    shot.counted = {{.word = "double shot", .count = 2}};
    menu::Option none;
    none.id = "none";
    none.name = {.he = "ללא", .en = "none"};
    menu::OptionGroup group;
    group.id = "shot";
    group.name = {.he = "שוט", .en = "Shot"};
    group.options = {shot, none};
    auto const read = write_and_wait(
        engine(),
        Scope::of(business),
        [&](Session& session) -> Result<std::optional<menu::OptionGroup>> {
            CHECK(put_option_group(session, business, group, 1));
            return lock_option_group(session, business, group.id);
        }
    );
    ASSERT_TRUE(read && *read);
    EXPECT_EQ((*read)->options, group.options);
}

TEST_P(Repositories, AMenuIsReadInItsOrderPageByPage) {
    auto const business = fresh_business();
    auto const names =
        write_and_wait(engine(), Scope::of(business), [&](Session& session) -> Result<std::string> {
            for (auto const& [name, place] : std::vector<std::pair<std::string, std::int64_t>>{
                     {"d", 9}, {"a", -1}, {"b", 5}, {"b", 5}
                 }) {
                ProductRow row;
                row.product.id = ProductId{fresh_uuid()};
                row.product.name.en = name;
                row.product.display_order = place;
                CHECK(insert_product(session, business, row, now));
            }
            EXPECT_EQ(TRY(count_products(session, business)), 4U);
            std::string read;
            ProductFilter filter{.category = {}, .after_id = {}, .limit = 1};
            for (int page = 0; page < 5; ++page) {
                for (auto const& row : TRY(list_products(session, business, filter))) {
                    read += row.name.en;
                    filter.after_place = row.display_order;
                    filter.after_id = row.id;
                }
            }
            return read;
        });
    ASSERT_TRUE(names) << names.error().detail;
    EXPECT_EQ(*names, "abbd");
}

// Two transactions may both find a business without a key; what the slower one sealed with its own
// could never be opened.
TEST_P(Repositories, TheFirstDataKeyStays) {
    auto const business = test::fresh_business();
    auto const newest = write_and_wait(
        engine(),
        Scope::of(business),
        [=](Session& session) -> Result<std::optional<WrappedKeyRow>> {
            for (std::string const wrapped : {"first", "second"}) {
                CHECK(insert_data_key(
                    session, business, {.dek_id = 1, .kek_id = "k", .wrapped = wrapped}, Instant{1}
                ));
            }
            return newest_data_key(session, business);
        }
    );
    ASSERT_TRUE(newest) << newest.error().detail;
    ASSERT_TRUE(*newest);
    EXPECT_EQ((*newest)->wrapped, "first");
}

TEST_P(Repositories, ANewerSummaryIsNotOvertaken) {
    auto const business = fresh_business();
    UserId const user{fresh_uuid()};
    BusinessSummary const first{
        .name = "First", .type = "other", .timezone = "UTC", .currency = "ILS", .language = "he"
    };
    auto changed = first;
    auto const shops = write_and_wait(
        engine(),
        Scope::shared(),
        [&](Session& session) -> Result<std::vector<Membership>> {
            CHECK(put_business_route(session, business, first, "active", now));
            CHECK(put_user_route(session, user, business, ordering::Role::Owner));
            changed.name = "Third";
            CHECK(update_business_route(session, business, changed, 3));
            changed.name = "Second";
            CHECK(update_business_route(session, business, changed, 2));
            return memberships_of(session, user);
        }
    );
    ASSERT_TRUE(shops) << shops.error().detail;
    ASSERT_EQ(shops->size(), 1U);
    EXPECT_EQ(shops->front().summary.name, "Third");
    EXPECT_EQ(shops->front().summary.timezone, "UTC");
}

TEST_P(Repositories, SearchesOfEveryWidthRun) {
    auto const business = fresh_business();
    auto const found =
        read_and_wait(engine(), Scope::of(business), [&](Session& session) -> Result<std::size_t> {
            std::size_t rows = 0;
            for (auto const width :
                 {OrderSearch::Number, OrderSearch::NumberAndName, OrderSearch::NumberNameAndPhone
                 }) {
                OrderFilter filter;
                filter.search = "5%";
                filter.search_in = width;
                rows += TRY(list_orders(session, business, filter)).size();
            }
            for (bool const phones : {false, true}) {
                CustomerFilter filter;
                filter.search = "5%";
                filter.search_phones = phones;
                rows += TRY(list_customers(session, business, filter)).size();
            }
            return rows;
        });
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(*found, 0U);
}

}  // namespace
}  // namespace croozer::store
