#include "api/access/rate_limit.hpp"

#include "http/client_address.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

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

bool RateLimit::has_left(std::string_view key, Instant now) {
    std::lock_guard const lock(mutex_);
    auto const found = buckets_.find(std::string(key));
    return found == buckets_.end() || tokens_at(found->second, now) >= 1;
}

void RateLimit::tell(http::Response& response, std::string_view key, Instant now) {
    double tokens = burst_;
    {
        std::lock_guard const lock(mutex_);
        if (auto const found = buckets_.find(std::string(key)); found != buckets_.end()) {
            tokens = tokens_at(found->second, now);
        }
    }
    auto const whole = [](double number) {
        return std::to_string(static_cast<std::int64_t>(std::ceil(number)));
    };
    // A second at least: clients cannot wait for less.
    auto const wait = whole(std::max(1.0, (1 - tokens) / per_second_));
    auto const window = whole(burst_ / per_second_);
    response.set("Retry-After", wait);
    response.set("RateLimit-Policy", "\"" + name_ + "\";q=" + whole(burst_) + ";w=" + window);
    response.set("RateLimit", "\"" + name_ + "\";r=0;t=" + wait);
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
    auto const address = http::parse_address(remote_address);
    return address ? http::address_text(http::network_of(*address)) : std::string(remote_address);
}

}  // namespace croozer::api
