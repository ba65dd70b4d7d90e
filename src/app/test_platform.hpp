// For tests: Meta's business platform in memory, which answers at once with what it was told to.
#pragma once

#include "app/business_platform.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace croozer::app::test {

class Platform final : public BusinessPlatform {
public:
    static constexpr auto id = "8100";

    // No answer from Meta, for all calls.
    bool is_silent{false};
    // What debug_token says of a token; one that is not here is not valid.
    std::map<std::string, TokenFacts> tokens;
    // What fb_exchange_token gives; empty: it is refused.
    std::string successor;
    // An error of the reads that need the token.
    std::optional<PlatformError> refusal;
    NumberFacts number;
    WabaFacts waba;
    ProfileFacts profile;
    std::vector<SubscribedApp> apps{{.id = id, .name = "Croozer", .override_url = {}}};
    std::vector<std::string> fields{"messages", "account_update"};
    int extensions{0};
    bool may_subscribe{true};
    int subscriptions{0};

    static PlatformError error(bool passing, ErrorAction action, std::int64_t code) {
        return {
            .is_passing = passing,
            .action = action,
            .http_status = passing ? 0 : 400,
            .code = code,
            .subcode = 0,
            .detail = passing ? "no answer" : "refused",
            .user_title = {},
            .user_message = {},
            .trace_id = {}
        };
    }

    // Valid, with our scopes.
    static TokenFacts good(std::optional<Instant> expires_at) {
        return {
            .app_id = id,
            .type = "SYSTEM_USER",
            .is_valid = true,
            .expires_at = expires_at,
            .data_access_expires_at = {},
            .scopes = {"whatsapp_business_management", "whatsapp_business_messaging"},
            .waba_ids = {}
        };
    }

    [[nodiscard]] std::string app_id() const override { return id; }

    void exchange_code(std::string, PlatformDone<GrantedToken> done) override {
        answer(std::move(done), GrantedToken{.token = Secret(successor), .lifetime = {}});
    }

    void inspect_token(Secret token, PlatformDone<TokenFacts> done) override {
        auto const known = tokens.find(std::string(token.reveal()));
        // That call is made with the app's own token.
        answer_unless_silent(std::move(done), known == tokens.end() ? TokenFacts{} : known->second);
    }

    void extend_token(Secret, PlatformDone<GrantedToken> done) override {
        ++extensions;
        if (successor.empty()) {
            done(std::unexpected(error(false, ErrorAction::Fix, 100)));
            return;
        }
        answer_unless_silent(
            std::move(done), GrantedToken{.token = Secret(successor), .lifetime = {}}
        );
    }

    void read_waba(Secret, std::string, PlatformDone<WabaFacts> done) override {
        answer(std::move(done), waba);
    }

    void list_numbers(Secret, std::string, PlatformDone<std::vector<NumberFacts>> done) override {
        answer(std::move(done), std::vector{number});
    }

    void read_number(Secret, std::string, PlatformDone<NumberFacts> done) override {
        answer(std::move(done), number);
    }

    void read_profile(Secret, std::string, PlatformDone<ProfileFacts> done) override {
        answer(std::move(done), profile);
    }

    void subscribe(Secret, std::string, PlatformDone<bool> done) override {
        ++subscriptions;
        if (!may_subscribe) {
            done(std::unexpected(error(false, ErrorAction::Fix, 200)));
            return;
        }
        answer(std::move(done), true);
    }

    void unsubscribe(Secret, std::string, PlatformDone<bool> done) override {
        answer(std::move(done), true);
    }

    void subscribed_apps(Secret, std::string, PlatformDone<std::vector<SubscribedApp>> done)
        override {
        answer(std::move(done), apps);
    }

    void register_number(Secret, std::string, Secret, PlatformDone<bool> done) override {
        answer(std::move(done), true);
    }

    void request_app_data(Secret, std::string, std::string, PlatformDone<bool> done) override {
        answer(std::move(done), true);
    }

    void subscribed_fields(PlatformDone<std::vector<std::string>> done) override {
        answer_unless_silent(std::move(done), fields);
    }

private:
    template <class T>
    void answer(PlatformDone<T> done, T value) {
        if (refusal) {
            done(std::unexpected(*refusal));
            return;
        }
        answer_unless_silent(std::move(done), std::move(value));
    }

    template <class T>
    void answer_unless_silent(PlatformDone<T> done, T value) {
        if (is_silent) {
            done(std::unexpected(error(true, ErrorAction::Retry, 0)));
            return;
        }
        done(std::move(value));
    }
};

}  // namespace croozer::app::test
