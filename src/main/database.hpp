// The database that the configuration names.
#pragma once

#include "base/result.hpp"
#include "main/configuration.hpp"
#include "store/engine.hpp"

#include <memory>

namespace croozer::main {

// For a server: migrates, and locks the directory of an embedded one.
[[nodiscard]] Result<std::unique_ptr<store::Engine>> open_database(
    Configuration const& configuration
);
// For a command line, beside a running server or without one: only reads, and migrates nothing.
// Errors: StorageUnavailable, "schema_older" where no server has migrated it yet.
[[nodiscard]] Result<std::unique_ptr<store::Engine>> open_database_for_reading(
    Configuration const& configuration
);

}  // namespace croozer::main
