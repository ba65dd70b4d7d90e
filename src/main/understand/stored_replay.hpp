// The labelled examples of a database, each read on its business's present menu.
#pragma once

#include "base/result.hpp"
#include "store/engine.hpp"

#include <optional>
#include <ostream>

namespace croozer::main {

// Writes a JSON line for each example that is not read as it expects, and one for each business
// that has examples: {business, examples, passing, drops}. How many dropped: passed when they were
// last run, and do not now. Errors: the store's; NotFound where `business` is not there.
[[nodiscard]] Result<std::int64_t> replay_examples(
    store::Engine& engine, std::optional<BusinessId> business, std::ostream& out
);

}  // namespace croozer::main
