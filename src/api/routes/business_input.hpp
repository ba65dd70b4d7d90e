// The parts of a business as a body gives them.
#pragma once

#include "api/json/reader.hpp"
#include "app/update_business.hpp"

#include <optional>
#include <string>

namespace croozer::api {

// "18:05" in minutes after midnight; nullopt if it is no time of day.
[[nodiscard]] std::optional<std::int64_t> minute_from(std::string_view text);
[[nodiscard]] app::SettingsEdit read_settings(input::ObjectReader& reader);
// As the JSON document that the row keeps.
[[nodiscard]] std::string read_address(input::ObjectReader& reader);

}  // namespace croozer::api
