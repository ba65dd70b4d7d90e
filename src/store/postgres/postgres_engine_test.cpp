// What only PostgreSQL can get wrong: the second fence, the roles, the keys, lost connections.
// Tests that need a server run when tools/postgres.sh has named one.
#include "store/postgres/postgres_engine.hpp"

#include "store/contract_engines.hpp"
#include "store/postgres/cells.hpp"
#include "store/postgres/connection.hpp"
#include "store/schema.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace croozer::store::postgres {
namespace {

using namespace test;

TEST(Sqlstate, HasItsCode) {
    EXPECT_EQ(code_of_sqlstate("23505"), ErrorCode::ConstraintUnique);
    EXPECT_EQ(code_of_sqlstate("23503"), ErrorCode::ConstraintOther);
    EXPECT_EQ(code_of_sqlstate("22P02"), ErrorCode::ConstraintOther);
    EXPECT_EQ(code_of_sqlstate("53100"), ErrorCode::StorageFull);
    for (auto const* const state : {"", "08006", "53300", "57014", "57P01", "40003", "25006"}) {
        EXPECT_EQ(code_of_sqlstate(state), ErrorCode::StorageUnavailable) << state;
    }
    for (auto const* const state : {"40001", "40P01", "55P03"}) {
        EXPECT_EQ(code_of_sqlstate(state), ErrorCode::Busy) << state;
    }
    EXPECT_EQ(code_of_sqlstate("XX001"), ErrorCode::Corrupt);
    EXPECT_EQ(code_of_sqlstate("42501"), ErrorCode::Internal);
}

TEST(Cells, AreDecodedByType) {
    auto const id = fresh_uuid();
    EXPECT_EQ(decode_cell(2950, id.to_string()).data(), Value(id).data());
    EXPECT_EQ(decode_cell(20, "-9223372036854775808").data(), Value(INT64_MIN).data());
    EXPECT_EQ(decode_cell(16, "t").data(), Value(1).data());
    EXPECT_EQ(decode_cell(16, "f").data(), Value(0).data());
    EXPECT_EQ(
        decode_cell(17, "\\x00ff4a").data(), Value(Blob{std::string("\0\xFF\x4A", 3)}).data()
    );
    EXPECT_EQ(decode_cell(17, "\\x").data(), Value(Blob{}).data());
    EXPECT_EQ(decode_cell(1700, "12").data(), Value(12).data());
    EXPECT_EQ(decode_cell(1700, "1.5").data(), Value("1.5").data()) << "never rounded in silence";
    EXPECT_EQ(decode_cell(25, "12").data(), Value("12").data());
}

TEST(Cells, ATextWithNulIsRefused) {
    std::array<Value, 1> const values{Value(std::string("a\0b", 3))};
    EXPECT_FALSE(Parameters::of(values));
}

TEST(PostgresEngine, AnUnreachableServerIsUnavailable) {
    auto const opened = open_engine({.conninfo = "host=/nonexistent user=croozer_app"});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::StorageUnavailable);
}

class PostgresServer : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override {
        auto opened = open_engine(postgres_options());
        ASSERT_TRUE(opened) << opened.error().slug << ": " << opened.error().detail;
        engine_ = *std::move(opened);
    }

    [[nodiscard]] Engine& engine() { return *engine_; }

    [[nodiscard]] static std::unique_ptr<Connection> connect(std::string const& conninfo) {
        auto connection = Connection::open(conninfo, Use::Commands);
        EXPECT_TRUE(connection) << connection.error().detail;
        return connection ? *std::move(connection) : nullptr;
    }

    [[nodiscard]] static std::unique_ptr<Connection> owner() {
        return connect(postgres_options().owner_conninfo);
    }

    // Ends every session of the engine's, as a restarted server would. A role may do so to its own.
    static void end_app_sessions() {
        auto const app = connect(postgres_options().conninfo);
        auto const ended = app->query(
            "select pg_terminate_backend(pid, 2000) from pg_stat_activity "
            "where usename = 'croozer_app' and pid <> pg_backend_pid()",
            {}
        );
        ASSERT_TRUE(ended);
        ASSERT_GE(ended->size(), 10U);
    }

