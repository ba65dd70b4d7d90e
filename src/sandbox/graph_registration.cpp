// A number's registration, verification, PIN and coexistence
// (developers.facebook.com/documentation/
// business-messaging/whatsapp/business-phone-numbers/registration, …/two-step-verification and
// …/embedded-signup/onboarding-business-app-users).
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t pin_digits = 6;
// Registrations and deregistrations of one number in 72 hours (133016).
constexpr std::size_t most_registrations = 10;
constexpr Duration registration_window = 72h;
constexpr Duration synchronisation_window = 24h;
constexpr std::size_t override_characters = 200;
constexpr std::uint64_t code_space = 900'000;
constexpr std::uint64_t least_code = 100'000;

using Change = std::function<std::optional<GraphError>(NumberState&)>;

// Runs `change` on the node's number, alone, after the token was checked.
GraphAnswer change_node(Sandbox& sandbox, http::Request const& request, Change const& change) {
    auto const shop = number_of_node(sandbox, request);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    std::optional<GraphError> error;
    sandbox.estate.change_number((*shop)->phone_number_id, [&](NumberState& number) {
        error = change(number);
    });
    if (error) {
        return std::unexpected(*error);
    }
    return success();
}

std::expected<json::object, GraphError> body_of(http::Request const& request) {
    auto body = parse_object(request.body);
    if (!body) {
        return std::unexpected(GraphError{100, "The body is not a JSON object.", {}});
    }
    return std::move(*body);
}

