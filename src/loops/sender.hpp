// Sends what waits: commits the send as under way, lets Graph have it, settles by the answer.
#pragma once

#include "app/deliver.hpp"
#include "app/ports.hpp"
#include "app/runner.hpp"
#include "loops/in_hand.hpp"
#include "loops/rate_buckets.hpp"
#include "store/repositories/work.hpp"

#include <functional>

namespace croozer::loops {

struct SenderOptions {
    double number_per_second{70};
    double pair_per_second{1.0 / 6};
    double pair_burst{10};
};

class Sender {
public:
    // `later` asks the scheduler to look at a business again.
    Sender(
        app::Runner& runner,
        app::Messenger& messenger,
        SenderOptions const& options,
        std::function<void(BusinessId, Instant)> later
    );

    void take(store::DueWork const& item);

private:
    void send(BusinessId business, MessageId id, app::ReadyToSend ready);
    void finish(BusinessId business, app::SendResult result);

    app::Runner& runner_;
    app::Messenger& messenger_;
    std::function<void(BusinessId, Instant)> later_;
    RateBuckets numbers_;
    RateBuckets pairs_;
    InHand in_hand_;
};

}  // namespace croozer::loops
