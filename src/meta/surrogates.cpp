#include "meta/surrogates.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace croozer::meta {
namespace {

constexpr std::size_t escape_length = 6;  // "\uXXXX"

// The code unit of an escape that starts at `at`.
std::optional<std::uint16_t> escaped_unit(std::string_view json, std::size_t at) {
    if (at + escape_length > json.size() || json[at] != '\\' || json[at + 1] != 'u') {
        return std::nullopt;
    }
    std::uint16_t unit = 0;
    auto const* const end = json.data() + at + escape_length;
    auto const [stopped, error] = std::from_chars(json.data() + at + 2, end, unit, 16);
    return error == std::errc{} && stopped == end ? std::optional(unit) : std::nullopt;
}

bool is_leading(std::optional<std::uint16_t> unit) {
    return unit && *unit >= 0xD800 && *unit <= 0xDBFF;
}

bool is_trailing(std::optional<std::uint16_t> unit) {
    return unit && *unit >= 0xDC00 && *unit <= 0xDFFF;
}

}  // namespace

std::optional<std::string> without_lone_surrogates(std::string_view json) {
    std::string repaired;
    std::size_t copied = 0;
    for (std::size_t at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
        auto const unit = escaped_unit(json, at);
        if (!unit) {
            at += 2;  // "\\", "\"", "\n"…
        } else if (is_leading(unit) && is_trailing(escaped_unit(json, at + escape_length))) {
            at += 2 * escape_length;
        } else {
            if (is_leading(unit) || is_trailing(unit)) {
                repaired.append(json, copied, at - copied);
                repaired += "\\uFFFD";
                copied = at + escape_length;
            }
            at += escape_length;
        }
    }
    if (copied == 0) {
        return std::nullopt;
    }
    repaired.append(json, copied);
    return repaired;
}

}  // namespace croozer::meta
