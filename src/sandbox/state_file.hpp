// Business tokens and what became of accounts and numbers, over a restart of the demo: the server
// keeps its tokens, so this side must know them again.
#pragma once

#include "base/result.hpp"
#include "sandbox/json_tools.hpp"

#include <string>

namespace croozer::sandbox {

struct Sandbox;

[[nodiscard]] json::object state_of(Sandbox& sandbox);
// Unknown parts are left out; what the configuration names keeps its names.
void restore_state(Sandbox& sandbox, json::object const& state);

// An empty path keeps nothing. A file that cannot be read or is not JSON is as none.
void load_state(Sandbox& sandbox, std::string const& path);
// Errors: StorageUnavailable.
Result<void> save_state(Sandbox& sandbox, std::string const& path);

}  // namespace croozer::sandbox
