// Looks at the raw bytes of a request's head before any parser does, and refuses whatever two
// parsers could read in two ways (RFC 9112 §§3, 5, 6, 11.2). Boost.Beast 1.81 accepts several of
// these, unknown transfer codings among them.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::http {

// Always answered with "Connection: close".
struct Rejection {
    int status{400};
    // A stable word, and a sentence; both are literals.
    std::string_view slug;
    std::string_view detail;
};

// What the head says; the views point into it.
struct Head {
    Method method{Method::Get};
    // In origin form, an absolute form being cut down to it.
    std::string_view target;
    // Decoded, as in Request.
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
    std::string_view host;
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    bool http_1_0{false};
    bool keep_alive{true};
    bool chunked{false};
    bool expects_continue{false};
    std::optional<std::uint64_t> content_length;
};

// `head` ends with its CRLFCRLF. Statuses: 400, 404, 405, 414, 417, 431, 501, 505.
[[nodiscard]] std::expected<Head, Rejection> inspect_head(std::string_view head);

// What can be refused before the CRLFCRLF has come: 400 for what cannot become a request (a TLS
// greeting, a line that ends with LF alone), 414 and 431 for what is too large already.
[[nodiscard]] std::optional<Rejection> inspect_partial_head(std::string_view bytes);

}  // namespace croozer::http
