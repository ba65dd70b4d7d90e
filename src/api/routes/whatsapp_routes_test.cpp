// The number's page: what it shows, how it is tried, and its alerts.
#include "api/api_fixture.hpp"
#include "app/alerts.hpp"
#include "store/repositories/accounts.hpp"

namespace croozer::api {
namespace {

class WhatsappRoutes : public ApiTest {
protected:
    void SetUp() override {
        owner_ = sign_in("1");
        shop_ = make_shop(owner_);
        path_ = "/api/businesses/" + shop_;
    }

    template <class Command>
    void in_shop(Command command) {
        auto const done = runner_->run_and_wait(*BusinessId::parse(shop_), std::move(command));
        EXPECT_TRUE(done) << done.error().detail;
    }

    void connect() {
        meta_.tokens["token"] =
            app::test::Platform::good(clock_.now() + Duration(std::chrono::days(30)));
        meta_.number.status = "CONNECTED";
        meta_.number.health.can_send = "AVAILABLE";
        in_shop([](app::Context& context) -> Result<bool> {
            CHECK(store::insert_account(
                context.session,
                context.business,
                {.id = AccountId{context.ids.v4()},
                 .version = 1,
                 .phone_number_id = "401",
                 .waba_id = "301",
                 .portfolio_id = "501",
                 .phone_number = "97235550123",
                 .display_name = "Napoli",
                 .token = SealedSecret{"sealed:token"},
                 .status = "active"},
                "permanent",
                context.system_now
            ));
            return true;
        });
    }

    // What Meta gives in place of the token. nullopt: one that never ends.
    void offer_successor(std::optional<Duration> lifetime) {
        meta_.successor = "next";
        meta_.tokens["next"] = app::test::Platform::good(
            lifetime ? std::optional(clock_.now() + *lifetime) : std::nullopt
        );
    }

