// The way from any thread to the I/O thread. Many letters cost one wake-up: only the first after
// the I/O thread has emptied the box rings.
#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace croozer::http {

using ConnectionNumber = std::uint64_t;
using RequestNumber = std::uint64_t;

struct Letter {
    ConnectionNumber connection{0};
    // 0: the connection's event stream has something to write.
    RequestNumber request{0};
    Response response;
    // The Respond was dropped uncalled.
    bool dropped{false};
};

class Mailbox {
public:
    explicit Mailbox(std::function<void()> ring) : ring_(std::move(ring)) {}

    // Any thread. Ignored once closed.
    void put(Letter letter);
    // The I/O thread.
    [[nodiscard]] std::vector<Letter> empty();
    // After this nothing rings.
    void close();

private:
    std::mutex mutex_;
    std::vector<Letter> letters_;
    std::function<void()> ring_;
    bool closed_{false};
};

}  // namespace croozer::http
