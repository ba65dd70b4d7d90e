// Token buckets by key in a table of bounded size. Thread-safe.
#pragma once

#include "base/time.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace croozer::api {

class RateLimit {
public:
    // `burst` at once, then `per_second`. The name is told to clients.
    RateLimit(std::string name, double per_second, double burst, std::size_t keys = 65'536)
        : name_(std::move(name)), per_second_(per_second), burst_(burst), keys_(keys) {}

    [[nodiscard]] bool allow(std::string_view key, Instant now);
    // Whether allow() would say yes, without taking anything.
    [[nodiscard]] bool has_left(std::string_view key, Instant now);
    // Says to a client that was turned away when to come back: Retry-After, RateLimit-Policy and
    // RateLimit (draft-ietf-httpapi-ratelimit-headers-11).
    void tell(http::Response& response, std::string_view key, Instant now);

private:
    struct Bucket {
        double tokens{0};
        Instant at;
    };

    void forget_full(Instant now);
    [[nodiscard]] double tokens_at(Bucket const& bucket, Instant now) const;

    std::string name_;
    double per_second_;
    double burst_;
    std::size_t keys_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

// What a client's address counts as: http::network_of.
[[nodiscard]] std::string address_key(std::string_view remote_address);

}  // namespace croozer::api
