#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

Result<boost::json::value> parse(std::string_view text) {
    boost::system::error_code error;
    auto value = boost::json::parse(text, error);
    if (error) {
        return failure(ErrorCode::Corrupt, "document", error.message());
    }
    return value;
}

}  // namespace

Result<boost::json::object> parse_object(std::string_view text) {
    auto value = TRY(parse(text));
    if (auto* object = value.if_object()) {
        return std::move(*object);
    }
    return failure(ErrorCode::Corrupt, "document", "not an object");
}

Result<boost::json::array> parse_array(std::string_view text) {
    auto value = TRY(parse(text));
    if (auto* array = value.if_array()) {
        return std::move(*array);
    }
    return failure(ErrorCode::Corrupt, "document", "not an array");
}

std::string text_of(boost::json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    auto const* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string() : std::string(*text);
}

std::optional<std::int64_t> maybe_integer_of(
    boost::json::object const& object, std::string_view key
) {
    auto const* value = object.if_contains(key);
    auto const* number = value == nullptr ? nullptr : value->if_int64();
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::int64_t integer_of(
    boost::json::object const& object, std::string_view key, std::int64_t otherwise
) {
    return maybe_integer_of(object, key).value_or(otherwise);
}

bool boolean_of(boost::json::object const& object, std::string_view key, bool otherwise) {
    auto const* value = object.if_contains(key);
    auto const* boolean = value == nullptr ? nullptr : value->if_bool();
    return boolean == nullptr ? otherwise : *boolean;
}

boost::json::array const* array_of(boost::json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_array();
}

boost::json::object const* object_of(boost::json::object const& object, std::string_view key) {
    auto const* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

std::vector<std::string> texts_of(boost::json::object const& object, std::string_view key) {
    std::vector<std::string> texts;
    if (auto const* array = array_of(object, key)) {
        for (auto const& value : *array) {
            if (auto const* text = value.if_string()) {
                texts.emplace_back(*text);
            }
        }
    }
    return texts;
}

std::vector<std::string> parse_texts(std::string_view text) {
    std::vector<std::string> texts;
    if (auto const array = parse_array(text)) {
        for (auto const& value : *array) {
            if (auto const* entry = value.if_string()) {
                texts.emplace_back(*entry);
            }
        }
    }
    return texts;
}

boost::json::array to_array(std::vector<std::string> const& texts) {
    boost::json::array array;
    for (auto const& text : texts) {
        array.emplace_back(text);
    }
    return array;
}

std::string encode_texts(std::vector<std::string> const& texts) {
    return boost::json::serialize(to_array(texts));
}

}  // namespace croozer::store::documents
