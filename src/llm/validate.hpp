// The border between what a model proposes and what may reach a cart. Nothing is believed: ids and
// options must be of this menu, and every new dish, option and number must stand in the words that
// our own rules could not read. What our rules did read stands.
#pragma once

#include "llm/proposal.hpp"
#include "llm/request.hpp"

#include <map>
#include <vector>

namespace croozer::llm {

struct Validated {
    std::vector<ordering::CartLine> lines;
    Evidence covered;                      // words of the text that the lines rest on
    std::map<ProductId, Evidence> dishes;  // the words that name each
};

// Error: UpstreamUnknown, why it counts as silence in its slug.
[[nodiscard]] Result<Validated> validate(
    Proposal const& proposal,
    menu::Menu const& menu,
    Candidates const& candidates,
    Ground const& ground,
    understanding::Parse const& parse
);

// Our own parse with the lines that were found; a question stays unless they answer it, word by
// word. nullopt: nothing was learned.
[[nodiscard]] std::optional<understanding::Parse> merge(
    understanding::Parse const& parse, Validated const& found, Ground const& ground
);

}  // namespace croozer::llm
