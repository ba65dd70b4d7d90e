// For tests: the API over the embedded engine, without a socket. A handler is found by the router
// and called.
#pragma once

#include "api/api.hpp"
#include "api/problem.hpp"
#include "app/test_platform.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/users.hpp"
#include "store/sqlite/sqlite_engine.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <future>

namespace croozer::api {

namespace json = boost::json;
using namespace std::chrono_literals;
using http::Method;

inline constexpr auto answer_time = 10s;
inline constexpr std::string_view office = "192.0.2.1";
inline constexpr std::string_view origin = "http://127.0.0.1:8080";

struct Identity final : app::IdentityProvider {
    std::string dialog_url(std::string_view, std::string_view state, bool again) const override {
        return std::string("http://dialog.example/") + (again ? "again" : "") +
               "?state=" + std::string(state);
    }

    // The code is the person's Facebook id.
    void fetch_profile(
        std::string,
        std::string code,
        std::move_only_function<void(Result<app::FacebookProfile>)> done
    ) override {
        if (code == "bad") {
            done(failure(ErrorCode::Unauthenticated, "oauth_code"));
            return;
        }
        if (code == "foreign") {
            done(failure(ErrorCode::Unauthenticated, "oauth_token"));
            return;
        }
        if (code == "away") {
            done(failure(ErrorCode::UpstreamUnavailable, "facebook_unavailable"));
            return;
        }
        done(app::FacebookProfile{.id = code, .name = "Name of " + code, .email = ""});
    }
};

struct Intake final : WebhookIntake {
    void store(std::string body, std::move_only_function<void(Result<void>)> done) override {
        bodies.push_back(std::move(body));
        done(fails ? failure(ErrorCode::StorageFull, "disk") : Result<void>());
    }

    std::vector<std::string> bodies;
    bool fails{false};
};

struct Keeper final : app::SecretKeeper {
    Result<SealedSecret> seal(
        store::Session&, BusinessId, app::SealedPlace const&, Secret const& secret, Instant
    ) override {
        return SealedSecret{"sealed:" + std::string(secret.reveal())};
    }

    Result<Secret> open(
        store::Session&, BusinessId, app::SealedPlace const&, SealedSecret const& sealed
    ) override {
        return Secret(sealed.bytes.substr(7));
    }
};

// A Meta that knows one token and one number.
struct Platform final : app::BusinessPlatform {
    static app::PlatformError refusal() {
        return {
            .is_passing = false,
            .action = app::ErrorAction::Fix,
            .http_status = 400,
            .code = 100,
            .subcode = 36'009,
            .detail = "This authorization code has been used.",
            .user_title = {},
            .user_message = {},
            .trace_id = {}
        };
    }

    std::string app_id() const override { return "42"; }

    void exchange_code(std::string code, app::PlatformDone<app::GrantedToken> done) override {
        if (code != "good") {
            done(std::unexpected(refusal()));
            return;
        }
        done(app::GrantedToken{Secret("token"), std::nullopt});
    }

    void inspect_token(Secret token, app::PlatformDone<app::TokenFacts> done) override {
        app::TokenFacts facts;
        facts.app_id = "42";
        facts.is_valid = token.reveal() == "token";
        facts.scopes = {"whatsapp_business_management", "whatsapp_business_messaging"};
        facts.waba_ids = {"100"};
        done(std::move(facts));
    }

    void extend_token(Secret, app::PlatformDone<app::GrantedToken> done) override {
        done(std::unexpected(refusal()));
    }

    void read_waba(Secret, std::string, app::PlatformDone<app::WabaFacts> done) override {
        done(app::WabaFacts{});
    }

    void list_numbers(Secret, std::string, app::PlatformDone<std::vector<app::NumberFacts>> done)
        override {
        app::NumberFacts number;
        number.id = "200";
        done(std::vector{number});
    }

    void read_number(Secret, std::string, app::PlatformDone<app::NumberFacts> done) override {
        done(app::NumberFacts{});
    }

    void read_profile(Secret, std::string, app::PlatformDone<app::ProfileFacts> done) override {
        done(app::ProfileFacts{});
    }

    void subscribe(Secret, std::string, app::PlatformDone<bool> done) override { done(true); }

    void unsubscribe(Secret, std::string, app::PlatformDone<bool> done) override { done(true); }

    void subscribed_apps(
        Secret, std::string, app::PlatformDone<std::vector<app::SubscribedApp>> done
    ) override {
        done(std::vector<app::SubscribedApp>{});
    }

    void register_number(Secret, std::string, Secret, app::PlatformDone<bool> done) override {
        done(true);
    }

    void request_app_data(Secret, std::string, std::string, app::PlatformDone<bool> done) override {
        done(true);
    }

    void subscribed_fields(app::PlatformDone<std::vector<std::string>> done) override {
        done(std::vector<std::string>{});
    }
};

struct NoTemplates final : app::TemplateCatalogue {
    void list(Secret, std::string, app::PlatformDone<std::vector<conversation::SeenTemplate>> done)
        override {
        done(std::vector<conversation::SeenTemplate>{});
    }

