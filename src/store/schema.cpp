#include "store/schema.hpp"

#include "store/migrations.hpp"

#include <array>
#include <unordered_map>

namespace croozer::store {
namespace {

struct TypeName {
    std::string_view token;
    std::string_view sqlite;
    std::string_view postgres;
};

constexpr std::array type_names{
    TypeName{.token = "{id}", .sqlite = "BLOB", .postgres = "uuid"},
    TypeName{.token = "{i64}", .sqlite = "INTEGER", .postgres = "bigint"},
    TypeName{.token = "{bool}", .sqlite = "INTEGER", .postgres = "boolean"},
    TypeName{.token = "{bytes}", .sqlite = "BLOB", .postgres = "bytea"},
    TypeName{.token = "{text}", .sqlite = "TEXT", .postgres = "text"},
    TypeName{.token = "{true}", .sqlite = "1", .postgres = "true"},
    TypeName{.token = "{false}", .sqlite = "0", .postgres = "false"},
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

unsigned bit(TableClass table_class) {
    return 1U << static_cast<unsigned>(table_class);
}

std::unordered_map<std::string_view, Table const*> const& tables_by_name() {
    static auto const index = [] {
        std::unordered_map<std::string_view, Table const*> map;
        for (auto const& migration : migrations()) {
            for (auto const& table : migration.tables) {
                map.emplace(table.name, &table);
            }
        }
        return map;
    }();
    return index;
}

}  // namespace

std::span<Migration const> migrations() {
    static std::array const all{
        Migration{
            .number = 1,
            .name = "initial",
            .tables = migration_0001_tables(),
            .indexes = migration_0001_indexes()
        },
        Migration{
            .number = 2,
            .name = "learning",
            .tables = migration_0002_tables(),
            .indexes = migration_0002_indexes()
        },
        Migration{
            .number = 3,
            .name = "meta",
            .tables = migration_0003_tables(),
            .indexes = migration_0003_indexes(),
            .changes = migration_0003_changes()
        },
        Migration{
            .number = 4,
            .name = "news",
            .tables = {},
            .indexes = migration_0004_indexes(),
            .changes = migration_0004_changes()
        },
    };
    return all;
}

std::unexpected<Error> newer_schema() {
    return failure(
        ErrorCode::StorageUnavailable, "schema_newer", "the database was written by a newer Croozer"
    );
}

Result<void> check_schema_version(std::int64_t present) {
    if (present > migrations().back().number) {
        return newer_schema();
    }
    if (present < migrations().back().number) {
        return failure(
            ErrorCode::StorageUnavailable,
            "schema_older",
            "the database is of an older Croozer: migrate it first, as a server does when it starts"
        );
    }
    return {};
}

Table const* find_table(std::string_view name) {
    auto const& index = tables_by_name();
    auto const found = index.find(name);
    return found == index.end() ? nullptr : found->second;
}

std::string render_types(std::string_view sql, Session::Dialect dialect) {
    std::string rendered(sql);
    for (auto const& type : type_names) {
        auto const with = dialect == Session::Dialect::Sqlite ? type.sqlite : type.postgres;
        for (auto at = rendered.find(type.token); at != std::string::npos;
             at = rendered.find(type.token, at + with.size())) {
            rendered.replace(at, type.token.size(), with);
        }
    }
    return rendered;
}

std::string create_table_sql(Table const& table, Session::Dialect dialect) {
    std::string sql = "create table " + std::string(table.name) + " (" +
                      render_types(table.columns, dialect) + ")";
    // STRICT refuses a value of the wrong type instead of storing it.
    return dialect == Session::Dialect::Sqlite ? sql + " strict" : sql;
}

unsigned table_classes_in(std::string_view sql) {
    unsigned classes = 0;
    for (std::size_t at = 0; at < sql.size();) {
        if (!is_word(sql[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < sql.size() && is_word(sql[end])) {
            ++end;
        }
        // A column may share a table's name only after a dot; none of ours does.
        if (auto const* table = find_table(sql.substr(at, end - at))) {
            classes |= bit(table->table_class);
        }
        at = end;
    }
    return classes;
}

bool scope_allows(unsigned classes, bool business_scope) {
    unsigned const tenant = bit(TableClass::Tenant);
    return business_scope ? (classes & ~tenant) == 0 : (classes & tenant) == 0;
}

}  // namespace croozer::store
