// Files on their way to browsers: read from the disk by threads of their own, and few enough in
// memory at a time, for who reads slowly holds a whole file there.
#pragma once

#include "base/id.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace croozer::api {

// Bytes of files that are read or being sent.
struct DownloadLimits {
    std::size_t together{std::size_t{128} << 20};
    // Two of the largest, or a chat's photos all at once.
    std::size_t of_one_user{std::size_t{32} << 20};
};

class Downloads {
public:
    explicit Downloads(DownloadLimits limits);

    Downloads(Downloads const&) = delete;
    Downloads& operator=(Downloads const&) = delete;
    ~Downloads();

    // Room for a file, held until it is dropped, on whatever thread. nullptr: there is none now.
    [[nodiscard]] std::shared_ptr<void> reserve(UserId user, std::size_t bytes);
    // Runs `read` on a thread that may wait for the disk. False: too much waits already.
    [[nodiscard]] bool read(std::move_only_function<void()> read);

private:
    // Outlives this with what is still being sent.
    struct Room {
        std::mutex mutex;
        std::size_t left{0};
        std::unordered_map<UserId, std::size_t> held;
    };

    void run();

    DownloadLimits limits_;
    std::shared_ptr<Room> room_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::move_only_function<void()>> queue_;
    bool stopping_{false};
    std::vector<std::thread> threads_;
};

}  // namespace croozer::api
