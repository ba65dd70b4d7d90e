#include "sandbox/timeline.hpp"

namespace croozer::sandbox {

Timeline::Timeline() : thread_([this] { run(); }) {}

Timeline::~Timeline() {
    stop();
}

void Timeline::after(std::chrono::milliseconds delay, Task task) {
    std::scoped_lock const lock(mutex_);
    if (stopped_ || tasks_.size() >= most_tasks) {
        return;
    }
    tasks_.emplace(Key{std::chrono::steady_clock::now() + delay, next_++}, std::move(task));
    changed_.notify_one();
}

void Timeline::stop() {
    {
        std::scoped_lock const lock(mutex_);
        stopped_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
    std::scoped_lock const lock(mutex_);
    tasks_.clear();
}

void Timeline::run() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        if (tasks_.empty()) {
            changed_.wait(lock);
            continue;
        }
        auto const due = tasks_.begin()->first.first;
        if (std::chrono::steady_clock::now() < due) {
            changed_.wait_until(lock, due);
            continue;
        }
        auto node = tasks_.extract(tasks_.begin());
        lock.unlock();
        node.mapped()();
        node.mapped() = nullptr;
        lock.lock();
    }
}

}  // namespace croozer::sandbox