bool is_pin(std::string_view text) {
    return text.size() == pin_digits &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<GraphError> count_registration(NumberState& number, Instant now) {
    std::erase_if(number.registrations, [&](Instant at) {
        return now - at >= registration_window;
    });
    if (number.registrations.size() >= most_registrations) {
        return GraphError{
            133016,
            "Registration failed because there were too many attempts for this phone number in a "
            "short period of time. Try again in 72 hours.",
            {}
        };
    }
    number.registrations.push_back(now);
    return std::nullopt;
}

std::optional<GraphError> register_state(NumberState& number, std::string const& pin, Instant now) {
    if (number.is_coexistence) {
        return GraphError{100, "A number that the WhatsApp Business app uses is registered.", {}};
    }
    if (auto const error = count_registration(number, now)) {
        return error;
    }
    if (text_of(number.fields, "code_verification_status") != "VERIFIED") {
        return GraphError{133006, "The phone number needs to be verified before registering.", {}};
    }
    if (!number.pin.empty() && number.pin != pin) {
        return GraphError{133005, "Two step verification PIN mismatch.", {}};
    }
    number.pin = pin;
    number.is_registered = true;
    number.onboarded = now;
    number.fields["status"] = "CONNECTED";
    number.fields["platform_type"] = "CLOUD_API";
    return std::nullopt;
}

GraphAnswer register_number(Sandbox& sandbox, http::Request const& request) {
    auto const body = body_of(request);
    if (!body) {
        return std::unexpected(body.error());
    }
    if (text_of(*body, "messaging_product") != "whatsapp") {
        return std::unexpected(GraphError{100, "The parameter messaging_product is required.", {}});
    }
    std::string const pin = text_of(*body, "pin").value_or("");
    if (!is_pin(pin)) {
        return std::unexpected(GraphError{100, "The parameter pin must be 6 digits.", {}});
    }
    return change_node(sandbox, request, [&](NumberState& number) {
        return register_state(number, pin, sandbox.clock.now());
    });
}

GraphAnswer deregister_number(Sandbox& sandbox, http::Request const& request) {
    return change_node(sandbox, request, [&](NumberState& number) -> std::optional<GraphError> {
        if (number.is_coexistence) {
            return GraphError{
                100, "A number in use in the WhatsApp Business app is disconnected there.", {}
            };
        }
        if (auto const error = count_registration(number, sandbox.clock.now())) {
            return error;
        }
        number.is_registered = false;
        number.fields["status"] = "DISCONNECTED";
        number.fields["platform_type"] = "NOT_APPLICABLE";
        return std::nullopt;
    });
}

// The code that "arrives" is told by GET /control/numbers.
GraphAnswer request_code(Sandbox& sandbox, http::Request const& request) {
    auto const body = body_of(request);
    if (!body) {
        return std::unexpected(body.error());
    }
    auto const method = text_of(*body, "code_method");
    if ((method != "SMS" && method != "VOICE") || text_of(*body, "language").value_or("").empty()) {
        return std::unexpected(
            GraphError{100, "code_method must be SMS or VOICE, and language is required.", {}}
        );
    }
    std::string const code = std::to_string(least_code + sandbox.random.below(code_space));
    return change_node(sandbox, request, [&](NumberState& number) -> std::optional<GraphError> {
        if (text_of(number.fields, "code_verification_status") == "VERIFIED") {
            return GraphError{100, "The phone number is verified already.", {}};
        }
        number.verification_code = code;
        return std::nullopt;
    });
}

GraphAnswer verify_code(Sandbox& sandbox, http::Request const& request) {
    auto const body = body_of(request);
    if (!body) {
        return std::unexpected(body.error());
    }
    std::string const code = text_of(*body, "code").value_or("");
    return change_node(sandbox, request, [&](NumberState& number) -> std::optional<GraphError> {
        if (number.verification_code.empty() || number.verification_code != code) {
            return GraphError{136025, "The code is not right.", {}};
        }
        number.verification_code.clear();
        number.fields["code_verification_status"] = "VERIFIED";
        return std::nullopt;
    });
}

std::optional<GraphError> set_override(NumberState& number, json::object const& given) {
    std::string const url = text_of(given, "override_callback_uri").value_or("");
    if (url.size() > override_characters) {
        return GraphError{100, "override_callback_uri may have 200 characters.", {}};
    }
    if (!url.empty() && text_of(given, "verify_token").value_or("").empty()) {
        return GraphError{100, "verify_token is required.", {}};
    }
    number.override_url = url;
    return std::nullopt;
}

// A new PIN, or a callback of the number's own.
GraphAnswer change_number(Sandbox& sandbox, http::Request const& request) {
    auto const body = body_of(request);
    if (!body) {
        return std::unexpected(body.error());
    }
    return change_node(sandbox, request, [&](NumberState& number) -> std::optional<GraphError> {
        if (json::object const* const given = object_of(*body, "webhook_configuration")) {
            return set_override(number, *given);
        }
        std::string const pin = text_of(*body, "pin").value_or("");
        if (!is_pin(pin)) {
            return GraphError{100, "The parameter pin must be 6 digits.", {}};
        }
        number.pin = pin;
        return std::nullopt;
    });
}

std::optional<GraphError> synchronise(NumberState& number, std::string const& type, Instant now) {
    if (!number.is_coexistence) {
        return GraphError{100, "The number is not in use in the WhatsApp Business app.", {}};
    }
    if (!number.onboarded || now - *number.onboarded >= synchronisation_window) {
        return GraphError{2593107, "24 hours have passed since the number was onboarded.", {}};
    }
    if (type == "history" && number.refuses_history) {
        return GraphError{2593109, "The business did not agree to share its history.", {}};
    }
    if (!number.synchronised.insert(type).second) {
        return GraphError{2593108, "This was asked for already.", {}};
    }
    return std::nullopt;
}

GraphAnswer app_data(Sandbox& sandbox, http::Request const& request) {
    auto const body = body_of(request);
    if (!body) {
        return std::unexpected(body.error());
    }
    std::string const type = text_of(*body, "sync_type").value_or("");
    if (text_of(*body, "messaging_product") != "whatsapp" ||
        (type != "history" && type != "smb_app_state_sync")) {
        return std::unexpected(
            GraphError{100, "sync_type must be history or smb_app_state_sync.", {}}
        );
    }
    GraphAnswer const done = change_node(sandbox, request, [&](NumberState& number) {
        return synchronise(number, type, sandbox.clock.now());
    });
    if (!done) {
        return done;
    }
    return json::object{
        {"messaging_product", "whatsapp"}, {"request_id", sandbox.random.token(pin_digits)}
    };
}

}  // namespace

void add_graph_registration_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    add_graph(router, sandbox, Post, "/{node}/register", "register", register_number);
    add_graph(router, sandbox, Post, "/{node}/deregister", "deregister", deregister_number);
    add_graph(router, sandbox, Post, "/{node}/request_code", "request_code", request_code);
    add_graph(router, sandbox, Post, "/{node}/verify_code", "verify_code", verify_code);
    add_graph(router, sandbox, Post, "/{node}/smb_app_data", "smb_app_data", app_data);
    add_graph(router, sandbox, Post, "/{node}", "change_number", change_number);
}

}  // namespace croozer::sandbox
