// Looks after the numbers that are connected: their tokens daily, their health hourly. Each look is
// a read, calls of Meta outside any transaction, and one transaction that draws the conclusions. A
// look that is cut off, or made twice, does no harm.
#pragma once

#include "app/business_platform.hpp"
#include "app/runner.hpp"
#include "store/engine.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

// Refreshed when so little is left: a system user's token lives 60 days and cannot be renewed once
// it has ended, while the old one works to its end beside the new one
// (developers.facebook.com/documentation/business-messaging/whatsapp/access-tokens,
// …/system-users/install-apps-and-generate-tokens).
inline constexpr auto token_extended_within = std::chrono::days(20);

// Which token gets a successor; one that never ends needs none.
enum class Extend : std::uint8_t {
    NearItsEnd,  // within token_extended_within
    Now,         // whenever it ends: somebody asked for it
};

struct TokenLook {
    enum class Fate : std::uint8_t {
        Gone,      // no such account is connected
        Good,      // it lives, and long enough; asked for Now: it never ends
        Extended,  // it has a successor
        Short,     // it was to have one, and Meta did not give it
        Dead,      // Meta says that it is no good: only its owner can connect again
        Unknown,   // Meta did not answer: nothing is concluded
    };
    Fate fate{Fate::Unknown};
    std::string detail;  // of Short, Dead and Unknown: Meta's words, without secrets
};

struct HealthLook {
    bool is_gone{false};
    bool is_complete{false};  // false: a part could not be read, and stands as it was
    std::string detail;
};

class AccountCare {
public:
    using TokenDone = std::move_only_function<void(Result<TokenLook>)>;
    using HealthDone = std::move_only_function<void(Result<HealthLook>)>;

    // Both must outlive this and every look under way.
    AccountCare(Runner& runner, BusinessPlatform& platform)
        : runner_(runner), platform_(platform) {}

    AccountCare(AccountCare const&) = delete;
    AccountCare& operator=(AccountCare const&) = delete;
    ~AccountCare() = default;

    void look_at_token(
        store::Lane lane, BusinessId business, AccountId account, Extend extend, TokenDone done
    );
    void look_at_health(BusinessId business, AccountId account, HealthDone done);

    // The app's own webhook fields, which are the same for all: asked for at most hourly. `done`
    // gets what was known last if Meta does not answer.
    void webhook_fields(std::move_only_function<void(std::vector<std::string>)> done);

    [[nodiscard]] Runner& runner() { return runner_; }

    [[nodiscard]] BusinessPlatform& platform() { return platform_; }

private:
    Runner& runner_;
    BusinessPlatform& platform_;
    std::mutex mutex_;
    std::vector<std::string> fields_;
    std::optional<Instant> fields_at_;
};

// What a look concluded, as a transaction of the business. For AccountCare and tests.
struct TokenConclusion {
    AccountId account;
    SealedSecret inspected;  // what was looked at; another by now: nothing is concluded
    std::optional<TokenFacts> facts;
    std::optional<Secret> successor;  // `facts` are its own
    bool is_dead{false};
    std::int64_t error_code{0};
    std::string detail;
};

[[nodiscard]] Result<void> conclude_token(Context& context, TokenConclusion const& conclusion);

struct HealthConclusion {
    AccountId account;
    std::optional<NumberFacts> number;
    std::optional<WabaFacts> waba;
    std::optional<ProfileFacts> profile;
    std::optional<bool> is_subscribed;
    std::vector<std::string> webhook_fields;  // empty: not known
    bool is_token_doubtful{false};            // a read was refused for its token
};

[[nodiscard]] Result<void> conclude_health(Context& context, HealthConclusion const& conclusion);

}  // namespace croozer::app
