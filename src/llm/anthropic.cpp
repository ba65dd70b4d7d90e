#include "base/limits.hpp"
#include "llm/protocols.hpp"

#include <boost/json.hpp>

namespace croozer::llm {
namespace {

namespace json = boost::json;

constexpr std::string_view tool = "submit_order";

// The one part of that type; two would be two orders.
json::object const* only_part(json::array const& parts, std::string_view type) {
    json::object const* found = nullptr;
    for (auto const& value : parts) {
        auto const* const part = value.if_object();
        if (part != nullptr && string_at(*part, "type") == type) {
            if (found != nullptr) {
                return nullptr;
            }
            found = part;
        }
    }
    return found;
}

}  // namespace

json::object anthropic_body(Endpoint const& endpoint, Prompt const& prompt, Form form) {
    json::object body{
        {"model", endpoint.model},
        {"max_tokens", limits::llm_answer_tokens},
        {"system", prompt.system},
        {"messages", json::array{json::object{{"role", "user"}, {"content", prompt.user}}}}
    };
    if (form == Form::First) {
        body["temperature"] = 0;
        body["output_config"] = json::object{
            {"format", json::object{{"type", "json_schema"}, {"schema", prompt.schema}}}
        };
    } else {
        body["tools"] = json::array{json::object{
            {"name", tool},
            {"description", "Submit what the customer's message orders."},
            {"strict", true},
            {"input_schema", prompt.schema}
        }};
        body["tool_choice"] = json::object{{"type", "tool"}, {"name", tool}};
    }
    return body;
}

Answer read_anthropic(json::object const& answer) {
    auto const stop = string_at(answer, "stop_reason");
    if (stop == "max_tokens" || stop == "model_context_window_exceeded") {
        return {.fate = Fate::CutShort, .text = {}};
    }
    if (stop == "refusal") {
        return {.fate = Fate::Refused, .text = {}};
    }
    auto const* const content = array_at(answer, "content");
    if (content == nullptr) {
        return {.fate = Fate::Malformed, .text = {}};
    }
    if (stop == "end_turn") {
        auto const* const part = only_part(*content, "text");
        auto const text = part == nullptr ? std::string_view{} : string_at(*part, "text");
        return text.empty() ? Answer{.fate = Fate::Malformed, .text = {}}
                            : Answer{.fate = Fate::Answered, .text = std::string(text)};
    }
    if (stop == "tool_use") {
        auto const* const part = only_part(*content, "tool_use");
        auto const* const input = part == nullptr ? nullptr : object_at(*part, "input");
        if (input != nullptr && string_at(*part, "name") == tool) {
            return {.fate = Fate::Answered, .text = json::serialize(*input)};
        }
    }
    return {.fate = Fate::Malformed, .text = {}};
}

}  // namespace croozer::llm
