// What the encoders of a message share: a value that Meta would refuse is Validation "meta_limit"
// with its pointer and the limit; nothing is ever cut.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace croozer::meta {

[[nodiscard]] Error limit_error(std::string pointer, std::string detail);
// Code points.
[[nodiscard]] Result<void> check_optional(
    std::string_view text, std::size_t most, std::string const& pointer
);
[[nodiscard]] Result<void> check_text(
    std::string_view text, std::size_t most, std::string const& pointer
);
[[nodiscard]] Result<void> check_count(
    std::size_t count, std::size_t least, std::size_t most, std::string const& pointer
);

}  // namespace croozer::meta
