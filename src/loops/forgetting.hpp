// Forgets the people who asked for it (app/forget_person.hpp): looks for open requests at the
// start, at a hint and once a minute, and takes each through its steps.
#pragma once

#include "app/runner.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace croozer::loops {

class Forgetting {
public:
    // `runner` must outlive it.
    explicit Forgetting(app::Runner& runner) : runner_(runner) {}

    Forgetting(Forgetting const&) = delete;
    Forgetting& operator=(Forgetting const&) = delete;

    ~Forgetting() { stop(); }

    void start();
    // Waits for the step under way. Safe to call twice.
    void stop();
    // From any thread, after the commit of a request. Losing one costs a minute.
    void hint();

private:
    void run();
    // Whether nothing is left, as far as could be seen.
    Result<bool> sweep();
    Result<void> forget(UserId user);
    [[nodiscard]] bool is_stopping();

    app::Runner& runner_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool hinted_{true};  // what a crash left
    bool stopping_{false};
    std::thread thread_;
};

}  // namespace croozer::loops
