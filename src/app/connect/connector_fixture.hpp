// For tests of connecting and letting go: a shop without a number and a Meta in memory.
#pragma once

#include "app/app_fixture.hpp"
#include "app/connect/connect_steps.hpp"
#include "app/connect/connector.hpp"
#include "app/connect_whatsapp.hpp"
#include "store/repositories/jobs.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace croozer::app::test {

using namespace std::chrono_literals;
using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;
using store::StepState;

inline PlatformError refusal(std::int64_t code, bool passing = false) {
    return {
        .is_passing = passing,
        .action = passing ? ErrorAction::Retry : ErrorAction::Fix,
        .http_status = 400,
        .code = code,
        .subcode = 0,
        .detail = "no",
        .user_title = {},
        .user_message = {},
        .trace_id = {}
    };
}

// Answers at once, on the caller's thread, and remembers what it was asked.
struct Meta final : BusinessPlatform, TemplateCatalogue {
    template <class T>
    void answer(std::string const& call, T value, PlatformDone<T> done) {
        calls.push_back(call);
        if (auto const error = errors.find(call); error != errors.end()) {
            auto refused = error->second;
            if (once.erase(call) != 0) {
                errors.erase(error);
            }
            done(std::unexpected(std::move(refused)));
            return;
        }
        done(std::move(value));
    }

    std::string app_id() const override { return "42"; }

    void exchange_code(std::string code, PlatformDone<GrantedToken> done) override {
        if (!codes.erase(code)) {
            calls.push_back("exchange");
            done(std::unexpected(refusal(100)));
            return;
        }
        answer<GrantedToken>("exchange", {Secret("token"), std::nullopt}, std::move(done));
    }

    void inspect_token(Secret token, PlatformDone<TokenFacts> done) override {
        token_seen = std::string(token.reveal());
        answer<TokenFacts>(
            "inspect",
            {.app_id = "42",
             .type = "SYSTEM_USER",
             .is_valid = true,
             .expires_at = {},
             .data_access_expires_at = {},
             .scopes = {"whatsapp_business_management", "whatsapp_business_messaging"},
             .waba_ids = {waba}},
            std::move(done)
        );
    }

    void extend_token(Secret, PlatformDone<GrantedToken> done) override {
        answer<GrantedToken>("extend", {}, std::move(done));
    }

    void read_waba(Secret, std::string waba_id, PlatformDone<WabaFacts> done) override {
        WabaFacts facts;
        facts.id = std::move(waba_id);
        facts.owner_id = "500";
        facts.funding_id = "9";
        answer<WabaFacts>("waba", facts, std::move(done));
    }

    void list_numbers(Secret, std::string, PlatformDone<std::vector<NumberFacts>> done) override {
        std::vector<NumberFacts> list;
        for (auto const& id : numbers) {
            list.push_back(facts_of(id));
        }
        answer<std::vector<NumberFacts>>("numbers", list, std::move(done));
    }

    void read_number(Secret, std::string id, PlatformDone<NumberFacts> done) override {
        answer<NumberFacts>("number", facts_of(id), std::move(done));
    }

    void read_profile(Secret, std::string, PlatformDone<ProfileFacts> done) override {
        ProfileFacts profile;
        profile.about = "Stone oven";
        answer<ProfileFacts>("profile", profile, std::move(done));
    }

    void subscribe(Secret, std::string waba_id, PlatformDone<bool> done) override {
        subscribed.insert(waba_id);
        answer<bool>("subscribe", true, std::move(done));
    }

    void unsubscribe(Secret, std::string waba_id, PlatformDone<bool> done) override {
        subscribed.erase(waba_id);
        answer<bool>("unsubscribe", true, std::move(done));
    }

    void subscribed_apps(Secret, std::string, PlatformDone<std::vector<SubscribedApp>> done)
        override {
        std::vector<SubscribedApp> apps;
        if (!subscribed.empty()) {
            apps.push_back({.id = "42", .name = "", .override_url = ""});
        }
        answer<std::vector<SubscribedApp>>("apps", apps, std::move(done));
    }

