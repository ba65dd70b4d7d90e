// The four protocols that models are asked by. Each is two pure functions: a prompt to a request,
// and an answer to the JSON text the model gave, or why there is none.
#pragma once

#include "base/secret.hpp"
#include "llm/request.hpp"
#include "net/http_client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::llm {

enum class Provider : std::uint8_t { OpenAiChat, OpenAiResponses, Anthropic, LlamaCpp };

// "openai_chat", "openai_responses", "anthropic", "llama_cpp".
[[nodiscard]] std::optional<Provider> provider_from(std::string_view name);

struct Endpoint {
    Provider provider{Provider::OpenAiChat};
    std::string url;  // without a path: "https://api.openai.com"
    std::string model;
    Secret api_key;  // may be empty for llama_cpp
};

// Second: what the first form was refused for with 400. Older models and compatible servers know no
// strict schema, or refuse a temperature.
enum class Form : std::uint8_t { First, Second };

[[nodiscard]] net::OutgoingRequest encode(
    Endpoint const& endpoint, Prompt const& prompt, Form form
);

enum class Fate : std::uint8_t {
    Answered,
    Refused,    // the model would not
    CutShort,   // out of tokens, or incomplete
    Filtered,   // by the provider
    Malformed,  // not the protocol
    BadForm,    // 400: the other form may do
    Busy,       // 429, 503, 529
    Failed,     // any other status
};

[[nodiscard]] std::string_view fate_name(Fate fate);

struct Answer {
    Fate fate{Fate::Failed};
    std::string text;  // of Answered
};

[[nodiscard]] Answer decode(Provider provider, net::OutgoingResponse const& response);

}  // namespace croozer::llm
