// Facebook's callbacks about a person: what is signed ends sessions and forgets, what is not
// changes nothing.
#include "api/api_fixture.hpp"
#include "app/forget_person.hpp"
#include "store/repositories/members.hpp"

namespace croozer::api {
namespace {

std::string encoded(std::string_view bytes) {
    return base64url({reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()});
}

std::string signed_by(std::string_view secret, std::string const& payload) {
    auto const text = encoded(payload);
    return base64url(crypto::hmac_sha256(secret, text)) + "." + text;
}

std::string payload_of(std::string const& person, Instant at) {
    return json::serialize(
        json::object{{"user_id", person}, {"algorithm", "HMAC-SHA256"}, {"issued_at", at.seconds()}}
    );
}

constexpr auto const* form = "application/x-www-form-urlencoded";

}  // namespace

class PersonTest : public ApiTest {
protected:
    http::Response tell(
        std::string const& what, std::string body, std::vector<http::Field> headers = {}
    ) {
        auto request = make(Method::Post, "/api/meta/" + what);
        request.headers = std::move(headers);
        if (!request.header("content-type")) {
            request.headers.push_back({"content-type", form});
        }
        request.body = std::move(body);
        return send(std::move(request));
    }

    std::string about(std::string const& person, std::string_view secret = "login-secret") {
        return "signed_request=" + signed_by(secret, payload_of(person, clock_.now()));
    }

    http::Response page(std::string const& code) {
        return send(make(Method::Get, "/deletion?c=" + code));
    }

