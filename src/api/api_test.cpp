// What every route has in common, and the ways of each.
#include "api/api_fixture.hpp"

#include <fstream>
#include <map>
#include <thread>

namespace croozer::api {

TEST_F(ApiTest, SigningInIsBoundToTheBrowserAndWorksOnce) {
    auto const started = send(make(Method::Get, "/api/auth/facebook/start?next=//evil"));
    ASSERT_EQ(started.status, 303);
    auto const location = header_of(started, "Location");
    auto const cookie = cookie_value(started, "oauth-dev");
    auto const back = [&](std::string const& with) {
        auto request = make(
            Method::Get,
            "/api/auth/facebook/callback?code=7&state=" + location.substr(location.find('=') + 1)
        );
        request.headers.push_back({"cookie", "oauth-dev=" + with});
        return header_of(send(std::move(request)), "Location");
    };
    EXPECT_EQ(back("another-browser"), "/login?error=oauth_state");
    // The state was spent by the wrong browser.
    EXPECT_EQ(back(cookie), "/login?error=oauth_state");
    auto const person = sign_in("7");
    EXPECT_EQ(person.cookie.size(), 43U);
    EXPECT_EQ(get(person, "/api/session").status, 200);
    EXPECT_EQ(slug_of(get({"garbage", ""}, "/api/session")), "unauthenticated");
    EXPECT_EQ(change(person, Method::Delete, "/api/session", {}).status, 204);
    EXPECT_EQ(get(person, "/api/session").status, 401);
    auto const refused = send(make(Method::Get, "/api/auth/facebook/callback?error=access_denied"));
    EXPECT_EQ(header_of(refused, "Location"), "/login?error=access_denied");
}

TEST_F(ApiTest, UnsafeRequestsNeedOriginTokenAndJson) {
    auto person = sign_in("1");
    auto request = make(Method::Post, "/api/businesses");
    request.headers = {
        {"cookie", "sid-dev=" + person.cookie},
        {"origin", "https://evil.example"},
        {"x-csrf", person.csrf},
        {"content-type", "application/json"}
    };
    request.body = "{}";
    EXPECT_EQ(slug_of(send(request)), "origin_rejected");
    request.headers[3].value = "text/plain";
    EXPECT_EQ(send(request).status, 415);
    person.csrf = "wrong";
    EXPECT_EQ(slug_of(change(person, Method::Post, "/api/businesses", {})), "csrf");
}

TEST_F(ApiTest, AnOrderIsPlacedShownMovedAndUndone) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    auto const placed = change(owner, Method::Post, "/api/orders", order_of(product));
    ASSERT_EQ(placed.status, 201) << placed.body;
    auto const order = body_of(placed).at("order").as_object();
    EXPECT_EQ(order.at("total").as_int64(), 12'400);
    EXPECT_EQ(order.at("items").at(0).at("nameHe").as_string(), "מרגריטה");
    EXPECT_EQ(order.at("customer").at("phoneDisplay").as_string(), "054-123-4567");
    EXPECT_EQ(order.at("status").as_string(), "pending");
    EXPECT_EQ(header_of(placed, "ETag"), "\"v1\"");

    auto const path = "/api/orders/" + std::string(order.at("id").as_string());
    json::object const accept{{"status", "confirmed"}, {"promisedMinutes", 25}};
    EXPECT_EQ(change(owner, Method::Patch, path + "/status", accept).status, 428);
    EXPECT_EQ(
        change(owner, Method::Patch, path + "/status", accept, {{"if-match", "\"v9\""}}).status, 412
    );
    EXPECT_EQ(
        change(owner, Method::Patch, path + "/status", accept, {{"if-match", "v1"}}).status, 400
    );
    auto const moved =
        change(owner, Method::Patch, path + "/status", accept, {{"if-match", "\"v1\""}});
    ASSERT_EQ(moved.status, 200) << moved.body;
    auto const answer = body_of(moved);
    EXPECT_EQ(answer.at("order").at("status").as_string(), "confirmed");
    EXPECT_TRUE(answer.at("order").at("promisedAt").is_string());
    EXPECT_FALSE(answer.at("notificationSent").as_bool());

    auto const wrong = change(
        owner,
        Method::Patch,
        path + "/status",
        {{"status", "delivered"}},
        {{"if-match", header_of(moved, "ETag")}}
    );
    EXPECT_EQ(slug_of(wrong), "transition");
    EXPECT_FALSE(body_of(wrong).at("allowed").as_array().empty());

    auto const shown = body_of(get(owner, path));
    EXPECT_EQ(shown.at("timeline").as_array().size(), 2U);
    EXPECT_EQ(shown.at("customer").at("name").as_string(), "Noa Levi");
    auto const list = body_of(get(owner, "/api/orders?status=confirmed&q=noa"));
    EXPECT_EQ(list.at("orders").as_array().size(), 1U);
    EXPECT_EQ(list.at("stats").at("openOrders").as_int64(), 1);
    EXPECT_EQ(list.at("stats").at("revenueToday").as_int64(), 12'400);
    EXPECT_TRUE(body_of(get(owner, "/api/orders?q=%")).at("orders").as_array().empty());

    if (answer.at("undo").is_object()) {
        auto const undone =
            change(owner, Method::Post, path + "/undo", {{"token", answer.at("undo").at("token")}});
        EXPECT_EQ(undone.status, 200) << undone.body;
        EXPECT_EQ(body_of(undone).at("order").at("status").as_string(), "pending");
    } else {
        ADD_FAILURE() << "no undo token: " << moved.body;
    }
}

TEST_F(ApiTest, PagesFollowOneAnotherAndCursorsAreBound) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(change(owner, Method::Post, "/api/orders", order_of(product)).status, 201);
    }
    std::vector<std::int64_t> numbers;
    std::string cursor;
    for (int page = 0; page < 3; ++page) {
        auto const body = body_of(get(owner, "/api/orders?limit=2" + cursor));
        for (auto const& order : body.at("orders").as_array()) {
            numbers.push_back(order.at("number").as_int64());
        }
        EXPECT_EQ(body.at("pagination").at("hasMore").as_bool(), page < 2);
        if (page < 2) {
            cursor = "&cursor=" + std::string(body.at("pagination").at("nextCursor").as_string());
        }
    }
    EXPECT_EQ(numbers, (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
    auto const foreign = get(owner, "/api/customers?limit=2" + cursor);
    EXPECT_EQ(foreign.status, 400);
    EXPECT_EQ(slug_of(foreign), "cursor");
}

TEST_F(ApiTest, ARepeatedRequestHasOneEffect) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    std::vector<http::Field> const key{{"idempotency-key", "tap-1"}};
    auto const first = change(owner, Method::Post, "/api/orders", order_of(product), key);
    auto const again = change(owner, Method::Post, "/api/orders", order_of(product), key);
    ASSERT_EQ(first.status, 201);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
    auto other = order_of(product);
    other["notes"] = "other";
    EXPECT_EQ(
        slug_of(change(owner, Method::Post, "/api/orders", other, key)), "idempotency_key_reused"
    );
    EXPECT_EQ(
        change(
            owner, Method::Post, "/api/orders", other, {{"idempotency-key", std::string(256, 'x')}}
        ).status,
        400
    );
    EXPECT_EQ(body_of(get(owner, "/api/orders")).at("orders").as_array().size(), 1U);
}

TEST_F(ApiTest, ARepeatedCreationMakesOneBusiness) {
    auto const owner = sign_in("1");
    json::object const shop{{"name", "P"}, {"type", "other"}, {"phone", "03-1234567"}};
    std::vector<http::Field> const key{{"idempotency-key", "make"}};
    auto const first = change(owner, Method::Post, "/api/businesses", shop, key);
    auto const again = change(owner, Method::Post, "/api/businesses", shop, key);
    ASSERT_EQ(first.status, 201) << first.body;
    ASSERT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(body_of(first).at("business").at("id"), body_of(again).at("business").at("id"));
    EXPECT_EQ(body_of(get(owner, "/api/businesses")).at("businesses").as_array().size(), 1U);
}

TEST_F(ApiTest, ForeignBusinessesAndIdsAreNotFound) {
    auto const one = sign_in("1");
    auto const two = sign_in("2");
    auto const shop_one = make_shop(one);
    auto const shop_two = make_shop(two);
    auto const product = make_product(one, shop_one);
    auto const placed = change(one, Method::Post, "/api/orders", order_of(product));
    auto const id = std::string(body_of(placed).at("order").at("id").as_string());
    auto const without_id = [](http::Response const& response) {
        auto body = body_of(response);
        body.erase("instance");
        return json::serialize(body);
    };
    auto const foreign = get(two, "/api/orders/" + id);
    auto const random = get(two, "/api/orders/018f3c5e-0000-7000-8000-000000000000");
    auto const malformed = get(two, "/api/orders/x");
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(without_id(foreign), without_id(random));
    EXPECT_EQ(without_id(foreign), without_id(malformed));
    EXPECT_EQ(get(two, "/api/orders?businessId=" + shop_one).status, 404);
    EXPECT_EQ(get(two, "/api/businesses/" + shop_one).status, 404);
    auto body = order_of(product);
    body["businessId"] = shop_one;
    EXPECT_EQ(change(two, Method::Post, "/api/orders", body).status, 404);
    body["businessId"] = shop_two;
    auto const foreign_product = change(two, Method::Post, "/api/orders", body);
    EXPECT_TRUE(foreign_product.status == 409 || foreign_product.status == 422)
        << foreign_product.body;
}

TEST_F(ApiTest, EveryShopRouteAsksForItsRight) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    std::map<ordering::Role, Person> people;
    for (auto const role :
         {ordering::Role::Kitchen, ordering::Role::Courier, ordering::Role::Viewer}) {
        people[role] = member(shop, "role" + std::to_string(static_cast<int>(role)), role);
    }
    int count = 0;
    for (auto const& right : rights_) {
        if (right.gate != Gate::Shop || right.resource == Resource::Events) {
            continue;
        }
        // Refusals are counted by address.
        address_ = "203.0.113." + std::to_string(++count);
        auto path = right.path_template;
        if (auto const at = path.find("{id}"); at != std::string::npos) {
            path.replace(at, 4, path.starts_with("/api/businesses/") ? shop : shop);
        }
        for (auto const& [role, person] : people) {
            auto const response = right.method == Method::Get
                                      ? get(person, path)
                                      : change(person, right.method, path, {});
            EXPECT_EQ(response.status == 403, !may(role, right.resource, right.verb))
                << path << " " << ordering::role_name(role) << " " << response.status;
        }
        bool const has_body = right.method != Method::Get && right.method != Method::Delete;
        EXPECT_EQ(send(make(right.method, path)).status, has_body ? 415 : 401);
    }
}

