// A change that is neither a message nor a status, in our own types (app/account_news.hpp). As
// lenient as the rest: numbers and text are taken for each other, unknown values are kept as text,
// and what is missing is empty.
#pragma once

#include "app/inbound.hpp"
#include "meta/json_reading.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::meta {

struct DecodedNews {
    app::AccountNews news;
    // As app::Change::unusable.
    std::string unusable;
};

// One element for each customer, contact or thread that the value speaks of, each of which is
// consumed by itself; one for any other field.
[[nodiscard]] std::vector<DecodedNews> decode_news(std::string_view field, JsonObject const& value);
// The errors of a value as a whole.
[[nodiscard]] app::NewsErrors errors_of(JsonObject const& value);

}  // namespace croozer::meta
