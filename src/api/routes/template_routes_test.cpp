// Templates: Meta's limits before Meta, Meta's own words when it refuses, and who may do what.
#include "api/api_fixture.hpp"
#include "store/repositories/accounts.hpp"

#include <utility>

namespace croozer::api {
namespace {

struct Catalogue final : app::TemplateCatalogue {
    void list(
        Secret token, std::string, app::PlatformDone<std::vector<conversation::SeenTemplate>> done
    ) override {
        tokens.emplace_back(token.reveal());
        done(at_meta);
    }

    void create(
        Secret token,
        std::string,
        app::NewTemplate made,
        app::PlatformDone<app::CreatedTemplate> done
    ) override {
        tokens.emplace_back(token.reveal());
        created.push_back(std::move(made));
        if (refuses) {
            done(std::unexpected(app::PlatformError{
                .is_passing = false,
                .action = app::ErrorAction::Fix,
                .http_status = 400,
                .code = 100,
                .subcode = 2'388'024,
                .detail = "exists",
                .user_title = "Already there",
                .user_message = "Choose another name",
                .trace_id = "T"
            }));
            return;
        }
        done(app::CreatedTemplate{.meta_id = "900", .status = "PENDING", .category = "UTILITY"});
    }

    void remove(
        Secret, std::string, std::string name, std::string meta_id, app::PlatformDone<bool> done
    ) override {
        removed = name + " " + meta_id;
        done(true);
    }

    std::vector<conversation::SeenTemplate> at_meta;
    std::vector<app::NewTemplate> created;
    std::vector<std::string> tokens;
    std::string removed;
    bool refuses{false};
};

}  // namespace

class TemplateRoutes : public ApiTest {
protected:
    TemplateRoutes() { api_->use(catalogue_); }

    void connect() {
        auto const made = runner_->run_and_wait(
            *BusinessId::parse(shop_),
            [](app::Context& context) -> Result<void> {
                return store::insert_account(
                    context.session,
                    context.business,
                    {.id = context.ids.next<AccountId>(),
                     .version = 1,
                     .phone_number_id = "1",
                     .waba_id = "2",
                     .portfolio_id = "3",
                     .phone_number = "97231234567",
                     .display_name = "Shop",
                     .token = SealedSecret{"sealed:its-token"},
                     .status = "active"},
                    "permanent",
                    context.system_now
                );
            }
        );
        EXPECT_TRUE(made) << made.error().detail;
    }

    static json::object good() {
        // In braces an array of one array would be that array.
        json::array examples;
        examples.push_back(json::array{"118"});
        return {
            {"name", "order_news"},
            {"language", "he"},
            {"category", "UTILITY"},
            {"components",
             {{{"type", "BODY"},
               {"text", "Order {{1}} is ready."},
               {"example", {{"body_text", examples}}}}}}
        };
    }

