// Boost.JSON without exceptions: a key that is absent or of another type is "not there".
#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::sandbox {

namespace json = boost::json;

// nullopt if it is not JSON, or is deeper than limits::json_depth.
[[nodiscard]] std::optional<json::value> parse_json(std::string_view text);
// As parse_json, and the whole must be an object. An empty text is an empty object, because Graph
// takes a POST without a body.
[[nodiscard]] std::optional<json::object> parse_object(std::string_view text);

[[nodiscard]] std::optional<std::string> text_of(json::object const& object, std::string_view key);
[[nodiscard]] std::optional<std::int64_t> integer_of(
    json::object const& object, std::string_view key
);
[[nodiscard]] std::optional<bool> flag_of(json::object const& object, std::string_view key);
// Whole numbers too.
[[nodiscard]] std::optional<double> number_of(json::object const& object, std::string_view key);
// Null if absent or of another type.
[[nodiscard]] json::object const* object_of(json::object const& object, std::string_view key);
[[nodiscard]] json::array const* array_of(json::object const& object, std::string_view key);

[[nodiscard]] json::string to_json(std::string_view text);

// As Meta writes the bodies that it signs: every character outside ASCII as \uXXXX and "/" as "\/"
// (developers.facebook.com/docs/graph-api/webhooks/getting-started, "Validating payloads").
[[nodiscard]] std::string meta_json(json::value const& value);

}  // namespace croozer::sandbox
