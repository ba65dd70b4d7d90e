// Asks a language model what a text means when our own rules do not know, and believes nothing.
#pragma once

#include "app/ports.hpp"
#include "base/time.hpp"
#include "llm/answer_cache.hpp"
#include "llm/guards.hpp"
#include "llm/protocol.hpp"
#include "net/http_client.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace croozer::llm {

struct ModelInterpreterOptions {
    Endpoint endpoint;
    std::chrono::milliseconds timeout{6'000};  // for the second form as well
    Budgets budgets;
};

// Thread-safe. `http` and `clock` must outlive it, and it must outlive the client's run.
class ModelInterpreter final : public app::Interpreter {
public:
    ModelInterpreter(ModelInterpreterOptions options, net::HttpClient& http, Clock const& clock);

    // `done` runs on the HTTP client's thread, or at once on the caller's when there is nothing to
    // ask or nobody may be asked.
    void interpret(
        app::UnclearText unclear,
        std::move_only_function<void(std::optional<understanding::Parse>)> done
    ) override;

private:
    struct Question;

    void send(std::shared_ptr<Question> question, Form form);
    void hear(
        std::shared_ptr<Question> const& question,
        Form form,
        std::expected<net::OutgoingResponse, net::TransportFailure> const& response
    );
    static void finish(Question& question, std::string_view answer);

    ModelInterpreterOptions options_;
    net::HttpClient& http_;
    Clock const& clock_;
    Guards guards_;
    AnswerCache answers_;
    // Once the second form worked where the first was refused, it comes first.
    std::atomic<bool> second_form_{false};
};

}  // namespace croozer::llm
