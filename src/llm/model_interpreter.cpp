#include "llm/model_interpreter.hpp"

#include "base/log.hpp"
#include "llm/proposal.hpp"
#include "llm/validate.hpp"

#include <charconv>

namespace croozer::llm {
namespace {

// Retry-After in seconds; a date is not read, the breaker's own pause will do.
Duration asked_wait(net::OutgoingResponse const& response) {
    auto const field = response.header("retry-after");
    std::int64_t seconds = 0;
    if (!field ||
        std::from_chars(field->data(), field->data() + field->size(), seconds).ec != std::errc{} ||
        seconds < 0 || seconds > std::chrono::seconds(std::chrono::hours(24)).count()) {
        return Duration::zero();
    }
    return std::chrono::seconds(seconds);
}

// The provider works; that its model would not or could not answer is no reason to stop asking.
bool is_alive(Fate fate) {
    return fate == Fate::Answered || fate == Fate::Refused || fate == Fate::CutShort ||
           fate == Fate::Filtered;
}

void log_silence(std::string_view why) {
    log::info("no reading from the model", {{"why", why}});
}

}  // namespace

// One text and everything that its answer is judged by.
struct ModelInterpreter::Question {
    app::UnclearText unclear;
    std::string text;
    Ground ground;
    Candidates candidates;
    Prompt prompt;
    std::string key;
    std::chrono::steady_clock::time_point deadline;
    std::move_only_function<void(std::optional<understanding::Parse>)> done;

    Question(
        app::UnclearText given,
        std::move_only_function<void(std::optional<understanding::Parse>)> done_given
    )
        : unclear(std::move(given)),
          text(text_for_model(unclear.doubt)),
          ground(text),
          candidates(candidates_for(*unclear.menu, ground, unclear.doubt)),
          prompt(prompt_for(candidates, unclear, text)),
          key(unclear.business.to_string() + " " + std::to_string(unclear.menu->revision) + " " +
              prompt.user + prompt.system.substr(prompt.system.rfind("\nREADING: "))),
          done(std::move(done_given)) {}
};

ModelInterpreter::ModelInterpreter(
    ModelInterpreterOptions options, net::HttpClient& http, Clock const& clock
)
    : options_(std::move(options)), http_(http), clock_(clock), guards_(options_.budgets) {}

void ModelInterpreter::interpret(
    app::UnclearText unclear,
    std::move_only_function<void(std::optional<understanding::Parse>)> done
) {
    auto const business = unclear.business;
    auto const customer = unclear.customer;
    auto question = std::make_shared<Question>(std::move(unclear), std::move(done));
    if (question->ground.words().empty() || question->candidates.products.empty()) {
        question->done(std::nullopt);
        return;
    }
    auto const now = clock_.now();
    if (auto const known = answers_.find(question->key, now)) {
        finish(*question, *known);
        return;
    }
    if (auto const admission = guards_.admit(business, customer, now);
        admission != Admission::Admitted) {
        log_silence(admission_name(admission));
        question->done(std::nullopt);
        return;
    }
    question->deadline = std::chrono::steady_clock::now() + options_.timeout;
    send(std::move(question), second_form_ ? Form::Second : Form::First);
}

void ModelInterpreter::send(std::shared_ptr<Question> question, Form form) {
    auto request = encode(options_.endpoint, question->prompt, form);
    auto const left = question->deadline - std::chrono::steady_clock::now();
    request.timeout = std::max(
        std::chrono::duration_cast<std::chrono::milliseconds>(left), std::chrono::milliseconds(1)
    );
    http_.send(std::move(request), [this, question, form](auto response) {
        hear(question, form, response);
    });
}

void ModelInterpreter::hear(
    std::shared_ptr<Question> const& question,
    Form form,
    std::expected<net::OutgoingResponse, net::TransportFailure> const& response
) {
    if (!response) {
        guards_.failed(clock_.now(), Duration::zero());
        log::info(
            "the model did not answer", {{"detail", std::string_view(response.error().detail)}}
        );
        question->done(std::nullopt);
        return;
    }
    auto const answer = decode(options_.endpoint.provider, *response);
    if (answer.fate == Fate::BadForm && form == Form::First) {
        send(question, Form::Second);
        return;
    }
    log::info(
        "model asked",
        {{"fate", fate_name(answer.fate)},
         {"status", std::int64_t{response->status}},
         {"milliseconds", response->elapsed.count() / 1'000}}
    );
    if (!is_alive(answer.fate)) {
        guards_.failed(clock_.now(), asked_wait(*response));
        question->done(std::nullopt);
        return;
    }
    guards_.succeeded();
    if (answer.fate != Fate::Answered) {
        question->done(std::nullopt);
        return;
    }
    second_form_ = form == Form::Second;
    answers_.keep(question->key, answer.text, clock_.now());
    finish(*question, answer.text);
}

// Believed only as far as the text itself says so; anything less is silence.
void ModelInterpreter::finish(Question& question, std::string_view answer) {
    auto const& parse = question.unclear.doubt.parse;
    auto const proposal = read_proposal(answer);
    auto const found =
        proposal
            ? validate(
                  *proposal, *question.unclear.menu, question.candidates, question.ground, parse
              )
            : std::unexpected(proposal.error());
    if (!found) {
        log_silence(found.error().slug);
        question.done(std::nullopt);
        return;
    }
    question.done(merge(parse, *found, question.ground));
}

}  // namespace croozer::llm
