// The last look at a parse: whatever the rules above did, nothing leaves that the menu does not
// allow. What is taken out is asked about.
#pragma once

#include "domain/understanding/lexicon.hpp"

#include <string_view>

namespace croozer::understanding {

void guard(
    CompiledLexicon const& lexicon, ordering::Cart const* cart, std::string_view text, Parse& parse
);

}  // namespace croozer::understanding