    void create(Secret, std::string, app::NewTemplate, app::PlatformDone<app::CreatedTemplate> done)
        override {
        done(app::CreatedTemplate{});
    }

    void remove(Secret, std::string, std::string, std::string, app::PlatformDone<bool> done)
        override {
        done(true);
    }
};

struct Signals final : app::Signals {
    void work_due(BusinessId, Instant) override {}

    void events_written(BusinessId business) override {
        if (api != nullptr) {
            api->events().events_written(business);
        }
    }

    Api* api{nullptr};
};

struct Person {
    std::string cookie;
    std::string csrf;
};

class ApiTest : public testing::Test {
protected:
    ApiTest() {
        std::filesystem::create_directories(directory_);
        auto opened = store::sqlite::open_engine({.path = directory_ + "/croozer.db"});
        EXPECT_TRUE(opened) << opened.error().detail;
        engine_ = *std::move(opened);
        runner_ = std::make_unique<app::Runner>(
            *engine_, clock_, clock_, random_, shops_, keeper_, signals_
        );
        ApiOptions options;
        options.public_url = origin;
        options.signing_key = Secret(std::string(32, 'k'));
        options.app_secrets.emplace_back("app-secret");
        options.login_secrets.emplace_back("login-secret");
        options.forget_soon = [this] { ++to_forget_; };
        options.verify_token = Secret("verify");
        options.version = "test";
        options.media_directory = directory_ + "/media";
        options.downloads = {.together = 100'000, .of_one_user = 60'000};
        care_ = std::make_unique<app::AccountCare>(*runner_, meta_);
        options.meta = {
            .app_id = "42",
            .config_id = "7",
            .config_id_coexistence = "",
            .graph_version = "v26.0",
            .sdk_url = "http://localhost:8081/sdk.js"
        };
        connector_ = std::make_unique<app::Connector>(*runner_, platform_, no_templates_, [] {});
        api_ = std::make_unique<Api>(
            std::move(options),
            *runner_,
            identity_,
            intake_,
            keeper_,
            *care_,
            *connector_,
            [] { return true; }
        );
        signals_.api = api_.get();
        rights_ = add_routes(router_, *api_);
    }

    ~ApiTest() override {
        api_->events().stop();
        engine_->stop();
        std::filesystem::remove_all(directory_);
    }

    http::Response send(http::Request request) {
        auto const match = router_.match(request.method, request.path);
        if (match.route == nullptr) {
            ADD_FAILURE() << "no route " << request.path;
            return {};
        }
        request.route = match.route->info.path_template;
        request.path_parameters = match.parameters;
        request.request_id = "test";
        request.remote_address = address_;
        // As the server does before it reads a body.
        if (auto const& check = match.route->info.options.check_head) {
            if (auto refused = check(request)) {
                return *std::move(refused);
            }
        }
        auto answer = std::make_shared<std::promise<http::Response>>();
        auto future = answer->get_future();
        match.route->handler(std::move(request), [answer](http::Response response) {
            answer->set_value(std::move(response));
        });
        if (future.wait_for(answer_time) != std::future_status::ready) {
            ADD_FAILURE() << "no answer";
            return {};
        }
        return future.get();
    }

    // "/path?a=b" without any escape.
    static http::Request make(Method method, std::string const& target) {
        http::Request request;
        request.method = method;
        auto const mark = target.find('?');
        request.path = target.substr(0, mark);
        if (mark != std::string::npos) {
            for (auto const pair : split(std::string_view(target).substr(mark + 1), '&')) {
                auto const equals = pair.find('=');
                request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
            }
        }
        return request;
    }

    http::Response get(Person const& person, std::string const& target) {
        auto request = make(Method::Get, target);
        request.headers.push_back({"cookie", "sid-dev=" + person.cookie});
        return send(std::move(request));
    }

    http::Response change(
        Person const& person,
        Method method,
        std::string const& target,
        json::object const& body,
        std::vector<http::Field> headers = {}
    ) {
        auto request = make(method, target);
        request.headers = std::move(headers);
        request.headers.push_back({"cookie", "sid-dev=" + person.cookie});
        request.headers.push_back({"origin", std::string(origin)});
        request.headers.push_back({"x-csrf", person.csrf});
        request.headers.push_back({"content-type", "application/json"});
        request.body = json::serialize(body);
        return send(std::move(request));
    }

    static json::object body_of(http::Response const& response) {
        return json::parse(response.body.empty() ? "{}" : response.body).as_object();
    }

    static std::string header_of(http::Response const& response, std::string_view name) {
        for (auto const& field : response.headers) {
            if (lower_ascii(field.name) == lower_ascii(name)) {
                return field.value;
            }
        }
        return {};
    }

