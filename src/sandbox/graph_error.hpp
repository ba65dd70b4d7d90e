// Graph's refusals: the code decides, the rest is for people
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
#pragma once

#include "sandbox/json_tools.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::sandbox {

struct GraphError {
    int code{1};
    std::string details;
    std::optional<int> subcode;

    friend bool operator==(GraphError const&, GraphError const&) = default;
};

// The HTTP status Graph gives with a code.
[[nodiscard]] int http_status(GraphError const& error);
// "Re-engagement message"; a general text for codes that we have no title for.
[[nodiscard]] std::string_view error_title(int code);
// {"error":{message,type,code,error_subcode?,error_data,fbtrace_id}}
[[nodiscard]] json::object error_envelope(GraphError const& error, std::string_view trace_id);
// As in statuses[].errors[]: {code,title,message,error_data,href}.
[[nodiscard]] json::object status_error(GraphError const& error);

}  // namespace croozer::sandbox