    std::string everybody() {
        return text_by_sql(
            "select count(*) || ' ' || coalesce(sum(auth_epoch), 0) || ' ' || "
            "(select count(*) from sessions) || ' ' || (select count(*) from deletion_requests) "
            "from users where facebook_id is not null",
            {}
        );
    }
};

TEST_F(PersonTest, DeauthorizingEndsEverySessionAndNothingElse) {
    auto const one = sign_in("71");
    auto const two = sign_in("71");
    auto const other = sign_in("72");
    auto const answer = tell("deauthorize", about("71"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(get(one, "/api/session").status, 401);
    EXPECT_EQ(get(two, "/api/session").status, 401);
    EXPECT_EQ(get(other, "/api/session").status, 200);
    // Nobody's, and told again: the same answer.
    EXPECT_EQ(tell("deauthorize", about("79")).body, answer.body);
    EXPECT_EQ(tell("deauthorize", about("71")).body, answer.body);
    EXPECT_EQ(get(sign_in("71"), "/api/session").status, 200);
    // Another app's ids are about nobody here.
    auto const again = sign_in("71");
    EXPECT_EQ(tell("deauthorize", about("71", "app-secret")).body, answer.body);
    EXPECT_EQ(get(again, "/api/session").status, 200);
}

TEST_F(PersonTest, AWordThatComesLateOrAgainEndsNoSessionBegunSince) {
    std::ignore = sign_in("71");
    run_sql(
        store::Scope::shared(),
        "update users set created_at = $1 where facebook_id = '71'",
        {store::Value(clock_.now() - 48h)}
    );
    run_sql(
        store::Scope::shared(),
        "update sessions set created_at = $1",
        {store::Value(clock_.now() - 47h)}
    );
    auto const back = sign_in("71");
    auto const hour_ago =
        "signed_request=" + signed_by("login-secret", payload_of("71", clock_.now() - 1h));
    EXPECT_EQ(tell("deauthorize", hour_ago).status, 200);
    EXPECT_EQ(get(back, "/api/session").status, 200);
    EXPECT_EQ(text_by_sql("select count(*) || '' from sessions", {}), "1");
}

TEST_F(PersonTest, ADeletionToldAgainHasTheSameCodeAndNoOtherEffect) {
    std::ignore = sign_in("71");
    auto const request = about("71");
    auto const answer = tell("data-deletion", request);
    auto const back = sign_in("71");
    EXPECT_EQ(tell("data-deletion", request).body, answer.body);
    EXPECT_EQ(get(back, "/api/session").status, 200) << "somebody new";
    EXPECT_EQ(text_by_sql("select count(*) || '' from deletion_requests", {}), "1");
    EXPECT_EQ(to_forget_.load(), 1);
}

TEST_F(PersonTest, WhatIsNotSignedChangesNothing) {
    auto const person = sign_in("71");
    auto const before = everybody();
    auto const now = clock_.now();
    auto const good = about("71");
    auto const value = good.substr(good.find('=') + 1);
    auto const dot = value.find('.');
    std::vector<std::string> const bad{
        "",
        "signed_request=",
        "signed_request=x",
        "other=" + value,
        good + "&" + good,
        "signed_request=" + value.substr(dot + 1) + "." + value.substr(0, dot),
        "signed_request=" + value + "%3D",
        "signed_request=%ff" + value,
        "signed_request=." + value.substr(dot + 1),
        about("71", "another-secret"),
        "signed_request=" + signed_by("login-secret", payload_of("71", now - 25h)),
        "signed_request=" + signed_by("login-secret", payload_of("71", now + 1h)),
        "signed_request=" +
            signed_by(
                "login-secret", R"({"user_id":"71","algorithm":"none","issued_at":1790000000})"
            ),
        "signed_request=" + signed_by("login-secret", "nothing of JSON"),
        "{\"signed_request\":\"" + value + "\"}",
    };
    for (auto const* what : {"deauthorize", "data-deletion"}) {
        for (auto const& body : bad) {
            address_ = "203.0.113." + std::to_string(++people_);
            auto const answer = tell(what, body);
            EXPECT_EQ(answer.status, 400) << body;
            EXPECT_EQ(slug_of(answer), "signed_request") << body;
            EXPECT_FALSE(body_of(answer).contains("detail")) << answer.body;
        }
        for (auto const* type : {"application/json", "text/plain", "multipart/form-data", ""}) {
            EXPECT_EQ(tell(what, good, {{"content-type", type}}).status, 415) << type;
        }
        EXPECT_EQ(
            tell(what, good, {{"content-type", form}, {"content-encoding", "gzip"}}).status, 415
        );
        auto const match = router_.match(Method::Post, std::string("/api/meta/") + what);
        EXPECT_EQ(match.route->info.options.body_bytes, 16U * 1024);
    }
    EXPECT_EQ(everybody(), before);
    EXPECT_EQ(to_forget_.load(), 0);
    EXPECT_EQ(get(person, "/api/session").status, 200);
}

TEST_F(PersonTest, APersonIsForgottenStepByStepAndMaySeeIt) {
    auto const owner = sign_in("71");
    auto const own = make_shop(owner);
    auto const employer = sign_in("72");
    auto const shop = make_shop(employer);
    auto const business = *BusinessId::parse(shop);
    auto const user = *UserId::parse(
        text_by_sql("select lower(hex(id)) from users where facebook_id = $1", {store::Value("71")})
            .insert(20, "-")
            .insert(16, "-")
            .insert(12, "-")
            .insert(8, "-")
    );
    auto const joined = runner_->run_and_wait(business, [&](app::Context& context) {
        return store::insert_member(
            context.session,
            context.business,
            {.id = context.ids.next<MemberId>(),
             .user = user,
             .role = ordering::Role::Manager,
             .name = "Name of 71",
             .phone = "972541234567",
             .disabled = false},
            context.now
        );
    });
    ASSERT_TRUE(joined);
    auto const routed =
        store::write_and_wait(*engine_, store::Scope::shared(), [&](store::Session& session) {
            return store::put_user_route(session, user, business, ordering::Role::Manager);
        });
    ASSERT_TRUE(routed);

    auto const answer = tell("data-deletion", about("71"));
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto const code = std::string(body_of(answer).at("confirmation_code").as_string());
    EXPECT_EQ(code.size(), 22U);
    EXPECT_EQ(body_of(answer).at("url").as_string(), std::string(origin) + "/deletion?c=" + code);
    EXPECT_EQ(body_of(answer).size(), 2U);
    EXPECT_EQ(to_forget_.load(), 1);
    EXPECT_EQ(get(owner, "/api/session").status, 401);
    EXPECT_EQ(
        text_by_sql(
            "select name || coalesce(email, '') || coalesce(facebook_id, '') from users "
            "where id = $1",
            {store::Value(user)}
        ),
        ""
    );
    EXPECT_EQ(text_by_sql("select hex(code_hash) from deletion_requests", {}).size(), 64U);
    EXPECT_TRUE(page(code).body.contains("We have your request"));

    // Each step twice, as after a crash.
    for (auto const& id : {business, *BusinessId::parse(own)}) {
        for (int i = 0; i < 2; ++i) {
            EXPECT_TRUE(runner_->run_and_wait(id, [&](app::Context& context) {
                return app::forget_in_shop(context, user);
            }));
        }
    }
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(store::write_and_wait(
            *engine_,
            store::Scope::shared(),
            [&](store::Session& session) {
                return app::finish_forgetting(session, user, clock_.now());
            }
        ));
    }
    auto const members = [&](BusinessId id) {
        auto list = store::read_and_wait(*engine_, store::Scope::of(id), [&](auto& session) {
            return store::list_members(session, id);
        });
        return list ? *list : std::vector<store::Member>{};
    };
    auto const at_work = members(business);
    ASSERT_EQ(at_work.size(), 2U);
    for (auto const& member : at_work) {
        bool const was = member.role == ordering::Role::Manager;
        EXPECT_EQ(member.disabled, was);
        EXPECT_EQ(member.user.has_value(), !was);
        EXPECT_EQ(member.name, was ? "—" : "Name of 72");
        EXPECT_EQ(member.phone, "");
    }
    auto const at_home = members(*BusinessId::parse(own));
    ASSERT_EQ(at_home.size(), 1U);
    EXPECT_EQ(at_home[0].user, user);
    EXPECT_EQ(at_home[0].name, "—");
    EXPECT_FALSE(at_home[0].disabled);
    EXPECT_EQ(
        text_by_sql(
            "select count(*) || min(role) from user_businesses where user_id = $1",
            {store::Value(user)}
        ),
        "1owner"
    );
    EXPECT_EQ(
        text_by_sql("select state || coalesce(hex(user_id), '') from deletion_requests", {}), "done"
    );
    auto const done = page(code);
    EXPECT_EQ(done.status, 200);
    EXPECT_TRUE(done.body.contains("Your details are deleted"));
    EXPECT_EQ(get(employer, "/api/session").status, 200);
    // A person of that id is somebody new.
    auto const back = sign_in("71");
    EXPECT_TRUE(body_of(get(back, "/api/businesses")).at("businesses").as_array().empty());
    // Told again about the person who is gone: the old word does not reach the new one.
    run_sql(
        store::Scope::shared(),
        "update users set created_at = $1 where facebook_id = '71'",
        {store::Value(clock_.now() + 1h)}
    );
    EXPECT_EQ(tell("data-deletion", about("71")).status, 200);
    EXPECT_EQ(get(back, "/api/session").status, 200);
}

TEST_F(PersonTest, WhoIsNotKnownGetsTheSameAnswer) {
    for (auto const& body : {about("79"), about("79"), about("79", "app-secret")}) {
        auto const answer = tell("data-deletion", body);
        EXPECT_EQ(answer.status, 200);
        auto const code = std::string(body_of(answer).at("confirmation_code").as_string());
        EXPECT_TRUE(page(code).body.contains("Your details are deleted"));
    }
    EXPECT_EQ(to_forget_.load(), 0);
}

TEST_F(PersonTest, ThePageIsForPeopleAndRunsNothing) {
    auto const unknown = page("AAAAAAAAAAAAAAAAAAAAAA");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(page(std::string(65, 'A')).status, 404);
    auto const asked = page("<script>alert(1)</script>");
    EXPECT_EQ(asked.status, 404);
    EXPECT_FALSE(asked.body.contains("script"));
    auto const help = send(make(Method::Get, "/deletion"));
    EXPECT_EQ(help.status, 200);
    EXPECT_TRUE(help.body.contains("lang=\"he\"") && help.body.contains("lang=\"en\""));
    auto const policy = header_of(help, "Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'nonce-")) << policy;
    EXPECT_FALSE(policy.contains("script-src"));
    EXPECT_EQ(header_of(help, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(policy, header_of(send(make(Method::Get, "/deletion")), "Content-Security-Policy"));
    auto english = make(Method::Get, "/deletion");
    english.headers.push_back({"accept-language", "en-GB"});
    EXPECT_TRUE(send(english).body.starts_with("<!doctype html><html lang=\"en\">"));
    for (int i = 0; i < 70; ++i) {
        std::ignore = page("x");
    }
    auto const many = page("x");
    EXPECT_EQ(many.status, 429);
    EXPECT_FALSE(header_of(many, "Retry-After").empty());
    EXPECT_EQ(tell("deauthorize", about("1")).status, 429);
}

}  // namespace croozer::api
