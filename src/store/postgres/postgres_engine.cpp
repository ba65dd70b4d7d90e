#include "store/postgres/postgres_engine.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "store/fair_queue.hpp"
#include "store/guarded.hpp"
#include "store/postgres/link.hpp"
#include "store/postgres/migrate.hpp"
#include "store/postgres/session.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace croozer::store::postgres {
namespace {

using namespace std::chrono_literals;

// A conflict that five tries did not solve is a Busy for the caller: about 150 ms, or 10 s if each
// of them waited for a lock in vain.
constexpr int most_attempts = 5;
constexpr auto first_pause = std::chrono::microseconds(10ms);

struct WriteItem {
    Scope scope;
    Engine::Work work;
    Engine::Done done;
};

struct ReadItem {
    Scope scope;
    Engine::Work work;
    Engine::Done done;
};

// Serialisation failure, deadlock, lock_timeout: whoever was in the way has gone or will.
bool is_conflict(std::optional<Error> const& error) {
    return error && (error->slug == "40001" || error->slug == "40P01" || error->slug == "55P03");
}

enum class Next : std::uint8_t { Answer, AfterPause, OnNewConnection };

struct Attempt {
    Result<void> outcome;
    Next next{Next::Answer};
};

// Once through the command. It may be run again if it met a conflict, or if the server went away
// before the commit was asked for: then nothing of it can have been kept.
Attempt attempt(PostgresSession& session, Engine::Work& work) {
    auto outcome = run_guarded(work, session);
    bool commit_asked = false;
    if (outcome) {
        commit_asked = !session.first_error();
        outcome = session.commit();
    }
    if (outcome) {
        return {.outcome = {}};
    }
    session.rollback();
    if (is_conflict(session.first_error())) {
        return {.outcome = std::move(outcome), .next = Next::AfterPause};
    }
    if (!session.alive()) {
        if (commit_asked) {
            log::warn("the connection was lost in a commit");
            return {.outcome = failure(ErrorCode::StorageUnavailable, "commit_unknown")};
        }
        return {
            .outcome = failure(ErrorCode::StorageUnavailable, "connection"),
            .next = Next::OnNewConnection
        };
    }
    return {.outcome = std::move(outcome)};
}

// Retries as attempt() allows: a conflict up to most_attempts times, a lost connection once.
template <class MakeSession>
Result<void> run_with_retries(Link& link, Engine::Work& work, MakeSession make_session) {
    bool reconnected = false;
    auto pause = first_pause;
    for (int tries = 1;; ++tries) {
        auto* const connection = TRY(link.get());
        auto session = make_session(*connection);
        auto [outcome, next] = attempt(session, work);
        bool const again = next == Next::AfterPause        ? tries < most_attempts
                           : next == Next::OnNewConnection ? !reconnected
                                                           : false;
        if (!again) {
            return std::move(outcome);
        }
        if (next == Next::AfterPause) {
            std::this_thread::sleep_for(with_jitter(pause));
            pause *= 2;
        } else {
            reconnected = true;
        }
    }
}

// The connections of a reader thread.
struct Reader {
    Link app;
    Link scan;
};

class PostgresEngine final : public Engine {
public:
    PostgresEngine(
        std::vector<std::unique_ptr<Link>> writers, std::vector<std::unique_ptr<Reader>> readers
    )
        : writers_(std::move(writers)), readers_(std::move(readers)) {
        for (auto& writer : writers_) {
            threads_.emplace_back([this, link = writer.get()] {
                name_this_thread("writer");
                write_loop(*link);
            });
        }
        for (auto& reader : readers_) {
            threads_.emplace_back([this, links = reader.get()] {
                name_this_thread("reader");
                read_loop(*links);
            });
        }
    }

    PostgresEngine(PostgresEngine const&) = delete;
    PostgresEngine& operator=(PostgresEngine const&) = delete;

    ~PostgresEngine() override { stop(); }

