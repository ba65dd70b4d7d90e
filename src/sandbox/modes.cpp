#include "sandbox/modes.hpp"

#include <array>
#include <string>
#include <string_view>

namespace croozer::sandbox {
namespace {

constexpr std::int64_t longest_wait_ms = 600'000;
constexpr std::int64_t most_times = 1'000'000;
constexpr std::int64_t highest_code = 10'000'000;

struct FlagKey {
    std::string_view key;
    bool Modes::* member;
};

constexpr std::array flags{
    FlagKey{"duplicate", &Modes::duplicate},
    FlagKey{"reorder", &Modes::reorder},
    FlagKey{"drop_statuses", &Modes::drop_statuses},
    FlagKey{"drop_answers", &Modes::drop_answers},
    FlagKey{"expired_token", &Modes::expired_token},
    FlagKey{"window_closed", &Modes::window_closed},
    FlagKey{"statuses", &Modes::statuses},
    FlagKey{"rate_limits", &Modes::rate_limits},
};

std::unexpected<Error> wrong(std::string_view key, std::string detail) {
    Error error = make_error(ErrorCode::Validation, "mode", std::string(key) + " " + detail);
    error.pointer = "/" + std::string(key);
    return std::unexpected(std::move(error));
}

Result<std::int64_t> whole(std::string_view key, json::value const& value, std::int64_t most) {
    if (!value.is_int64() || value.get_int64() < 0 || value.get_int64() > most) {
        return wrong(key, "must be a whole number from 0 to " + std::to_string(most));
    }
    return value.get_int64();
}

Result<bool> set_number(Modes& modes, std::string_view key, json::value const& value) {
    if (key == "delay_ms") {
        modes.delay = std::chrono::milliseconds(TRY(whole(key, value, longest_wait_ms)));
    } else if (key == "slow_ms") {
        modes.slow = std::chrono::milliseconds(TRY(whole(key, value, longest_wait_ms)));
    } else if (key == "error_code") {
        modes.error_code = static_cast<int>(TRY(whole(key, value, highest_code)));
    } else if (key == "error_times") {
        modes.error_times = TRY(whole(key, value, most_times));
    } else if (key == "fail_code") {
        modes.fail_code = static_cast<int>(TRY(whole(key, value, highest_code)));
    } else if (key == "fail_times") {
        modes.fail_times = TRY(whole(key, value, most_times));
    } else {
        return false;
    }
    return true;
}

std::optional<int> take(int code, std::int64_t& times) {
    if (times <= 0) {
        return std::nullopt;
    }
    --times;
    return code;
}

}  // namespace

json::object modes_to_json(Modes const& modes) {
    json::object out{
        {"delay_ms", modes.delay.count()},
        {"slow_ms", modes.slow.count()},
        {"error_code", modes.error_code},
        {"error_times", modes.error_times},
        {"fail_code", modes.fail_code},
        {"fail_times", modes.fail_times},
    };
    for (FlagKey const& flag : flags) {
        out[flag.key] = modes.*flag.member;
    }
    return out;
}

Result<Modes> changed_modes(Modes modes, json::object const& changes) {
    for (auto const& [key, value] : changes) {
        bool known = false;
        for (FlagKey const& flag : flags) {
            if (flag.key == key) {
                if (!value.is_bool()) {
                    return wrong(key, "must be true or false");
                }
                modes.*flag.member = value.get_bool();
                known = true;
            }
        }
        if (!known && !TRY(set_number(modes, key, value))) {
            return wrong(key, "is not a mode");
        }
    }
    if (changes.contains("error_code") && !changes.contains("error_times")) {
        modes.error_times = modes.error_code == 0 ? 0 : 1;
    }
    if (changes.contains("fail_code") && !changes.contains("fail_times")) {
        modes.fail_times = modes.fail_code == 0 ? 0 : 1;
    }
    return modes;
}

Modes ModeBoard::current() const {
    std::scoped_lock const lock(mutex_);
    return modes_;
}

Result<Modes> ModeBoard::change(json::object const& changes) {
    std::scoped_lock const lock(mutex_);
    modes_ = TRY(changed_modes(modes_, changes));
    return modes_;
}

void ModeBoard::reset() {
    std::scoped_lock const lock(mutex_);
    modes_ = Modes{};
}

std::optional<int> ModeBoard::take_error() {
    std::scoped_lock const lock(mutex_);
    return take(modes_.error_code, modes_.error_times);
}

std::optional<int> ModeBoard::take_failure() {
    std::scoped_lock const lock(mutex_);
    return take(modes_.fail_code, modes_.fail_times);
}

}  // namespace croozer::sandbox
