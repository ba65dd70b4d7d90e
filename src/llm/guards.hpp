// What keeps a model from costing more than it helps: a breaker in front of a provider that fails,
// and budgets. Counted in memory, so each node counts for itself and a restart begins anew.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace croozer::llm {

struct Budgets {
    std::int64_t customer_per_hour{20};
    std::int64_t business_per_day{2'000};
};

enum class Admission : std::uint8_t { Admitted, BreakerOpen, Busy, CustomerBudget, BusinessBudget };

[[nodiscard]] std::string_view admission_name(Admission admission);

// Thread-safe. Every Admitted is followed by one of succeeded() or failed().
class Guards {
public:
    explicit Guards(Budgets budgets) : budgets_(budgets) {}

    [[nodiscard]] Admission admit(BusinessId business, CustomerId customer, Instant now);
    void succeeded();
    // `wait`: what the provider asked for; zero: nothing, and only many failures in a row count.
    void failed(Instant now, Duration wait);

private:
    template <class Key>
    struct Counter {
        std::int64_t window{-1};
        std::unordered_map<Key, std::int64_t> used;

        [[nodiscard]] std::int64_t& of(Key const& key, std::int64_t now_window);
    };

    Budgets budgets_;
    std::mutex mutex_;
    std::int64_t in_flight_{0};
    std::int64_t failures_{0};  // in a row
    Instant closed_until_;      // nobody is asked before
    bool trial_{false};         // one asks, the others wait for what becomes of it
    Counter<CustomerId> by_customer_;
    Counter<BusinessId> by_business_;
};

}  // namespace croozer::llm
