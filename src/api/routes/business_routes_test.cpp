// Shops: made once, by their owner, and not without end.
#include "api/api_fixture.hpp"
#include "base/limits.hpp"

namespace croozer::api {
namespace {

json::object const new_shop{{"name", "P"}, {"type", "other"}, {"phone", "03-1234567"}};
std::vector<http::Field> const key{{"idempotency-key", "make"}};

std::string id_of(http::Response const& made) {
    return std::string(json::parse(made.body).at("business").at("id").as_string());
}

constexpr std::string_view status_sql =
    "select status from business_directory where business_id = $1";

}  // namespace

TEST_F(ApiTest, AReplayedCreationGivesNoOwnershipBack) {
    auto const owner = sign_in("1");
    auto const made = change(owner, Method::Post, "/api/businesses", new_shop, key);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const business = *BusinessId::parse(id_of(made));
    run_sql(
        store::Scope::shared(), "delete from user_businesses where business_id = $1", {business}
    );
    EXPECT_EQ(change(owner, Method::Post, "/api/businesses", new_shop, key).status, 403);
    EXPECT_TRUE(body_of(get(owner, "/api/businesses")).at("businesses").as_array().empty());
}

TEST_F(ApiTest, AReplayedCreationLiftsNoSuspension) {
    auto const owner = sign_in("1");
    auto const made = change(owner, Method::Post, "/api/businesses", new_shop, key);
    ASSERT_EQ(made.status, 201) << made.body;
    auto const business = *BusinessId::parse(id_of(made));
    run_sql(
        store::Scope::shared(),
        "update business_directory set status = 'suspended' where business_id = $1",
        {business}
    );
    run_sql(
        store::Scope::of(business),
        "update businesses set status = 'suspended' where business_id = $1",
        {business}
    );
    auto const again = change(owner, Method::Post, "/api/businesses", new_shop, key);
    EXPECT_EQ(slug_of(again), "business_suspended") << again.body;
    EXPECT_EQ(text_by_sql(status_sql, {business}), "suspended");
    EXPECT_EQ(
        text_by_sql("select status from businesses where business_id = $1", {business}), "suspended"
    );
}

TEST_F(ApiTest, ACreationCutShortIsFinishedByItsReplay) {
    auto const owner = sign_in("1");
    auto const made = change(owner, Method::Post, "/api/businesses", new_shop, key);
    auto const business = *BusinessId::parse(id_of(made));
    run_sql(
        store::Scope::of(business),
        "update businesses set status = 'creating' where business_id = $1",
        {business}
    );
    run_sql(
        store::Scope::shared(), "delete from business_directory where business_id = $1", {business}
    );
    auto const again = change(owner, Method::Post, "/api/businesses", new_shop, key);
    EXPECT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(text_by_sql(status_sql, {business}), "active");
}

TEST_F(ApiTest, OnePersonOwnsSoManyShops) {
    auto const owner = sign_in("1");
    auto const first = change(owner, Method::Post, "/api/businesses", new_shop, key);
    ASSERT_EQ(first.status, 201);
    for (std::size_t i = 1; i < limits::businesses_per_user; ++i) {
        ASSERT_EQ(change(owner, Method::Post, "/api/businesses", new_shop).status, 201);
    }
    auto const over = change(owner, Method::Post, "/api/businesses", new_shop);
    EXPECT_EQ(over.status, 409);
    EXPECT_EQ(slug_of(over), "too_many_businesses");
    // One of those there are is still answered.
    EXPECT_EQ(id_of(change(owner, Method::Post, "/api/businesses", new_shop, key)), id_of(first));
    // To serve in another's shop takes nothing from it.
    auto const cashier = sign_in("2");
    member(id_of(first), "2", ordering::Role::Cashier);
    EXPECT_EQ(change(cashier, Method::Post, "/api/businesses", new_shop).status, 201);
}

TEST_F(ApiTest, TheSessionNamesEveryShopFromTheDirectory) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    make_shop(owner);
    auto const listed = body_of(get(owner, "/api/session")).at("businesses").as_array();
    ASSERT_EQ(listed.size(), 2U);
    auto const& entry = listed.at(0).as_object();
    EXPECT_EQ(entry.at("name").as_string(), "Pizza");
    EXPECT_EQ(entry.at("type").as_string(), "pizzeria");
    EXPECT_EQ(entry.at("timezone").as_string(), "Asia/Jerusalem");
    EXPECT_EQ(entry.at("currency").as_string(), "ILS");
    EXPECT_EQ(entry.at("language").as_string(), "he");
    auto const path = "/api/businesses/" + shop;
    auto const changed = change(
        owner,
        Method::Patch,
        path,
        {{"name", "New"}, {"type", "retail"}},
        {{"if-match", header_of(get(owner, path), "ETag")}}
    );
    ASSERT_EQ(changed.status, 200) << changed.body;
    // The directory follows in a transaction of its own.
    auto const end = std::chrono::steady_clock::now() + answer_time;
    std::string session;
    do {
        session = get(owner, "/api/session").body;
    } while (!session.contains("retail") && std::chrono::steady_clock::now() < end);
    EXPECT_TRUE(session.contains("\"New\"")) << session;
}

}  // namespace croozer::api