TEST_F(ApiTest, TheKitchenReadsNoPhoneAndNoPrice) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    ASSERT_EQ(change(owner, Method::Post, "/api/orders", order_of(product)).status, 201);
    auto const cook = member(shop, "2", ordering::Role::Kitchen);
    auto const orders = get(cook, "/api/orders").body;
    EXPECT_TRUE(orders.contains("\"Noa\""));
    for (auto const* hidden :
         {"Levi", "4567", "6200", "12400", "\"total\"", "\"price\"", "phone"}) {
        EXPECT_FALSE(orders.contains(hidden)) << hidden;
    }
    EXPECT_FALSE(get(cook, "/api/products").body.contains("6200"));
    auto const viewer = member(shop, "3", ordering::Role::Viewer);
    EXPECT_FALSE(get(viewer, "/api/orders").body.contains("123-4567"));
    EXPECT_FALSE(get(viewer, "/api/orders").body.contains("972541234567"));
    // Sold out is all a cook may say about a product.
    auto const path = "/api/products/" + std::string(product.at("id").as_string());
    std::vector<http::Field> const match{{"if-match", "\"v1\""}};
    EXPECT_EQ(change(cook, Method::Patch, path, {{"price", 1}}, match).status, 403);
    EXPECT_EQ(change(cook, Method::Patch, path, {{"available", false}}, match).status, 200);
}

