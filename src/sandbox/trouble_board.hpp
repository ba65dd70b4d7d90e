// Graph refusing, being slow or not answering at all, for one operation at a time. Tests and the
// "break things" panel set it through /control/troubles.
#pragma once

#include "base/result.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::sandbox {

struct Trouble {
    // "register", "debug_token"… as add_graph() names them; empty: any.
    std::string operation;
    // A part of the path, such as a number's id; empty: any.
    std::string path;
    // Nothing: the call goes through.
    std::optional<GraphError> error;
    // error_user_title and error_user_msg, which Graph gives for people.
    std::string user_title;
    std::string user_message;
    std::chrono::milliseconds slow{0};
    // Not Graph but what stands before it answers, with this status and a page; nothing takes
    // effect.
    int page_status{0};
    // It takes effect, and its answer never comes.
    bool no_answer{false};
    std::int64_t times{1};
};

class TroubleBoard {
public:
    // An operation that Graph has here; no other can be in trouble, so that a test that names it
    // wrongly fails. Before the server starts.
    void know(std::string operation) { known_.insert(std::move(operation)); }

    // {operation?, path?, code?, subcode?, details?, user_title?, user_message?, slow_ms?,
    // page_status?, no_answer?, times?}. Errors: Validation with the key in `pointer`.
    Result<void> add(json::object const& source);
    void clear();
    // The first that is meant for this call; counts down.
    [[nodiscard]] std::optional<Trouble> take(std::string_view operation, std::string_view path);
    [[nodiscard]] json::array describe() const;

    static constexpr std::size_t most_kept = 1'000;

private:
    std::set<std::string, std::less<>> known_;
    mutable std::mutex mutex_;
    std::vector<Trouble> troubles_;
};

[[nodiscard]] Result<Trouble> read_trouble(json::object const& source);

}  // namespace croozer::sandbox
