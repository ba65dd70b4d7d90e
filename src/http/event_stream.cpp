#include "http/event_stream.hpp"

#include "base/limits.hpp"
#include "http/mailbox.hpp"

#include <utility>

namespace croozer::http {

EventStream::~EventStream() {
    close();
}

bool EventStream::push(std::string frame) {
    return push(std::make_shared<std::string const>(std::move(frame)));
}

bool EventStream::push(Frame frame) {
    std::unique_lock lock(mutex_);
    if (closed_) {
        return false;
    }
    bool const too_many = queue_.size() >= limits::stream_queue_events;
    // One frame may be larger than the limit, a queue may not.
    bool const too_large =
        !queue_.empty() && queued_bytes_ + frame->size() > limits::stream_queue_bytes;
    if (too_many || too_large) {
        queue_.clear();
        queued_bytes_ = 0;
        close_and_unlock(std::move(lock));
        return false;
    }
    queued_bytes_ += frame->size();
    queue_.push_back(std::move(frame));
    if (mailbox_ != nullptr && !signalled_) {
        signalled_ = true;
        mailbox_->put({.connection = connection_, .request = 0, .response = {}, .dropped = false});
    }
    return true;
}

void EventStream::close() {
    std::unique_lock lock(mutex_);
    if (!closed_) {
        close_and_unlock(std::move(lock));
    }
}

void EventStream::close_and_unlock(std::unique_lock<std::mutex> lock) {
    closed_ = true;
    auto callback = std::exchange(on_close_, nullptr);
    if (mailbox_ != nullptr && !signalled_) {
        signalled_ = true;
        mailbox_->put({.connection = connection_, .request = 0, .response = {}, .dropped = false});
    }
    lock.unlock();
    if (callback) {
        callback();
    }
}

bool EventStream::is_open() const {
    std::scoped_lock const lock(mutex_);
    return !closed_;
}

void EventStream::on_close(std::move_only_function<void()> callback) {
    {
        std::scoped_lock const lock(mutex_);
        if (!closed_) {
            on_close_ = std::move(callback);
            return;
        }
    }
    callback();
}

void EventStream::attach(std::shared_ptr<Mailbox> mailbox, std::uint64_t connection) {
    std::scoped_lock const lock(mutex_);
    mailbox_ = std::move(mailbox);
    connection_ = connection;
}

bool EventStream::take(std::vector<Frame>& frames) {
    std::scoped_lock const lock(mutex_);
    signalled_ = false;
    for (auto& frame : queue_) {
        frames.push_back(std::move(frame));
    }
    bool const had = !queue_.empty();
    queue_.clear();
    queued_bytes_ = 0;
    return had || !closed_;
}

}  // namespace croozer::http