TEST_F(ApiTest, ServerOwnedFieldsAreRefused) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    for (auto const* field : {"total", "price", "status", "role", "isPlatformAdmin"}) {
        auto body = order_of(product);
        body[field] = 1;
        EXPECT_EQ(slug_of(change(owner, Method::Post, "/api/orders", body)), "unknown_field");
    }
    auto const renamed = change(
        owner,
        Method::Patch,
        "/api/businesses/" + shop,
        {{"name", "New"},
         {"settings", {{"businessHours", {{"sunday", {{{"open", "18:00"}, {"close", "02:00"}}}}}}}}
        },
        {{"if-match", header_of(get(owner, "/api/businesses/" + shop), "ETag")}}
    );
    ASSERT_EQ(renamed.status, 200) << renamed.body;
    auto const business = body_of(renamed).at("business").as_object();
    EXPECT_EQ(business.at("name").as_string(), "New");
    EXPECT_EQ(
        business.at("settings").at("businessHours").at("sunday").at(0).at("close").as_string(),
        "02:00"
    );
}

TEST_F(ApiTest, CustomersAreEnteredFoundAndChanged) {
    auto const owner = sign_in("1");
    make_shop(owner);
    json::object const noa{{"name", "נועה"}, {"phone", "0541234567"}};
    auto const made = change(owner, Method::Post, "/api/customers", noa);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(slug_of(change(owner, Method::Post, "/api/customers", noa)), "phone_in_use");
    auto const path =
        "/api/customers/" + std::string(body_of(made).at("customer").at("id").as_string());
    auto const blocked = change(
        owner,
        Method::Patch,
        path,
        {{"blocked", true}, {"tags", {"vip"}}},
        {{"if-match", header_of(made, "ETag")}}
    );
    ASSERT_EQ(blocked.status, 200) << blocked.body;
    EXPECT_TRUE(body_of(blocked).at("customer").at("blocked").as_bool());
    auto const found = body_of(get(owner, "/api/customers?q=54123"));
    EXPECT_EQ(found.at("customers").as_array().size(), 1U);
    auto const shown = body_of(get(owner, path));
    EXPECT_EQ(shown.at("stats").at("totalOrders").as_int64(), 0);
    EXPECT_EQ(shown.at("customer").at("tags").at(0).as_string(), "vip");
}

