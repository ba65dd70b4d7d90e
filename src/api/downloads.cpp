#include "api/downloads.hpp"

#include "base/thread_name.hpp"

#include <utility>

namespace croozer::api {
namespace {

constexpr std::size_t threads = 2;
constexpr std::size_t most_waiting = 256;

}  // namespace

Downloads::Downloads(DownloadLimits limits) : limits_(limits), room_(std::make_shared<Room>()) {
    room_->left = limits.together;
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] {
            name_this_thread("downloads");
            run();
        });
    }
}

Downloads::~Downloads() {
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
}

std::shared_ptr<void> Downloads::reserve(UserId user, std::size_t bytes) {
    std::lock_guard const guard(room_->mutex);
    auto const found = room_->held.find(user);
    auto const held = found == room_->held.end() ? 0 : found->second;
    if (bytes > room_->left || held + bytes > limits_.of_one_user) {
        return nullptr;
    }
    room_->left -= bytes;
    room_->held[user] = held + bytes;
    return {static_cast<void*>(room_.get()), [room = room_, user, bytes](void*) {
                std::lock_guard const guard_of_room(room->mutex);
                room->left += bytes;
                auto const mine = room->held.find(user);
                mine->second -= bytes;
                if (mine->second == 0) {
                    room->held.erase(mine);
                }
            }};
}

bool Downloads::read(std::move_only_function<void()> read) {
    {
        std::lock_guard const guard(mutex_);
        if (stopping_ || queue_.size() >= most_waiting) {
            return false;
        }
        queue_.push_back(std::move(read));
    }
    wake_.notify_one();
    return true;
}

void Downloads::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) {
            return;
        }
        auto next = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        next();
        lock.lock();
    }
}

}  // namespace croozer::api
