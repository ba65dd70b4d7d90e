#include "api/access/rate_limit.hpp"

#include <algorithm>

namespace croozer::api {

double RateLimit::tokens_at(Bucket const& bucket, Instant now) const {
    auto const seconds =
        std::chrono::duration<double>(std::max(now - bucket.at, Duration::zero())).count();
    return std::min(burst_, bucket.tokens + seconds * per_second_);
}

bool RateLimit::allow(std::string_view key, Instant now) {
    std::lock_guard const lock(mutex_);
    if (buckets_.size() >= keys_) {
        forget_full(now);
    }
    auto [found, inserted] = buckets_.try_emplace(std::string(key), Bucket{burst_, now});
    auto& bucket = found->second;
    bucket = {.tokens = tokens_at(bucket, now), .at = now};
    if (bucket.tokens < 1) {
        return false;
    }
    bucket.tokens -= 1;
    return true;
}

// A full bucket says what an absent one says. If none is full the table starts anew, which errs for
// the client.
void RateLimit::forget_full(Instant now) {
    std::erase_if(buckets_, [&](auto const& entry) {
        return tokens_at(entry.second, now) >= burst_;
    });
    if (buckets_.size() >= keys_) {
        buckets_.clear();
    }
}

std::string address_key(std::string_view remote_address) {
    if (!remote_address.contains(':')) {
        return std::string(remote_address);
    }
    // The first four groups; an address compressed before that is rare enough to count whole.
    std::size_t at = 0;
    for (int groups = 0; groups < 4; ++groups) {
        auto const colon = remote_address.find(':', at);
        if (colon == std::string_view::npos || colon == at) {
            return std::string(remote_address);
        }
        at = colon + 1;
    }
    return std::string(remote_address.substr(0, at));
}

}  // namespace croozer::api