    Person owner_;
    std::string shop_;
    std::string path_;
};

TEST_F(WhatsappRoutes, WithoutANumberThereIsNothingToShowOrTry) {
    auto const view = body_of(get(owner_, path_ + "/whatsapp"));
    for (auto const* part : {"account", "token", "health", "limits", "facts", "attempt"}) {
        EXPECT_TRUE(view.at(part).is_null()) << part;
    }
    EXPECT_TRUE(view.at("restrictions").as_array().empty());
    EXPECT_TRUE(body_of(get(owner_, path_)).at("whatsappAccount").is_null());
    for (auto const* action : {"/whatsapp/test", "/whatsapp/refresh"}) {
        EXPECT_EQ(slug_of(change(owner_, Method::Post, path_ + action, {})), "not_connected");
        EXPECT_EQ(
            slug_of(change(owner_, Method::Post, path_ + action, {{"token", "x"}})), "unknown_field"
        );
    }
}

TEST_F(WhatsappRoutes, TheAccountIsTheSameOnBothPages) {
    connect();
    offer_successor(std::chrono::days(60));
    auto const refreshed = change(owner_, Method::Post, path_ + "/whatsapp/refresh", {});
    ASSERT_EQ(refreshed.status, 200) << refreshed.body;
    auto const token = body_of(refreshed).at("token").as_object();
    EXPECT_EQ(token.at("daysLeft").as_int64(), 60);
    EXPECT_TRUE(token.at("missingScopes").as_array().empty());
    auto const view = body_of(get(owner_, path_ + "/whatsapp"));
    EXPECT_EQ(view.at("token"), json::value(token));
    EXPECT_EQ(view.at("account"), body_of(get(owner_, path_)).at("whatsappAccount"));
    auto const& account = view.at("account").as_object();
    EXPECT_EQ(account.at("wabaId").as_string(), "301");
    EXPECT_EQ(account.at("subscribedFields").as_array().size(), 1U);
    EXPECT_TRUE(account.at("missingFields").as_array().empty()) << "nobody has asked Meta yet";
    EXPECT_FALSE(json::serialize(view).contains("token\":\"token"));
    in_shop([](app::Context& context) -> Result<bool> {
        TRY(context.session.execute(
            "update whatsapp_accounts set last_health_check_at = $2 where business_id = $1",
            {context.business, context.system_now}
        ));
        return true;
    });
    auto const looked = body_of(get(owner_, path_ + "/whatsapp")).at("account").as_object();
    EXPECT_EQ(looked.at("missingFields").as_array().size(), 11U);
}

TEST_F(WhatsappRoutes, WhoMayNotReadTheNumbersPageSeesThatItWorksAndNoMore) {
    connect();
    in_shop([](app::Context& context) -> Result<bool> {
        TRY(context.session.execute(
            "update whatsapp_accounts set status = 'error', error_message = 'of Meta' "
            "where business_id = $1",
            {context.business}
        ));
        return true;
    });
    json::object const seen{
        {"phoneNumber", "97235550123"}, {"displayName", "Napoli"}, {"status", "error"}
    };
    for (auto const role : {ordering::Role::Viewer, ordering::Role::Cashier}) {
        auto const answer =
            get(member(shop_, std::to_string(10 + static_cast<int>(role)), role), path_);
        EXPECT_EQ(body_of(answer).at("whatsappAccount"), json::value(seen)) << answer.body;
    }
    auto const manager = member(shop_, "4", ordering::Role::Manager);
    EXPECT_TRUE(body_of(get(manager, path_)).at("whatsappAccount").as_object().contains("wabaId"));
}

TEST_F(WhatsappRoutes, MetaIsAskedSomeTimesAMinute) {
    connect();
    http::Response last;
    for (int i = 0; i < 20; ++i) {
        last = change(owner_, Method::Post, path_ + "/whatsapp/refresh", {});
    }
    EXPECT_EQ(last.status, 429);
    EXPECT_FALSE(header_of(last, "Retry-After").empty());
    auto const other = "/api/businesses/" + make_shop(owner_);
    EXPECT_EQ(
        slug_of(change(owner_, Method::Post, other + "/whatsapp/refresh", {})), "not_connected"
    ) << "another business is asked for still";
    EXPECT_EQ(get(owner_, path_ + "/whatsapp").status, 200);
}

TEST_F(WhatsappRoutes, ARefreshSaysWhetherTheTokenWasRenewed) {
    connect();
    auto const refresh = [&] {
        return change(owner_, Method::Post, path_ + "/whatsapp/refresh", {});
    };
    EXPECT_EQ(slug_of(refresh()), "token_not_extended") << "it has 30 days, and gets no other";
    offer_successor(std::nullopt);
    auto const renewed = body_of(refresh());
    EXPECT_TRUE(renewed.at("extended").as_bool());
    EXPECT_TRUE(renewed.at("token").at("expiresAt").is_null());
    auto const endless = body_of(refresh());
    EXPECT_TRUE(endless.at("success").as_bool());
    EXPECT_FALSE(endless.at("extended").as_bool()) << "it never ends";
}

TEST_F(WhatsappRoutes, ADeadTokenMustBeConnectedAgainAndASilentMetaSaysNothing) {
    connect();
    meta_.is_silent = true;
    EXPECT_EQ(change(owner_, Method::Post, path_ + "/whatsapp/refresh", {}).status, 502);
    meta_.is_silent = false;
    meta_.tokens.clear();
    auto const dead = change(owner_, Method::Post, path_ + "/whatsapp/refresh", {});
    EXPECT_EQ(dead.status, 409);
    EXPECT_EQ(slug_of(dead), "reconnect_needed");
    auto const account = body_of(get(owner_, path_ + "/whatsapp")).at("account").as_object();
    EXPECT_EQ(account.at("status").as_string(), "error");
    EXPECT_EQ(account.at("error").at("code").as_int64(), 190);
}

TEST_F(WhatsappRoutes, ATestTellsWhatWorks) {
    connect();
    auto const good = body_of(change(owner_, Method::Post, path_ + "/whatsapp/test", {}));
    EXPECT_TRUE(good.at("success").as_bool());
    EXPECT_FALSE(good.at("capabilities").as_array().empty());
    EXPECT_EQ(good.at("checks").as_array().size(), 5U);
    auto const unknown =
        change(owner_, Method::Post, path_ + "/whatsapp/test", {{"to", "0541234567"}});
    EXPECT_EQ(slug_of(unknown), "recipient");
    EXPECT_EQ(
        slug_of(change(owner_, Method::Post, path_ + "/whatsapp/test", {{"to", "12"}})), "phone"
    );
    meta_.apps.clear();
    auto const bad = change(owner_, Method::Post, path_ + "/whatsapp/test", {{"to", "0541234567"}});
    EXPECT_EQ(bad.status, 200) << "what would not leave is not tried";
    EXPECT_FALSE(body_of(bad).at("success").as_bool());
    EXPECT_FALSE(body_of(bad).contains("messageId"));
}

TEST_F(WhatsappRoutes, AlertsAreReadAndAcknowledgedByTheOffice) {
    in_shop([](app::Context& context) {
        return app::raise_alert(
            context, {.kind = "number_quality", .detail = R"({"quality":"YELLOW"})"}
        );
    });
    auto const alerts = body_of(get(owner_, path_ + "/alerts")).at("alerts").as_array();
    ASSERT_EQ(alerts.size(), 1U);
    auto const& alert = alerts.front().as_object();
    EXPECT_EQ(alert.at("level").as_string(), "warning");
    EXPECT_EQ(alert.at("detail").at("quality").as_string(), "YELLOW");
    EXPECT_TRUE(alert.at("acknowledgedAt").is_null());
    auto const acknowledge = [&](Person const& person, std::string const& id) {
        return change(person, Method::Post, path_ + "/alerts/" + id + "/acknowledge", {});
    };
    auto const id = std::string(alert.at("id").as_string());
    EXPECT_EQ(acknowledge(owner_, id).status, 200);
    auto const after = body_of(get(owner_, path_ + "/alerts")).at("alerts").as_array();
    EXPECT_FALSE(after.front().at("acknowledgedAt").is_null());
    EXPECT_EQ(acknowledge(owner_, "01890000-0000-7000-8000-000000000000").status, 404);
    EXPECT_EQ(acknowledge(owner_, "x").status, 404);
    auto const cook = member(shop_, "2", ordering::Role::Kitchen);
    EXPECT_EQ(get(cook, path_ + "/alerts").status, 403);
    EXPECT_EQ(get(cook, path_ + "/whatsapp").status, 403);
    EXPECT_EQ(acknowledge(cook, id).status, 403);
}

}  // namespace
}  // namespace croozer::api
