// The sender's steps: a send is committed as under way before the request leaves, and settled by
// what came back. Between the two lies the only place where an outcome can be unknown.
#pragma once

#include "app/context.hpp"
#include "app/ports.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>

namespace croozer::app {

// A status webhook that echoes our callback data settles an unknown send within this.
inline constexpr auto send_settle_wait = std::chrono::seconds(90);

struct ReadyToSend {
    OutgoingMessage message;
    std::int64_t fence{0};
    std::int64_t attempts{0};
    AccountId account;
    std::optional<OrderId> order;
    SealedSecret token;          // as it was when the message left
    bool is_trial{false};        // the one that shows whether its account works again
    bool is_coexistence{false};  // Meta lets such a number send less (its page of throughput)
};

// nullopt: nothing to send now (not due, taken, worthless, or settled here as not notified).
[[nodiscard]] Result<std::optional<ReadyToSend>> begin_send(Context& context, MessageId id);

struct SendResult {
    MessageId id;
    std::int64_t fence{0};
    std::int64_t attempts{0};
    AccountId account;
    SendOutcome outcome;
    // Once accepted, a status is expected within this; nothing: that is looked after already.
    std::optional<Duration> status_within{};
    std::optional<SealedSecret> token{};
    bool is_trial{false};
};

[[nodiscard]] Result<bool> finish_send(Context& context, SendResult const& result);

// A dead letter, unless a status has settled it meanwhile.
[[nodiscard]] Result<void> bury_send(Context& context, SendResult const& result);

// Full jitter: uniform in [0, min(cap, base·2^attempts)], at least Graph's own wish.
[[nodiscard]] Duration retry_delay(
    std::int64_t attempts, std::chrono::milliseconds wished, RandomSource& random
);

}  // namespace croozer::app
