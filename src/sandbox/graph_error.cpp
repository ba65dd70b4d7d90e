#include "sandbox/graph_error.hpp"

#include <algorithm>
#include <array>

namespace croozer::sandbox {
namespace {

struct Known {
    int code;
    int status;
    std::string_view title;
};

constexpr std::array known_errors{
    Known{0, 401, "AuthException"},
    Known{1, 400, "API Unknown"},
    Known{2, 503, "API Service"},
    Known{3, 500, "API Method"},
    Known{4, 400, "API Too Many Calls"},
    Known{10, 403, "API Permission Denied"},
    Known{33, 400, "Parameter value is not valid"},
    Known{100, 400, "Invalid parameter"},
    Known{190, 401, "Access token has expired"},
    Known{200, 403, "API Permission"},
    Known{368, 403, "Temporarily blocked for policies violations"},
    Known{2500, 400, "An active access token must be used"},
    Known{80007, 400, "Rate limit issues"},
    Known{130403, 403, "Recipient was blocked by the business"},
    Known{130429, 400, "Rate limit hit"},
    Known{130472, 400, "User's number is part of an experiment"},
    Known{131000, 500, "Something went wrong"},
    Known{131005, 403, "Access denied"},
    Known{131008, 400, "Required parameter is missing"},
    Known{131009, 400, "Parameter value is not valid"},
    Known{131016, 500, "Service unavailable"},
    Known{131021, 400, "Recipient cannot be sender"},
    Known{131026, 400, "Message undeliverable"},
    Known{131030, 400, "Recipient phone number not in allowed list"},
    Known{131031, 403, "Account has been locked"},
    Known{131042, 400, "Business eligibility payment issue"},
    Known{131047, 400, "Re-engagement message"},
    Known{131048, 400, "Spam rate limit hit"},
    Known{131049, 400, "Meta chose not to deliver"},
    Known{131051, 400, "Unsupported message type"},
    Known{131052, 400, "Media download error"},
    Known{131053, 400, "Media upload error"},
    Known{131056, 400, "(Business Account, Consumer Account) pair rate limit hit"},
    Known{131057, 500, "Account in maintenance mode"},
    Known{132000, 400, "Template param count mismatch"},
    Known{132001, 404, "Template does not exist"},
    Known{132005, 400, "Template hydrated text too long"},
    Known{132012, 400, "Template parameter format mismatch"},
    Known{132015, 400, "Template is paused"},
    Known{132016, 400, "Template is disabled"},
    Known{132018, 400, "Template parameters failed validation"},
    Known{133000, 500, "Incomplete deregistration"},
    Known{133004, 503, "Server temporarily unavailable"},
    Known{133005, 400, "Two step verification PIN mismatch"},
    Known{133006, 400, "Phone number re-verification needed"},
    Known{133008, 400, "Too many two step verification PIN guesses"},
    Known{133009, 400, "Two step verification PIN guessed too fast"},
    Known{133010, 400, "Phone number not registered"},
    Known{133015, 400, "Please wait a few minutes before attempting to register"},
    Known{133016, 400, "Account register deregister rate limit exceeded"},
    Known{136025, 400, "Code verification failed"},
    Known{2593107, 400, "Synchronization request outside of its window"},
    Known{2593108, 400, "Synchronization request limit exceeded"},
    Known{2593109, 400, "The business declined to share its history"},
};

Known const* find(int code) {
    auto const* const found = std::ranges::find(known_errors, code, &Known::code);
    return found == known_errors.end() ? nullptr : found;
}

// What Graph says for people with a subcode (error_user_title).
struct UserTitle {
    int subcode;
    std::string_view title;
};

constexpr std::array user_titles{
    UserTitle{2388019, "Message template limit exceeded"},
    UserTitle{2388024, "Content in this language already exists"},
    UserTitle{2388040, "Character limit exceeded"},
    UserTitle{2388047, "Message header format is incorrect"},
    UserTitle{2388072, "Message body format is incorrect"},
    UserTitle{2388073, "Message footer format is incorrect"},
    UserTitle{2388299, "Leading or trailing params are not allowed"},
};

std::string message_of(GraphError const& error) {
    return "(#" + std::to_string(error.code) + ") " + std::string(error_title(error.code));
}

}  // namespace

int http_status(GraphError const& error) {
    Known const* const known = find(error.code);
    return known == nullptr ? 400 : known->status;
}

std::string_view error_title(int code) {
    Known const* const known = find(code);
    return known == nullptr ? "Request refused" : known->title;
}

json::object error_envelope(GraphError const& error, std::string_view trace_id) {
    json::object body{
        {"message", message_of(error)},
        {"type", "OAuthException"},
        {"code", error.code},
    };
    if (error.subcode) {
        body["error_subcode"] = *error.subcode;
        auto const* const title =
            std::ranges::find(user_titles, *error.subcode, &UserTitle::subcode);
        if (title != user_titles.end()) {
            body["error_user_title"] = to_json(title->title);
            body["error_user_msg"] = error.details;
        }
    }
    if (!error.details.empty()) {
        body["error_data"] =
            json::object{{"messaging_product", "whatsapp"}, {"details", error.details}};
    }
    body["fbtrace_id"] = to_json(trace_id);
    return json::object{{"error", std::move(body)}};
}

json::object status_error(GraphError const& error) {
    return json::object{
        {"code", error.code},
        {"title", to_json(error_title(error.code))},
        {"message", to_json(error_title(error.code))},
        {"error_data", json::object{{"details", error.details}}},
        {"href",
         "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/"
         "error-codes"},
    };
}

}  // namespace croozer::sandbox
