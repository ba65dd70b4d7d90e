// Reading JSON of Meta's leniently: a missing key and a value of another type are both "absent",
// and ids and times may be text or number. Nothing here throws.
#pragma once

#include "base/time.hpp"

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::meta {

using JsonValue = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

[[nodiscard]] JsonObject const* as_object(JsonValue const& value);
[[nodiscard]] JsonValue const* value_at(JsonObject const& object, std::string_view key);
[[nodiscard]] JsonObject const* object_at(JsonObject const& object, std::string_view key);
[[nodiscard]] JsonArray const* array_at(JsonObject const& object, std::string_view key);
// The first element of the array at `key`, if it is an object.
[[nodiscard]] JsonObject const* first_object_at(JsonObject const& object, std::string_view key);
// Empty unless a string.
[[nodiscard]] std::string_view string_at(JsonObject const& object, std::string_view key);
// A whole number, written as a number or as decimal text.
[[nodiscard]] std::optional<std::int64_t> integer_at(
    JsonObject const& object, std::string_view key
);
// A time in seconds, as number or text; nothing if it cannot be one. Meta writes 0 for "never".
[[nodiscard]] std::optional<Instant> instant_at(JsonObject const& object, std::string_view key);
// A finite number, written as a number or as decimal text.
[[nodiscard]] std::optional<double> number_at(JsonObject const& object, std::string_view key);
[[nodiscard]] bool is_true_at(JsonObject const& object, std::string_view key);
// A string or a whole number as text, U+0000 as U+FFFD, cut to `code_points`.
[[nodiscard]] std::string text_at(
    JsonObject const& object, std::string_view key, std::size_t code_points
);
// As text_at, but empty if longer than limits::meta_id_bytes: a cut id would name something else.
[[nodiscard]] std::string id_at(JsonObject const& object, std::string_view key);
// `text` with U+0000 as U+FFFD and cut to `code_points`.
[[nodiscard]] std::string clean_text(std::string_view text, std::size_t code_points);

}  // namespace croozer::meta
