// How Meta's business platform refuses us, for everything that is not a message: connecting,
// tokens, health, templates, media. The ports that use it: business_platform.hpp and its like.
#pragma once

#include "app/ports.hpp"

#include <cstdint>
#include <expected>
#include <functional>
#include <string>

namespace croozer::app {

struct PlatformError {
    // No answer, or trouble of Meta's own: the same call may do well in a while.
    bool is_passing{false};
    // What the code asks for in general (meta/graph_errors.hpp); None without an answer.
    ErrorAction action{ErrorAction::None};
    int http_status{0};  // 0: no answer came
    std::int64_t code{0};
    std::int64_t subcode{0};
    // Meta's words with tokens, ids and phones hidden: safe to store and to show.
    std::string detail;
    // Meta's words for people (error_user_title, error_user_msg), hidden likewise; may be empty.
    std::string user_title;
    std::string user_message;
    std::string trace_id;  // for Meta's support
};

template <class T>
using PlatformResult = std::expected<T, PlatformError>;

// Called once, on a thread of the platform's (the caller's if nothing could be sent); must not
// block.
template <class T>
using PlatformDone = std::move_only_function<void(PlatformResult<T>)>;

}  // namespace croozer::app
