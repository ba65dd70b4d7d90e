#include "loops/forgetting.hpp"

#include "app/forget_person.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "store/repositories/deletion_requests.hpp"
#include "store/repositories/directory.hpp"

#include <chrono>

namespace croozer::loops {
namespace {

// Also how long a request waits after its database was away.
constexpr auto look_every = std::chrono::minutes(1);
constexpr std::int64_t people_at_once = 50;

}  // namespace

void Forgetting::start() {
    thread_ = std::thread([this] {
        name_this_thread("forgetting");
        run();
    });
}

void Forgetting::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Forgetting::hint() {
    std::lock_guard const lock(mutex_);
    hinted_ = true;
    wake_.notify_one();
}

bool Forgetting::is_stopping() {
    std::lock_guard const lock(mutex_);
    return stopping_;
}

void Forgetting::run() {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, look_every, [this] { return stopping_ || hinted_; });
            if (stopping_) {
                return;
            }
            hinted_ = false;
        }
        auto const all = sweep();
        if (!all) {
            log::warn(
                "a person is not forgotten yet", {{"slug", std::string_view(all.error().slug)}}
            );
        } else if (!*all) {
            hint();
        }
    }
}

Result<bool> Forgetting::sweep() {
    auto const people = TRY(store::read_and_wait(
        runner_.engine(),
        store::Scope::shared(),
        [](store::Session& session) { return store::people_to_forget(session, people_at_once); }
    ));
    for (auto const user : people) {
        if (is_stopping()) {
            return true;
        }
        CHECK(forget(user));
    }
    return std::ssize(people) < people_at_once;
}

Result<void> Forgetting::forget(UserId user) {
    auto const shops = TRY(store::read_and_wait(
        runner_.engine(),
        store::Scope::shared(),
        [user](store::Session& session) { return store::memberships_of(session, user); }
    ));
    for (auto const& shop : shops) {
        CHECK(runner_.run_and_wait(shop.business, [user](app::Context& context) {
            return app::forget_in_shop(context, user);
        }));
    }
    CHECK(store::write_and_wait(
        runner_.engine(),
        store::Scope::shared(),
        [user, now = runner_.system_clock().now()](store::Session& session) {
            return app::finish_forgetting(session, user, now);
        }
    ));
    log::info("a person was forgotten", {{"shops", std::ssize(shops)}});
    return {};
}

}  // namespace croozer::loops
