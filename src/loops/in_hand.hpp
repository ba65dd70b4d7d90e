// Which items a worker has in hand, so that the scheduler may offer one twice without harm.
#pragma once

#include "base/id.hpp"

#include <mutex>
#include <unordered_set>

namespace croozer::loops {

class InHand {
public:
    // False if it is in hand already, or the hand is full.
    [[nodiscard]] bool take(Uuid id) {
        std::lock_guard const guard(mutex_);
        return items_.size() < most_items && items_.insert(id).second;
    }

    void put_down(Uuid id) {
        std::lock_guard const guard(mutex_);
        items_.erase(id);
    }

private:
    static constexpr std::size_t most_items = 4'096;
    std::mutex mutex_;
    std::unordered_set<Uuid> items_;
};

}  // namespace croozer::loops
