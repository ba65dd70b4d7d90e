#include "loops/sender.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace croozer::loops {
namespace {

// A business that has enough under way is looked at when one of them is done, at the latest then.
constexpr Duration look_again = std::chrono::seconds(1);

Steady steady_now() {
    return std::chrono::steady_clock::now();
}

// Graph, or whoever is between, gave no word of its own.
bool is_answered(app::SendOutcome const& outcome) {
    using Fate = app::SendOutcome::Fate;
    return outcome.fate != Fate::Unknown &&
           (outcome.fate != Fate::NotSent || outcome.action != app::ErrorAction::Retry);
}

}  // namespace

Sender::Sender(
    app::Runner& runner,
    app::Messenger& messenger,
    app::OperatorAlerts& operators,
    SenderOptions const& options,
    std::function<void(BusinessId, Instant)> later
)
    : runner_(runner),
      messenger_(messenger),
      operators_(operators),
      later_(std::move(later)),
      coexistence_per_second_(std::min(options.coexistence_per_second, options.number_per_second)),
      number_per_second_(options.number_per_second),
      numbers_(options.number_per_second, options.number_per_second),
      pairs_(options.pair_per_second, options.pair_burst),
      status_within_(options.status_within),
      watches_(options.status_within) {}

bool StatusWatches::is_needed(BusinessId business, Instant now) {
    std::lock_guard const guard(mutex_);
    auto const known = trusted_until_.find(business);
    // Beyond what was ever trusted: the clock was set back.
    return known == trusted_until_.end() || known->second <= now ||
           known->second > now + within_ / 2;
}

void StatusWatches::asked(BusinessId business, Instant at) {
    std::lock_guard const guard(mutex_);
    trusted_until_[business] = at + within_ / 2;
}

bool InFlight::enter(BusinessId business) {
    std::lock_guard const guard(mutex_);
    auto& count = counts_[business];
    if (count.sends >= most_of_a_business) {
        count.others_wait = true;
        return false;
    }
    ++count.sends;
    return true;
}

bool InFlight::leave(BusinessId business) {
    std::lock_guard const guard(mutex_);
    auto const found = counts_.find(business);
    if (found == counts_.end()) {
        return false;
    }
    bool const others_wait = std::exchange(found->second.others_wait, false);
    if (--found->second.sends == 0) {
        counts_.erase(found);
    }
    return others_wait;
}

Duration Sender::admit(store::DueWork const& item) {
    auto const now = runner_.system_clock().now();
    // A business has one connected number, so its id stands for the number's.
    auto wait = pairs_.take(item.lane, now);
    if (wait != Duration::zero()) {
        return wait;
    }
    wait = numbers_.take(item.business.value, now);
    if (wait == Duration::zero()) {
        wait = in_flight_.enter(item.business) ? Duration::zero() : look_again;
        if (wait == Duration::zero()) {
            wait = breakers_.begin(item.business, !item.is_unknown, steady_now());
            if (wait == Duration::zero()) {
                return wait;
            }
            std::ignore = in_flight_.leave(item.business);
        }
        numbers_.give_back(item.business.value);
    }
    pairs_.give_back(item.lane);
    return wait;
}

void Sender::take(store::DueWork const& item) {
    if (!in_hand_.take(item.id)) {
        return;
    }
    if (auto const wait = admit(item); wait != Duration::zero()) {
        in_hand_.put_down(item.id);
        later_(item.business, runner_.system_clock().now() + wait);
        return;
    }
    MessageId const id{item.id};
    runner_.run(
        store::Lane::Interactive,
        item.business,
        [id](app::Context& context) { return app::begin_send(context, id); },
        [this, business = item.business, lane = item.lane, id](
            Result<std::optional<app::ReadyToSend>> ready
        ) {
            if (ready && *ready) {
                send(business, id, **std::move(ready));
                return;
            }
            if (!ready) {
                log::warn("send not begun", {{"error", ready.error().slug}});
            }
            stay(business, lane, id.value);
        }
    );
}

void Sender::stay(BusinessId business, Uuid lane, Uuid id) {
    pairs_.give_back(lane);
    numbers_.give_back(business.value);
    breakers_.skip(business);
    put_down(business, id);
}

void Sender::put_down(BusinessId business, Uuid id) {
    in_hand_.put_down(id);
    if (in_flight_.leave(business)) {
        later_(business, runner_.system_clock().now());
    }
}

void Sender::send(BusinessId business, MessageId id, app::ReadyToSend ready) {
    app::SendResult result{
        .id = id,
        .fence = ready.fence,
        .attempts = ready.attempts,
        .account = ready.account,
        .outcome = {},
        .token = std::move(ready.token),
        .is_trial = ready.is_trial
    };
    numbers_.limit(
        business.value, ready.is_coexistence ? coexistence_per_second_ : number_per_second_
    );
    messenger_.send(
        std::move(ready.message),
        [this, business, result = std::move(result)](app::SendOutcome outcome) mutable {
            result.outcome = std::move(outcome);
            finish(business, std::move(result));
        }
    );
}

void Sender::finish(BusinessId business, app::SendResult result) {
    breakers_.note(business, is_answered(result.outcome), steady_now());
    if (result.outcome.fate != app::SendOutcome::Fate::Accepted) {
        log::warn(
            "send not accepted",
            {{"message", result.id.to_string()},
             {"code", result.outcome.error_code},
             {"detail", result.outcome.detail}}
        );
    }
    if (result.outcome.fate == app::SendOutcome::Fate::Refused &&
        result.outcome.action == app::ErrorAction::Fix) {
        operators_.raise(
            app::OperatorAlert::GraphRefused,
            "Code " + std::to_string(result.outcome.error_code) + ": " + result.outcome.detail
        );
    }
    auto const now = runner_.system_clock().now();
    if (result.outcome.fate == app::SendOutcome::Fate::Accepted &&
        watches_.is_needed(business, now)) {
        result.status_within = status_within_;
    }
    auto const id = result.id;
    bool const asks = result.status_within.has_value();
    runner_.run(
        store::Lane::Interactive,
        business,
        [result = std::move(result)](app::Context& context) {
            return app::finish_send(context, result);
        },
        [this, id, business, now, asks](Result<bool> const& settled) {
            if (settled && asks) {
                watches_.asked(business, now);
            }
            if (!settled) {
                // The lease runs out, the send becomes unknown, a status webhook settles it.
                log::error("send not settled", {{"error", settled.error().slug}});
            }
            put_down(business, id.value);
        }
    );
}

}  // namespace croozer::loops
