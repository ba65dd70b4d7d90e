// The fields that speak of accounts and numbers (meta/news_decoder.hpp).
#pragma once

#include "app/inbound.hpp"
#include "meta/json_reading.hpp"

namespace croozer::meta {

[[nodiscard]] app::NewsDetail decode_account_update(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_account_alert(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_review(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_capability(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_number_quality(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_number_name(JsonObject const& value);
[[nodiscard]] app::NewsDetail decode_security(JsonObject const& value);

}  // namespace croozer::meta
