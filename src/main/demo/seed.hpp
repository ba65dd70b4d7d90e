// Makes the demo's shops, people and WhatsApp accounts once, through the same commands as the API.
#pragma once

#include "app/runner.hpp"
#include "base/result.hpp"
#include "main/configuration.hpp"

namespace croozer::main {

// A shop that was seeded before is left as it is, also when its number was let go since.
[[nodiscard]] Result<void> seed_demo(app::Runner& runner, Configuration const& configuration);

}  // namespace croozer::main
