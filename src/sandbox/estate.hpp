// What Meta knows of business accounts (WABAs) and their numbers, and what changes: registration,
// PIN, quality, review, payment, health. Thread-safe, in memory.
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

// One entity of health_status.
struct HealthState {
    // AVAILABLE, LIMITED or BLOCKED.
    std::string can_send{"AVAILABLE"};
    // {error_code, error_description, possible_solution}
    json::array errors;
    json::array additional_info;
};

struct NumberState {
    // As Graph answers them; what is computed (health_status, webhook_configuration…) is not here.
    json::object fields;
    // Two-step verification; empty: off.
    std::string pin;
    bool is_registered{false};
    bool is_coexistence{false};
    bool refuses_history{false};
    // Empty: none was asked for.
    std::string verification_code;
    // Of register and deregister in the last 72 hours.
    std::vector<Instant> registrations;
    std::optional<Instant> onboarded;
    std::set<std::string> synchronised;
    std::string override_url;
    json::object profile;
    HealthState health;
    // Fields that this token may not read: asking for one fails the whole read.
    std::set<std::string> forbidden;
};

struct AccountState {
    std::string waba_id;
    std::string portfolio_id;
    std::string name;
    json::object fields;
    bool is_subscribed{false};
    std::string override_url;
    HealthState health;
    HealthState business_health;
    std::set<std::string> forbidden;
    // Sends are refused with this code (368, 131031…); 0: they are not.
    int blocked_code{0};
};

class Estate {
public:
    Estate(Config const& config, Clock const& clock, RandomSource& random);

    // Everything as the configuration has it; what the signup window made stays known.
    void reset();

    // Null if unknown. The pointer lives as long as the estate.
    [[nodiscard]] Shop const* number(std::string_view phone_number_id) const;
    [[nodiscard]] std::vector<Shop const*> numbers() const;
    [[nodiscard]] std::vector<Shop const*> numbers_of(std::string_view waba_id) const;

    [[nodiscard]] std::optional<NumberState> number_state(std::string_view phone_number_id) const;
    [[nodiscard]] std::optional<AccountState> account_state(std::string_view waba_id) const;
    [[nodiscard]] std::vector<AccountState> accounts() const;

    // Runs `change` on the state, alone; false if there is none.
    bool change_number(
        std::string_view phone_number_id, std::function<void(NumberState&)> const& change
    );
    bool change_account(std::string_view waba_id, std::function<void(AccountState&)> const& change);

    // Made in the signup window. A portfolio that is empty is made as well.
    AccountState add_account(std::string name, std::string portfolio_id);
    Shop const* add_number(
        std::string_view waba_id, std::string name, std::string display_phone_number
    );
    // As configured or made, with a known id: for what is read back from disk.
    void put_account(AccountState state);
    void put_number(Shop shop, NumberState state);

    // Whether webhooks of that account go to us.
    [[nodiscard]] bool is_subscribed(std::string_view waba_id) const;

    static constexpr std::size_t most_made = 1'000;

private:
    void seed(Shop const& shop, bool subscribed);
    [[nodiscard]] std::string new_id(char first);

    Clock const& clock_;
    RandomSource& random_;
    mutable std::mutex mutex_;
    std::deque<Shop> shops_;
    std::map<std::string, NumberState, std::less<>> numbers_;
    std::map<std::string, AccountState, std::less<>> accounts_;
};

// {can_send_message, entities}: the worst of the number's (may be null), its account's and its
// business's.
[[nodiscard]] json::object health_of(
    AccountState const& account, std::string_view phone_number_id, NumberState const* number
);

// The state of a number that its owner just added.
[[nodiscard]] NumberState fresh_number(Shop const& shop);
[[nodiscard]] AccountState fresh_account(
    std::string waba_id, std::string portfolio_id, std::string name
);

}  // namespace croozer::sandbox
