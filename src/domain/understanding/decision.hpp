// Whether a reading is certain enough, and how certain.
#pragma once

#include "domain/understanding/intent.hpp"

#include <cstddef>
#include <span>

namespace croozer::understanding {

// How much of a change to a cart its words leave to be put together, against what was read of it:
// pointers ("the other", "the same"), turns ("no", "keep"), numbers and strangers. Its weights and
// bound were set on how often changes were read right that no rule had been made from.
[[nodiscard]] float burden_of(std::span<Span const> spans, std::size_t edits);

// Sets decision and confidence. `cart`: there is one.
void decide(Cues const& cues, bool cart, float burden, Parse& parse);

}  // namespace croozer::understanding
