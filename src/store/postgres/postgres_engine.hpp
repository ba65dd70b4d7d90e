// The engine for several nodes: eight transaction threads and two readers, each with its own
// connection, in front of one PostgreSQL.
#pragma once

#include "base/result.hpp"
#include "store/engine.hpp"

#include <memory>
#include <string>

namespace croozer::store::postgres {

// libpq connection strings. They may hold passwords: never log them.
struct PostgresOptions {
    std::string conninfo{};        // role croozer_app
    std::string owner_conninfo{};  // role croozer_owner; empty: no migration, only a version check
    std::string scan_conninfo{};   // role croozer_scan
    int threads{8};
    int readers{2};
};

// Migrates (with owner_conninfo) and opens every connection. Forbidden "role" if row level security
// would not bind the app or the scan role; StorageUnavailable "schema_newer" or "schema_older" if
// the database is of another version.
//
// A write with a business scope runs inside that business's row level security. A read with a
// shared scope sees, of the tenant tables, only `work` and only the columns that croozer_scan may
// read; such statements run beside the others, in a snapshot of their own.
[[nodiscard]] Result<std::unique_ptr<Engine>> open_engine(PostgresOptions const& options);

}  // namespace croozer::store::postgres
