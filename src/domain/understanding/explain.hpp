// Why a message was read as it was, for people: `croozer understand --explain`.
#pragma once

#include "domain/understanding/understand.hpp"

#include <string>
#include <string_view>

namespace croozer::understanding {

// Text of several lines: every word with the phrases that start at it and what they cost, then the
// best readings of the whole with theirs. A message to an open cart is shown as if it were a new
// order.
[[nodiscard]] std::string explain(
    Lexicon const& lexicon, std::string_view text, Context const& context
);

}  // namespace croozer::understanding
