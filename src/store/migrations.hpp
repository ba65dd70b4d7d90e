#pragma once

#include "store/schema.hpp"

#include <span>

namespace croozer::store {

[[nodiscard]] std::span<Table const> migration_0001_tables();
[[nodiscard]] std::span<Index const> migration_0001_indexes();
[[nodiscard]] std::span<Table const> migration_0002_tables();
[[nodiscard]] std::span<Index const> migration_0002_indexes();
[[nodiscard]] std::span<Table const> migration_0003_tables();
[[nodiscard]] std::span<Index const> migration_0003_indexes();
[[nodiscard]] std::span<TableChange const> migration_0003_changes();
[[nodiscard]] std::span<Index const> migration_0004_indexes();
[[nodiscard]] std::span<TableChange const> migration_0004_changes();

}  // namespace croozer::store
