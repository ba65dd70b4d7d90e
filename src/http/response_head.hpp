// The one place where header fields become bytes.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace croozer::http {

struct ResponseFacts {
    std::string_view request_id;
    // What Content-Length says; also for HEAD.
    std::size_t body_bytes{0};
    bool keep_alive{true};
};

// Status line and fields with the empty line. Adds the fields every answer has; a handler may set
// its own Referrer-Policy and the like, but not the framing (Content-Length, Connection, …). Fields
// with CR, LF, NUL or another control character are left out and logged by name.
[[nodiscard]] std::string response_head(Response const& response, ResponseFacts const& facts);

// False for 204 and 304, which never have a body (RFC 9110 §6.4.1).
[[nodiscard]] bool status_has_body(int status);

}  // namespace croozer::http
