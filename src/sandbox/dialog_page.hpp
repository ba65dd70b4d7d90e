// The login dialog as a page.
#pragma once

#include "sandbox/config.hpp"

#include <span>
#include <string>
#include <string_view>

namespace croozer::sandbox {

[[nodiscard]] std::string html_escape(std::string_view text);
// `target` is the dialog's own address with its query; each choice adds a parameter to it.
[[nodiscard]] std::string dialog_page(
    std::span<Person const> people, std::string_view target, bool english
);
[[nodiscard]] std::string dialog_error(std::string_view reason);

}  // namespace croozer::sandbox