private:
    std::unique_ptr<Engine> engine_;
};

// Without a server there is nothing to instantiate, and no test that looks as if it had passed.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresServer);
INSTANTIATE_TEST_SUITE_P(
    Engines,
    PostgresServer,
    testing::ValuesIn(has_postgres() ? std::vector{Kind::Postgres} : std::vector<Kind>{}),
    [](auto const&) { return "Postgres"; }
);

Result<std::int64_t> count_counters(Session& session) {
    return TRY(session.query("select count(*) from event_counters")).front().integer(0);
}

TEST_P(PostgresServer, AQueryWithoutItsPredicateSeesItsOwnRowsOnly) {
    auto const mine = fresh_business();
    auto const theirs = fresh_business();
    ASSERT_TRUE(write_counter(engine(), mine, 1));
    ASSERT_TRUE(write_counter(engine(), theirs, 1));
    EXPECT_EQ(read_and_wait(engine(), Scope::of(mine), count_counters).value_or(-1), 1);
    EXPECT_EQ(write_and_wait(engine(), Scope::of(mine), count_counters).value_or(-1), 1);
    EXPECT_EQ(read_and_wait(engine(), Scope::of(fresh_business()), count_counters).value_or(-1), 0);

    auto const updated = write_and_wait(engine(), Scope::of(mine), [](Session& session) {
        return session.execute("update event_counters set n = 9");
    });
    EXPECT_EQ(updated.value_or(-1), 1);
    EXPECT_EQ(counter_of(engine(), theirs), 1);

    auto const planted = write_and_wait(engine(), Scope::of(mine), [](Session& session) {
        return add_counter(session, fresh_business(), 1);
    });
    ASSERT_FALSE(planted) << "a row for another business is refused";
    EXPECT_EQ(planted.error().slug, "42501");
}

TEST_P(PostgresServer, WithoutABusinessThereAreNoRows) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 1));
    auto const app = connect(postgres_options().conninfo);
    auto const count = [&] {
        auto const rows = app->query("select count(*) from event_counters", {});
        return rows ? rows->front().integer(0) : -1;
    };
    EXPECT_EQ(count(), 0) << "never set";
    app->begin(Access::Write, business);
    EXPECT_EQ(count(), 1);
    ASSERT_TRUE(app->commit());
    EXPECT_EQ(count(), 0) << "set by an earlier transaction of the same connection";
}

TEST_P(PostgresServer, TheScanSeesDueWorkAcrossBusinessesAndNothingElse) {
    std::array const businesses{fresh_business(), fresh_business()};
    for (auto const business : businesses) {
        auto const queued = write_and_wait(engine(), Scope::of(business), [=](Session& session) {
            return session.execute(
                "insert into work (business_id, id, bucket, kind, subject_id, lane_id, state, "
                "due_at, not_before, attempts, lease_until, fence, unknown_sends, payload, "
                "created_at) "
                "values ($1, $1, 900, 'send', $1, $1, 'queued', 7, 0, 0, 0, 0, 0, '{}', 0)",
                {business}
            );
        });
        ASSERT_TRUE(queued) << queued.error().detail;
    }
    auto const due = read_and_wait(engine(), Scope::shared(), [=](Session& session) {
        return session.query(
            "select business_id, due_at from work where bucket = 900 and settled_at is null and "
            "business_id in ($1, $2)",
            {businesses[0], businesses[1]}
        );
    });
    ASSERT_TRUE(due) << due.error().detail;
    EXPECT_EQ(due->size(), 2U);

    auto const refused = [&](std::string_view sql) {
        auto const rows = read_and_wait(engine(), Scope::shared(), [=](Session& session) {
            return session.query(sql);
        });
        return !rows && rows.error().slug == "42501";
    };
    EXPECT_TRUE(refused("select payload from work"));
    EXPECT_TRUE(refused("select subject_id from work"));
    auto const scan = connect(postgres_options().scan_conninfo);
    for (auto const& migration : migrations()) {
        for (auto const& table : migration.tables) {
            if (table.name != "work") {
                auto const sql = "select count(*) from " + std::string(table.name);
                EXPECT_FALSE(scan->run(sql)) << sql;
            }
        }
    }
    EXPECT_FALSE(scan->run("update work set state = 'done'"));
    EXPECT_FALSE(scan->run("delete from work"));
}

