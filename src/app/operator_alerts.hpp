// What whoever runs the installation must know and no shop can mend: a line in the log and, where a
// relay and an address are configured, a mail.
#pragma once

#include "app/mailer.hpp"
#include "base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace croozer::app {

enum class OperatorAlert : std::uint8_t {
    WebhookMalformed,  // signed as Meta's, and not readable: we lost what it said
    WebhookMismatch,   // one account's webhook names another account's number
    WebhookTooLarge,   // larger than Meta says it may be; refused unread
    WebhookNotStored,  // the database does not take what Meta brings
    ClockBehind,       // a message is of a time that this machine has not reached
    DiskFull,          // no room for a customer's file
    GraphRefused,      // Meta says that what we ask is wrong: our bug, our app or our settings
};

inline constexpr std::size_t operator_alert_kinds = 7;

// "webhook_malformed"…
[[nodiscard]] std::string_view to_string(OperatorAlert kind);

// Meta's second may differ from ours by what a message waited for; beyond this a clock is wrong.
inline constexpr auto clock_tolerance = std::chrono::minutes(1);

class OperatorAlerts {
public:
    static constexpr auto log_every = std::chrono::minutes(1);
    static constexpr auto mail_every = std::chrono::hours(1);
    // What the relay did not take.
    static constexpr auto mail_again_after = std::chrono::minutes(1);

    // Without a mailer or an address the log alone tells. All must outlive this, and the mailer be
    // stopped before it goes.
    OperatorAlerts(Clock const& clock, Mailer* mailer, std::string address)
        : clock_(clock), mailer_(mailer), address_(std::move(address)) {}

    OperatorAlerts(OperatorAlerts const&) = delete;
    OperatorAlerts& operator=(OperatorAlerts const&) = delete;
    ~OperatorAlerts() = default;

    // Any thread; does not block. What comes again is told at most once a minute in the log and
    // once an hour by mail, with how often it came. `detail` holds no secrets and no text of a
    // customer's.
    void raise(OperatorAlert kind, std::string_view detail = {});

private:
    // Of one kind.
    struct State {
        Instant next_line;
        std::int64_t not_logged{0};
        Instant next_mail;
        std::int64_t not_mailed{0};
    };

    void mail(OperatorAlert kind, Instant now, std::int64_t times, std::string_view detail);
    void not_mailed(OperatorAlert kind, std::int64_t times, MailOutcome const& outcome);

    Clock const& clock_;
    Mailer* mailer_;
    std::string address_;
    std::mutex mutex_;
    std::array<State, operator_alert_kinds> states_{};
};

}  // namespace croozer::app
