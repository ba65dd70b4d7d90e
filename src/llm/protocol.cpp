#include "llm/protocol.hpp"

#include "base/limits.hpp"
#include "llm/protocols.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace croozer::llm {
namespace {

namespace json = boost::json;

struct Protocol {
    std::string_view name;
    std::string_view path;
    json::object (*body)(Endpoint const&, Prompt const&, Form);
    Answer (*read)(json::object const&);
};

// In the order of Provider.
constexpr std::array<Protocol, 4> protocols{
    {{.name = "openai_chat",
      .path = "/v1/chat/completions",
      .body = &openai_chat_body,
      .read = &read_chat},
     {.name = "openai_responses",
      .path = "/v1/responses",
      .body = &openai_responses_body,
      .read = &read_responses},
     {.name = "anthropic", .path = "/v1/messages", .body = &anthropic_body, .read = &read_anthropic
     },
     {.name = "llama_cpp",
      .path = "/v1/chat/completions",
      .body = &llama_cpp_body,
      .read = &read_chat}}
};

Protocol const& protocol_of(Provider provider) {
    return protocols.at(static_cast<std::size_t>(provider));
}

Fate fate_of_status(int status) {
    constexpr int bad_request = 400;
    constexpr int too_many = 429;
    constexpr int unavailable = 503;
    constexpr int overloaded = 529;  // Anthropic's
    switch (status) {
        case bad_request:
            return Fate::BadForm;
        case too_many:
        case unavailable:
        case overloaded:
            return Fate::Busy;
        default:
            return Fate::Failed;
    }
}

}  // namespace

std::optional<Provider> provider_from(std::string_view name) {
    auto const found = std::ranges::find(protocols, name, &Protocol::name);
    return found == protocols.end()
               ? std::nullopt
               : std::optional(static_cast<Provider>(found - protocols.begin()));
}

std::string_view fate_name(Fate fate) {
    switch (fate) {
        case Fate::Answered:
            return "answered";
        case Fate::Refused:
            return "refused";
        case Fate::CutShort:
            return "cut_short";
        case Fate::Filtered:
            return "filtered";
        case Fate::Malformed:
            return "malformed";
        case Fate::BadForm:
            return "bad_form";
        case Fate::Busy:
            return "busy";
        case Fate::Failed:
            return "failed";
    }
    return "failed";
}

net::OutgoingRequest encode(Endpoint const& endpoint, Prompt const& prompt, Form form) {
    Protocol const& protocol = protocol_of(endpoint.provider);
    net::OutgoingRequest request;
    request.method = "POST";
    request.url = endpoint.url + std::string(protocol.path);
    request.headers.emplace_back("Content-Type: application/json");
    std::string const key(endpoint.api_key.reveal());
    if (endpoint.provider == Provider::Anthropic) {
        request.headers.push_back("x-api-key: " + key);
        request.headers.emplace_back("anthropic-version: 2023-06-01");
    } else if (!key.empty()) {
        request.headers.push_back("Authorization: Bearer " + key);
    }
    request.body = json::serialize(protocol.body(endpoint, prompt, form));
    request.response_bytes = limits::llm_answer_bytes;
    return request;
}

Answer decode(Provider provider, net::OutgoingResponse const& response) {
    constexpr int good = 200;
    if (response.status != good) {
        return {.fate = fate_of_status(response.status), .text = {}};
    }
    json::error_code error;
    auto const value = json::parse(response.body, error);
    auto const* const object = error ? nullptr : value.if_object();
    return object == nullptr ? Answer{.fate = Fate::Malformed, .text = {}}
                             : protocol_of(provider).read(*object);
}

}  // namespace croozer::llm
