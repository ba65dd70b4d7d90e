// Small readers for JSON documents that this program wrote itself into a row. A missing or
// mistyped member reads as empty: documents only ever gain members.
#pragma once

#include "base/result.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

[[nodiscard]] Result<boost::json::object> parse_object(std::string_view text);
[[nodiscard]] Result<boost::json::array> parse_array(std::string_view text);

[[nodiscard]] std::string text_of(boost::json::object const& object, std::string_view key);
[[nodiscard]] std::int64_t integer_of(
    boost::json::object const& object, std::string_view key, std::int64_t otherwise = 0
);
[[nodiscard]] std::optional<std::int64_t> maybe_integer_of(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] bool boolean_of(
    boost::json::object const& object, std::string_view key, bool otherwise = false
);
// nullptr if it is no array / object.
[[nodiscard]] boost::json::array const* array_of(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] boost::json::object const* object_of(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] std::vector<std::string> texts_of(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] std::vector<std::string> parse_texts(std::string_view text);
[[nodiscard]] std::string encode_texts(std::vector<std::string> const& texts);
[[nodiscard]] boost::json::array to_array(std::vector<std::string> const& texts);

}  // namespace croozer::store::documents
