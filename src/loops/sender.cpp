#include "loops/sender.hpp"

#include "base/log.hpp"

namespace croozer::loops {

Sender::Sender(
    app::Runner& runner,
    app::Messenger& messenger,
    SenderOptions const& options,
    std::function<void(BusinessId, Instant)> later
)
    : runner_(runner),
      messenger_(messenger),
      later_(std::move(later)),
      numbers_(options.number_per_second, options.number_per_second),
      pairs_(options.pair_per_second, options.pair_burst),
      status_within_(options.status_within),
      watches_(options.status_within) {}

bool StatusWatches::is_needed(BusinessId business, Instant now) {
    std::lock_guard const guard(mutex_);
    auto const known = trusted_until_.find(business);
    return known == trusted_until_.end() || known->second <= now;
}

void StatusWatches::asked(BusinessId business, Instant at) {
    std::lock_guard const guard(mutex_);
    trusted_until_[business] = at + within_ / 2;
}

void Sender::take(store::DueWork const& item) {
    if (!in_hand_.take(item.id)) {
        return;
    }
    auto const now = runner_.system_clock().now();
    // A business has one connected number, so its id stands for the number's.
    auto wait = pairs_.take(item.lane, now);
    if (wait == Duration::zero()) {
        wait = numbers_.take(item.business.value, now);
        if (wait != Duration::zero()) {
            pairs_.give_back(item.lane);
        }
    }
    if (wait != Duration::zero()) {
        in_hand_.put_down(item.id);
        later_(item.business, now + wait);
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
            pairs_.give_back(lane);
            numbers_.give_back(business.value);
            in_hand_.put_down(id.value);
        }
    );
}

void Sender::send(BusinessId business, MessageId id, app::ReadyToSend ready) {
    app::SendResult result{
        .id = id,
        .fence = ready.fence,
        .attempts = ready.attempts,
        .account = ready.account,
        .outcome = {}
    };
    messenger_.send(
        std::move(ready.message),
        [this, business, result = std::move(result)](app::SendOutcome outcome) mutable {
            result.outcome = std::move(outcome);
            finish(business, std::move(result));
        }
    );
}

void Sender::finish(BusinessId business, app::SendResult result) {
    if (result.outcome.fate != app::SendOutcome::Fate::Accepted) {
        log::warn(
            "send not accepted",
            {{"message", result.id.to_string()},
             {"code", result.outcome.error_code},
             {"detail", result.outcome.detail}}
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
            in_hand_.put_down(id.value);
        }
    );
}

}  // namespace croozer::loops
