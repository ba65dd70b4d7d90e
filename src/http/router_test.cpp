#include "http/router.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::http {

namespace {

Handler nothing() {
    return [](Request const&, Respond) {};
}

std::string matched(Router const& router, Method method, std::string_view path) {
    auto const match = router.match(method, path);
    return match.route == nullptr ? "" : match.route->info.path_template;
}

}  // namespace

TEST(Router, LiteralsWinButDoNotHide) {
    Router router;
    router.add(Method::Get, "/", nothing());
    router.add(Method::Get, "/orders/{id}", nothing());
    router.add(Method::Get, "/orders/new", nothing());
    router.add(Method::Get, "/orders/{order}/lines/{line}", nothing());
    router.add(Method::Get, "/orders/new/form", nothing());
    EXPECT_EQ(matched(router, Method::Get, "/"), "/");
    EXPECT_EQ(matched(router, Method::Get, "/orders/new"), "/orders/new");
    EXPECT_EQ(matched(router, Method::Get, "/orders/7"), "/orders/{id}");
    EXPECT_EQ(matched(router, Method::Get, "/orders/new/lines/2"), "/orders/{order}/lines/{line}");
    EXPECT_EQ(matched(router, Method::Get, "/orders"), "");
    EXPECT_EQ(matched(router, Method::Get, "/orders/"), "");
    EXPECT_EQ(matched(router, Method::Get, "/orders/7/"), "");
    EXPECT_EQ(matched(router, Method::Get, "*"), "");
    auto const match = router.match(Method::Get, "/orders/new/lines/2");
    std::vector<std::pair<std::string, std::string>> const values{{"order", "new"}, {"line", "2"}};
    EXPECT_EQ(match.parameters, values);
}

TEST(Router, MethodsAndAllow) {
    Router router;
    router.add(Method::Get, "/a/{id}", nothing());
    router.add(Method::Patch, "/a/{other}", nothing());
    EXPECT_EQ(matched(router, Method::Head, "/a/1"), "/a/{id}");
    EXPECT_EQ(router.match(Method::Patch, "/a/1").parameters.front().first, "other");
    auto const refused = router.match(Method::Put, "/a/1");
    EXPECT_EQ(refused.route, nullptr);
    EXPECT_EQ(refused.allow, "GET, HEAD, PATCH");
    EXPECT_TRUE(router.match(Method::Put, "/b").allow.empty());
}

TEST(Router, ListsItsRoutes) {
    Router router;
    router.add(Method::Post, "/hook", nothing(), {.body_bytes = 7});
    router.add(Method::Get, "/a/{id}", nothing());
    auto const routes = router.routes();
    ASSERT_EQ(routes.size(), 2U);
    auto const hook = std::ranges::find(routes, "/hook", &RouteInfo::path_template);
    ASSERT_NE(hook, routes.end());
    EXPECT_EQ(hook->options.body_bytes, 7U);
    EXPECT_EQ(hook->method, Method::Post);
}

TEST(RouterDeathTest, TheSameRouteTwice) {
    Router router;
    router.add(Method::Get, "/a", nothing());
    EXPECT_DEATH(router.add(Method::Get, "/a", nothing()), "");
}

}  // namespace croozer::http
