#include "loops/media.hpp"

#include "app/fetch_media.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

#include <future>
#include <memory>
#include <utility>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t threads = 2;
// What does not find a place comes again soon. One shop's many slow files leave room for others'.
constexpr std::size_t most_waiting = 32;
constexpr std::size_t most_waiting_of_one = 8;
constexpr auto busy_retry = 1min;
constexpr auto disk_retry = 5min;
// Of the library: the address and the bytes, each with its time-out.
constexpr auto longest_fetch = 80s;
static_assert(longest_fetch * (most_waiting / threads + 1) < Media::lease);

constexpr std::string_view disk_full = "disk_full";

}  // namespace

void Media::start() {
    files_.remove_incoming();
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] {
            name_this_thread("media");
            run();
        });
    }
}

void Media::stop() {
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

void Media::take(JobCall const& call, Jobs::Done done) {
    {
        std::lock_guard const guard(mutex_);
        auto const found = shops_.find(call.business);
        auto const of_one = found == shops_.end() ? 0 : found->second.waiting.size();
        if (!stopping_ && waiting_ < most_waiting && of_one < most_waiting_of_one) {
            ++waiting_;
            auto& shop = shops_[call.business];
            shop.waiting.push_back({.call = call, .done = std::move(done)});
            if (!shop.is_queued) {
                shop.is_queued = true;
                turns_.push_back(call.business);
                wake_.notify_one();
            }
            return;
        }
    }
    done(later(busy_retry, "busy"));
}

void Media::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !turns_.empty(); });
        if (stopping_) {
            return;  // Those that wait are claimed again when their lease is over.
        }
        auto const business = turns_.front();
        turns_.pop_front();
        auto& shop = shops_.at(business);
        auto item = std::move(shop.waiting.front());
        shop.waiting.pop_front();
        --waiting_;
        lock.unlock();
        item.done(work(item.call));
        lock.lock();
        if (shop.waiting.empty()) {
            shops_.erase(business);
        } else {
            turns_.push_back(business);
            wake_.notify_one();
        }
    }
}

JobOutcome Media::later(Duration wait, std::string reason) {
    return {
        .fate = JobOutcome::Fate::Again,
        .due_at = runner_.system_clock().now() + wait,
        .error = std::move(reason)
    };
}

// Nothing of Meta's: the disk or the database.
JobOutcome Media::later(Error const& trouble) {
    if (trouble.slug != disk_full) {
        log::warn("a file waits", {{"error", trouble.slug}, {"detail", trouble.detail}});
        return later(busy_retry, trouble.slug);
    }
    disk_is_full_ = true;
    operators_.raise(app::OperatorAlert::DiskFull, trouble.slug);
    return later(disk_retry, std::string(disk_full));
}

JobOutcome Media::outcome_of(Result<void> const& done) {
    return done ? JobOutcome{} : later(done.error());
}

JobOutcome Media::work(JobCall const& call) {
    MediaId const id{call.subject};
    auto task = runner_.run_and_wait(call.business, [id](app::Context& context) {
        return app::begin_media(context, id);
    });
    if (!task) {
        return later(task.error());
    }
    if (task->wanted) {
        return fetch(call, *std::move(task->wanted));
    }
    if (!task->hopeless.empty()) {
        return give_up(call, task->hopeless);
    }
    return task->is_revoked ? remove(call, task->removable_sha256) : JobOutcome{};
}

JobOutcome Media::remove(JobCall const& call, std::string const& sha256) {
    if (!sha256.empty()) {
        if (auto const removed = files_.remove(call.business, sha256); !removed) {
            return later(removed.error());
        }
    }
    return outcome_of(runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::forget_media(context, MediaId{call.subject});
    }));
}

JobOutcome Media::give_up(JobCall const& call, std::string const& reason) {
    return outcome_of(runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::give_up_media(context, MediaId{call.subject}, reason);
    }));
}

JobOutcome Media::put_off(JobCall const& call, std::string const& reason) {
    auto const next = runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::put_off_media(context, MediaId{call.subject}, reason);
    });
    if (!next) {
        return later(next.error());
    }
    return *next ? JobOutcome{.fate = JobOutcome::Fate::Again, .due_at = **next, .error = reason}
                 : JobOutcome{};
}

JobOutcome Media::fetch(JobCall const& call, app::WantedMedia wanted) {
    // Asked before Meta is, and before a file's whole size is in memory.
    if (auto const room = files_.has_room(wanted.most_bytes); !room) {
        return later(room.error());
    }
    if (disk_is_full_.exchange(false)) {
        log::info("there is room for files again");
    }
    using Fetched = std::expected<app::FetchedMedia, app::MediaFailure>;
    auto promise = std::make_shared<std::promise<Fetched>>();
    auto future = promise->get_future();
    library_.fetch(std::move(wanted), [promise](Fetched fetched) {
        promise->set_value(std::move(fetched));
    });
    auto const fetched = future.get();
    if (!fetched) {
        auto const& trouble = fetched.error();
        log::info("a file was not fetched", {{"reason", trouble.reason}});
        return trouble.is_passing ? put_off(call, trouble.reason) : give_up(call, trouble.reason);
    }
    return keep(call, *fetched);
}

JobOutcome Media::keep(JobCall const& call, app::FetchedMedia const& fetched) {
    MediaId const id{call.subject};
    auto const accepted = runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::accept_media(context, id, fetched.sha256);
    });
    if (!accepted) {
        return later(accepted.error());
    }
    if (!*accepted) {
        return {};
    }
    if (auto const stored = files_.put(call.business, fetched.sha256, fetched.bytes); !stored) {
        return later(stored.error());
    }
    return outcome_of(runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::finish_media(context, id, fetched);
    }));
}

}  // namespace croozer::loops
