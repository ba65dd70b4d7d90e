// A message of plain wishes, cut so that each piece is one of them, whole.
#pragma once

#include "domain/understanding/edit_clause.hpp"

#include <vector>

namespace croozer::understanding {

// "no more cola, | a sprite instead, | and put olives on the pizza". Nothing where some piece would
// not be a plain wish: a verb and what it is of, a dish and how it is to be, so many of something.
[[nodiscard]] std::vector<std::vector<Span>> plain_pieces(Spans spans, CartLookup const& cart);

}  // namespace croozer::understanding
