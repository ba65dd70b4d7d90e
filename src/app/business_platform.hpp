// Numbers, accounts and tokens at Meta, as commands and jobs see them.
#pragma once

#include "app/platform.hpp"
#include "base/time.hpp"
#include "domain/business/account_health.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct GrantedToken {
    Secret token;
    std::optional<std::chrono::seconds> lifetime;  // nothing: it does not end, or nobody said
};

// What debug_token says.
struct TokenFacts {
    std::string app_id;
    std::string type;  // SYSTEM_USER, USER…
    bool is_valid{false};
    std::optional<Instant> expires_at;  // nothing: never
    std::optional<Instant> data_access_expires_at;
    std::vector<std::string> scopes;
    // Target ids of whatsapp_business_management: the accounts that were granted. Empty: all that
    // the token's owner may see.
    std::vector<std::string> waba_ids;
};

using business::HealthEntity;
using business::HealthTrouble;
using Health = business::AccountHealth;

struct WabaFacts {
    std::string id;
    std::string name;
    std::string currency;
    std::string country;
    std::string timezone_id;
    std::string owner_id;  // the portfolio; BSUIDs are scoped to it
    std::string owner_name;
    std::string review_status;        // APPROVED, PENDING, REJECTED…
    std::string verification_status;  // verified, not_verified…
    // Empty: no payment method. Nothing: this token may not know.
    std::optional<std::string> funding_id;
    Health health;
};

struct NumberFacts {
    std::string id;
    std::string display_phone_number;
    std::string verified_name;
    std::string name_status;
    std::string code_verification_status;  // VERIFIED…
    std::string status;                    // CONNECTED, PENDING, FLAGGED…
    std::string quality_rating;            // GREEN, YELLOW, RED, UNKNOWN
    std::string platform_type;             // CLOUD_API, NOT_APPLICABLE…
    std::string throughput_level;          // STANDARD, HIGH…
    std::string messaging_limit;           // TIER_250…
    bool is_on_business_app{false};        // coexistence
    Health health;
};

struct ProfileFacts {
    std::string about;
    std::string address;
    std::string description;
    std::string email;
    std::string picture_url;
    std::vector<std::string> websites;
    std::string vertical;
};

struct SubscribedApp {
    std::string id;
    std::string name;
    std::string override_url;  // empty: the app's own callback
};

class BusinessPlatform {
public:
    BusinessPlatform() = default;
    BusinessPlatform(BusinessPlatform const&) = delete;
    BusinessPlatform& operator=(BusinessPlatform const&) = delete;
    virtual ~BusinessPlatform() = default;

    [[nodiscard]] virtual std::string app_id() const = 0;
    // The code of Embedded Signup: 30 seconds, one use, no redirect address.
    virtual void exchange_code(std::string code, PlatformDone<GrantedToken> done) = 0;
    virtual void inspect_token(Secret token, PlatformDone<TokenFacts> done) = 0;
    // fb_exchange_token: only while the token still lives.
    virtual void extend_token(Secret token, PlatformDone<GrantedToken> done) = 0;
    virtual void read_waba(Secret token, std::string waba_id, PlatformDone<WabaFacts> done) = 0;
    virtual void list_numbers(
        Secret token, std::string waba_id, PlatformDone<std::vector<NumberFacts>> done
    ) = 0;
    // One forbidden field fails a whole read at Meta, so optional ones are asked for one by one.
    virtual void read_number(
        Secret token, std::string phone_number_id, PlatformDone<NumberFacts> done
    ) = 0;
    virtual void read_profile(
        Secret token, std::string phone_number_id, PlatformDone<ProfileFacts> done
    ) = 0;
    virtual void subscribe(Secret token, std::string waba_id, PlatformDone<bool> done) = 0;
    virtual void unsubscribe(Secret token, std::string waba_id, PlatformDone<bool> done) = 0;
    virtual void subscribed_apps(
        Secret token, std::string waba_id, PlatformDone<std::vector<SubscribedApp>> done
    ) = 0;
    virtual void register_number(
        Secret token, std::string phone_number_id, Secret pin, PlatformDone<bool> done
    ) = 0;
    // Coexistence: "smb_app_state_sync" and "history", each once within 24 h of signing up.
    virtual void request_app_data(
        Secret token, std::string phone_number_id, std::string sync_type, PlatformDone<bool> done
    ) = 0;
    // The app's own webhook fields (GET /{app}/subscriptions with the app's token).
    virtual void subscribed_fields(PlatformDone<std::vector<std::string>> done) = 0;
};

}  // namespace croozer::app
