// The fields that speak of customers: preferences, and what a shop's own phone shares with us
// (coexistence).
#pragma once

#include "meta/json_reading.hpp"
#include "meta/news_decoder.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace croozer::meta {

// Nothing: another field.
[[nodiscard]] std::optional<std::vector<DecodedNews>> decode_phone_news(
    std::string_view field, JsonObject const& value
);

}  // namespace croozer::meta
