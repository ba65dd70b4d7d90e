// RFC 4648 §4, with padding. The form for addresses is base64url() in random.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace croozer {

[[nodiscard]] std::string base64(std::string_view bytes);
// nullopt: not base64, or not the one form that base64() writes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace croozer