TEST_P(PostgresServer, ASharedReadMayUseBothConnections) {
    auto const outcome =
        read_and_wait(engine(), Scope::shared(), [](Session& session) -> Result<int> {
            CHECK(session.query("select count(*) from users"));
            CHECK(session.query("select bucket from work where bucket = 901"));
            CHECK(session.query("select count(*) from business_directory"));
            return 0;
        });
    EXPECT_TRUE(outcome) << outcome.error().detail;
}

// Every key of a tenant table leads with its business, or the schema does not distribute.
TEST_P(PostgresServer, EveryTenantKeyLeadsWithItsBusiness) {
    auto const connection = owner();
    for (auto const& migration : migrations()) {
        for (auto const& table : migration.tables) {
            if (table.table_class != TableClass::Tenant) {
                continue;
            }
            std::array<Value, 1> const name{Value(table.name)};
            auto const keys = connection->query(
                "select i.indexrelid::regclass::text, i.indisprimary, a.attname::text "
                "from pg_index i join pg_attribute a on a.attrelid = i.indrelid "
                "and a.attnum = i.indkey[0] where i.indrelid = to_regclass($1) and i.indisunique",
                name
            );
            ASSERT_TRUE(keys) << keys.error().detail;
            bool has_primary_key = false;
            for (auto const& key : *keys) {
                has_primary_key |= key.boolean(1);
                EXPECT_EQ(key.text(2), "business_id") << key.text(0);
            }
            EXPECT_TRUE(has_primary_key) << table.name;
            auto const foreign = connection->query(
                "select c.conname::text from pg_constraint c join pg_attribute a on "
                "a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
                "where c.conrelid = to_regclass($1) and c.contype = 'f' "
                "and a.attname <> 'business_id'",
                name
            );
            ASSERT_TRUE(foreign);
            EXPECT_TRUE(foreign->empty()) << table.name << ": " << foreign->front().text(0);
        }
    }
}

TEST_P(PostgresServer, RolesThatEscapeTheFenceAreRefused) {
    auto options = postgres_options();
    options.conninfo = options.owner_conninfo;
    auto const as_owner = open_engine(options);
    ASSERT_FALSE(as_owner);
    EXPECT_EQ(as_owner.error().slug, "role");

    options = postgres_options();
    options.scan_conninfo = options.owner_conninfo;
    auto const scan_as_owner = open_engine(options);
    ASSERT_FALSE(scan_as_owner);
    EXPECT_EQ(scan_as_owner.error().slug, "role");
}

TEST_P(PostgresServer, AFenceTakenDownIsNoticedAtTheStart) {
    auto const connection = owner();
    ASSERT_TRUE(connection->run("alter table alerts no force row level security"));
    auto const opened = open_engine(postgres_options());
    EXPECT_TRUE(connection->run("alter table alerts force row level security"));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().slug, "role");
}

TEST_P(PostgresServer, AnotherSchemaVersionIsRefused) {
    auto const connection = owner();
    auto options = postgres_options();
    auto const slug = [&] {
        auto const opened = open_engine(options);
        return opened ? std::string("opened") : opened.error().slug;
    };
    ASSERT_TRUE(connection->run("insert into schema_migrations values (999999, 'later')"));
    EXPECT_EQ(slug(), "schema_newer");
    options.owner_conninfo.clear();
    EXPECT_EQ(slug(), "schema_newer");
    ASSERT_TRUE(connection->run("delete from schema_migrations where number = 999999"));
    EXPECT_EQ(slug(), "opened") << "without an owner a database of this version will do";
    ASSERT_TRUE(connection->run("update schema_migrations set number = -number"));
    EXPECT_EQ(slug(), "schema_older");
    ASSERT_TRUE(connection->run("update schema_migrations set number = -number"));
}

