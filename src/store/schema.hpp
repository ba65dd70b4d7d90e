// The schema, as numbered migrations written once for both engines. Column types are written
// {id} {i64} {bool} {bytes} {text}; a table says its class, which decides who may touch it
// (ARCHITECTURE.md "Data").
#pragma once

#include "store/session.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace croozer::store {

enum class TableClass : std::uint8_t {
    Tenant,     // business_id first in every key; one business a transaction
    Global,     // own id: users, sessions, leads
    Intake,     // webhooks before they belong to anyone
    Directory,  // derived routes: phone number id → business
    NodeLocal,  // leases
};

struct Table {
    TableClass table_class;
    std::string_view name;
    std::string_view columns;  // between the parentheses of CREATE TABLE
};

struct Index {
    std::string_view sql;  // a whole CREATE [UNIQUE] INDEX statement
};

struct TableChange {
    std::string_view sql;  // a whole ALTER TABLE statement on a table of an earlier migration
};

struct Migration {
    std::int64_t number;
    std::string_view name;
    std::span<Table const> tables;
    std::span<Index const> indexes;
    // Run before the indexes.
    std::span<TableChange const> changes{};
};

[[nodiscard]] std::span<Migration const> migrations();
// Of a database that is at migration `present`: StorageUnavailable "schema_newer" or "schema_older"
// unless that is the newest.
[[nodiscard]] Result<void> check_schema_version(std::int64_t present);
[[nodiscard]] std::unexpected<Error> newer_schema();
// nullptr if no table has that name.
[[nodiscard]] Table const* find_table(std::string_view name);

// Column types of the engine put in.
[[nodiscard]] std::string render_types(std::string_view sql, Session::Dialect dialect);
[[nodiscard]] std::string create_table_sql(Table const& table, Session::Dialect dialect);

// Which classes of table a statement names: bit 1 << TableClass. Used by the drivers to hold the
// rule that a command touches one business or none.
[[nodiscard]] unsigned table_classes_in(std::string_view sql);
// nullopt if a command of this scope may run a statement that names these classes; else the reason.
[[nodiscard]] bool scope_allows(unsigned classes, bool business_scope);

}  // namespace croozer::store