    void register_number(Secret, std::string, Secret pin, PlatformDone<bool> done) override {
        pins.emplace_back(pin.reveal());
        if (!right_pin.empty() && pin.reveal() != right_pin) {
            calls.push_back("register");
            done(std::unexpected(refusal(133'005)));
            return;
        }
        answer<bool>("register", true, std::move(done));
    }

    void request_app_data(Secret, std::string, std::string sync_type, PlatformDone<bool> done)
        override {
        answer<bool>(sync_type, true, std::move(done));
    }

    void subscribed_fields(PlatformDone<std::vector<std::string>> done) override {
        answer<std::vector<std::string>>("fields", {"messages"}, std::move(done));
    }

    void list(Secret, std::string, PlatformDone<std::vector<conversation::SeenTemplate>> done)
        override {
        conversation::SeenTemplate ready;
        ready.meta_id = "900";
        ready.name = "order_ready";
        ready.language = "he";
        ready.category = "UTILITY";
        ready.status = "APPROVED";
        answer<std::vector<conversation::SeenTemplate>>("templates", {ready}, std::move(done));
    }

    void create(Secret, std::string, NewTemplate, PlatformDone<CreatedTemplate> done) override {
        answer<CreatedTemplate>("create", {}, std::move(done));
    }

    void remove(Secret, std::string, std::string, std::string, PlatformDone<bool> done) override {
        answer<bool>("remove", true, std::move(done));
    }

    [[nodiscard]] NumberFacts facts_of(std::string const& id) const {
        NumberFacts facts;
        facts.id = id;
        facts.display_phone_number = "+972 3-555-0101";
        facts.verified_name = "Pizza";
        facts.status = "PENDING";
        facts.is_on_business_app = on_business_app;
        return facts;
    }

    std::string waba;
    std::vector<std::string> numbers;
    bool on_business_app{false};
    std::multiset<std::string> codes{"code"};
    std::map<std::string, PlatformError> errors;
    std::set<std::string> once;  // of those errors: only the next time
    std::set<std::string> subscribed;
    std::vector<std::string> pins;
    std::string right_pin;
    std::string token_seen;
    std::vector<std::string> calls;
};

class ConnectorTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        if (HasFatalFailure()) {
            return;
        }
        // Number and account of its own each time: on PostgreSQL the directory is everybody's.
        number_ = store::test::fresh_uuid().to_string();
        meta_.numbers = {number_};
        meta_.waba = number_ + "w";
        connector_.emplace(runner(), meta_, meta_, [this] { ++routes_changed_; });
        ASSERT_TRUE(run([this](Context& context) {
            return detach_number(context, account(), "", member());
        }));
    }

    template <class Start>
    Result<ConnectAttempt> wait(Start start) {
        std::promise<Result<ConnectAttempt>> promise;
        start([&](Result<ConnectAttempt> result) { promise.set_value(std::move(result)); });
        return promise.get_future().get();
    }

    BeginConnect embedded(std::string code = "code") {
        return {
            .variant = ConnectVariant::Embedded,
            .code = Secret(std::move(code)),
            .access_token = {},
            .waba_hint = meta_.waba,
            .number_hint = {},
            .pin = {},
            .who = member()
        };
    }

    Result<ConnectAttempt> begin() { return begin(embedded()); }

    Result<ConnectAttempt> begin(BeginConnect command) {
        return begin_for(business(), std::move(command));
    }

    Result<ConnectAttempt> begin_for(BusinessId business, BeginConnect command) {
        return wait([&](auto done) {
            connector_->begin(business, std::move(command), std::move(done));
        });
    }

    ConnectAttempt resume(ConnectAttempt const& attempt) {
        auto resumed =
            wait([&](auto done) { connector_->resume(business(), attempt.id, std::move(done)); });
        EXPECT_TRUE(resumed) << resumed.error().slug << resumed.error().detail;
        return resumed.value_or(ConnectAttempt{});
    }

    Result<void> disconnect() {
        std::promise<Result<void>> promise;
        connector_->disconnect(business(), member(), [&](Result<void> done) {
            promise.set_value(std::move(done));
        });
        return promise.get_future().get();
    }

    std::optional<store::PhoneRoute> route() {
        return store::read_and_wait(
                   runner().engine(),
                   store::Scope::shared(),
                   [this](store::Session& session) {
                       return store::find_phone_route(session, number_);
                   }
        ).value();
    }

    // As a request leaves it that was cut before the code was exchanged.
    ConnectAttempt new_attempt_row() {
        auto const made = new_attempt(
            ConnectAttemptId{store::test::fresh_uuid()},
            ConnectVariant::Embedded,
            "",
            "",
            Instant{1'000'000}
        );
        EXPECT_TRUE(run([&](Context& context) {
            return store::insert_attempt(context.session, context.business, made);
        }));
        return made;
    }

    static std::string next_of(ConnectAttempt const& attempt) {
        auto const next = next_step(attempt);
        return next ? std::string(store::step_name(*next)) : "none";
    }

    static std::string slug(ConnectAttempt const& attempt, ConnectStep step) {
        auto const& error = attempt.steps[static_cast<std::size_t>(step)].error;
        return error ? error->slug : "none";
    }

    std::string number_;
    Meta meta_;
    std::atomic<int> routes_changed_{0};
    std::optional<Connector> connector_;
};

}  // namespace croozer::app::test
