#include "store/postgres/migrate.hpp"

#include "store/postgres/connection.hpp"
#include "store/schema.hpp"

#include <string>

namespace croozer::store::postgres {
namespace {

constexpr auto dialect = Session::Dialect::Postgres;

// The setting is '' and not NULL after a transaction that had set it, hence nullif. Without it no
// row is equal to NULL: a command that forgot its business sees nothing.
constexpr std::string_view own_rows =
    "(business_id = nullif(current_setting('app.business_id', true), '')::uuid)";

// What the scanner needs to know which business has work due; never a payload or a subject.
constexpr std::string_view scan_columns =
    "business_id, id, lane_id, bucket, kind, due_at, not_before, settled_at, lease_until, state";

Result<std::int64_t> present_version(Connection& connection) {
    auto const rows =
        TRY(connection.query("select coalesce(max(number), 0) from schema_migrations", {}));
    return rows.front().integer(0);
}

Result<void> fence(Connection& owner, Table const& table) {
    std::string const name(table.name);
    CHECK(owner.run("alter table " + name + " enable row level security"));
    CHECK(owner.run("alter table " + name + " force row level security"));
    CHECK(owner.run(
        "create policy own_rows on " + name + " to croozer_app using " + std::string(own_rows) +
        " with check " + std::string(own_rows)
    ));
    if (table.name == "work") {
        CHECK(owner.run("create policy scan on work for select to croozer_scan using (true)"));
    }
    return {};
}

Result<void> apply(Connection& owner, Migration const& migration) {
    for (auto const& table : migration.tables) {
        CHECK(owner.run(create_table_sql(table, dialect)));
        if (table.table_class == TableClass::Tenant) {
            CHECK(fence(owner, table));
        }
    }
    for (auto const& change : migration.changes) {
        CHECK(owner.run(render_types(change.sql, dialect)));
    }
    for (auto const& index : migration.indexes) {
        CHECK(owner.run(render_types(index.sql, dialect)));
    }
    return owner.run(
        "insert into schema_migrations (number, name) values (" + std::to_string(migration.number) +
        ", '" + std::string(migration.name) + "')"
    );
}

// The lock makes a second server that starts at the same moment wait, and then find it done.
Result<void> apply_if_missing(Connection& owner, Migration const& migration) {
    CHECK(owner.run("begin"));
    CHECK(owner.run("lock table schema_migrations in exclusive mode"));
    if (TRY(present_version(owner)) < migration.number) {
        CHECK(apply(owner, migration));
    }
    return owner.run("commit");
}

Result<void> grant(Connection& owner) {
    CHECK(owner.run("begin"));
    CHECK(owner.run("lock table schema_migrations in exclusive mode"));
    CHECK(owner.run("grant select on schema_migrations to croozer_app, croozer_scan"));
    for (auto const& migration : migrations()) {
        for (auto const& table : migration.tables) {
            CHECK(owner.run(
                "grant select, insert, update, delete on " + std::string(table.name) +
                " to croozer_app"
            ));
        }
    }
    CHECK(owner.run("grant select (" + std::string(scan_columns) + ") on work to croozer_scan"));
    return owner.run("commit");
}

Result<void> create_version_table(Connection& owner) {
    auto const created = owner.run(
        "create table if not exists schema_migrations "
        "(number bigint primary key, name text not null)"
    );
    // Two servers may both find it missing; the slower one then meets the row of the type (23505)
    // or of the table (42P07) that the faster one wrote.
    if (!created && created.error().slug != "23505" && created.error().slug != "42P07") {
        return created;
    }
    return {};
}

Result<void> migrate_all(Connection& owner) {
    CHECK(create_version_table(owner));
    if (TRY(present_version(owner)) > migrations().back().number) {
        return newer_schema();
    }
    for (auto const& migration : migrations()) {
        CHECK(apply_if_missing(owner, migration));
    }
    return grant(owner);
}

}  // namespace

Result<void> migrate(Connection& owner) {
    auto done = migrate_all(owner);
    if (!done) {
        std::ignore = owner.run("rollback");
    }
    return done;
}

Result<void> check_version(Connection& connection) {
    auto const present = present_version(connection);
    if (!present && present.error().slug == "42P01") {
        return failure(
            ErrorCode::StorageUnavailable, "schema_older", "the database was never migrated"
        );
    }
    return check_schema_version(TRY(present));
}

Result<void> check_role(Connection& connection) {
    auto const rights = TRY(connection.query(
        "select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user", {}
    ));
    if (rights.empty() || rights.front().boolean(0)) {
        return failure(ErrorCode::Forbidden, "role", "the role is a superuser or has BYPASSRLS");
    }
    for (auto const& migration : migrations()) {
        for (auto const& table : migration.tables) {
            std::array<Value, 1> const name{Value(table.name)};
            auto const rows = TRY(connection.query(
                "select pg_has_role(current_user, relowner, 'MEMBER'), "
                "relrowsecurity and relforcerowsecurity "
                "from pg_catalog.pg_class where oid = to_regclass($1)",
                name
            ));
            if (rows.empty() || rows.front().boolean(0)) {
                return failure(
                    ErrorCode::Forbidden, "role", "the role owns " + std::string(table.name)
                );
            }
            if (table.table_class == TableClass::Tenant && !rows.front().boolean(1)) {
                return failure(
                    ErrorCode::Forbidden,
                    "role",
                    "row level security is not forced on " + std::string(table.name)
                );
            }
        }
    }
    return {};
}

}  // namespace croozer::store::postgres
