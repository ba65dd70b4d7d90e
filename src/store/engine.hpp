// The database as the rest of the program sees it: bounded queues in front of one writer thread
// (SQLite, group commit) or several transaction threads (PostgreSQL), and readers.
//
//   write(engine, Lane::Interactive, Scope::of(business),
//         [=](Session& s) -> Result<Order> { … },        // runs in one transaction
//         [=](Result<Order> outcome) { … });             // after it is durable
//
// The first function may run more than once (PostgreSQL retries on a serialisation failure), so it
// must not consume what it captured. Whatever it returns as an error undoes all it wrote.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "store/session.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace croozer::store {

// Served in this order; a tenth of the writer's turns is kept for Background.
enum class Lane : std::uint8_t { Ingress, Interactive, Background };

// A command touches tenant tables of one business, or the other tables, never both. The drivers
// check it statement by statement.
struct Scope {
    enum class Kind : std::uint8_t { Business, Shared };
    Kind kind{Kind::Shared};
    BusinessId business;

    [[nodiscard]] static Scope of(BusinessId id) {
        return {.kind = Kind::Business, .business = id};
    }

    [[nodiscard]] static Scope shared() { return {}; }
};

class Engine {
public:
    using Work = std::move_only_function<Result<void>(Session&)>;
    using Done = std::move_only_function<void(Result<void>)>;

    Engine() = default;
    Engine(Engine const&) = delete;
    Engine& operator=(Engine const&) = delete;
    virtual ~Engine() = default;

    // `done` is called exactly once, on a thread of the engine, after the commit is durable or has
    // failed; at once with Busy when the queue is full. It must be short.
    virtual void submit_write(Lane lane, Scope scope, Work work, Done done) = 0;
    // A consistent snapshot; a read may look at several scopes. At most 50 ms of work.
    virtual void submit_read(Scope scope, Work work, Done done) = 0;
    // Waits until everything accepted so far is done. Nothing may be submitted afterwards.
    virtual void stop() = 0;
};

namespace impl {

template <class T>
struct Slot {
    std::optional<Result<T>> outcome;
};

template <class T, class Work, class Done>
std::pair<Engine::Work, Engine::Done> bind(Work work, Done done) {
    auto slot = std::make_shared<Slot<T>>();
    Engine::Work run = [slot, work = std::move(work)](Session& session) mutable -> Result<void> {
        slot->outcome.emplace(work(session));
        if (!slot->outcome->has_value()) {
            return std::unexpected(slot->outcome->error());
        }
        return {};
    };
    Engine::Done finish = [slot, done = std::move(done)](Result<void> committed) mutable {
        if (!committed) {
            done(Result<T>(std::unexpected(std::move(committed).error())));
        } else {
            done(*std::move(slot->outcome));
        }
    };
    return {std::move(run), std::move(finish)};
}

template <class Work>
using ValueOf = typename std::invoke_result_t<Work&, Session&>::value_type;

template <class T, class Start>
Result<T> wait_for(Start start) {
    std::mutex mutex;
    std::condition_variable ready;
    std::optional<Result<T>> result;
    start([&](Result<T> outcome) {
        // Notify under the lock: the waiter owns the condition variable and may leave at once.
        std::lock_guard const lock(mutex);
        result.emplace(std::move(outcome));
        ready.notify_one();
    });
    std::unique_lock lock(mutex);
    ready.wait(lock, [&] { return result.has_value(); });
    return *std::move(result);
}

}  // namespace impl

template <class Work, class Done>
void write(Engine& engine, Lane lane, Scope scope, Work work, Done done) {
    auto [run, finish] = impl::bind<impl::ValueOf<Work>>(std::move(work), std::move(done));
    engine.submit_write(lane, scope, std::move(run), std::move(finish));
}

template <class Work, class Done>
void read(Engine& engine, Scope scope, Work work, Done done) {
    auto [run, finish] = impl::bind<impl::ValueOf<Work>>(std::move(work), std::move(done));
    engine.submit_read(scope, std::move(run), std::move(finish));
}

// For start-up, command lines and tests; never on an I/O or engine thread.
template <class Work>
auto write_and_wait(Engine& engine, Scope scope, Work work) {
    using T = impl::ValueOf<Work>;
    return impl::wait_for<T>([&](auto done) {
        write(engine, Lane::Interactive, scope, std::move(work), std::move(done));
    });
}

template <class Work>
auto read_and_wait(Engine& engine, Scope scope, Work work) {
    using T = impl::ValueOf<Work>;
    return impl::wait_for<T>([&](auto done) {
        read(engine, scope, std::move(work), std::move(done));
    });
}

}  // namespace croozer::store
