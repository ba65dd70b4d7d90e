#include "store/sqlite/migrate.hpp"

#include "store/schema.hpp"
#include "store/sqlite/connection.hpp"

namespace croozer::store::sqlite {
namespace {

Result<void> apply(Connection& writer, Migration const& migration) {
    CHECK(writer.run("begin immediate"));
    for (auto const& table : migration.tables) {
        CHECK(writer.run(create_table_sql(table, Session::Dialect::Sqlite)));
    }
    for (auto const& change : migration.changes) {
        CHECK(writer.run(render_types(change.sql, Session::Dialect::Sqlite)));
    }
    for (auto const& index : migration.indexes) {
        CHECK(writer.run(render_types(index.sql, Session::Dialect::Sqlite)));
    }
    CHECK(writer.run(
        "insert into schema_migrations (number, name) values (" + std::to_string(migration.number) +
        ", '" + std::string(migration.name) + "')"
    ));
    CHECK(writer.run("commit"));
    return {};
}

Result<std::int64_t> present_version(Connection& connection) {
    auto const rows =
        TRY(connection.query("select coalesce(max(number), 0) from schema_migrations", {}));
    return rows.front().integer(0);
}

}  // namespace

Result<void> check_version(Connection& connection) {
    return check_schema_version(TRY(present_version(connection)));
}

Result<void> migrate(Connection& writer) {
    CHECK(
        writer.run("create table if not exists schema_migrations (number integer primary key, name "
                   "text not null)")
    );
    auto const present = TRY(present_version(writer));
    if (present > migrations().back().number) {
        return newer_schema();
    }
    for (auto const& migration : migrations()) {
        if (migration.number > present) {
            if (auto applied = apply(writer, migration); !applied) {
                std::ignore = writer.run("rollback");
                return applied;
            }
        }
    }
    return {};
}

}  // namespace croozer::store::sqlite
