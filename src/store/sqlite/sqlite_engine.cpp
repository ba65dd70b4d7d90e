#include "store/sqlite/sqlite_engine.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "store/fair_queue.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/directory_lock.hpp"
#include "store/sqlite/migrate.hpp"
#include "store/sqlite/session.hpp"

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <shared_mutex>
#include <thread>
#include <vector>

namespace croozer::store::sqlite {
namespace {

// Pages of WAL after which the writer checkpoints between two commits. A page that changed in many
// commits is copied once a step: at 250 the steps took 28 % of the writer's time under orders, at
// 1,000 7 %, and the p99 of an answer stayed below 10 ms (./dev bench orders, latency).
constexpr int checkpoint_step_pages = 1'000;
// Above this a slow reader must not let the WAL grow further (16 MiB of 4 KiB pages).
constexpr int restart_pages = 4'096;

struct WriteItem {
    Lane lane;
    Scope scope;
    Engine::Work work;
    Engine::Done done;
};

struct ReadItem {
    Engine::Work work;
    Engine::Done done;
};

struct Finished {
    Engine::Done done;
    Result<void> outcome;
};

class SqliteEngine final : public Engine {
public:
    SqliteEngine(
        DirectoryLock lock,
        std::unique_ptr<Connection> writer,
        std::vector<std::unique_ptr<Connection>> readers
    )
        : lock_(std::move(lock)), writer_(std::move(writer)), readers_(std::move(readers)) {
        sqlite3_wal_hook(
            writer_->handle(),
            [](void* self, sqlite3*, char const*, int pages) {
                static_cast<SqliteEngine*>(self)->wal_pages_ = pages;
                return SQLITE_OK;
            },
            this
        );
        threads_.emplace_back([this] {
            name_this_thread("writer");
            write_loop();
        });
        for (auto& reader : readers_) {
            threads_.emplace_back([this, &reader] {
                name_this_thread("reader");
                read_loop(*reader);
            });
        }
    }

    SqliteEngine(SqliteEngine const&) = delete;
    SqliteEngine& operator=(SqliteEngine const&) = delete;

    ~SqliteEngine() override {
        stop();
        readers_.clear();
        writer_.reset();
    }

    void submit_write(Lane lane, Scope scope, Work work, Done done) override {
        WriteItem item{
            .lane = lane, .scope = scope, .work = std::move(work), .done = std::move(done)
        };
        {
            std::lock_guard const guard(write_mutex_);
            if (!stopping_ && writes_.push(lane, scope.business, item)) {
                write_ready_.notify_one();
                return;
            }
        }
        item.done(failure(ErrorCode::Busy, "write_queue_full"));
    }

