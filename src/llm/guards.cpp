#include "llm/guards.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <chrono>

namespace croozer::llm {
namespace {

constexpr std::int64_t hour_seconds = 3'600;
constexpr std::int64_t day_seconds = 86'400;

}  // namespace

std::string_view admission_name(Admission admission) {
    switch (admission) {
        case Admission::Admitted:
            return "admitted";
        case Admission::BreakerOpen:
            return "breaker_open";
        case Admission::Busy:
            return "busy";
        case Admission::CustomerBudget:
            return "customer_budget";
        case Admission::BusinessBudget:
            return "business_budget";
    }
    return "busy";
}

template <class Key>
std::int64_t& Guards::Counter<Key>::of(Key const& key, std::int64_t now_window) {
    if (window != now_window) {
        window = now_window;
        used.clear();
    }
    return used[key];
}

Admission Guards::admit(BusinessId business, CustomerId customer, Instant now) {
    std::scoped_lock const lock(mutex_);
    bool const half_open = failures_ >= limits::llm_failures;
    if (now < closed_until_ || (half_open && trial_)) {
        return Admission::BreakerOpen;
    }
    if (in_flight_ >= static_cast<std::int64_t>(limits::llm_in_flight)) {
        return Admission::Busy;
    }
    auto& of_business = by_business_.of(business, now.seconds() / day_seconds);
    if (of_business >= budgets_.business_per_day) {
        return Admission::BusinessBudget;
    }
    auto& of_customer = by_customer_.of(customer, now.seconds() / hour_seconds);
    if (of_customer >= budgets_.customer_per_hour) {
        return Admission::CustomerBudget;
    }
    ++of_business;
    ++of_customer;
    ++in_flight_;
    trial_ = half_open;
    return Admission::Admitted;
}

void Guards::succeeded() {
    std::scoped_lock const lock(mutex_);
    --in_flight_;
    failures_ = 0;
    trial_ = false;
}

void Guards::failed(Instant now, Duration wait) {
    std::scoped_lock const lock(mutex_);
    --in_flight_;
    trial_ = false;
    ++failures_;
    Duration pause = std::min(wait, Duration(limits::llm_longest_pause));
    if (failures_ >= limits::llm_failures) {
        pause = std::max(pause, Duration(limits::llm_pause));
    }
    closed_until_ = std::max(closed_until_, now + pause);
}

}  // namespace croozer::llm
