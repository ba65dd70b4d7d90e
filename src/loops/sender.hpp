// Sends what waits: commits the send as under way, lets Graph have it, settles by the answer.
#pragma once

#include "app/deliver.hpp"
#include "app/operator_alerts.hpp"
#include "app/ports.hpp"
#include "app/runner.hpp"
#include "app/watch_statuses.hpp"
#include "loops/breaker.hpp"
#include "loops/in_hand.hpp"
#include "loops/rate_buckets.hpp"
#include "store/repositories/work.hpp"

#include <functional>
#include <mutex>
#include <unordered_map>

namespace croozer::loops {

struct SenderOptions {
    double number_per_second{70};
    // Of a number that its owner uses in the WhatsApp Business app as well (its page of
    // throughput).
    double coexistence_per_second{20};
    double pair_per_second{1.0 / 6};
    double pair_burst{10};
    Duration status_within{app::status_expected_within};
};

// Where somebody is already going to look for statuses: so that of many sends one asks for it.
// Thread-safe; a restart forgets, which costs one question more.
class StatusWatches {
public:
    explicit StatusWatches(Duration within) : within_(within) {}

    // Whether a send that is accepted now must ask.
    [[nodiscard]] bool is_needed(BusinessId business, Instant now);
    // One that asked at `at` has committed. The look comes `within` later; half of that is trusted,
    // so that what commits meanwhile is seen by it.
    void asked(BusinessId business, Instant at);

private:
    Duration within_;
    std::mutex mutex_;
    std::unordered_map<BusinessId, Instant> trusted_until_;
};

// How many sends of each business are under way, so that one whose answers do not come leaves the
// connections to the others. Thread-safe.
class InFlight {
public:
    // False: it has as many as it may; leave() will say that somebody waits.
    [[nodiscard]] bool enter(BusinessId business);
    // True if others were turned away meanwhile.
    [[nodiscard]] bool leave(BusinessId business);

    static constexpr std::size_t most_of_a_business = 16;

private:
    struct Count {
        std::size_t sends{0};
        bool others_wait{false};
    };

    std::mutex mutex_;
    std::unordered_map<BusinessId, Count> counts_;
};

class Sender {
public:
    // `later` asks the scheduler to look at a business again.
    Sender(
        app::Runner& runner,
        app::Messenger& messenger,
        app::OperatorAlerts& operators,
        SenderOptions const& options,
        std::function<void(BusinessId, Instant)> later
    );

    void take(store::DueWork const& item);

private:
    // How long it must wait; zero: it has what it needs to leave.
    [[nodiscard]] Duration admit(store::DueWork const& item);
    // It did not leave.
    void stay(BusinessId business, Uuid lane, Uuid id);
    void put_down(BusinessId business, Uuid id);
    void send(BusinessId business, MessageId id, app::ReadyToSend ready);
    void finish(BusinessId business, app::SendResult result);

    app::Runner& runner_;
    app::Messenger& messenger_;
    app::OperatorAlerts& operators_;
    std::function<void(BusinessId, Instant)> later_;
    double coexistence_per_second_;
    double number_per_second_;
    RateBuckets numbers_;
    RateBuckets pairs_;
    InHand in_hand_;
    InFlight in_flight_;
    Breakers breakers_;
    Duration status_within_;
    StatusWatches watches_;
};

}  // namespace croozer::loops
