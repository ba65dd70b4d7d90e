// What only the embedded engine can get wrong: a full disk, a failing disk, a second server, a
// file from the future.
#include "store/sqlite/sqlite_engine.hpp"

#include "store/contract_engines.hpp"
#include "store/schema.hpp"
#include "store/sqlite/connection.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>

namespace croozer::store::sqlite {
namespace {

using namespace test;

std::unique_ptr<Engine> open(std::string const& path) {
    auto opened = open_engine({.path = path});
    EXPECT_TRUE(opened) << opened.error().detail;
    return opened ? *std::move(opened) : nullptr;
}

// Limits the file to `pages`, as a full disk would. The pragma counts for the writer's connection
// alone, and for as long as it lives.
void limit_pages(Engine& engine, char const* pragma) {
    auto const limited = write_and_wait(engine, Scope::shared(), [=](Session& session) {
        return session.execute(std::string_view(pragma));
    });
    ASSERT_TRUE(limited) << limited.error().detail;
}

Result<std::int64_t> add_large_row(Session& session, BusinessId business, std::size_t bytes) {
    return session.execute(
        "insert into data_keys (business_id, dek_id, kek_id, wrapped, created_at) "
        "values ($1, 1, 1, $2, 0)",
        {business, Blob{std::string(bytes, 'x')}}
    );
}

TEST(SqliteEngine, AFullDiskFailsTheWholeBatchAndNothingLater) {
    TemporaryDirectory const directory;
    auto const engine = open(directory.database());
    auto const kept = fresh_business();
    ASSERT_TRUE(write_counter(*engine, kept, 1));
    limit_pages(*engine, "pragma max_page_count = 1");  // raised by SQLite to the present size

    auto const before = fresh_business();
    auto const large = fresh_business();
    auto const after = fresh_business();
    std::vector<Result<std::int64_t>> outcomes(3, Result<std::int64_t>(0));
    {
        HeldWriters held(*engine, 1);
        auto const submit = [&](std::size_t place, BusinessId business, std::size_t bytes) {
            write(
                *engine,
                Lane::Interactive,
                Scope::of(business),
                [=](Session& session) {
                    return bytes == 0 ? add_counter(session, business, 1)
                                      : add_large_row(session, business, bytes);
                },
                [&outcomes, place](Result<std::int64_t> outcome) {
                    outcomes[place] = std::move(outcome);
                }
            );
        };
        submit(0, before, 0);
        submit(1, large, 200'000);
        submit(2, after, 0);
        held.let_go();
        // A read cannot tell when a write is done; one more write can, for it comes after them.
        std::ignore = write_and_wait(*engine, Scope::of(kept), [=](Session& session) {
            return read_counter(session, kept);
        });
    }
    ASSERT_FALSE(outcomes[1]);
    EXPECT_EQ(outcomes[1].error().code, ErrorCode::StorageFull);
    // Each was told the truth: what was acknowledged is there, what was refused is not.
    EXPECT_EQ(outcomes[0].has_value(), counter_of(*engine, before) == 1);
    EXPECT_EQ(outcomes[2].has_value(), counter_of(*engine, after) == 1);
    EXPECT_EQ(counter_of(*engine, kept), 1);

    limit_pages(*engine, "pragma max_page_count = 1000000");
    EXPECT_TRUE(write_and_wait(*engine, Scope::of(large), [=](Session& session) {
        return add_large_row(session, large, 200'000);
    })) << "works again when there is room";
}

// A real failure of write(2), not SQLite's own count: the kernel refuses to let any file grow.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const tight{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &tight);
    }

    FileSizeLimit(FileSizeLimit const&) = delete;
    FileSizeLimit& operator=(FileSizeLimit const&) = delete;

    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        ::signal(SIGXFSZ, SIG_DFL);
    }

private:
    rlimit before_{};
};

TEST(SqliteEngine, AFailedWriteIsNeverAcknowledgedAndTheEngineRecovers) {
    TemporaryDirectory const directory;
    auto const engine = open(directory.database());
    auto const kept = fresh_business();
    auto const refused = fresh_business();
    ASSERT_TRUE(write_counter(*engine, kept, 1));
    {
        FileSizeLimit const limit(4'096);
        auto const outcome = write_counter(*engine, refused, 1);
        ASSERT_FALSE(outcome);
        EXPECT_TRUE(
            outcome.error().code == ErrorCode::StorageFull ||
            outcome.error().code == ErrorCode::StorageUnavailable
        ) << outcome.error().slug;
    }
    EXPECT_EQ(counter_of(*engine, refused), -1);
    EXPECT_EQ(counter_of(*engine, kept), 1);
    EXPECT_TRUE(write_counter(*engine, refused, 2));
    EXPECT_EQ(counter_of(*engine, refused), 2);
}

TEST(SqliteEngine, WhatWasAcknowledgedIsThereAfterReopening) {
    TemporaryDirectory const directory;
    auto const business = fresh_business();
    {
        auto const engine = open(directory.database());
        ASSERT_TRUE(write_counter(*engine, business, 5));
    }
    EXPECT_EQ(counter_of(*open(directory.database()), business), 5);
}

TEST(SqliteEngine, ASecondServerOnTheSameFileIsRefused) {
    TemporaryDirectory const directory;
    auto first = open(directory.database());
    auto const second = open_engine({.path = directory.database()});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().slug, "in_use");
    first.reset();
    EXPECT_TRUE(open_engine({.path = directory.database()})) << "the lock goes with the server";
}

TEST(SqliteEngine, AFileOfANewerSchemaIsRefused) {
    TemporaryDirectory const directory;
    std::ignore = open(directory.database());
    {
        auto const connection = Connection::open(directory.database(), Access::Writer);
        ASSERT_TRUE(connection);
        ASSERT_TRUE((*connection)->run("insert into schema_migrations values (999999, 'later')"));
    }
    auto const opened = open_engine({.path = directory.database()});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().slug, "schema_newer");
}

