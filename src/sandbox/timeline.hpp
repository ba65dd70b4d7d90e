// Things that happen later, on one thread of their own: delayed answers, statuses, webhook retries.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace croozer::sandbox {

class Timeline {
public:
    using Task = std::move_only_function<void()>;

    Timeline();
    Timeline(Timeline const&) = delete;
    Timeline& operator=(Timeline const&) = delete;
    ~Timeline();

    // Tasks due at the same moment run in the order given. Thread-safe; a task must not block.
    // Above most_tasks the task is dropped, as everything that a sandbox under flood may lose.
    void after(std::chrono::milliseconds delay, Task task);

    // Drops what is waiting and joins the thread. Safe to call twice, not from a task.
    void stop();

    static constexpr std::size_t most_tasks = 200'000;

private:
    using Key = std::pair<std::chrono::steady_clock::time_point, std::uint64_t>;

    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<Key, Task> tasks_;
    std::uint64_t next_{0};
    bool stopped_{false};
    std::thread thread_;
};

}  // namespace croozer::sandbox
