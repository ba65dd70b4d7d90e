#include "sandbox/contacts.hpp"

#include <algorithm>
#include <chrono>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

constexpr Duration window = 24h;
constexpr double pair_burst = 45;
constexpr double pair_each_second = 1.0 / 6.0;

std::string key_of(Shop const& shop, std::string_view address) {
    return shop.phone_number_id + "|" + std::string(address);
}

}  // namespace

void Contacts::wrote(Shop const& shop, Sender const& sender, Instant at) {
    std::scoped_lock const lock(mutex_);
    if (known_.size() >= most_contacts) {
        known_.clear();
    }
    for (auto const& address : {sender.phone, sender.bsuid}) {
        if (address) {
            Known& known = known_[key_of(shop, *address)];
            known.sender = sender;
            known.last_inbound = std::max(known.last_inbound, at);
        }
    }
}

Contacts::Known const* Contacts::find(Shop const& shop, std::string const& address) const {
    auto const found = known_.find(key_of(shop, address));
    return found == known_.end() ? nullptr : &found->second;
}

Sender Contacts::recipient(Shop const& shop, OutgoingMessage const& message) const {
    std::scoped_lock const lock(mutex_);
    if (Known const* const known = find(shop, message.to)) {
        return known->sender;
    }
    Sender stranger;
    (message.by_bsuid ? stranger.bsuid : stranger.phone) = message.to;
    if (stranger.phone) {
        stranger.bsuid = bsuid_for(shop.portfolio_id, *stranger.phone);
    }
    return stranger;
}

std::optional<GraphError> Contacts::check_window(
    Shop const& shop, OutgoingMessage const& message, Instant now
) const {
    std::scoped_lock const lock(mutex_);
    Known const* const known = find(shop, message.to);
    if (known != nullptr && now - known->last_inbound < window) {
        return std::nullopt;
    }
    if (message.by_bsuid && known == nullptr) {
        return GraphError{131026, "Message undeliverable.", {}};
    }
    return GraphError{
        131047,
        "Message failed to send because more than 24 hours have passed since the customer last "
        "replied to this number.",
        {}
    };
}

bool Contacts::take(Budget& budget, double most, double each_second, Instant now) {
    if (budget.at == Instant{}) {
        budget.left = most;
    } else {
        double const seconds = std::chrono::duration<double>(now - budget.at).count();
        budget.left = std::min(most, budget.left + std::max(0.0, seconds) * each_second);
    }
    budget.at = now;
    if (budget.left < 1) {
        return false;
    }
    budget.left -= 1;
    return true;
}

std::optional<GraphError> Contacts::take_rate(
    Shop const& shop, OutgoingMessage const& message, Instant now
) {
    std::scoped_lock const lock(mutex_);
    double const speed = config_.throughput;
    if (!take(numbers_[shop.phone_number_id], speed, speed, now)) {
        return GraphError{130429, "Cloud API message throughput has been reached.", {}};
    }
    if (pairs_.size() >= most_contacts) {
        pairs_.clear();
    }
    if (!take(pairs_[key_of(shop, message.to)], pair_burst, pair_each_second, now)) {
        return GraphError{
            131056,
            "Message failed to send because there were too many messages sent from this phone "
            "number to the same phone number in a short period of time.",
            {}
        };
    }
    return std::nullopt;
}

void Contacts::reset_rates() {
    std::scoped_lock const lock(mutex_);
    numbers_.clear();
    pairs_.clear();
}

}  // namespace croozer::sandbox