    static std::string slug_of(http::Response const& response) {
        auto const body = body_of(response);
        auto const type = std::string(body.contains("type") ? body.at("type").as_string() : "");
        return type.substr(type.rfind('/') + 1);
    }

    static std::string cookie_value(http::Response const& response, std::string const& name) {
        for (auto const& field : response.headers) {
            if (lower_ascii(field.name) == "set-cookie" && field.value.starts_with(name + "=")) {
                auto const begin = name.size() + 1;
                return field.value.substr(begin, field.value.find(';') - begin);
            }
        }
        return {};
    }

    Person sign_in(std::string const& facebook_id) {
        // Everybody at home: sign-ins are few for one address.
        address_ = "198.51.100." + std::to_string(++people_);
        auto const started = send(make(Method::Get, "/api/auth/facebook/start?next=/b"));
        auto const location = header_of(started, "Location");
        auto back = make(
            Method::Get,
            "/api/auth/facebook/callback?code=" + facebook_id +
                "&state=" + location.substr(location.find('=') + 1)
        );
        back.headers.push_back({"cookie", "oauth-dev=" + cookie_value(started, "oauth-dev")});
        auto const signed_in = send(std::move(back));
        EXPECT_EQ(header_of(signed_in, "Location"), "/b");
        address_ = office;
        Person person{.cookie = cookie_value(signed_in, "sid-dev"), .csrf = {}};
        person.csrf = std::string(body_of(get(person, "/api/session")).at("csrf").as_string());
        return person;
    }

    std::string make_shop(Person const& person) {
        auto const made = change(
            person,
            Method::Post,
            "/api/businesses",
            {{"name", "Pizza"},
             {"type", "pizzeria"},
             {"phone", "03-123-4567"},
             {"settings", {{"alwaysOpen", true}}}}
        );
        EXPECT_EQ(made.status, 201) << made.body;
        return std::string(body_of(made).at("business").at("id").as_string());
    }

    json::object make_product(Person const& person, std::string const& shop) {
        auto const made = change(
            person,
            Method::Post,
            "/api/products?businessId=" + shop,
            {{"name", "Margherita"}, {"nameHe", "מרגריטה"}, {"category", "pizza"}, {"price", 6200}}
        );
        EXPECT_EQ(made.status, 201) << made.body;
        return body_of(made).at("product").as_object();
    }

    static json::object order_of(json::object const& product) {
        return {
            {"customer", {{"name", "Noa Levi"}, {"phone", "054-123-4567"}}},
            {"items", {{{"productId", product.at("id")}, {"quantity", 2}}}},
            {"deliveryDetails", {{"deliveryType", "pickup"}}}
        };
    }

    // Another person of the same shop.
    Person member(std::string const& shop, std::string const& facebook_id, ordering::Role role) {
        auto const person = sign_in(facebook_id);
        auto const routed = store::write_and_wait(
            *engine_,
            store::Scope::shared(),
            [&](store::Session& session) -> Result<void> {
                auto const user = TRY(store::find_user_by_facebook_id(session, facebook_id));
                return store::put_user_route(session, user->id, *BusinessId::parse(shop), role);
            }
        );
        EXPECT_TRUE(routed);
        return person;
    }

    // For what no route does. `sql` is a literal; a business's tables need its id.
    void run_sql(store::Scope scope, std::string_view sql, std::vector<store::Value> parameters) {
        auto const ran = store::write_and_wait(
            *engine_,
            scope,
            [&](store::Session& session) -> Result<std::int64_t> {
                return session.execute(sql, std::span<store::Value const>(parameters));
            }
        );
        EXPECT_TRUE(ran) << ran.error().detail;
    }

    // The first column of the first row as text; empty if there is none.
    std::string text_by_sql(std::string_view sql, std::vector<store::Value> parameters) {
        auto const read = store::read_and_wait(
            *engine_,
            store::Scope::shared(),
            [&](store::Session& session) -> Result<std::string> {
                auto const rows =
                    TRY(session.query(sql, std::span<store::Value const>(parameters)));
                return rows.empty() ? std::string() : rows.front().text(0);
            }
        );
        EXPECT_TRUE(read) << read.error().detail;
        return read.value_or("");
    }

    std::string address_{office};
    int people_{0};
    std::atomic<int> to_forget_{0};
    SystemRandom random_;
    std::string directory_ =
        (std::filesystem::temp_directory_path() / ("croozer-api-" + random_.token(9))).string();
    SystemClock clock_;
    Identity identity_;
    Intake intake_;
    Keeper keeper_;
    Signals signals_;
    app::ShopCache shops_;
    std::unique_ptr<store::Engine> engine_;
    std::unique_ptr<app::Runner> runner_;
    app::test::Platform meta_;
    std::unique_ptr<app::AccountCare> care_;
    Platform platform_;
    NoTemplates no_templates_;
    std::unique_ptr<app::Connector> connector_;
    std::unique_ptr<Api> api_;
    http::Router router_;
    std::vector<RouteRight> rights_;
};

}  // namespace croozer::api
