// UTF-8 text as people send it: validated, counted by code points, cut at code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace croozer {

[[nodiscard]] bool is_valid_utf8(std::string_view text);
// Every invalid byte and U+0000 becomes U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);
[[nodiscard]] std::size_t code_points(std::string_view text);
// The first `count` code points of valid UTF-8.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);
// Reads one code point of valid UTF-8 at `at` and advances it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& text, char32_t code_point);
// Without leading and trailing white space (ASCII and U+00A0, U+200B…U+200F).
[[nodiscard]] std::string_view trimmed(std::string_view text);
// ASCII only.
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// For one part of a URL or form: all but the unreserved characters of RFC 3986 §2.3.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace croozer
