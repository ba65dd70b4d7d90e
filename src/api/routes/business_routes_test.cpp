// Shops: made once, by their owner, and not without end.
#include "api/api_fixture.hpp"

namespace croozer::api {
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
