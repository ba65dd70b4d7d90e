// How cruel this Meta is today. Tests and the "break things" panel set it through /control/modes.
#pragma once

#include "base/result.hpp"
#include "sandbox/json_tools.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace croozer::sandbox {

struct Modes {
    // Between the steps accepted → sent → delivered → read.
    std::chrono::milliseconds delay{150};
    // Every Graph answer waits this long.
    std::chrono::milliseconds slow{0};
    // Every webhook is posted twice.
    bool duplicate{false};
    // Statuses come read, delivered, sent; several inbound messages come last first.
    bool reorder{false};
    // Statuses are made and lost on the way.
    bool drop_statuses{false};
    // A send is accepted and takes effect, but its answer never comes.
    bool drop_answers{false};
    // Every business token is refused with 190, subcode 463.
    bool expired_token{false};
    // As if 24 hours had passed since the customer wrote.
    bool window_closed{false};
    // No statuses are made at all (for load tests).
    bool statuses{true};
    // Meta's limits by number and by pair (130429, 131056).
    bool rate_limits{true};
    // The next `error_times` sends are refused with this code.
    int error_code{0};
    std::int64_t error_times{0};
    // The next `fail_times` sends are accepted and then fail with this code in a status.
    int fail_code{0};
    std::int64_t fail_times{0};
};

[[nodiscard]] json::object modes_to_json(Modes const& modes);
// The keys given replace those of `modes`, the others stay. {delay_ms, slow_ms, duplicate, …,
// error_code, error_times, …}; a code without times means once. Errors: Validation with the key in
// `pointer`.
[[nodiscard]] Result<Modes> changed_modes(Modes modes, json::object const& changes);

// Thread-safe.
class ModeBoard {
public:
    [[nodiscard]] Modes current() const;
    Result<Modes> change(json::object const& changes);
    void reset();
    // The code to refuse this send with, or to fail it with later; counts down.
    [[nodiscard]] std::optional<int> take_error();
    [[nodiscard]] std::optional<int> take_failure();

private:
    mutable std::mutex mutex_;
    Modes modes_;
};

}  // namespace croozer::sandbox
