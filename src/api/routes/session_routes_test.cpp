// Where a person is signed in, and how the sign-in's failures are told apart.
#include "api/api_fixture.hpp"

#include <set>
#include <thread>

namespace croozer::api {
namespace {

std::vector<json::object> sessions_in(json::object const& body) {
    std::vector<json::object> list;
    for (auto const& entry : body.at("sessions").as_array()) {
        list.push_back(entry.as_object());
    }
    return list;
}

std::string id_of(json::object const& entry) {
    return std::string(entry.at("id").as_string());
}

bool is_current(json::object const& entry) {
    return entry.at("isCurrent").as_bool();
}

}  // namespace

TEST_F(ApiTest, SessionsAreListedAndEndedByTheirOwnPersonOnly) {
    auto const here = sign_in("1");
    auto const there = sign_in("1");
    auto const phone = sign_in("1");
    auto const other = sign_in("2");
    auto const list = sessions_in(body_of(get(here, "/api/sessions")));
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(std::ranges::count_if(list, is_current), 1);
    std::set<std::string> addresses;
    for (auto const& entry : list) {
        addresses.emplace(entry.at("remoteAddress").as_string());
        EXPECT_TRUE(Instant::parse_rfc3339(entry.at("expiresAt").as_string()));
        EXPECT_TRUE(entry.contains("createdAt") && entry.contains("lastSeenAt"));
        EXPECT_TRUE(entry.contains("userAgent"));
        EXPECT_EQ(entry.size(), 7U);
    }
    EXPECT_EQ(addresses.size(), 3U);
    EXPECT_EQ(get(here, "/api/sessions?x=1").status, 422);

    // Another's session reads as nobody's.
    auto const theirs = id_of(sessions_in(body_of(get(other, "/api/sessions"))).at(0));
    for (auto const& id :
         {theirs, std::string("00000000-0000-4000-8000-000000000000"), std::string("x")}) {
        auto const refused = change(here, Method::Delete, "/api/sessions/" + id, {});
        EXPECT_EQ(refused.status, 404) << id;
        EXPECT_EQ(slug_of(refused), "not_found");
    }
    EXPECT_EQ(get(other, "/api/session").status, 200);

    auto const mine = sessions_in(body_of(get(there, "/api/sessions")));
    auto const current = std::ranges::find_if(mine, is_current);
    ASSERT_NE(current, mine.end());
    auto const path = "/api/sessions/" + id_of(*current);
    EXPECT_EQ(change(here, Method::Delete, path, {}).status, 204);
    EXPECT_EQ(get(there, "/api/session").status, 401);
    EXPECT_EQ(change(here, Method::Delete, path, {}).status, 404);
    EXPECT_EQ(get(phone, "/api/session").status, 200);

    EXPECT_EQ(change(here, Method::Delete, "/api/sessions", {}).status, 204);
    EXPECT_EQ(get(phone, "/api/session").status, 401);
    EXPECT_EQ(get(here, "/api/session").status, 200);
    EXPECT_EQ(get(other, "/api/session").status, 200);
    EXPECT_EQ(sessions_in(body_of(get(here, "/api/sessions"))).size(), 1U);
}

TEST_F(ApiTest, EndingASessionNeedsOriginAndToken) {
    auto const person = sign_in("1");
    for (auto const* path :
         {"/api/sessions", "/api/sessions/00000000-0000-4000-8000-000000000000"}) {
        auto bare = make(Method::Delete, path);
        bare.headers = {{"cookie", "sid-dev=" + person.cookie}};
        EXPECT_EQ(send(bare).status, 403) << path;
        EXPECT_EQ(slug_of(change({person.cookie, "wrong"}, Method::Delete, path, {})), "csrf");
        EXPECT_EQ(change({"", ""}, Method::Delete, path, {}).status, 401);
    }
}

TEST_F(ApiTest, AStreamClosesSoonAfterItsSessionIsEndedFromElsewhere) {
    auto const here = sign_in("1");
    auto const shop = make_shop(here);
    auto const there = sign_in("1");
    auto const stream = get(there, "/api/events?businessId=" + shop).stream;
    auto const kept = get(here, "/api/events?businessId=" + shop).stream;
    ASSERT_TRUE(stream && kept);
    auto const closes = [](http::EventStream& open) {
        auto const from = std::chrono::steady_clock::now();
        while (open.is_open() && std::chrono::steady_clock::now() - from < answer_time) {
            std::this_thread::sleep_for(5ms);
        }
        return std::chrono::steady_clock::now() - from;
    };
    ASSERT_EQ(change(here, Method::Delete, "/api/sessions", {}).status, 204);
    EXPECT_LT(closes(*stream), 5s);
    EXPECT_TRUE(kept->is_open());
    // As another node would end it: without a word to this one.
    run_sql(store::Scope::shared(), "delete from sessions", {});
    EXPECT_LT(closes(*kept), 5s);
}

TEST_F(ApiTest, EveryFailureOfASignInHasItsOwnWord) {
    struct Started {
        std::string state;
        std::string cookie;
    };

    auto const start = [&](std::string const& query = "") {
        address_ = "203.0.113." + std::to_string(++people_);
        auto const started = send(make(Method::Get, "/api/auth/facebook/start" + query));
        auto const location = header_of(started, "Location");
        return Started{location.substr(location.find('=') + 1), cookie_value(started, "oauth-dev")};
    };
    auto const back = [&](Started const& started, std::string const& query) {
        auto request =
            make(Method::Get, "/api/auth/facebook/callback?state=" + started.state + query);
        request.headers.push_back({"cookie", "oauth-dev=" + started.cookie});
        auto const answer = send(std::move(request));
        EXPECT_EQ(answer.status, 303);
        EXPECT_EQ(cookie_value(answer, "sid-dev").size(), 0U);
        return header_of(answer, "Location");
    };
    EXPECT_EQ(back(start(), "&code=bad"), "/login?error=oauth_code");
    EXPECT_EQ(back(start(), "&code=foreign"), "/login?error=oauth_token");
    EXPECT_EQ(back(start(), "&code=away"), "/login?error=upstream");
    EXPECT_EQ(back(start(), "&code="), "/login?error=oauth_state");
    EXPECT_EQ(
        back(start(), "&error=access_denied&error_reason=user_denied"), "/login?error=access_denied"
    );
    EXPECT_EQ(back(start(), "&error=temporarily_unavailable"), "/login?error=upstream");
    EXPECT_EQ(back(start(), "&error=<script>"), "/login?error=oauth_code");
    // A refusal spends the state as well.
    auto const refused = start();
    EXPECT_EQ(back(refused, "&error=access_denied"), "/login?error=access_denied");
    EXPECT_EQ(back(refused, "&code=7"), "/login?error=oauth_state");
    // One that ended is told from a foreign one for a day, and only to who began it.
    auto const end = [&](std::string const& state, Duration ago) {
        run_sql(
            store::Scope::shared(),
            "update oauth_states set expires_at = $2 where state_hash = $1",
            {store::Blob{hash_of(state)}, clock_.now() - ago}
        );
    };
    auto const late = start();
    end(late.state, 23h);
    std::ignore = start();
    EXPECT_EQ(back(late, "&code=7"), "/login?error=oauth_expired");
    EXPECT_EQ(back(late, "&code=7"), "/login?error=oauth_state");
    auto const strange = start();
    end(strange.state, 1s);
    EXPECT_EQ(back({strange.state, "another"}, "&code=7"), "/login?error=oauth_state");
    auto const forgotten = start();
    end(forgotten.state, 25h);
    std::ignore = start();
    EXPECT_EQ(back(forgotten, "&code=7"), "/login?error=oauth_state");
    sign_in("9");
    run_sql(
        store::Scope::shared(),
        "update users set disabled_at = 1 where facebook_id = $1",
        {store::Value("9")}
    );
    EXPECT_EQ(back(start(), "&code=9"), "/login?error=user_disabled");
    // Facebook asks again only if it is told to.
    auto const again = send(make(Method::Get, "/api/auth/facebook/start?again=1"));
    EXPECT_TRUE(header_of(again, "Location").starts_with("http://dialog.example/again?"));
    EXPECT_FALSE(header_of(send(make(Method::Get, "/api/auth/facebook/start?again=0")), "Location")
                     .contains("again"));
    for (int i = 0; i < 12; ++i) {
        std::ignore = send(make(Method::Get, "/api/auth/facebook/start"));
    }
    EXPECT_EQ(
        header_of(send(make(Method::Get, "/api/auth/facebook/start")), "Location"),
        "/login?error=too_many_requests"
    );
}

}  // namespace croozer::api
