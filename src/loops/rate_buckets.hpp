// Token buckets by key, bounded in number. We stay below Meta's 80 messages a second for a number
// and one in six for a pair
// (developers.facebook.com/documentation/business-messaging/whatsapp/throughput).
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <mutex>
#include <unordered_map>

namespace croozer::loops {

class RateBuckets {
public:
    RateBuckets(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

    // Zero: a token was taken. Else how long until there is one.
    [[nodiscard]] Duration take(Uuid key, Instant now);
    // This key has a rate of its own, which is its burst too; known until its bucket is full again.
    void limit(Uuid key, double per_second);
    // A token that was taken and not used.
    void give_back(Uuid key);

private:
    struct Bucket {
        double tokens{0};
        Instant at;
        double per_second{0};
        double burst{0};
    };

    static constexpr std::size_t most_keys = 65'536;
    double per_second_;
    double burst_;
    std::mutex mutex_;
    std::unordered_map<Uuid, Bucket> buckets_;
};

}  // namespace croozer::loops
