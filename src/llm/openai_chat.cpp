#include "base/limits.hpp"
#include "llm/protocols.hpp"

#include <boost/json.hpp>

namespace croozer::llm {
namespace {

namespace json = boost::json;

json::array messages(std::string_view system, std::string_view user) {
    return {
        json::object{{"role", "system"}, {"content", system}},
        json::object{{"role", "user"}, {"content", user}}
    };
}

json::object nested_schema(Prompt const& prompt) {
    return {
        {"type", "json_schema"},
        {"json_schema", json::object{{"name", "order"}, {"strict", true}, {"schema", prompt.schema}}
        }
    };
}

}  // namespace

json::object openai_chat_body(Endpoint const& endpoint, Prompt const& prompt, Form form) {
    if (form == Form::Second) {
        return {
            {"model", endpoint.model},
            {"messages", messages(with_schema_in_words(prompt), prompt.user)},
            {"max_completion_tokens", limits::llm_answer_tokens},
            {"response_format", json::object{{"type", "json_object"}}}
        };
    }
    return {
        {"model", endpoint.model},
        {"messages", messages(prompt.system, prompt.user)},
        {"temperature", 0},
        {"max_completion_tokens", limits::llm_answer_tokens},
        {"response_format", nested_schema(prompt)}
    };
}

json::object llama_cpp_body(Endpoint const& endpoint, Prompt const& prompt, Form form) {
    json::object const flat{{"type", "json_schema"}, {"schema", prompt.schema}};
    return {
        {"model", endpoint.model},
        {"messages", messages(prompt.system, prompt.user)},
        {"temperature", 0},
        {"max_tokens", limits::llm_answer_tokens},
        {"response_format", form == Form::First ? nested_schema(prompt) : flat},
        // The menu is the same for every customer of a shop.
        {"cache_prompt", true},
        {"chat_template_kwargs", json::object{{"enable_thinking", false}}}
    };
}

Answer read_chat(json::object const& answer) {
    auto const* const choices = array_at(answer, "choices");
    auto const* const choice =
        choices == nullptr || choices->empty() ? nullptr : choices->front().if_object();
    auto const* const message = choice == nullptr ? nullptr : object_at(*choice, "message");
    if (message == nullptr) {
        return {.fate = Fate::Malformed, .text = {}};
    }
    auto const finish = string_at(*choice, "finish_reason");
    if (finish == "length") {
        return {.fate = Fate::CutShort, .text = {}};
    }
    if (finish == "content_filter") {
        return {.fate = Fate::Filtered, .text = {}};
    }
    if (!string_at(*message, "refusal").empty()) {
        return {.fate = Fate::Refused, .text = {}};
    }
    auto const content = string_at(*message, "content");
    if (finish != "stop" || content.empty()) {
        return {.fate = Fate::Malformed, .text = {}};
    }
    return {.fate = Fate::Answered, .text = std::string(content)};
}

}  // namespace croozer::llm
