// Finds the work that is due and hands it to whoever does that kind. Polling once a second is the
// truth; a hint after a commit only makes it sooner.
#pragma once

#include "app/runner.hpp"
#include "base/time.hpp"
#include "store/engine.hpp"
#include "store/repositories/work.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace croozer::loops {

class Scheduler {
public:
    // Takes an item on; it may be offered again until its row is gone or due later, so a worker
    // ignores what it has in hand already.
    using Worker = std::function<void(store::DueWork const&)>;

    Scheduler(store::Engine& engine, Clock const& system) : engine_(engine), system_(system) {}

    Scheduler(Scheduler const&) = delete;
    Scheduler& operator=(Scheduler const&) = delete;

    ~Scheduler() { stop(); }

    // Before start().
    void handle(std::string kind, Worker worker);
    void start();
    // No item is handed out after it returns.
    void stop();

    // From any thread.
    void hint(BusinessId business, Instant due);

private:
    void run();
    void poll_all();
    void look_at(BusinessId business);
    void hand_out(std::vector<store::DueWork> const& due);
    void looked(BusinessId business);

    store::Engine& engine_;
    Clock const& system_;
    std::unordered_map<std::string, Worker> workers_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::set<std::pair<Instant, BusinessId>> hints_;
    std::unordered_map<BusinessId, Instant> earliest_;  // one hint a business: the earliest
    std::unordered_set<BusinessId> looking_;            // a read of this business is under way
    std::unordered_set<BusinessId> again_;              // and something changed meanwhile
    std::chrono::steady_clock::time_point next_poll_;
    bool polling_{false};
    bool stopping_{false};
    std::thread thread_;
};

}  // namespace croozer::loops