TEST_F(ApiTest, StreamsCarryWhatTheRoleReadsAndEndWithTheRight) {
    auto const owner = sign_in("1");
    auto const shop = make_shop(owner);
    auto const product = make_product(owner, shop);
    auto const cook = member(shop, "2", ordering::Role::Kitchen);
    auto const open = [&](Person const& person, std::string const& query) {
        return get(person, "/api/events?businessId=" + shop + query).stream;
    };
    auto const streams = std::vector{open(owner, ""), open(cook, "")};
    auto const garbage = open(owner, "&lastEventId=x");
    ASSERT_TRUE(streams[0] && streams[1] && garbage);
    ASSERT_EQ(change(owner, Method::Post, "/api/orders", order_of(product)).status, 201);
    auto const read = [](http::EventStream& stream, std::string_view until) {
        std::string text;
        for (auto const end = std::chrono::steady_clock::now() + answer_time;
             std::chrono::steady_clock::now() < end && !text.contains(until);) {
            std::vector<http::EventStream::Frame> frames;
            stream.take(frames);
            for (auto const& frame : frames) {
                text += *frame;
            }
            std::this_thread::sleep_for(5ms);
        }
        return text;
    };
    auto const seen = read(*streams[0], "event: order");
    EXPECT_TRUE(seen.contains("Noa Levi")) << seen;
    auto const cooked = read(*streams[1], "event: order");
    EXPECT_TRUE(cooked.contains("\"Noa\""));
    EXPECT_FALSE(cooked.contains("Levi"));
    EXPECT_FALSE(cooked.contains("12400"));
    EXPECT_TRUE(read(*garbage, "event: reset").contains("event: reset"));
    // From the start: what was missed is sent.
    auto const missed = open(owner, "&lastEventId=0");
    EXPECT_TRUE(read(*missed, "event: order").contains("event: order"));

    std::vector<std::shared_ptr<http::EventStream>> more;
    for (std::size_t i = 0; i + 3 < limits::streams_per_user; ++i) {
        more.push_back(open(owner, ""));
        EXPECT_TRUE(more.back());
    }
    more.push_back(open(owner, ""));
    EXPECT_EQ(slug_of(get(owner, "/api/events?businessId=" + shop)), "too_many_streams");
    streams[0]->close();
    EXPECT_TRUE(open(owner, ""));

    ASSERT_TRUE(change(cook, Method::Delete, "/api/session", {}).status == 204);
    EXPECT_TRUE(read(*streams[1], "event: bye").contains("event: bye"));
    EXPECT_FALSE(streams[1]->is_open());
}

// Paths and methods of api/openapi.yaml by their indentation, with x-resource and x-verb.
static std::map<std::string, std::string> documented_routes() {
    std::ifstream file(std::string(CROOZER_SOURCE_DIR) + "/api/openapi.yaml");
    EXPECT_TRUE(file.is_open());
    std::map<std::string, std::string> routes;
    std::string path;
    std::string route;
    bool in_paths = false;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(' ')) {
            in_paths = line == "paths:";
        } else if (in_paths && line.starts_with("  /")) {
            path = line.substr(2, line.size() - 3);
        } else if (in_paths && line.starts_with("    ") && line[4] != ' ' && line.ends_with(':') &&
                   line != "    parameters:") {
            route = line.substr(4, line.size() - 5) + " " + path;
            routes[route];
        } else if (in_paths && line.starts_with("      x-")) {
            routes[route] += line.substr(line.find(": ") + 2) + " ";
        }
    }
    return routes;
}

TEST_F(ApiTest, TheContractNamesEveryRouteAndNoOther) {
    std::map<std::string, std::string> served;
    for (auto const& right : rights_) {
        auto const route = lower_ascii(http::method_name(right.method)) + " " + right.path_template;
        served[route] = right.gate == Gate::Shop
                            ? std::string(resource_name(right.resource)) + " " +
                                  std::string(verb_name(right.verb)) + " "
                            : "";
    }
    EXPECT_EQ(served, documented_routes());
    EXPECT_EQ(router_.routes().size(), rights_.size());
}

}  // namespace croozer::api
