// For tests: the engines that the contract suite runs on, and what its tests share. SQLite always,
// in a directory of its own; PostgreSQL when tools/postgres.sh has named a cluster.
#pragma once

#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "store/engine.hpp"
#include "store/postgres/postgres_engine.hpp"
#include "store/sqlite/sqlite_engine.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace croozer::store::test {

enum class Kind : std::uint8_t { Sqlite, Postgres };

inline std::string from_environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

inline postgres::PostgresOptions postgres_options() {
    return {
        .conninfo = from_environment("CROOZER_TEST_POSTGRES"),
        .owner_conninfo = from_environment("CROOZER_TEST_POSTGRES_OWNER"),
        .scan_conninfo = from_environment("CROOZER_TEST_POSTGRES_SCAN")
    };
}

inline bool has_postgres() {
    auto const options = postgres_options();
    return !options.conninfo.empty() && !options.owner_conninfo.empty() &&
           !options.scan_conninfo.empty();
}

inline std::vector<Kind> const& kinds_to_test() {
    static auto const kinds = [] {
        if (has_postgres()) {
            return std::vector{Kind::Sqlite, Kind::Postgres};
        }
        std::puts("CROOZER_TEST_POSTGRES… not set: the engine contract runs on SQLite only");
        return std::vector{Kind::Sqlite};
    }();
    return kinds;
}

// A directory that goes with the test.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "croozer-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }

    TemporaryDirectory(TemporaryDirectory const&) = delete;
    TemporaryDirectory& operator=(TemporaryDirectory const&) = delete;

    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string database() const { return (path_ / "croozer.db").string(); }

private:
    std::filesystem::path path_;
};

inline Uuid fresh_uuid() {
    static SystemClock const clock;
    static SystemRandom random;
    return IdSource(clock, random).v4();
}

inline BusinessId fresh_business() {
    return BusinessId{fresh_uuid()};
}

// Runs its tests on every engine, each on a fresh one.
class EngineTest : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override {
        auto opened = GetParam() == Kind::Sqlite
                          ? sqlite::open_engine({.path = directory_.database()})
                          : postgres::open_engine(postgres_options());
        ASSERT_TRUE(opened) << opened.error().slug << ": " << opened.error().detail;
        engine_ = *std::move(opened);
    }

    [[nodiscard]] int writer_threads() const { return GetParam() == Kind::Sqlite ? 1 : 8; }

    [[nodiscard]] Engine& engine() { return *engine_; }

private:
    TemporaryDirectory directory_;
    std::unique_ptr<Engine> engine_;
};

inline std::string kind_name(testing::TestParamInfo<Kind> const& kind) {
    return kind.param == Kind::Sqlite ? "Sqlite" : "Postgres";
}

// A counter is the smallest tenant row: its key and a number.
inline Result<std::int64_t> add_counter(Session& session, BusinessId business, std::int64_t n) {
    return session.execute(
        "insert into event_counters (business_id, n) values ($1, $2)", {business, n}
    );
}

// -1 if there is none.
inline Result<std::int64_t> read_counter(Session& session, BusinessId business) {
    auto const rows =
        TRY(session.query("select n from event_counters where business_id = $1", {business}));
    return rows.empty() ? -1 : rows.front().integer(0);
}

inline std::int64_t counter_of(Engine& engine, BusinessId business) {
    auto const n = read_and_wait(engine, Scope::of(business), [=](Session& session) {
        return read_counter(session, business);
    });
    return n ? *n : -2;
}

inline Result<std::int64_t> write_counter(Engine& engine, BusinessId business, std::int64_t n) {
    return write_and_wait(engine, Scope::of(business), [=](Session& session) {
        return add_counter(session, business, n);
    });
}

// Occupies every thread that writes until it is let go, so that a test can fill the queue behind.
class HeldWriters {
public:
    HeldWriters(Engine& engine, int threads) {
        for (int i = 0; i < threads; ++i) {
            auto started = std::make_shared<std::promise<void>>();
            auto const ready = started->get_future();
            write(
                engine,
                Lane::Ingress,
                Scope::of(fresh_business()),
                [started, let_go = let_go_](Session&) -> Result<int> {
                    started->set_value();
                    let_go.wait();
                    return 0;
                },
                [](Result<int> const&) {}
            );
            ready.wait();
        }
    }

    HeldWriters(HeldWriters const&) = delete;
    HeldWriters& operator=(HeldWriters const&) = delete;

    ~HeldWriters() { let_go(); }

    void let_go() {
        if (!gone_) {
            gone_ = true;
            promise_.set_value();
        }
    }

private:
    std::promise<void> promise_;
    std::shared_future<void> let_go_{promise_.get_future()};
    bool gone_{false};
};

}  // namespace croozer::store::test
