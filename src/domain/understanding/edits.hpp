// Changes to an open cart: clauses that begin with a cue ("תוסיף", "instead of", "בעצם").
#pragma once

#include "domain/understanding/group.hpp"

#include <vector>

namespace croozer::understanding {

struct Edited {
    std::vector<Edit> edits;
    std::vector<Ambiguity> ambiguities;
    std::vector<std::string> unknown;
    float doubt{0};  // of the clause that is least clear (Parse)
    float margin{9};
    bool plain{false};  // read as plain wishes, one a piece
};

// `cart` has at least one line. `clarifying`: it was asked which line is meant.
[[nodiscard]] Edited read_edits(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::vector<Span> const& spans,
    ordering::Cart const& cart,
    bool clarifying
);

}  // namespace croozer::understanding
