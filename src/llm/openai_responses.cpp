#include "base/limits.hpp"
#include "llm/protocols.hpp"

#include <boost/json.hpp>

namespace croozer::llm {
namespace {

namespace json = boost::json;

// The parts of a message: its texts together, or a refusal.
Answer read_message(json::object const& message) {
    auto const* const parts = array_at(message, "content");
    std::string text;
    for (auto const& value : parts == nullptr ? json::array{} : *parts) {
        auto const* const part = value.if_object();
        if (part == nullptr) {
            return {.fate = Fate::Malformed, .text = {}};
        }
        if (string_at(*part, "type") == "refusal") {
            return {.fate = Fate::Refused, .text = {}};
        }
        if (string_at(*part, "type") == "output_text") {
            text += string_at(*part, "text");
        }
    }
    return text.empty() ? Answer{.fate = Fate::Malformed, .text = {}}
                        : Answer{.fate = Fate::Answered, .text = std::move(text)};
}

}  // namespace

json::object openai_responses_body(Endpoint const& endpoint, Prompt const& prompt, Form form) {
    json::array input{json::object{{"role", "user"}, {"content", prompt.user}}};
    if (form == Form::Second) {
        return {
            {"model", endpoint.model},
            {"instructions", with_schema_in_words(prompt)},
            {"input", std::move(input)},
            {"store", false},
            {"max_output_tokens", limits::llm_answer_tokens},
            {"text", json::object{{"format", json::object{{"type", "json_object"}}}}}
        };
    }
    return {
        {"model", endpoint.model},
        {"instructions", prompt.system},
        {"input", std::move(input)},
        {"store", false},
        {"temperature", 0},
        {"max_output_tokens", limits::llm_answer_tokens},
        {"text",
         json::object{
             {"format",
              json::object{
                  {"type", "json_schema"},
                  {"name", "order"},
                  {"strict", true},
                  {"schema", prompt.schema}
              }}
         }}
    };
}

Answer read_responses(json::object const& answer) {
    auto const status = string_at(answer, "status");
    if (status == "incomplete") {
        auto const* const details = object_at(answer, "incomplete_details");
        bool const filtered =
            details != nullptr && string_at(*details, "reason") == "content_filter";
        return {.fate = filtered ? Fate::Filtered : Fate::CutShort, .text = {}};
    }
    if (status == "failed") {
        return {.fate = Fate::Failed, .text = {}};
    }
    auto const* const output = array_at(answer, "output");
    if (status != "completed" || output == nullptr) {
        return {.fate = Fate::Malformed, .text = {}};
    }
    for (auto const& value : *output) {
        auto const* const item = value.if_object();
        if (item != nullptr && string_at(*item, "type") == "message") {
            return read_message(*item);
        }
    }
    return {.fate = Fate::Malformed, .text = {}};
}

}  // namespace croozer::llm
