#include "llm/protocols.hpp"

#include <boost/json.hpp>

namespace croozer::llm {

namespace json = boost::json;

json::object const* object_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

json::array const* array_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_array();
}

std::string_view string_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    auto const* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view{} : std::string_view(text->data(), text->size());
}

std::string with_schema_in_words(Prompt const& prompt) {
    return prompt.system +
           "\nThe answer is one JSON object of this JSON schema: " + json::serialize(prompt.schema);
}

}  // namespace croozer::llm
