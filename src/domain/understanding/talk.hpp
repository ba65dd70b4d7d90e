// What people say around an order: "we just landed and are starving", "בעלי לא סובל בצל".
#pragma once

#include "domain/understanding/match.hpp"

#include <vector>

namespace croozer::understanding {

// Marks as used the clauses that can hold no dish: words that nobody knows, beside words of talk,
// where nothing asks for anything. A word that may be a dish the shop has not (behind a number,
// "with", "and", a verb, or alone in a list) stays, to be asked about.
void set_aside_talk(Tokens const& tokens, Lattice const& lattice, std::vector<Span>& spans);

}  // namespace croozer::understanding