TEST_P(PostgresServer, ARestartedServerCostsNobodyAnAnswer) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 1));
    end_app_sessions();
    for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(write_counter(engine(), fresh_business(), i)) << i;
        EXPECT_EQ(counter_of(engine(), business), 1) << i;
    }
}

TEST_P(PostgresServer, ACommandThatLosesItsConnectionTwiceIsUnavailable) {
    auto const business = fresh_business();
    std::atomic<int> runs{0};
    auto const outcome = write_and_wait(engine(), Scope::of(business), [&](Session& session) {
        ++runs;
        return session.query("select pg_terminate_backend(pg_backend_pid())");
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::StorageUnavailable);
    EXPECT_EQ(runs, 2);
    EXPECT_TRUE(write_counter(engine(), business, 1));
}

// Two commands that lock the same two rows in opposite order: the server ends one of them, and the
// engine runs it again.
TEST_P(PostgresServer, ADeadlockIsRetried) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 0));
    ASSERT_TRUE(write_and_wait(engine(), Scope::of(business), [=](Session& session) {
        return session.execute(
            "insert into audit_counters (business_id, n) values ($1, 0)", {business}
        );
    }));
    std::latch both_hold_one(2);
    std::atomic<int> runs{0};
    auto const add = [=](Session& session, bool events) {
        return events ? session.execute(
                            "update event_counters set n = n + 1 where business_id = $1", {business}
                        )
                      : session.execute(
                            "update audit_counters set n = n + 1 where business_id = $1", {business}
                        );
    };
    std::vector<std::future<Result<std::int64_t>>> outcomes;
    for (bool const events_first : {true, false}) {
        auto promise = std::make_shared<std::promise<Result<std::int64_t>>>();
        outcomes.push_back(promise->get_future());
        write(
            engine(),
            Lane::Interactive,
            Scope::of(business),
            [&, events_first, first = true](Session& session) mutable -> Result<std::int64_t> {
                ++runs;
                CHECK(add(session, events_first));
                if (std::exchange(first, false)) {
                    both_hold_one.arrive_and_wait();
                }
                return add(session, !events_first);
            },
            [promise](Result<std::int64_t> outcome) { promise->set_value(std::move(outcome)); }
        );
    }
    for (auto& outcome : outcomes) {
        EXPECT_TRUE(outcome.get());
    }
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(counter_of(engine(), business), 2);
}

// A row held longer than lock_timeout: the command that waits for it is run again.
TEST_P(PostgresServer, ALockTimeoutIsRetried) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 0));
    std::latch held(1);
    std::latch second_try(1);
    std::atomic<int> runs{0};
    auto const add = [=](Session& session) {
        return session.execute(
            "update event_counters set n = n + 1 where business_id = $1", {business}
        );
    };
    std::promise<Result<std::int64_t>> holder;
    write(
        engine(),
        Lane::Interactive,
        Scope::of(business),
        [&](Session& session) -> Result<std::int64_t> {
            auto const changed = TRY(add(session));
            held.count_down();
            second_try.wait();
            return changed;
        },
        [&](Result<std::int64_t> outcome) { holder.set_value(std::move(outcome)); }
    );
    held.wait();
    auto const waited = write_and_wait(engine(), Scope::of(business), [&](Session& session) {
        if (++runs == 2) {
            second_try.count_down();
        }
        return add(session);
    });
    if (runs < 2) {  // or the holder would wait for ever
        second_try.count_down();
    }
    EXPECT_TRUE(waited) << waited.error().slug;
    EXPECT_TRUE(holder.get_future().get());
    EXPECT_EQ(counter_of(engine(), business), 2);
}

}  // namespace
}  // namespace croozer::store::postgres
