#include "api/views/connect_view.hpp"

namespace croozer::api {
namespace {

namespace json = boost::json;

json::value error_view(std::optional<store::StepError> const& error) {
    if (!error) {
        return nullptr;
    }
    return json::object{
        {"slug", error->slug},
        {"code", error->code},
        {"subcode", error->subcode},
        {"detail", error->detail},
        {"userTitle", error->user_title},
        {"userMessage", error->user_message},
        {"passing", error->passing},
        {"httpStatus", error->http_status},
        {"traceId", error->trace_id}
    };
}

json::array steps_view(store::ConnectSteps const& steps) {
    json::array array;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const& step = steps[i];
        array.push_back(json::object{
            {"name", store::step_name(static_cast<store::ConnectStep>(i))},
            {"state", store::step_state_name(step.state)},
            {"at", step.at ? json::value(step.at->to_rfc3339()) : json::value(nullptr)},
            {"error", error_view(step.error)}
        });
    }
    return array;
}

json::value choices_view(store::ConnectAttempt const& attempt) {
    if (attempt.state != store::ConnectState::Waiting) {
        return nullptr;
    }
    json::array numbers;
    for (auto const& number : attempt.facts.numbers) {
        numbers.push_back(json::object{
            {"id", number.id},
            {"displayPhoneNumber", number.display_phone_number},
            {"verifiedName", number.verified_name},
            {"status", number.status}
        });
    }
    return json::object{{"phoneNumbers", std::move(numbers)}};
}

}  // namespace

json::object attempt_view(store::ConnectAttempt const& attempt) {
    return {
        {"id", attempt.id.to_string()},
        {"variant", store::variant_name(attempt.variant)},
        {"state", store::connect_state_name(attempt.state)},
        {"steps", steps_view(attempt.steps)},
        {"choices", choices_view(attempt)},
        {"wabaId", attempt.waba_id},
        {"phoneNumberId", attempt.phone_number_id},
        {"createdAt", attempt.created_at.to_rfc3339()},
        {"updatedAt", attempt.updated_at.to_rfc3339()}
    };
}

}  // namespace croozer::api
