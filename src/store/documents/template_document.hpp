// A template's components as Meta writes them, and a mapping's list of values.
#pragma once

#include "base/result.hpp"
#include "domain/conversation/templates.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

// Meta's own shape: [{"type":"BODY","text":…,"example":…}, …].
[[nodiscard]] std::string encode_components(
    std::vector<conversation::TemplateComponent> const& components, bool named
);
// Reads what it knows of and leaves out the rest: Meta adds kinds of its own.
[[nodiscard]] Result<std::vector<conversation::TemplateComponent>> decode_components(
    std::string_view text
);

}  // namespace croozer::store::documents
