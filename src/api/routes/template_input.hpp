// A template to be made at Meta, read from the body of POST …/templates: components in Meta's own
// shape, each field known.
#pragma once

#include "api/json/reader.hpp"
#include "domain/conversation/templates.hpp"

namespace croozer::api {

[[nodiscard]] conversation::TemplateDefinition read_definition(
    input::ObjectReader& reader, input::Node const& body
);

}  // namespace croozer::api
