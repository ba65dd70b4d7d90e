// app::BusinessPlatform through Meta's Graph API
// (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup).
#pragma once

#include "app/business_platform.hpp"
#include "base/secret.hpp"
#include "meta/graph_call.hpp"

#include <string>
#include <vector>

namespace croozer::meta {

struct BusinessPlatformOptions {
    std::string app_id;
    Secret app_secret;
};

// Thread-safe. `graph` must outlive it and every call under way.
class BusinessPlatform final : public app::BusinessPlatform {
public:
    BusinessPlatform(BusinessPlatformOptions options, GraphCaller& graph);

    [[nodiscard]] std::string app_id() const override { return options_.app_id; }

    void exchange_code(std::string code, app::PlatformDone<app::GrantedToken> done) override;
    void inspect_token(Secret token, app::PlatformDone<app::TokenFacts> done) override;
    void extend_token(Secret token, app::PlatformDone<app::GrantedToken> done) override;
    void read_waba(Secret token, std::string waba_id, app::PlatformDone<app::WabaFacts> done)
        override;
    void list_numbers(
        Secret token, std::string waba_id, app::PlatformDone<std::vector<app::NumberFacts>> done
    ) override;
    void read_number(
        Secret token, std::string phone_number_id, app::PlatformDone<app::NumberFacts> done
    ) override;
    void read_profile(
        Secret token, std::string phone_number_id, app::PlatformDone<app::ProfileFacts> done
    ) override;
    void subscribe(Secret token, std::string waba_id, app::PlatformDone<bool> done) override;
    void unsubscribe(Secret token, std::string waba_id, app::PlatformDone<bool> done) override;
    void subscribed_apps(
        Secret token, std::string waba_id, app::PlatformDone<std::vector<app::SubscribedApp>> done
    ) override;
    void register_number(
        Secret token, std::string phone_number_id, Secret pin, app::PlatformDone<bool> done
    ) override;
    void request_app_data(
        Secret token,
        std::string phone_number_id,
        std::string sync_type,
        app::PlatformDone<bool> done
    ) override;
    void subscribed_fields(app::PlatformDone<std::vector<std::string>> done) override;

private:
    [[nodiscard]] Secret app_token() const;
    void change(
        std::string method,
        std::string node,
        std::string edge,
        std::string body,
        Secret token,
        app::PlatformDone<bool> done
    );

    BusinessPlatformOptions options_;
    GraphCaller& graph_;
};

}  // namespace croozer::meta
