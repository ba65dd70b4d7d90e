// Request targets: percent decoding and the paths that are never served.
#pragma once

#include "http/framing_guard.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::http {

// nullopt for a bad escape, U+0000 or what is not UTF-8 afterwards (overlong forms are not).
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// 400 "invalid_path" for bad escapes and control characters; 404 "not_found" for "//", back-slash,
// "." and ".." segments, raw or escaped, and for an escaped slash.
[[nodiscard]] std::expected<std::string, Rejection> decoded_path(std::string_view raw);

// `raw` without its "?". 400 "invalid_query" for bad escapes or more than limits::query_parameters.
[[nodiscard]] std::expected<std::vector<std::pair<std::string, std::string>>, Rejection>
decoded_query(std::string_view raw);

}  // namespace croozer::http