    Catalogue catalogue_;
    Person owner_{sign_in("1")};
    std::string shop_{make_shop(owner_)};
    std::string path_{"/api/businesses/" + shop_};
};

TEST_F(TemplateRoutes, WithoutANumberThereIsNothingToAsk) {
    EXPECT_TRUE(body_of(get(owner_, path_ + "/templates")).at("templates").as_array().empty());
    auto const refused = change(owner_, Method::Post, path_ + "/templates", good());
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(slug_of(refused), "no_account");
}

TEST_F(TemplateRoutes, DefaultsCountAmongThoseOfAnHour) {
    connect();
    while (api_->created_templates.allow("2", api_->system_now())) {
    }
    auto const refused =
        change(owner_, Method::Post, path_ + "/order-templates/create-defaults", {});
    EXPECT_EQ(refused.status, 429) << refused.body;
    EXPECT_EQ(slug_of(refused), "templates_an_hour");
    EXPECT_FALSE(header_of(refused, "Retry-After").empty());
    EXPECT_TRUE(catalogue_.created.empty());
}

TEST_F(TemplateRoutes, OneIsMadeWithTheShopsTokenAndDeletedAgain) {
    connect();
    auto const made = change(owner_, Method::Post, path_ + "/templates", good());
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(catalogue_.tokens.back(), "its-token");
    EXPECT_EQ(
        catalogue_.created.back().components,
        R"([{"type":"BODY","text":"Order {{1}} is ready.","example":{"body_text":[["118"]]}}])"
    );
    auto const view = body_of(made).at("template").as_object();
    EXPECT_EQ(view.at("status").as_string(), "PENDING");
    EXPECT_EQ(view.at("metaId").as_string(), "900");
    auto const id = std::string(view.at("id").as_string());
    EXPECT_EQ(change(owner_, Method::Delete, path_ + "/templates/" + id, {}).status, 200);
    EXPECT_EQ(catalogue_.removed, "order_news 900");
    EXPECT_EQ(change(owner_, Method::Delete, path_ + "/templates/" + id, {}).status, 404);
}

TEST_F(TemplateRoutes, LimitsAreNamedBeforeMetaIsAsked) {
    connect();
    auto const problem = [&](auto edit) {
        auto body = good();
        edit(body);
        auto const refused = change(owner_, Method::Post, path_ + "/templates", body);
        EXPECT_EQ(refused.status, 422) << refused.body;
        auto const error = body_of(refused).at("errors").as_array().front().as_object();
        return std::string(error.at("pointer").as_string()) + " " +
               std::string(error.at("code").as_string());
    };
    EXPECT_EQ(problem([](json::object& body) { body["name"] = "Order News"; }), "/name meta_limit");
    EXPECT_EQ(
        problem([](json::object& body) {
            body["components"].as_array()[0].as_object()["text"] = "{{1}} is ready.";
        }),
        "/components/0/text meta_limit"
    );
    EXPECT_EQ(
        problem([](json::object& body) {
            body["components"].as_array()[0].as_object().erase("example");
        }),
        "/components/0/example meta_limit"
    );
    EXPECT_EQ(
        problem([](json::object& body) { body["category"] = "AUTHENTICATION"; }), "/category enum"
    );
    EXPECT_EQ(
        problem([](json::object& body) {
            body["components"].as_array()[0].as_object()["colour"] = "red";
        }),
        "/components/0/colour unknown_field"
    );
    EXPECT_TRUE(catalogue_.created.empty());
}

TEST_F(TemplateRoutes, MetasOwnWordsAreShown) {
    connect();
    catalogue_.refuses = true;
    auto const refused = change(owner_, Method::Post, path_ + "/templates", good());
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(slug_of(refused), "refused_by_meta");
    auto const error = body_of(refused).at("error").as_object();
    EXPECT_EQ(error.at("userMessage").as_string(), "Choose another name");
    EXPECT_EQ(error.at("subcode").as_int64(), 2'388'024);
    auto const defaults =
        body_of(change(owner_, Method::Post, path_ + "/order-templates/create-defaults", {}));
    EXPECT_TRUE(defaults.at("created").as_array().empty());
    EXPECT_EQ(defaults.at("failed").as_array().size(), 8U);
}

TEST_F(TemplateRoutes, ASyncBringsThemInAndTheMappingShowsTheirState) {
    connect();
    catalogue_.at_meta = {
        {.meta_id = "5",
         .name = "croozer_order_ready_v1",
         .language = "en",
         .category = "UTILITY",
         .status = "PAUSED",
         .quality = "RED",
         .reason = {},
         .parameter_format = "NAMED",
         .components = "[]"}
    };
    auto const synced = body_of(change(owner_, Method::Post, path_ + "/templates/sync", {}));
    EXPECT_EQ(synced.at("templates").as_int64(), 1);
    auto const list = body_of(get(owner_, path_ + "/templates"));
    EXPECT_TRUE(list.at("syncedAt").is_string());
    EXPECT_EQ(list.at("templates").at(0).at("quality").as_string(), "RED");
    auto const find = [&](std::string_view event, std::string_view language) {
        auto const all = body_of(get(owner_, path_ + "/order-templates"));
        for (auto const& one : all.at("orderTemplates").as_array()) {
            if (one.at("event").as_string() == event &&
                one.at("language").as_string() == language) {
                return one.as_object();
            }
        }
        return json::object{};
    };
    EXPECT_EQ(find("ready", "en").at("status").as_string(), "PAUSED");
    EXPECT_TRUE(find("ready", "he").at("status").is_null());
    json::object const mapping{
        {"templateName", "other"},
        {"templateLanguage", "en_US"},
        {"parameters", json::array{"order_number"}}
    };
    EXPECT_EQ(
        change(owner_, Method::Put, path_ + "/order-templates/ready/en", mapping).status, 200
    );
    EXPECT_EQ(find("ready", "en").at("templateName").as_string(), "other");
    EXPECT_FALSE(find("ready", "en").at("isDefault").as_bool());
    EXPECT_EQ(
        change(owner_, Method::Put, path_ + "/order-templates/ready/fr", mapping).status, 404
    );
}

TEST_F(TemplateRoutes, WhatMetaCallsMarketingTellsNobodyOfAnOrder) {
    connect();
    catalogue_.at_meta = {
        {.meta_id = "6",
         .name = "summer_sale",
         .language = "en",
         .category = "MARKETING",
         .status = "APPROVED",
         .quality = "GREEN",
         .reason = {},
         .parameter_format = "NAMED",
         .components = "[]"}
    };
    ASSERT_EQ(change(owner_, Method::Post, path_ + "/templates/sync", {}).status, 200);
    json::object const mapping{
        {"templateName", "summer_sale"},
        {"templateLanguage", "en"},
        {"parameters", json::array{"order_number"}}
    };
    auto const told = change(owner_, Method::Put, path_ + "/order-templates/ready/en", mapping);
    EXPECT_EQ(told.status, 409);
    EXPECT_EQ(slug_of(told), "template_not_utility");
}

}  // namespace croozer::api
