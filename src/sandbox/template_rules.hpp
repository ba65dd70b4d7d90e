// What Meta takes as a new template (developers.facebook.com/documentation/business-messaging/
// whatsapp/templates/components) and as the parameters of a sent one (…/templates/overview).
#pragma once

#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

struct StoredTemplate;

// 100, most with the subcode that says why.
[[nodiscard]] std::optional<GraphError> check_new_template(json::object const& source);

// The template exists, but may it be sent, and with this: 132001, 132015, 132016, 132000, 132005,
// 132018.
[[nodiscard]] std::optional<GraphError> check_sent_template(
    StoredTemplate const& known, json::object const& message
);

// What stands in {{…}}, in order, each once.
[[nodiscard]] std::vector<std::string> variables_of(std::string_view text);

}  // namespace croozer::sandbox
