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

}  // namespace croozer::store::sqlite
