#include "loops/media.hpp"

#include "app/fetch_media.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t threads = 2;
constexpr std::size_t most_waiting = 256;
// Meta keeps a file for seven days; a shop wants it within the hour. Tried after some seconds
// first, then ever more rarely: about two days in all.
constexpr auto first_retry = 5s;
constexpr auto longest_retry = 6h;
constexpr std::int64_t most_attempts = 20;
// A full disk is no fault of the file's.
constexpr auto disk_retry = 5min;

Duration retry_in(std::int64_t attempts) {
    auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, 16);
    return std::min<Duration>(
        longest_retry, Duration(first_retry) * (std::int64_t{1} << doublings)
    );
}

}  // namespace

void Media::start() {
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
        if (!stopping_ && queue_.size() < most_waiting) {
            queue_.push_back({.call = call, .done = std::move(done)});
            wake_.notify_one();
            return;
        }
    }
    done(later(call, "busy"));
}

void Media::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) {
            return;  // Those that wait are claimed again when their lease is over.
        }
        auto item = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        item.done(work(item.call));
    }
}

JobOutcome Media::later(JobCall const& call, std::string reason) {
    auto const wait = reason == "disk_full" ? Duration(disk_retry) : retry_in(call.attempts);
    return {
        .fate = JobOutcome::Fate::Again,
        .due_at = runner_.system_clock().now() + wait,
        .error = std::move(reason)
    };
}

JobOutcome Media::give_up(JobCall const& call, std::string reason) {
    auto const told = runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::give_up_media(context, MediaId{call.subject}, reason);
    });
    return told ? JobOutcome{} : later(call, told.error().slug);
}

JobOutcome Media::work(JobCall const& call) {
    MediaId const id{call.subject};
    auto task = runner_.run_and_wait(call.business, [id](app::Context& context) {
        return app::begin_media(context, id);
    });
    if (!task) {
        return later(call, task.error().slug);
    }
    if (task->wanted) {
        return fetch(call, *std::move(task->wanted));
    }
    if (!task->hopeless.empty()) {
        return give_up(call, task->hopeless);
    }
    if (task->is_revoked) {
        if (!task->removable_sha256.empty()) {
            if (auto const removed = files_.remove(call.business, task->removable_sha256);
                !removed) {
                return later(call, removed.error().slug);
            }
        }
        auto const forgotten = runner_.run_and_wait(call.business, [id](app::Context& context) {
            return app::forget_media(context, id);
        });
        return forgotten ? JobOutcome{} : later(call, forgotten.error().slug);
    }
    return {};
}

JobOutcome Media::fetch(JobCall const& call, app::WantedMedia wanted) {
    using Fetched = std::expected<app::FetchedMedia, app::MediaFailure>;
    auto promise = std::make_shared<std::promise<Fetched>>();
    auto future = promise->get_future();
    library_.fetch(std::move(wanted), [promise](Fetched fetched) {
        promise->set_value(std::move(fetched));
    });
    auto const fetched = future.get();
    if (!fetched) {
        auto const& trouble = fetched.error();
        log::info(
            "a file was not fetched", {{"reason", trouble.reason}, {"attempts", call.attempts}}
        );
        bool const is_over = !trouble.is_passing || call.attempts >= most_attempts;
        return is_over ? give_up(call, trouble.reason) : later(call, trouble.reason);
    }
    if (auto const stored = files_.put(call.business, fetched->sha256, fetched->bytes); !stored) {
        log::error(
            "a file was not stored",
            {{"error", stored.error().slug}, {"detail", stored.error().detail}}
        );
        return later(call, "disk_full");
    }
    auto const noted = runner_.run_and_wait(call.business, [&](app::Context& context) {
        return app::finish_media(context, MediaId{call.subject}, *fetched);
    });
    return noted ? JobOutcome{} : later(call, noted.error().slug);
}

}  // namespace croozer::loops
