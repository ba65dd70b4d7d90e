#include "app/send_backoff.hpp"

#include "app/deliver.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t usual_attempts = 12;
// 24 hours, 48, 96: after a week nobody waits for it.
constexpr std::int64_t capped_attempts = 4;
constexpr auto pair_cap = 1h;

// Meta's cap on marketing for one person (131049): not before 24 hours, and then longer each time.
bool is_capped(SendOutcome const& outcome) {
    return outcome.retry_after >= std::chrono::milliseconds(24h);
}

}  // namespace

std::int64_t most_attempts(SendOutcome const& outcome) {
    if (outcome.most_attempts > 0) {
        return outcome.most_attempts;
    }
    return is_capped(outcome) ? capped_attempts : usual_attempts;
}

Duration delay_after(SendOutcome const& outcome, std::int64_t attempts, RandomSource& random) {
    auto const before = std::clamp<std::int64_t>(attempts - 1, 0, usual_attempts);
    if (outcome.action == ErrorAction::BackOffPair) {
        return std::max<Duration>(pair_delay(before), outcome.retry_after);
    }
    if (is_capped(outcome)) {
        return Duration(outcome.retry_after) * (std::int64_t{1} << before);
    }
    return retry_delay(attempts, outcome.retry_after, random);
}

bool holds_its_chat(SendOutcome const& outcome) {
    return !is_capped(outcome);
}

Duration pair_delay(std::int64_t refusals_before) {
    Duration delay = 1s;
    for (std::int64_t n = 0; n < refusals_before && delay < Duration(pair_cap); ++n) {
        delay = delay * 4;
    }
    return std::min<Duration>(delay, pair_cap);
}

}  // namespace croozer::app