// As the first version left it, with one row.
void write_first_version(std::string const& path, BusinessId business) {
    auto const connection = Connection::open(path, Access::Writer);
    ASSERT_TRUE(connection);
    auto& writer = **connection;
    auto const& first = migrations().front();
    for (auto const& table : first.tables) {
        ASSERT_TRUE(writer.run(create_table_sql(table, Session::Dialect::Sqlite)));
    }
    for (auto const& index : first.indexes) {
        ASSERT_TRUE(writer.run(render_types(index.sql, Session::Dialect::Sqlite)));
    }
    ASSERT_TRUE(writer.run(
        "create table schema_migrations (number integer primary key, name text not null)"
    ));
    ASSERT_TRUE(writer.run("insert into schema_migrations values (1, 'initial')"));
    std::array<Value, 2> const row{Value(business), Value(std::int64_t{5})};
    ASSERT_TRUE(writer.query("insert into event_counters (business_id, n) values (?1, ?2)", row));
}

TEST(SqliteEngine, AnOlderFileGetsWhatCameSinceAndKeepsItsRows) {
    TemporaryDirectory const directory;
    auto const business = fresh_business();
    write_first_version(directory.database(), business);
    auto const old = open_for_reading(directory.database());
    ASSERT_FALSE(old);
    EXPECT_EQ(old.error().slug, "schema_older");
    EXPECT_EQ(counter_of(*open(directory.database()), business), 5);
    auto const engine = open_for_reading(directory.database());
    ASSERT_TRUE(engine) << engine.error().detail;
    auto const words = read_and_wait(**engine, Scope::of(business), [](Session& session) {
        return session.query("select 1 from unknown_words");
    });
    EXPECT_TRUE(words) << words.error().detail;
}

TEST(SqliteEngine, IsReadBesideARunningServer) {
    TemporaryDirectory const directory;
    auto const business = fresh_business();
    auto const missing = open_for_reading(directory.database());
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().slug, "open");
    auto const server = open(directory.database());
    ASSERT_TRUE(write_counter(*server, business, 5));
    {
        auto const engine = open_for_reading(directory.database());
        ASSERT_TRUE(engine) << engine.error().detail;
        EXPECT_EQ(counter_of(**engine, business), 5);
        auto const written = write_counter(**engine, fresh_business(), 1);
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().slug, "read_only");
        // What reads is not allowed to write by the connection either.
        auto const sly = read_and_wait(**engine, Scope::of(business), [&](Session& session) {
            return add_counter(session, fresh_business(), 1);
        });
        EXPECT_FALSE(sly);
    }
    auto const other = fresh_business();
    ASSERT_TRUE(write_counter(*server, other, 6)) << "the server goes on";
    EXPECT_EQ(counter_of(*server, other), 6);
}

TEST(SqlitePlaceholders, AreNumberedAndQuotedDollarsStay) {
    EXPECT_EQ(rewrite_placeholders("select $2, $1"), "select ?2, ?1");
    EXPECT_EQ(rewrite_placeholders("select '$1 it''s $2', $1"), "select '$1 it''s $2', ?1");
}

}  // namespace
}  // namespace croozer::store::sqlite
