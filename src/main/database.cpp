#include "main/database.hpp"

#include "store/postgres/postgres_engine.hpp"
#include "store/sqlite/sqlite_engine.hpp"

namespace croozer::main {
namespace {

std::string file_of(Configuration const& configuration) {
    return configuration.data_directory + "/croozer.db";
}

}  // namespace

Result<std::unique_ptr<store::Engine>> open_database(Configuration const& configuration) {
    if (!configuration.postgres.empty()) {
        store::postgres::PostgresOptions options;
        options.conninfo = configuration.postgres;
        options.owner_conninfo = configuration.postgres_owner;
        options.scan_conninfo = configuration.postgres_scan;
        return store::postgres::open_engine(options);
    }
    return store::sqlite::open_engine({.path = file_of(configuration), .readers = 2});
}

Result<std::unique_ptr<store::Engine>> open_database_for_reading(Configuration const& configuration
) {
    if (configuration.postgres.empty()) {
        return store::sqlite::open_for_reading(file_of(configuration));
    }
    store::postgres::PostgresOptions options;
    options.conninfo = configuration.postgres;
    options.scan_conninfo = configuration.postgres_scan;
    options.threads = 0;
    options.readers = 1;
    return store::postgres::open_engine(options);
}

}  // namespace croozer::main
