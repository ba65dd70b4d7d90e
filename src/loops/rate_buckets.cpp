#include "loops/rate_buckets.hpp"

#include <algorithm>

namespace croozer::loops {
namespace {

constexpr double microseconds_a_second = 1e6;

}  // namespace

Duration RateBuckets::take(Uuid key, Instant now) {
    std::lock_guard const guard(mutex_);
    if (buckets_.size() >= most_keys && !buckets_.contains(key)) {
        // A bucket that has filled up again says no more than a new one would.
        std::erase_if(buckets_, [&](auto const& entry) {
            auto const seconds =
                static_cast<double>((now - entry.second.at).count()) / microseconds_a_second;
            return entry.second.tokens + seconds * entry.second.per_second >= entry.second.burst;
        });
    }
    auto const [found, is_new] = buckets_.try_emplace(
        key, Bucket{.tokens = burst_, .at = now, .per_second = per_second_, .burst = burst_}
    );
    auto& bucket = found->second;
    // A clock that was set back must not stop it until then.
    bucket.at = std::min(bucket.at, now);
    auto const seconds = static_cast<double>((now - bucket.at).count()) / microseconds_a_second;
    bucket.tokens = std::min(bucket.burst, bucket.tokens + seconds * bucket.per_second);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return Duration::zero();
    }
    return Duration(
        static_cast<std::int64_t>((1 - bucket.tokens) / bucket.per_second * microseconds_a_second) +
        1
    );
}

void RateBuckets::limit(Uuid key, double per_second) {
    std::lock_guard const guard(mutex_);
    if (auto const found = buckets_.find(key); found != buckets_.end()) {
        auto& bucket = found->second;
        bucket.per_second = per_second;
        bucket.burst = per_second;
        bucket.tokens = std::min(bucket.tokens, per_second);
    }
}

void RateBuckets::give_back(Uuid key) {
    std::lock_guard const guard(mutex_);
    if (auto const found = buckets_.find(key); found != buckets_.end()) {
        found->second.tokens = std::min(found->second.burst, found->second.tokens + 1);
    }
}

}  // namespace croozer::loops
