// The engine's intake: three lanes, each fair by business (one item a business in turn), each
// bounded. Not thread-safe; the engine holds its lock.
#pragma once

#include "base/id.hpp"
#include "base/limits.hpp"
#include "store/engine.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

namespace croozer::store {

template <class Item>
class FairQueue {
public:
    // False when the lane is full; the item is then still the caller's.
    [[nodiscard]] bool push(Lane lane, BusinessId business, Item& item) {
        auto& intake = lanes_[static_cast<std::size_t>(lane)];
        if (intake.size >= capacity(lane)) {
            return false;
        }
        auto& waiting = intake.by_business[business];
        if (waiting.empty()) {
            intake.turns.push_back(business);
        }
        waiting.push_back(std::move(item));
        ++intake.size;
        return true;
    }

    // Ingress, then interactive, then background; every tenth item comes from background first.
    [[nodiscard]] std::optional<Item> pop() {
        ++popped_;
        if (popped_ % 10 == 0) {
            if (auto item = take(Lane::Background)) {
                return item;
            }
        }
        for (auto const lane : {Lane::Ingress, Lane::Interactive, Lane::Background}) {
            if (auto item = take(lane)) {
                return item;
            }
        }
        return std::nullopt;
    }

    // The next of this lane alone.
    [[nodiscard]] std::optional<Item> pop(Lane lane) { return take(lane); }

    [[nodiscard]] std::size_t size() const {
        return lanes_[0].size + lanes_[1].size + lanes_[2].size;
    }

    [[nodiscard]] bool empty() const { return size() == 0; }

private:
    struct Intake {
        std::unordered_map<BusinessId, std::deque<Item>> by_business;
        std::deque<BusinessId> turns;
        std::size_t size{0};
    };

    static constexpr std::size_t capacity(Lane lane) {
        switch (lane) {
            case Lane::Ingress:
                return limits::ingress_queue;
            case Lane::Interactive:
                return limits::interactive_queue;
            case Lane::Background:
                return limits::background_queue;
        }
        return 0;
    }

    std::optional<Item> take(Lane lane) {
        auto& intake = lanes_[static_cast<std::size_t>(lane)];
        if (intake.turns.empty()) {
            return std::nullopt;
        }
        BusinessId const business = intake.turns.front();
        intake.turns.pop_front();
        auto const found = intake.by_business.find(business);
        Item item = std::move(found->second.front());
        found->second.pop_front();
        if (found->second.empty()) {
            intake.by_business.erase(found);
        } else {
            intake.turns.push_back(business);
        }
        --intake.size;
        return item;
    }

    std::array<Intake, 3> lanes_;
    std::uint64_t popped_{0};
};

// How one batch's writer time is shared between the lanes.
class BatchBudget {
public:
    using Time = std::chrono::nanoseconds;

    // Whether an item of this lane may still enter the batch that began `elapsed` ago.
    [[nodiscard]] bool allows(Lane lane, Time elapsed) const {
        bool const flood = ingress_items_ >= limits::ingress_flood;
        switch (lane) {
            case Lane::Ingress:
                return elapsed < urgent_time;
            case Lane::Interactive:
                return elapsed < urgent_time &&
                       (!flood || interactive_ < limits::batch_interactive_time);
            case Lane::Background:
                return background_ < limits::batch_background_time ||
                       (!flood && elapsed < limits::batch_time);
        }
        return false;
    }

    void spend(Lane lane, Time time) {
        ingress_items_ += lane == Lane::Ingress ? 1U : 0U;
        interactive_ += lane == Lane::Interactive ? time : Time::zero();
        background_ += lane == Lane::Background ? time : Time::zero();
    }

private:
    static constexpr Time urgent_time = limits::batch_time - limits::batch_background_time;

    std::size_t ingress_items_{0};
    Time interactive_{0};
    Time background_{0};
};

}  // namespace croozer::store
