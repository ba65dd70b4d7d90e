// Stops sending while Graph does not answer: a send without an answer may have arrived, so each
// costs a wait and in the end a person's decision. What waits instead costs nothing. One breaker
// for each business, and one for all of them, which opens when several get no answer.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace croozer::loops {

// Its clock cannot be set back.
using Steady = std::chrono::steady_clock::time_point;

class Breaker {
public:
    // `least_businesses` must be without an answer before it opens.
    explicit Breaker(std::size_t least_businesses = 1) : least_businesses_(least_businesses) {}

    // How long a send must wait; zero: it may leave. While it is open, one send in a while probes;
    // rather one that has not left before, for another unknown outcome makes that a dead letter.
    [[nodiscard]] Duration wait(Steady now, bool is_fresh) const;
    // One leaves.
    void begin(Steady now);
    // What came of it.
    void note(BusinessId business, bool was_answered, Steady now);
    // Nothing: it did not leave after all.
    void skip();

    [[nodiscard]] bool is_open() const { return open_until_.has_value(); }

    // Closed, and nothing to remember.
    [[nodiscard]] bool is_idle(Steady now) const;

private:
    struct Outcome {
        Steady at;
        BusinessId business;
        bool was_answered;
    };

    [[nodiscard]] bool should_open() const;
    void forget_old(Steady now);
    void close();

    std::size_t least_businesses_;
    std::deque<Outcome> recent_;
    std::size_t failures_in_a_row_{0};
    std::unordered_set<BusinessId> failing_;  // of those in a row
    std::optional<Steady> open_until_;
    std::optional<Steady> probing_since_;
    Duration hold_{0};
};

// Thread-safe.
class Breakers {
public:
    // Zero: it may leave, and is counted as leaving; then note() or skip().
    [[nodiscard]] Duration begin(BusinessId business, bool is_fresh, Steady now);
    void note(BusinessId business, bool was_answered, Steady now);
    void skip(BusinessId business);

private:
    static constexpr std::size_t most_kept = 4'096;

    std::mutex mutex_;
    Breaker all_{2};
    std::unordered_map<BusinessId, Breaker> each_;
};

}  // namespace croozer::loops
