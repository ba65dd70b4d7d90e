// The last look before a reading is accepted: what was written and is nowhere in it.
#pragma once

#include "domain/understanding/match.hpp"
#include "domain/understanding/understand.hpp"

#include <span>

namespace croozer::understanding {

// Adds a question where a dish, an option or a number was written and nothing came of it, and where
// somebody took something back and everything is still there. `spans`: what the dishes were read
// from.
void audit(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::span<Span const> spans,
    Context const& context,
    Parse& parse
);

}  // namespace croozer::understanding
