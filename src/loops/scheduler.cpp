#include "loops/scheduler.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

constexpr auto poll_every = 1s;
constexpr std::int64_t poll_items = 1'000;
constexpr std::int64_t business_items = 200;

}  // namespace

void Scheduler::handle(std::string kind, Worker worker) {
    workers_.emplace(std::move(kind), std::move(worker));
}

void Scheduler::start() {
    next_poll_ = std::chrono::steady_clock::now();
    thread_ = std::thread([this] {
        name_this_thread("scheduler");
        run();
    });
}

void Scheduler::stop() {
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Scheduler::hint(BusinessId business, Instant due) {
    {
        std::lock_guard const guard(mutex_);
        if (auto const known = earliest_.find(business); known != earliest_.end()) {
            if (known->second <= due) {
                return;
            }
            hints_.erase({known->second, business});
            known->second = due;
        } else {
            earliest_.emplace(business, due);
        }
        hints_.emplace(due, business);
        if (hints_.begin()->second != business) {
            return;  // Not the next one: nobody need wake.
        }
    }
    wake_.notify_one();
}

void Scheduler::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto const now = system_.now();
        std::vector<BusinessId> ready;
        while (!hints_.empty() && hints_.begin()->first <= now) {
            auto const business = hints_.begin()->second;
            hints_.erase(hints_.begin());
            earliest_.erase(business);
            ready.push_back(business);
        }
        bool const poll = std::chrono::steady_clock::now() >= next_poll_ && !polling_;
        if (poll) {
            next_poll_ = std::chrono::steady_clock::now() + poll_every;
            polling_ = true;
        }
        if (!ready.empty() || poll) {
            lock.unlock();
            for (auto const& business : ready) {
                look_at(business);
            }
            if (poll) {
                poll_all();
            }
            lock.lock();
            continue;
        }
        auto wait =
            std::chrono::duration_cast<Duration>(next_poll_ - std::chrono::steady_clock::now());
        if (!hints_.empty()) {
            wait = std::min(wait, hints_.begin()->first - now);
        }
        wake_.wait_for(lock, std::max(wait, Duration(100)));
    }
}

void Scheduler::poll_all() {
    auto const now = system_.now();
    store::read(
        engine_,
        store::Scope::shared(),
        [now](store::Session& session) { return store::due_work(session, now, poll_items); },
        [this](Result<std::vector<store::DueWork>> due) {
            if (due) {
                hand_out(*due);
            } else {
                log::warn("scan failed", {{"error", due.error().slug}});
            }
            std::lock_guard const guard(mutex_);
            polling_ = false;
        }
    );
}

void Scheduler::look_at(BusinessId business) {
    {
        std::lock_guard const guard(mutex_);
        if (!looking_.insert(business).second) {
            again_.insert(business);
            return;
        }
    }
    auto const now = system_.now();
    store::read(
        engine_,
        store::Scope::of(business),
        [business, now](store::Session& session) {
            return store::due_work_of(session, business, now, business_items);
        },
        [this, business](Result<std::vector<store::DueWork>> due) {
            if (due) {
                hand_out(*due);
            }
            looked(business);
        }
    );
}

void Scheduler::looked(BusinessId business) {
    bool repeat = false;
    {
        std::lock_guard const guard(mutex_);
        looking_.erase(business);
        repeat = again_.erase(business) > 0 && !stopping_;
    }
    if (repeat) {
        hint(business, system_.now());
    }
}

void Scheduler::hand_out(std::vector<store::DueWork> const& due) {
    {
        std::lock_guard const guard(mutex_);
        if (stopping_) {
            return;
        }
    }
    for (auto const& item : due) {
        if (auto const worker = workers_.find(item.kind); worker != workers_.end()) {
            worker->second(item);
        }
    }
}

}  // namespace croozer::loops
