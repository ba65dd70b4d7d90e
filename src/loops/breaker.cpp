#include "loops/breaker.hpp"

#include <algorithm>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

constexpr auto window = 30s;
constexpr std::size_t least_outcomes = 20;
constexpr std::size_t most_outcomes = 2'000;
// A shop that sends little has not that many in a window.
constexpr std::size_t most_in_a_row = 5;
constexpr Duration first_hold = 15s;
constexpr Duration longest_hold = 60s;
// For this long the probe is left to a send that has not left before.
constexpr auto for_the_fresh = 15s;
// A probe of which nothing was heard for so long is none.
constexpr auto probe_time = 60s;
constexpr Duration look_again = 1s;

Duration until(Steady now, Steady then) {
    return std::max(std::chrono::duration_cast<Duration>(then - now), Duration(1));
}

}  // namespace

Duration Breaker::wait(Steady now, bool is_fresh) const {
    if (!open_until_) {
        return Duration::zero();
    }
    if (now < *open_until_) {
        return until(now, *open_until_);
    }
    if (probing_since_ && now < *probing_since_ + probe_time) {
        return look_again;
    }
    return is_fresh || now >= *open_until_ + for_the_fresh ? Duration::zero() : look_again;
}

void Breaker::begin(Steady now) {
    if (open_until_) {
        probing_since_ = now;
    }
}

void Breaker::note(BusinessId business, bool was_answered, Steady now) {
    if (open_until_) {
        // What left before it opened says nothing new.
        if (!probing_since_) {
            return;
        }
        if (was_answered) {
            close();
        } else {
            probing_since_.reset();
            hold_ = std::min(hold_ * 2, longest_hold);
            open_until_ = now + hold_;
        }
        return;
    }
    forget_old(now);
    recent_.push_back({.at = now, .business = business, .was_answered = was_answered});
    if (was_answered) {
        failures_in_a_row_ = 0;
        failing_.clear();
        return;
    }
    ++failures_in_a_row_;
    failing_.insert(business);
    if (should_open()) {
        hold_ = first_hold;
        open_until_ = now + hold_;
        recent_.clear();
    }
}

void Breaker::skip() {
    probing_since_.reset();
}

bool Breaker::is_idle(Steady now) const {
    return !open_until_ && failures_in_a_row_ == 0 &&
           (recent_.empty() || now - recent_.back().at > window);
}

bool Breaker::should_open() const {
    if (failures_in_a_row_ >= most_in_a_row && failing_.size() >= least_businesses_) {
        return true;
    }
    if (recent_.size() < least_outcomes) {
        return false;
    }
    std::unordered_set<BusinessId> businesses;
    std::size_t failures = 0;
    for (auto const& outcome : recent_) {
        if (!outcome.was_answered) {
            ++failures;
            businesses.insert(outcome.business);
        }
    }
    return failures * 2 >= recent_.size() && businesses.size() >= least_businesses_;
}

void Breaker::forget_old(Steady now) {
    while (!recent_.empty() &&
           (now - recent_.front().at > window || recent_.size() >= most_outcomes)) {
        recent_.pop_front();
    }
}

void Breaker::close() {
    open_until_.reset();
    probing_since_.reset();
    recent_.clear();
    failing_.clear();
    failures_in_a_row_ = 0;
}

Duration Breakers::begin(BusinessId business, bool is_fresh, Steady now) {
    std::lock_guard const guard(mutex_);
    auto const found = each_.find(business);
    auto wait = all_.wait(now, is_fresh);
    if (wait == Duration::zero() && found != each_.end()) {
        wait = found->second.wait(now, is_fresh);
    }
    if (wait == Duration::zero()) {
        all_.begin(now);
        if (found != each_.end()) {
            found->second.begin(now);
        }
    }
    return wait;
}

void Breakers::note(BusinessId business, bool was_answered, Steady now) {
    std::lock_guard const guard(mutex_);
    all_.note(business, was_answered, now);
    if (each_.size() >= most_kept && !each_.contains(business)) {
        std::erase_if(each_, [&](auto const& entry) { return entry.second.is_idle(now); });
    }
    each_[business].note(business, was_answered, now);
}

void Breakers::skip(BusinessId business) {
    std::lock_guard const guard(mutex_);
    all_.skip();
    if (auto const found = each_.find(business); found != each_.end()) {
        found->second.skip();
    }
}

}  // namespace croozer::loops
