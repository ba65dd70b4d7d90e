#pragma once

#include "base/result.hpp"

namespace croozer::store::sqlite {

class Connection;

// Brings the schema to the newest migration, each in one transaction. Refuses a newer file.
[[nodiscard]] Result<void> migrate(Connection& writer);

// StorageUnavailable "schema_newer" or "schema_older" if the file is not at this version.
[[nodiscard]] Result<void> check_version(Connection& connection);

}  // namespace croozer::store::sqlite
