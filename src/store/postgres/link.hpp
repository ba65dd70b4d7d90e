// A thread's connection that comes back by itself.
#pragma once

#include "base/result.hpp"
#include "store/postgres/connection.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace croozer::store::postgres {

class Link {
public:
    explicit Link(std::string conninfo) : conninfo_(std::move(conninfo)) {}

    // The connection, made anew if it was lost. While the server cannot be reached one caller in
    // 100 ms to 5 s tries it; the others are told StorageUnavailable at once and need not queue.
    [[nodiscard]] Result<Connection*> get();

private:
    std::string conninfo_;
    std::unique_ptr<Connection> connection_;
    std::chrono::steady_clock::time_point next_try_;
    std::chrono::milliseconds back_off_{0};
};

// Uniform in [most / 2, most): so that threads and nodes that failed together do not come back
// together.
[[nodiscard]] std::chrono::microseconds with_jitter(std::chrono::microseconds most);

}  // namespace croozer::store::postgres
