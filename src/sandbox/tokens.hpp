// Codes, user tokens of the login dialog and business tokens of Embedded Signup. Thread-safe, in
// memory; business tokens can be written down and read back (state_file.hpp).
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <chrono>
#include <cstddef>
#include <expected>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

[[nodiscard]] std::vector<std::string> whatsapp_scopes();

// What a code was given for: a person (login, with its redirect address) or business accounts
// (Embedded Signup, without one).
struct Grant {
    std::string person_id{};
    std::string redirect_uri{};
    std::vector<std::string> waba_ids{};
    std::vector<std::string> scopes = whatsapp_scopes();
    // How long the business token will live; nothing: for ever.
    std::optional<std::chrono::seconds> lifetime = std::chrono::days(60);
};

// A business integration system-user token (developers.facebook.com/documentation/
// business-messaging/whatsapp/access-tokens).
struct BusinessToken {
    std::vector<std::string> waba_ids{};
    std::vector<std::string> scopes = whatsapp_scopes();
    std::string user_id{};
    Instant issued{};
    // Nothing: never.
    std::optional<Instant> expires{};
    std::optional<Instant> data_access_expires{};
    // 458 (the app was removed), 460, 467…; nothing: in force.
    std::optional<int> revoked{};

    [[nodiscard]] bool grants(std::string_view waba_id) const;
    [[nodiscard]] bool has_scope(std::string_view scope) const;
    // 190 with its subcode when it cannot be used at `now`.
    [[nodiscard]] std::optional<GraphError> trouble(Instant now) const;
};

class Tokens {
public:
    Tokens(Clock const& clock, RandomSource& random) : clock_(clock), random_(random) {}

    // One use. Ten minutes for a login
    // (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow), 30 seconds for
    // Embedded Signup (developers.facebook.com/documentation/business-messaging/whatsapp/
    // embedded-signup/implementation).
    std::string issue_code(Grant grant);
    std::optional<Grant> take_code(std::string const& code);

    struct Issued {
        std::string token;
        // Nothing: never.
        std::optional<Instant> expires;
    };

    Issued issue_user_token(std::string person_id);

    struct UserToken {
        std::string person_id;
        Instant expires;
    };

    [[nodiscard]] std::optional<UserToken> find(std::string const& token) const;

    // A new token; those before it stay in force.
    Issued issue_business_token(
        std::vector<std::string> waba_ids,
        std::vector<std::string> scopes,
        std::optional<std::chrono::seconds> lifetime
    );
    // One that the configuration names or that is read back from disk.
    void adopt(std::string token, BusinessToken facts);
    [[nodiscard]] std::optional<BusinessToken> find_business(std::string_view token) const;
    // Every token that grants this account (all of them for an empty id) gets these changes:
    // expires_in (seconds, null: never), data_access_expires_in, revoked (a subcode; null: in force
    // again), scopes. How many there were.
    std::size_t change(
        std::string_view waba_id, std::string_view token, json::object const& changes
    );
    [[nodiscard]] json::array describe() const;
    [[nodiscard]] std::map<std::string, BusinessToken, std::less<>> business_tokens() const;

    static constexpr std::size_t most_kept = 10'000;

private:
    struct Code {
        Grant grant;
        Instant expires;
    };

    Clock const& clock_;
    RandomSource& random_;
    mutable std::mutex mutex_;
    std::map<std::string, Code> codes_;
    std::map<std::string, UserToken> tokens_;
    std::map<std::string, BusinessToken, std::less<>> business_;
};

// The first 12 hex digits of the token's SHA-256: tells tokens apart without naming them.
[[nodiscard]] std::string token_id(std::string_view token);

}  // namespace croozer::sandbox