    void submit_write(Lane lane, Scope scope, Work work, Done done) override {
        WriteItem item{.scope = scope, .work = std::move(work), .done = std::move(done)};
        {
            std::lock_guard const guard(write_mutex_);
            if (!stopping_ && writes_.push(lane, scope.business, item)) {
                write_ready_.notify_one();
                return;
            }
        }
        item.done(failure(ErrorCode::Busy, "write_queue_full"));
    }

    void submit_read(Scope scope, Work work, Done done) override {
        {
            std::lock_guard const guard(read_mutex_);
            if (!stopping_ && reads_.size() < limits::read_queue) {
                reads_.push_back({.scope = scope, .work = std::move(work), .done = std::move(done)}
                );
                read_ready_.notify_one();
                return;
            }
        }
        done(failure(ErrorCode::Busy, "read_queue_full"));
    }

    void stop() override {
        {
            std::scoped_lock const guard(write_mutex_, read_mutex_);
            stopping_ = true;
        }
        write_ready_.notify_all();
        read_ready_.notify_all();
        for (auto& thread : threads_) {
            if (thread.joinable()) {
                thread.join();
            }
        }
    }

private:
    std::optional<WriteItem> next_write() {
        std::unique_lock lock(write_mutex_);
        write_ready_.wait(lock, [this] { return stopping_ || !writes_.empty(); });
        return writes_.pop();
    }

    std::optional<ReadItem> next_read() {
        std::unique_lock lock(read_mutex_);
        read_ready_.wait(lock, [this] { return stopping_ || !reads_.empty(); });
        if (reads_.empty()) {
            return std::nullopt;
        }
        ReadItem item = std::move(reads_.front());
        reads_.pop_front();
        return item;
    }

    void write_loop(Link& link) {
        while (auto item = next_write()) {
            item->done(run_with_retries(link, item->work, [&](Connection& connection) {
                return PostgresSession(connection, nullptr, item->scope, Access::Write);
            }));
        }
    }

    void read_loop(Reader& links) {
        while (auto item = next_read()) {
            item->done(run_with_retries(links.app, item->work, [&](Connection& connection) {
                return PostgresSession(connection, &links.scan, item->scope, Access::Read);
            }));
        }
    }

    std::vector<std::unique_ptr<Link>> writers_;
    std::vector<std::unique_ptr<Reader>> readers_;

    std::mutex write_mutex_;
    std::condition_variable write_ready_;
    FairQueue<WriteItem> writes_;
    std::mutex read_mutex_;
    std::condition_variable read_ready_;
    std::deque<ReadItem> reads_;
    bool stopping_{false};  // written under both locks, read under either
    std::vector<std::thread> threads_;
};

Result<void> check_connection(std::string const& conninfo) {
    auto connection = TRY(Connection::open(conninfo, Use::Commands));
    CHECK(check_version(*connection));
    return check_role(*connection);
}

}  // namespace

Result<std::unique_ptr<Engine>> open_engine(PostgresOptions const& options) {
    if (!options.owner_conninfo.empty()) {
        auto owner = TRY(Connection::open(options.owner_conninfo, Use::Migrations));
        CHECK(migrate(*owner));
    }
    CHECK(check_connection(options.conninfo));
    CHECK(check_connection(options.scan_conninfo));
    std::vector<std::unique_ptr<Link>> writers;
    for (int i = 0; i < options.threads; ++i) {
        auto& link = writers.emplace_back(std::make_unique<Link>(options.conninfo));
        CHECK(link->get());
    }
    std::vector<std::unique_ptr<Reader>> readers;
    for (int i = 0; i < options.readers; ++i) {
        auto& reader = readers.emplace_back(
            std::make_unique<Reader>(Link(options.conninfo), Link(options.scan_conninfo))
        );
        CHECK(reader->app.get());
    }
    return std::make_unique<PostgresEngine>(std::move(writers), std::move(readers));
}

}  // namespace croozer::store::postgres
