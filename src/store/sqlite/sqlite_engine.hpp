// The embedded engine: one writer thread with group commit, two readers, one file.
#pragma once

#include "base/result.hpp"
#include "store/engine.hpp"

#include <memory>
#include <string>

namespace croozer::store::sqlite {

struct SqliteOptions {
    std::string path;
    int readers{2};
};

// Opens or creates the file, locks its directory against a second server, and migrates it.
// Refuses a file of a newer schema.
[[nodiscard]] Result<std::unique_ptr<Engine>> open_engine(SqliteOptions const& options);

// For a command line beside a running server, or without one: takes no lock, migrates nothing, and
// refuses every write. Reads run on the caller's thread. StorageUnavailable "open" if there is no
// file, "schema_newer" or "schema_older" if it is of another version.
[[nodiscard]] Result<std::unique_ptr<Engine>> open_for_reading(std::string const& path);

}  // namespace croozer::store::sqlite
