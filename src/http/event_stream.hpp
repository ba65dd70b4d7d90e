// One browser's server-sent events (WHATWG HTML, section 9.2). Made by a handler, given to the
// server inside a Response, and pushed to from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace croozer::http {

class Mailbox;

class EventStream {
public:
    using Frame = std::shared_ptr<std::string const>;

    EventStream() = default;
    EventStream(EventStream const&) = delete;
    EventStream& operator=(EventStream const&) = delete;
    ~EventStream();

    // `frame` is whole, "event: order\ndata: {}\n\n". Frames wait until the answer's head is
    // written. False when the stream is closed, or when the client is so slow that the queue
    // (limits::stream_queue_events or _bytes) is full: then the stream is closed as well and the
    // browser comes back with Last-Event-ID.
    bool push(std::string frame);
    // The same bytes for many clients without a copy each.
    bool push(Frame frame);

    // What is queued is still written, then the connection ends.
    void close();
    [[nodiscard]] bool is_open() const;

    // Runs once, when the stream closes from either side, on the thread that closes it (at once if
    // it is closed already). It must not block.
    void on_close(std::move_only_function<void()> callback);

    // ---- For the server.
    void attach(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection);
    // Moves what is queued to `frames`. False when the stream is closed and nothing is left.
    bool take(std::vector<Frame>& frames);

private:
    void close_and_unlock(std::unique_lock<std::mutex> lock);

    mutable std::mutex mutex_;
    std::deque<Frame> queue_;
    std::size_t queued_bytes_{0};
    bool closed_{false};
    bool signalled_{false};
    std::shared_ptr<Mailbox> mailbox_;
    std::uint64_t connection_{0};
    std::move_only_function<void()> on_close_;
};

}  // namespace croozer::http
