// Each protocol's requests, letter by letter, and every way it answers (order-parsing notes §7).
#include "llm/protocol.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace croozer::llm {
namespace {

namespace json = boost::json;

Prompt prompt() {
    return {.system = "S", .user = "U", .schema = json::parse(R"({"type":"object"})")};
}

net::OutgoingRequest request(Provider provider, Form form, std::string key = "k") {
    return encode(
        {.provider = provider,
         .url = "https://m.example",
         .model = "m",
         .api_key = Secret(std::move(key))},
        prompt(),
        form
    );
}

using Headers = std::vector<std::string>;

TEST(Protocol, OpenAiChat) {
    auto const first = request(Provider::OpenAiChat, Form::First);
    EXPECT_EQ(first.method, "POST");
    EXPECT_EQ(first.url, "https://m.example/v1/chat/completions");
    EXPECT_EQ(
        first.headers, (Headers{"Content-Type: application/json", "Authorization: Bearer k"})
    );
    EXPECT_EQ(first.response_bytes, 256U * 1024U);
    EXPECT_EQ(
        first.body,
        R"({"model":"m","messages":[{"role":"system","content":"S"},{"role":"user","content":"U"}],)"
        R"("temperature":0,"max_completion_tokens":600,"response_format":{"type":"json_schema",)"
        R"("json_schema":{"name":"order","strict":true,"schema":{"type":"object"}}}})"
    );
    EXPECT_EQ(
        request(Provider::OpenAiChat, Form::Second).body,
        R"({"model":"m","messages":[{"role":"system","content":"S\nThe answer is one JSON object of )"
        R"(this JSON schema: {\"type\":\"object\"}"},{"role":"user","content":"U"}],)"
        R"("max_completion_tokens":600,"response_format":{"type":"json_object"}})"
    );
}

TEST(Protocol, OpenAiResponses) {
    auto const first = request(Provider::OpenAiResponses, Form::First);
    EXPECT_EQ(first.url, "https://m.example/v1/responses");
    EXPECT_EQ(
        first.headers, (Headers{"Content-Type: application/json", "Authorization: Bearer k"})
    );
    EXPECT_EQ(
        first.body,
        R"({"model":"m","instructions":"S","input":[{"role":"user","content":"U"}],"store":false,)"
        R"("temperature":0,"max_output_tokens":600,"text":{"format":{"type":"json_schema",)"
        R"("name":"order","strict":true,"schema":{"type":"object"}}}})"
    );
    EXPECT_EQ(
        request(Provider::OpenAiResponses, Form::Second).body,
        R"({"model":"m","instructions":"S\nThe answer is one JSON object of this JSON schema: )"
        R"({\"type\":\"object\"}","input":[{"role":"user","content":"U"}],"store":false,)"
        R"("max_output_tokens":600,"text":{"format":{"type":"json_object"}}})"
    );
}

TEST(Protocol, Anthropic) {
    auto const first = request(Provider::Anthropic, Form::First);
    EXPECT_EQ(first.url, "https://m.example/v1/messages");
    EXPECT_EQ(
        first.headers,
        (Headers{"Content-Type: application/json", "x-api-key: k", "anthropic-version: 2023-06-01"})
    );
    EXPECT_EQ(
        first.body,
        R"({"model":"m","max_tokens":600,"system":"S","messages":[{"role":"user","content":"U"}],)"
        R"("temperature":0,"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}})"
    );
    EXPECT_EQ(
        request(Provider::Anthropic, Form::Second).body,
        R"({"model":"m","max_tokens":600,"system":"S","messages":[{"role":"user","content":"U"}],)"
        R"("tools":[{"name":"submit_order","description":"Submit what the customer's message orders.",)"
        R"("strict":true,"input_schema":{"type":"object"}}],)"
        R"("tool_choice":{"type":"tool","name":"submit_order"}})"
    );
}

TEST(Protocol, LlamaCpp) {
    auto const first = request(Provider::LlamaCpp, Form::First, "");
    EXPECT_EQ(first.url, "https://m.example/v1/chat/completions");
    EXPECT_EQ(first.headers, (Headers{"Content-Type: application/json"}));
    std::string const head =
        R"({"model":"m","messages":[{"role":"system","content":"S"},{"role":"user","content":"U"}],)"
        R"("temperature":0,"max_tokens":600,"response_format":{"type":"json_schema",)";
    std::string const tail =
        R"(},"cache_prompt":true,"chat_template_kwargs":{"enable_thinking":false}})";
    EXPECT_EQ(
        first.body,
        head + R"("json_schema":{"name":"order","strict":true,"schema":{"type":"object"}})" + tail
    );
    EXPECT_EQ(
        request(Provider::LlamaCpp, Form::Second, "").body,
        head + R"("schema":{"type":"object"})" + tail
    );
    EXPECT_EQ(request(Provider::LlamaCpp, Form::First).headers.back(), "Authorization: Bearer k");
}

std::string heard(Provider provider, std::string body, int status = 200) {
    net::OutgoingResponse response;
    response.status = status;
    response.body = std::move(body);
    auto const answer = decode(provider, response);
    return answer.fate == Fate::Answered ? answer.text : std::string(fate_name(answer.fate));
}

