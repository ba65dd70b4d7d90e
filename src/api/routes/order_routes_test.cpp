// Orders: who finds what, who takes a move back, and what is kept of an answer.
#include "api/api_fixture.hpp"

namespace croozer::api {
namespace {

std::size_t found(json::object const& body, std::string const& list) {
    return body.at(list).as_array().size();
}

std::string path_of(http::Response const& placed) {
    auto const body = json::parse(placed.body);
    return "/api/orders/" + std::string(body.at("order").at("id").as_string());
}

}  // namespace

TEST_F(ApiTest, ASearchFindsOnlyByWhatIsRead) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    auto const placed = change(owner, Method::Post, "/api/orders", order_of(product));
    ASSERT_EQ(placed.status, 201) << placed.body;
    auto const number =
        lower_ascii(std::string(body_of(placed).at("order").at("orderNumber").as_string()));
    auto const orders = [&](Person const& person, std::string const& text) {
        return found(body_of(get(person, "/api/orders?q=" + text)), "orders");
    };
    auto const cook = member(shop, "2", ordering::Role::Kitchen);
    auto const viewer = member(shop, "3", ordering::Role::Viewer);
    EXPECT_EQ(orders(owner, "54123"), 1U);
    EXPECT_EQ(orders(owner, "noa"), 1U);
    EXPECT_EQ(orders(owner, number), 1U);
    EXPECT_EQ(orders(viewer, "54123"), 0U);
    EXPECT_EQ(orders(viewer, "noa"), 1U);
    EXPECT_EQ(orders(viewer, number), 1U);
    EXPECT_EQ(orders(cook, "54123"), 0U);
    EXPECT_EQ(orders(cook, "noa"), 0U);
    EXPECT_EQ(orders(cook, number), 1U);
    auto const customers = [&](Person const& person, std::string const& text) {
        return found(body_of(get(person, "/api/customers?q=" + text)), "customers");
    };
    EXPECT_EQ(customers(owner, "54123"), 1U);
    EXPECT_EQ(customers(viewer, "54123"), 0U);
    EXPECT_EQ(customers(viewer, "noa"), 1U);
}

TEST_F(ApiTest, TheKitchenReadsNoSurnameInTheTimeline) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    auto const placed = change(owner, Method::Post, "/api/orders", order_of(product));
    run_sql(
        store::Scope::of(*BusinessId::parse(shop)),
        "update order_timeline set actor_kind = 'customer', actor_name = 'Noa Levi' "
        "where business_id = $1",
        {*BusinessId::parse(shop)}
    );
    auto const cook = member(shop, "2", ordering::Role::Kitchen);
    auto const shown = get(cook, path_of(placed));
    ASSERT_EQ(shown.status, 200);
    EXPECT_EQ(body_of(shown).at("timeline").at(0).at("actor").at("name").as_string(), "Noa");
    EXPECT_FALSE(shown.body.contains("Levi"));
    EXPECT_TRUE(get(owner, path_of(placed)).body.contains("Noa Levi"));
}

TEST_F(ApiTest, AMoveIsTakenBackByItsMakerOrTheOffice) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    auto const maker = member(shop, "2", ordering::Role::Cashier);
    auto const other = member(shop, "3", ordering::Role::Cashier);
    auto const cook = member(shop, "4", ordering::Role::Kitchen);
    auto const courier = member(shop, "5", ordering::Role::Courier);
    auto const manager = member(shop, "6", ordering::Role::Manager);
    for (auto const& [who, status] : std::vector<std::pair<Person, int>>{
             {other, 403}, {cook, 403}, {courier, 404}, {maker, 200}, {manager, 200}, {owner, 200}
         }) {
        auto const placed = change(owner, Method::Post, "/api/orders", order_of(product));
        auto const path = path_of(placed);
        auto const moved = change(
            maker,
            Method::Patch,
            path + "/status",
            {{"status", "confirmed"}},
            {{"if-match", "\"v1\""}}
        );
        ASSERT_EQ(moved.status, 200) << moved.body;
        // Anybody who sees the order reads the token: it is the entry's id in the timeline.
        auto const token = body_of(moved).at("undo").at("token");
        EXPECT_EQ(change(who, Method::Post, path + "/undo", {{"token", token}}).status, status);
    }
}

}  // namespace croozer::api
