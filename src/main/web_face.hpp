// The web face that is built into the binary (cmake/EmbedAssets.cmake defines it).
#pragma once

#include "http/assets.hpp"

#include <span>

namespace croozer::main {

[[nodiscard]] std::span<http::Asset const> embedded_assets();

}  // namespace croozer::main
