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
            return entry.second.tokens + seconds * per_second_ >= burst_;
        });
    }
    auto const [found, is_new] = buckets_.try_emplace(key, Bucket{.tokens = burst_, .at = now});
    auto& bucket = found->second;
    if (now > bucket.at) {
        auto const seconds = static_cast<double>((now - bucket.at).count()) / microseconds_a_second;
        bucket.tokens = std::min(burst_, bucket.tokens + seconds * per_second_);
        bucket.at = now;
    }
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return Duration::zero();
    }
    return Duration(
        static_cast<std::int64_t>((1 - bucket.tokens) / per_second_ * microseconds_a_second) + 1
    );
}

void RateBuckets::give_back(Uuid key) {
    std::lock_guard const guard(mutex_);
    if (auto const found = buckets_.find(key); found != buckets_.end()) {
        found->second.tokens = std::min(burst_, found->second.tokens + 1);
    }
}

}  // namespace croozer::loops