TEST(Protocol, ChatAnswers) {
    for (auto const provider : {Provider::OpenAiChat, Provider::LlamaCpp}) {
        auto const choice = [&](std::string const& finish, std::string const& message) {
            return heard(
                provider,
                R"({"choices":[{"finish_reason":)" + finish + R"(,"message":)" + message + "}]}"
            );
        };
        EXPECT_EQ(choice(R"("stop")", R"({"content":"{}","refusal":null})"), "{}");
        EXPECT_EQ(choice(R"("stop")", R"({"content":null,"refusal":"I cannot"})"), "refused");
        EXPECT_EQ(choice(R"("length")", R"({"content":"{"})"), "cut_short");
        EXPECT_EQ(choice(R"("content_filter")", R"({"content":""})"), "filtered");
        EXPECT_EQ(choice(R"("tool_calls")", R"({"content":null})"), "malformed");
        EXPECT_EQ(choice("null", R"({"content":"{}"})"), "malformed");
        EXPECT_EQ(choice(R"("stop")", R"({"content":["{}"]})"), "malformed");
        EXPECT_EQ(choice(R"("stop")", R"("{}")"), "malformed");
        EXPECT_EQ(heard(provider, R"({"choices":[]})"), "malformed");
    }
}

TEST(Protocol, ResponsesAnswers) {
    auto const output = [](std::string const& status, std::string const& parts) {
        return heard(
            Provider::OpenAiResponses,
            R"({"status":")" + status +
                R"(","output":[{"type":"reasoning","summary":[]},{"type":"message","content":[)" +
                parts + "]}]}"
        );
    };
    EXPECT_EQ(output("completed", R"({"type":"output_text","text":"{}"})"), "{}");
    EXPECT_EQ(output("completed", R"({"type":"refusal","refusal":"no"})"), "refused");
    EXPECT_EQ(output("completed", ""), "malformed");
    EXPECT_EQ(output("completed", "1"), "malformed");
    EXPECT_EQ(output("incomplete", R"({"type":"output_text","text":"{"})"), "cut_short");
    EXPECT_EQ(output("failed", ""), "failed");
    EXPECT_EQ(output("in_progress", R"({"type":"output_text","text":"{}"})"), "malformed");
    EXPECT_EQ(
        heard(
            Provider::OpenAiResponses,
            R"({"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]})"
        ),
        "filtered"
    );
    EXPECT_EQ(heard(Provider::OpenAiResponses, R"({"status":"completed"})"), "malformed");
}

TEST(Protocol, AnthropicAnswers) {
    auto const message = [](std::string const& stop, std::string const& content) {
        return heard(
            Provider::Anthropic,
            R"({"type":"message","stop_reason":")" + stop + R"(","content":[)" + content + "]}"
        );
    };
    std::string const text = R"({"type":"text","text":"{}"})";
    std::string const used =
        R"({"type":"tool_use","id":"t","name":"submit_order","input":{"a":1}})";
    EXPECT_EQ(message("end_turn", text), "{}");
    EXPECT_EQ(message("tool_use", used), R"({"a":1})");
    EXPECT_EQ(message("tool_use", text + "," + used), R"({"a":1})");
    EXPECT_EQ(message("tool_use", used + "," + used), "malformed");
    EXPECT_EQ(message("tool_use", R"({"type":"tool_use","name":"pay","input":{}})"), "malformed");
    EXPECT_EQ(message("end_turn", text + "," + text), "malformed");
    EXPECT_EQ(message("end_turn", ""), "malformed");
    EXPECT_EQ(message("max_tokens", text), "cut_short");
    EXPECT_EQ(message("refusal", text), "refused");
    EXPECT_EQ(message("pause_turn", text), "malformed");
    EXPECT_EQ(
        heard(Provider::Anthropic, R"({"stop_reason":"end_turn","content":"{}"})"), "malformed"
    );
}

TEST(Protocol, OtherAnswers) {
    for (auto const provider :
         {Provider::OpenAiChat, Provider::OpenAiResponses, Provider::Anthropic, Provider::LlamaCpp
         }) {
        EXPECT_EQ(heard(provider, ""), "malformed");
        EXPECT_EQ(heard(provider, "<html>"), "malformed");
        EXPECT_EQ(heard(provider, "[]"), "malformed");
        EXPECT_EQ(heard(provider, "{}"), "malformed");
        EXPECT_EQ(heard(provider, "{}", 400), "bad_form");
        for (int const status : {429, 503, 529}) {
            EXPECT_EQ(heard(provider, "{}", status), "busy");
        }
        for (int const status : {201, 302, 401, 403, 404, 413, 500, 502}) {
            EXPECT_EQ(heard(provider, "{}", status), "failed") << status;
        }
    }
}

TEST(Protocol, Names) {
    EXPECT_EQ(provider_from("llama_cpp"), Provider::LlamaCpp);
    EXPECT_EQ(provider_from("anthropic"), Provider::Anthropic);
    EXPECT_EQ(provider_from("off"), std::nullopt);
}

}  // namespace
}  // namespace croozer::llm
