#include "store/documents/connect_document.hpp"

#include "store/documents/json.hpp"

#include <algorithm>

namespace croozer::store {
namespace {

constexpr std::array<std::string_view, connect_step_count> step_names{
    "exchange",
    "inspect",
    "waba",
    "numbers",
    "ownership",
    "subscribe",
    "register",
    "facts",
    "templates",
    "test"
};
constexpr std::array<std::string_view, 5> state_names{
    "pending", "running", "done", "skipped", "failed"
};

}  // namespace

std::string_view step_name(ConnectStep step) {
    return step_names[static_cast<std::size_t>(step)];
}

std::string_view step_state_name(StepState state) {
    return state_names[static_cast<std::size_t>(state)];
}

namespace documents {
namespace {

namespace json = boost::json;

json::object error_object(StepError const& error) {
    return {
        {"slug", error.slug},
        {"code", error.code},
        {"subcode", error.subcode},
        {"detail", error.detail},
        {"userTitle", error.user_title},
        {"userMessage", error.user_message},
        {"passing", error.passing},
        {"httpStatus", error.http_status},
        {"traceId", error.trace_id}
    };
}

StepError error_from(json::object const& object) {
    return {
        .slug = text_of(object, "slug"),
        .code = integer_of(object, "code"),
        .subcode = integer_of(object, "subcode"),
        .detail = text_of(object, "detail"),
        .user_title = text_of(object, "userTitle"),
        .user_message = text_of(object, "userMessage"),
        .passing = boolean_of(object, "passing"),
        .http_status = integer_of(object, "httpStatus"),
        .trace_id = text_of(object, "traceId")
    };
}

StepRecord record_from(json::object const& object) {
    StepRecord record;
    auto const state = std::ranges::find(state_names, text_of(object, "state"));
    if (state != state_names.end()) {
        record.state = static_cast<StepState>(state - state_names.begin());
    }
    if (auto const at = maybe_integer_of(object, "at")) {
        record.at = Instant{*at};
    }
    if (auto const* error = object_of(object, "error")) {
        record.error = error_from(*error);
    }
    return record;
}

// Calls `read` with each object of the array at `key`.
template <class Read>
void each(json::object const& object, std::string_view key, Read read) {
    if (auto const* array = array_of(object, key)) {
        for (auto const& value : *array) {
            if (auto const* entry = value.if_object()) {
                read(*entry);
            }
        }
    }
}

}  // namespace

std::string encode_steps(ConnectSteps const& steps) {
    json::array array;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto const& step = steps[i];
        json::object object{
            {"name", step_names[i]},
            {"state", step_state_name(step.state)},
            {"at", step.at ? json::value(step.at->microseconds) : json::value(nullptr)}
        };
        if (step.error) {
            object["error"] = error_object(*step.error);
        }
        array.push_back(std::move(object));
    }
    return json::serialize(array);
}

Result<ConnectSteps> parse_steps(std::string_view text) {
    ConnectSteps steps;
    for (auto const& value : TRY(parse_array(text))) {
        auto const* object = value.if_object();
        auto const name = object == nullptr
                              ? step_names.end()
                              : std::ranges::find(step_names, text_of(*object, "name"));
        if (name != step_names.end()) {
            steps[static_cast<std::size_t>(name - step_names.begin())] = record_from(*object);
        }
    }
    return steps;
}

std::string encode_connect_facts(ConnectFacts const& facts) {
    json::array numbers;
    for (auto const& number : facts.numbers) {
        numbers.push_back(json::object{
            {"id", number.id},
            {"displayPhoneNumber", number.display_phone_number},
            {"verifiedName", number.verified_name},
            {"status", number.status},
            {"platformType", number.platform_type},
            {"isOnBusinessApp", number.is_on_business_app}
        });
    }
    json::array app_data;
    for (auto const& request : facts.app_data) {
        app_data.push_back(json::object{
            {"syncType", request.sync_type},
            {"accepted", request.accepted},
            {"code", request.code},
            {"detail", request.detail}
        });
    }
    return json::serialize(json::object{
        {"grantedWabas", to_array(facts.granted_wabas)},
        {"numbers", std::move(numbers)},
        {"phoneNumber", facts.phone_number},
        {"verifiedName", facts.verified_name},
        {"quality", facts.quality},
        {"throughputLevel", facts.throughput_level},
        {"messagingLimit", facts.messaging_limit},
        {"latencyMs", facts.latency_ms},
        {"appData", std::move(app_data)}
    });
}

Result<ConnectFacts> parse_connect_facts(std::string_view text) {
    auto const object = TRY(parse_object(text));
    ConnectFacts facts;
    facts.granted_wabas = texts_of(object, "grantedWabas");
    each(object, "numbers", [&](json::object const& number) {
        facts.numbers.push_back(
            {.id = text_of(number, "id"),
             .display_phone_number = text_of(number, "displayPhoneNumber"),
             .verified_name = text_of(number, "verifiedName"),
             .status = text_of(number, "status"),
             .platform_type = text_of(number, "platformType"),
             .is_on_business_app = boolean_of(number, "isOnBusinessApp")}
        );
    });
    facts.phone_number = text_of(object, "phoneNumber");
    facts.verified_name = text_of(object, "verifiedName");
    facts.quality = text_of(object, "quality");
    facts.throughput_level = text_of(object, "throughputLevel");
    facts.messaging_limit = text_of(object, "messagingLimit");
    facts.latency_ms = integer_of(object, "latencyMs");
    each(object, "appData", [&](json::object const& request) {
        facts.app_data.push_back(
            {.sync_type = text_of(request, "syncType"),
             .accepted = boolean_of(request, "accepted"),
             .code = integer_of(request, "code"),
             .detail = text_of(request, "detail")}
        );
    });
    return facts;
}

}  // namespace documents
}  // namespace croozer::store
