// What a client is told when it is refused, beyond the slug.
#include "api/api_fixture.hpp"

namespace croozer::api {
namespace {

json::object first_error(json::object const& problem) {
    return problem.at("errors").as_array().at(0).as_object();
}

}  // namespace

TEST_F(ApiTest, NoRouteTakesAParameterItDoesNotKnow) {
    auto const owner = sign_in("1");
    auto const product = make_product(owner, make_shop(owner));
    auto const placed = change(owner, Method::Post, "/api/orders", order_of(product));
    ASSERT_EQ(placed.status, 201) << placed.body;
    auto const order = body_of(placed).at("order").as_object();
    auto const id = [](json::value const& value) { return std::string(value.as_string()); };
    std::vector<std::pair<Method, std::string>> const routes{
        {Method::Get, "/api/orders/" + id(order.at("id"))},
        {Method::Get, "/api/customers/" + id(order.at("customer").at("id"))},
        {Method::Get, "/api/products/" + id(product.at("id"))},
        {Method::Post, "/api/businesses"},
        {Method::Delete, "/api/session"},
    };
    for (auto const& [method, path] : routes) {
        auto const ask = [&](std::string const& query) {
            auto const answer = method == Method::Get ? get(owner, path + query)
                                                      : change(owner, method, path + query, {});
            EXPECT_EQ(answer.status, 422) << path << query;
            return body_of(answer);
        };
        EXPECT_TRUE(json::serialize(ask("?nonsense=1")).contains("\"unknown_parameter\"")) << path;
        EXPECT_TRUE(json::serialize(ask("?a=1&a=1")).contains("\"duplicate_parameter\"")) << path;
    }
    EXPECT_EQ(get(owner, "/api/session").status, 200) << "nothing was done";
}

TEST_F(ApiTest, AWrongChoiceInAQueryIsToldTheRightOnes) {
    auto const owner = sign_in("1");
    make_shop(owner);
    for (auto const& [query, detail] : std::vector<std::pair<std::string, std::string>>{
             {"source=WhatsApp", "whatsapp, manual, web, phone"},
             {"status=pending,Confirmed",
              "pending, confirmed, preparing, ready, out_for_delivery, delivered, cancelled"}
         }) {
        auto const error = first_error(body_of(get(owner, "/api/orders?" + query)));
        EXPECT_EQ(error.at("code").as_string(), "enum");
        EXPECT_EQ(error.at("detail").as_string(), detail);
    }
}

TEST_F(ApiTest, WhoAsksTooOftenIsToldTheLimit) {
    auto const owner = sign_in("1");
    http::Response answer;
    for (int count = 0; count < 100 && answer.status != 429; ++count) {
        answer = get(owner, "/api/session");
    }
    ASSERT_EQ(answer.status, 429);
    EXPECT_EQ(slug_of(answer), "too_many_requests");
    EXPECT_EQ(header_of(answer, "Retry-After"), "1");
    EXPECT_EQ(header_of(answer, "RateLimit-Policy"), "\"user\";q=60;w=3");
    EXPECT_EQ(header_of(answer, "RateLimit"), "\"user\";r=0;t=1");
    answer = {};
    for (int count = 0; count < 100 && answer.status != 429; ++count) {
        answer = send(make(Method::Get, "/api/session"));
    }
    ASSERT_EQ(answer.status, 429);
    EXPECT_EQ(header_of(answer, "RateLimit-Policy"), "\"address\";q=20;w=4");
}

}  // namespace croozer::api
