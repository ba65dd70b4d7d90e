// The menu: bounded, and read by pages.
#include "api/api_fixture.hpp"
#include "api/views/views.hpp"
#include "base/limits.hpp"
#include "store/repositories/deals.hpp"
#include "store/repositories/menus.hpp"

namespace croozer::api {
namespace {

json::object product_named(std::string const& name, std::int64_t place) {
    return {{"name", name}, {"category", "pizza"}, {"price", 100}, {"displayOrder", place}};
}

}  // namespace

TEST_F(ApiTest, AMenuEndsSomewhere) {
    auto const owner = sign_in("1");
    auto const shop = *BusinessId::parse(make_shop(owner));
    auto const filled = store::write_and_wait(
        *engine_,
        store::Scope::of(shop),
        [&](store::Session& session) -> Result<void> {
            IdSource ids(clock_, random_);
            store::ProductRow row;
            for (std::size_t i = 0; i < limits::products_per_business; ++i) {
                row.product.id = ids.next<ProductId>();
                CHECK(store::insert_product(session, shop, row, clock_.now()));
            }
            return {};
        }
    );
    ASSERT_TRUE(filled) << filled.error().detail;
    auto const over = change(owner, Method::Post, "/api/products", product_named("x", 0));
    EXPECT_EQ(over.status, 409);
    EXPECT_EQ(slug_of(over), "too_many_products");
}

TEST_F(ApiTest, TheMenuIsReadByPages) {
    auto const owner = sign_in("1");
    make_shop(owner);
    // Two share a place: their ids decide, which are ordered by their millisecond only.
    for (auto const& [name, place] : std::vector<std::pair<std::string, std::int64_t>>{
             {"d", 9}, {"a", 0}, {"b", 5}, {"c", 5}
         }) {
        auto const made = change(owner, Method::Post, "/api/products", product_named(name, place));
        ASSERT_EQ(made.status, 201) << made.body;
    }
    std::string names;
    std::string cursor;
    for (int page = 0; page < 4; ++page) {
        auto const body = body_of(get(owner, "/api/products?limit=1" + cursor));
        ASSERT_EQ(body.at("products").as_array().size(), 1U);
        names += std::string(body.at("products").at(0).at("name").as_string());
        EXPECT_TRUE(body.at("optionGroups").is_array());
        EXPECT_EQ(body.at("pagination").at("hasMore").as_bool(), page < 3);
        if (page < 3) {
            cursor = "&cursor=" + std::string(body.at("pagination").at("nextCursor").as_string());
        }
    }
    EXPECT_TRUE(names == "abcd" || names == "acbd") << names;
    EXPECT_EQ(slug_of(get(owner, "/api/customers?limit=1" + cursor)), "cursor");
    EXPECT_EQ(slug_of(get(owner, "/api/products?limit=201")), "range");
}

TEST_F(ApiTest, TheMenuHasItsDeals) {
    auto const owner = sign_in("1");
    auto const shop = *BusinessId::parse(make_shop(owner));
    menu::Deal deal;
    deal.id.value.bytes[0] = 7;
    deal.name = {.he = "דיל זוגי", .en = "Couple deal"};
    deal.price = Money{7200};
    ProductId pizza;
    pizza.value.bytes[0] = 8;
    deal.slots = {
        {.name = {.he = "פיצה", .en = "Pizza"},
         .quantity = 2,
         .products = {pizza},
         .required = menu::RequiredOption{.group = "size", .option = "family"},
         .upcharges = {{pizza, Money{800}}}}
    };
    auto const put =
        store::write_and_wait(*engine_, store::Scope::of(shop), [&](store::Session& session) {
            return store::put_deal(session, shop, deal);
        });
    ASSERT_TRUE(put) << put.error().detail;
    auto const body = body_of(get(owner, "/api/products"));
    auto const& shown = body.at("deals").at(0);
    json::value const slot{
        {"name", "Pizza"},
        {"nameHe", "פיצה"},
        {"quantity", 2},
        {"products", json::array{pizza.to_string()}},
        {"required", {{"group", "size"}, {"option", "family"}}},
        {"upcharges", {{pizza.to_string(), 800}}}
    };
    EXPECT_EQ(shown.at("id").as_string(), deal.id.to_string());
    EXPECT_EQ(shown.at("nameHe").as_string(), "דיל זוגי");
    EXPECT_EQ(shown.at("price").as_int64(), 7200);
    EXPECT_EQ(json::serialize(shown.at("slots").at(0)), json::serialize(slot));
    EXPECT_EQ(shown.at("conditions").at("availableDays").as_array().size(), 7U);
    auto const kitchen = deal_view(deal, {.role = ordering::Role::Kitchen, .now = clock_.now()});
    EXPECT_FALSE(kitchen.contains("price"));
    EXPECT_FALSE(kitchen.at("slots").at(0).as_object().contains("upcharges"));
    EXPECT_FALSE(kitchen.at("conditions").as_object().contains("minimumSubtotal"));
}

}  // namespace croozer::api
