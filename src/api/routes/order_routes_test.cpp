// Orders: who finds what, who takes a move back, and what is kept of an answer.
#include "api/api_fixture.hpp"
#include "store/repositories/businesses.hpp"

namespace croozer::api {
namespace {

std::size_t found(json::object const& body, std::string const& list) {
    return body.at(list).as_array().size();
}

std::string path_of(http::Response const& placed) {
    auto const body = json::parse(placed.body);
    return "/api/orders/" + std::string(body.at("order").at("id").as_string());
}

json::object delivery_of(json::object const& product) {
    return {
        {"customer", {{"name", "Noa Levi"}, {"phone", "054-123-4567"}}},
        {"items", {{{"productId", product.at("id")}, {"quantity", 1}}}},
        {"deliveryDetails",
         {{"deliveryType", "delivery"},
          {"address",
           {{"city", "Tel Aviv"},
            {"street", "Dizengoff"},
            {"building", "7"},
            {"doorCode", "c0de#77"}}}}}
    };
}

std::vector<http::Field> key(std::string const& text) {
    return {{"idempotency-key", text}};
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

TEST_F(ApiTest, ADoorCodeIsNotKeptInTheClear) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const path = "/api/businesses/" + shop;
    auto const business = *BusinessId::parse(shop);
    auto const zoned = runner_->run_and_wait(business, [&](app::Context& context) -> Result<void> {
        auto const location = TRY(store::default_location(context.session, business));
        business::DeliveryZone zone;
        zone.cities = {"Tel Aviv"};
        return store::insert_zone(context.session, business, context.ids.v7(), location, zone, 0);
    });
    ASSERT_TRUE(zoned) << zoned.error().detail;
    // Also raises the version by which commands know that their copy of the settings is old.
    ASSERT_EQ(
        change(
            owner,
            Method::Patch,
            path,
            {{"settings", {{"offersDelivery", true}}}},
            {{"if-match", header_of(get(owner, path), "ETag")}}
        ).status,
        200
    );
    auto const order = delivery_of(make_product(owner, shop));
    auto const placed = change(owner, Method::Post, "/api/orders", order, key("tap"));
    ASSERT_EQ(placed.status, 201) << placed.body;
    EXPECT_TRUE(placed.body.contains("c0de#77"));
    auto const kept =
        text_by_sql("select response from idempotency_keys where business_id = $1", {business});
    EXPECT_TRUE(kept.contains("Dizengoff"));
    EXPECT_FALSE(kept.contains("c0de#77"));
    auto const again = change(owner, Method::Post, "/api/orders", order, key("tap"));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
    EXPECT_EQ(path_of(again), path_of(placed));
}

TEST_F(ApiTest, OldAnswersAreSweptByNewOnes) {
    auto const owner = sign_in("1");
    auto const shop = *BusinessId::parse(make_shop(owner));
    auto const product = make_product(owner, shop.to_string());
    for (auto const* text : {"old", "older"}) {
        ASSERT_EQ(
            change(owner, Method::Post, "/api/orders", order_of(product), key(text)).status, 201
        );
    }
    run_sql(
        store::Scope::of(shop),
        "update idempotency_keys set created_at = $2 where business_id = $1",
        {shop, clock_.now() - Duration(std::chrono::hours(25))}
    );
    ASSERT_EQ(
        change(owner, Method::Post, "/api/orders", order_of(product), key("new")).status, 201
    );
    EXPECT_EQ(
        text_by_sql(
            "select group_concat(idempotency_key) from idempotency_keys where business_id = $1",
            {shop}
        ),
        "new"
    );
}

}  // namespace croozer::api
