// What differs between the protocols (order-parsing notes §7). Private to llm/.
#pragma once

#include "llm/protocol.hpp"

#include <boost/json/object.hpp>

namespace croozer::llm {

// OpenAI Chat Completions. Second: any JSON object, the schema told in words.
[[nodiscard]] boost::json::object openai_chat_body(Endpoint const&, Prompt const&, Form);
// llama-server. Second: its own flat way to give the schema.
[[nodiscard]] boost::json::object llama_cpp_body(Endpoint const&, Prompt const&, Form);
[[nodiscard]] Answer read_chat(boost::json::object const& answer);

// OpenAI Responses, nothing stored there.
[[nodiscard]] boost::json::object openai_responses_body(Endpoint const&, Prompt const&, Form);
[[nodiscard]] Answer read_responses(boost::json::object const& answer);

// Anthropic Messages. Second: the portable form, one tool that must be called.
[[nodiscard]] boost::json::object anthropic_body(Endpoint const&, Prompt const&, Form);
[[nodiscard]] Answer read_anthropic(boost::json::object const& answer);

// Reading: absent and of another type are alike.
[[nodiscard]] boost::json::object const* object_at(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] boost::json::array const* array_at(
    boost::json::object const& object, std::string_view key
);
[[nodiscard]] std::string_view string_at(boost::json::object const& object, std::string_view key);

// For forms that cannot carry a schema; says "JSON", which json_object mode asks for.
[[nodiscard]] std::string with_schema_in_words(Prompt const& prompt);

}  // namespace croozer::llm
