// Runs the durable jobs of store/repositories/jobs.hpp: claims one in a transaction, lets its
// worker act outside of any, and settles it by what came of it. A crash in between only costs the
// lease: the job is claimed again, so a worker must stand being run twice.
#pragma once

#include "app/runner.hpp"
#include "loops/in_hand.hpp"
#include "loops/scheduler.hpp"

#include <functional>
#include <string>

namespace croozer::loops {

struct JobCall {
    BusinessId business;
    Uuid subject;
    std::int64_t attempts{0};  // this one included
};

struct JobOutcome {
    enum class Fate : std::uint8_t {
        Finished,  // the row goes
        Again,     // queued again at `due_at`; without an error as if for the first time
        Dead,      // a dead letter
    };
    Fate fate{Fate::Finished};
    Instant due_at;
    std::string error;  // of Again and Dead: for operators, without secrets
};

// Thread-safe.
class Jobs {
public:
    // Called once for a call, from any thread.
    using Done = std::move_only_function<void(JobOutcome)>;
    using Worker = std::function<void(JobCall const&, Done)>;

    // Both must outlive this, as must what the workers hold.
    Jobs(app::Runner& runner, Scheduler& scheduler) : runner_(runner), scheduler_(scheduler) {}

    // Before the scheduler starts. `lease` is longer than the worker's longest time.
    void handle(std::string const& kind, Duration lease, Worker worker);

private:
    void take(store::DueWork const& item, Duration lease, Worker const& worker);
    void settle(BusinessId business, Uuid id, std::int64_t fence, JobOutcome outcome);

    app::Runner& runner_;
    Scheduler& scheduler_;
    InHand in_hand_;
};

}  // namespace croozer::loops
