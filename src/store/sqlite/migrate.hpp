#pragma once

#include "base/result.hpp"

namespace croozer::store::sqlite {

class Connection;

// Brings the schema to the newest migration, each in one transaction. Refuses a newer file.
[[nodiscard]] Result<void> migrate(Connection& writer);

}  // namespace croozer::store::sqlite
