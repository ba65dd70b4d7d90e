// Every send that was accepted, for tests to look at. Thread-safe; the oldest go first.
#pragma once

#include "base/time.hpp"
#include "sandbox/json_tools.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace croozer::sandbox {

struct AcceptedSend {
    // From 1, without gaps.
    std::int64_t sequence{0};
    Instant at;
    std::string phone_number_id;
    // The first 12 hex digits of the token's SHA-256.
    std::string token_id;
    std::string to;
    // Empty for a read receipt.
    std::string wamid;
    std::optional<std::string> callback_data;
    json::object body;
};

class SendLedger {
public:
    // Gives it its sequence.
    void add(AcceptedSend send);
    // {"sends":[…],"next":n}: those after `since`, at most `most`; give `next` as `since` again.
    [[nodiscard]] json::object after(std::int64_t since, std::size_t most) const;
    void clear();

    static constexpr std::size_t most_kept = 50'000;

private:
    mutable std::mutex mutex_;
    std::deque<AcceptedSend> sends_;
    std::int64_t last_{0};
};

}  // namespace croozer::sandbox