    void submit_read(Scope /*scope*/, Work work, Done done) override {
        {
            std::lock_guard const guard(read_mutex_);
            if (!stopping_ && reads_.size() < limits::read_queue) {
                reads_.push_back({.work = std::move(work), .done = std::move(done)});
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
    void write_loop() {
        std::size_t last_batch = 0;
        for (;;) {
            {
                std::unique_lock lock(write_mutex_);
                write_ready_.wait(lock, [this] { return stopping_ || !writes_.empty(); });
                if (writes_.empty()) {
                    break;
                }
                if (last_batch >= limits::busy_batch) {
                    // Others are under way: one commit for them together writes each page once.
                    write_ready_.wait_for(lock, limits::batch_gather_time, [&] {
                        return stopping_ || writes_.size() >= last_batch;
                    });
                }
            }
            last_batch = run_batch();
            checkpoint_if_due();
        }
        checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    }

    std::optional<WriteItem> next_write(BatchBudget const& budget, BatchBudget::Time elapsed) {
        std::lock_guard const guard(write_mutex_);
        for (auto const lane : {Lane::Ingress, Lane::Interactive, Lane::Background}) {
            if (budget.allows(lane, elapsed)) {
                if (auto item = writes_.pop(lane)) {
                    return item;
                }
            }
        }
        return std::nullopt;
    }

    // Drains the queue into one transaction, a savepoint a command, as far as the budget goes;
    // commits once; then answers everybody, so that what a client was told it can read.
    // Returns how many commands it held.
    std::size_t run_batch() {
        std::vector<Finished> finished;
        Result<void> batch = begin();
        BatchBudget budget;
        auto const start = std::chrono::steady_clock::now();
        auto now = start;
        while (auto item = next_write(budget, now - start)) {
            Result<void> outcome = batch ? run_one(*item) : batch;
            if (batch && !writer_->in_transaction()) {
                // FULL, IOERR and NOMEM end the whole transaction: nothing of this batch is kept.
                batch = std::unexpected(
                    outcome ? make_error(ErrorCode::StorageUnavailable, "transaction_ended")
                            : outcome.error()
                );
                outcome = batch;
            }
            finished.push_back({.done = std::move(item->done), .outcome = std::move(outcome)});
            auto const before = std::exchange(now, std::chrono::steady_clock::now());
            budget.spend(item->lane, now - before);
        }
        if (batch) {
            batch = commit();
        }
        for (auto& [done, outcome] : finished) {
            // A command's own failure stands; a success becomes the batch's fate.
            done(batch || !outcome ? std::move(outcome) : batch);
        }
        return finished.size();
    }

    Result<void> begin() {
        CHECK(writer_->execute("begin immediate", {}));
        return {};
    }

    Result<void> run_one(WriteItem& item) {
        CHECK(writer_->execute("savepoint command", {}));
        SqliteSession session(*writer_, item.scope);
        auto outcome = run_in(session, item.work);
        if (!writer_->in_transaction()) {
            return outcome;
        }
        if (!outcome) {
            CHECK(writer_->execute("rollback to command", {}));
        }
        CHECK(writer_->execute("release command", {}));
        return outcome;
    }

    Result<void> commit() {
        auto const committed = writer_->execute("commit", {});
        if (committed) {
            return {};
        }
        auto const& error = committed.error();
        log::error("commit failed", {{"detail", error.detail}, {"code", error.slug}});
        if (error.slug == std::to_string(SQLITE_IOERR_FSYNC)) {
            // Linux drops the dirty pages of a failed fsync: a second one would lie. Recovery from
            // the WAL at the next start is the only truth.
            std::_Exit(70);
        }
        if (writer_->in_transaction()) {
            std::ignore = writer_->execute("rollback", {});
        }
        return std::unexpected(make_error(
            error.code == ErrorCode::StorageFull ? ErrorCode::StorageFull
                                                 : ErrorCode::StorageUnavailable,
            "commit"
        ));
    }

    void checkpoint_if_due() {
        if (wal_pages_ >= restart_pages) {
            // New reads wait, so that readers that keep overlapping cannot hold the WAL for ever.
            hold_reads_.store(true);
            {
                std::unique_lock const hold(readers_gate_);
                checkpoint(SQLITE_CHECKPOINT_RESTART);
            }
            hold_reads_.store(false);
            hold_reads_.notify_all();
            wal_pages_ = 0;
            checkpointed_pages_ = 0;
        } else if (wal_pages_ < checkpointed_pages_) {
            checkpointed_pages_ = 0;  // The WAL started over.
        } else if (wal_pages_ - checkpointed_pages_ >= checkpoint_step_pages) {
            checkpoint(SQLITE_CHECKPOINT_PASSIVE);
            checkpointed_pages_ = wal_pages_;
        }
    }

    void checkpoint(int mode) {
        int const status =
            sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, mode, nullptr, nullptr);
        if (status != SQLITE_OK && status != SQLITE_BUSY) {
            log::error("checkpoint failed", {{"status", std::int64_t{status}}});
        }
    }

    void read_loop(Connection& connection) {
        for (;;) {
            ReadItem item;
            {
                std::unique_lock lock(read_mutex_);
                read_ready_.wait(lock, [this] { return stopping_ || !reads_.empty(); });
                if (reads_.empty()) {
                    return;
                }
                item = std::move(reads_.front());
                reads_.pop_front();
            }
            auto outcome = run_read(connection, item);
            item.done(std::move(outcome));
        }
    }

    Result<void> run_read(Connection& connection, ReadItem& item) {
        hold_reads_.wait(true);
        std::shared_lock const gate(readers_gate_);
        return read_in(connection, item.work);
    }

    DirectoryLock lock_;
    std::unique_ptr<Connection> writer_;
    std::vector<std::unique_ptr<Connection>> readers_;
    std::shared_mutex readers_gate_;
    std::atomic<bool> hold_reads_{false};
    int wal_pages_{0};
    int checkpointed_pages_{0};

    std::mutex write_mutex_;
    std::condition_variable write_ready_;
    FairQueue<WriteItem> writes_;
    std::mutex read_mutex_;
    std::condition_variable read_ready_;
    std::deque<ReadItem> reads_;
    bool stopping_{false};  // written under both locks, read under either
    std::vector<std::thread> threads_;
};

// Reads on the thread that asks, one after another.
class ReadOnlyEngine final : public Engine {
public:
    explicit ReadOnlyEngine(std::unique_ptr<Connection> connection)
        : connection_(std::move(connection)) {}

    void submit_write(Lane, Scope, Work, Done done) override {
        done(failure(ErrorCode::StorageUnavailable, "read_only"));
    }

    void submit_read(Scope, Work work, Done done) override {
        std::lock_guard const guard(mutex_);
        done(read_in(*connection_, work));
    }

    void stop() override {}

private:
    std::mutex mutex_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace

Result<std::unique_ptr<Engine>> open_for_reading(std::string const& path) {
    auto connection = TRY(Connection::open(path, Access::Reader));
    CHECK(check_version(*connection));
    return std::make_unique<ReadOnlyEngine>(std::move(connection));
}

Result<std::unique_ptr<Engine>> open_engine(SqliteOptions const& options) {
    auto lock = TRY(DirectoryLock::take(options.path));
    auto writer = TRY(Connection::open(options.path, Access::Writer));
    CHECK(migrate(*writer));
    std::vector<std::unique_ptr<Connection>> readers;
    for (int i = 0; i < options.readers; ++i) {
        readers.push_back(TRY(Connection::open(options.path, Access::Reader)));
    }
    return std::make_unique<SqliteEngine>(std::move(lock), std::move(writer), std::move(readers));
}

}  // namespace croozer::store::sqlite
