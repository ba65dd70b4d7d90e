// Who wrote to which number and when (the 24-hour window), who is who, and how fast a number may
// speak. Thread-safe, in memory, bounded: what does not fit is forgotten oldest first.
#pragma once

#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/message_rules.hpp"
#include "sandbox/webhook_bodies.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace croozer::sandbox {

class Contacts {
public:
    explicit Contacts(Config const& config) : config_(config) {}

    // An inbound message opens the window of that number for 24 hours.
    void wrote(Shop const& shop, Sender const& sender, Instant at);

    // The person a message goes to, as far as this number knows them; a phone that never wrote is
    // a sender with that phone only.
    [[nodiscard]] Sender recipient(Shop const& shop, OutgoingMessage const& message) const;

    // 131047 when the last message is 24 hours old or there is none.
    [[nodiscard]] std::optional<GraphError> check_window(
        Shop const& shop, OutgoingMessage const& message, Instant now
    ) const;

    // Takes one message from the number's and the pair's budgets: 130429 or 131056 when they are
    // empty. A pair may burst 45 and earns one in 6 s (meta notes §5.1).
    [[nodiscard]] std::optional<GraphError> take_rate(
        Shop const& shop, OutgoingMessage const& message, Instant now
    );

    // Full budgets again.
    void reset_rates();

    static constexpr std::size_t most_contacts = 100'000;

private:
    struct Known {
        Sender sender;
        Instant last_inbound;
    };

    struct Budget {
        double left{0};
        Instant at;
    };

    [[nodiscard]] Known const* find(Shop const& shop, std::string const& address) const;
    [[nodiscard]] static bool take(Budget& budget, double most, double each_second, Instant now);

    Config const& config_;
    mutable std::mutex mutex_;
    // By "number|phone" and "number|bsuid".
    std::unordered_map<std::string, Known> known_;
    std::unordered_map<std::string, Budget> numbers_;
    std::unordered_map<std::string, Budget> pairs_;
};

}  // namespace croozer::sandbox
