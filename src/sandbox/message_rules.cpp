#include "sandbox/message_rules.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace croozer::sandbox {
namespace {

constexpr std::size_t bsuid_value_bytes = 128;
constexpr std::size_t phone_digits_least = 6;
constexpr std::size_t phone_digits_most = 15;
constexpr std::size_t media_caption = 1'024;
constexpr std::size_t template_name = 512;

using Check = std::optional<GraphError> (*)(json::object const&);

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<GraphError> check_text_message(json::object const& text) {
    return check_text(text, "body", limits::whatsapp_text, "text");
}

std::optional<GraphError> check_media(json::object const& media) {
    if (media.contains("id") == media.contains("link")) {
        return GraphError{100, "exactly one of 'id' and 'link' must be given", {}};
    }
    if (media.contains("caption")) {
        return check_text(media, "caption", media_caption, "media");
    }
    return std::nullopt;
}

std::optional<GraphError> check_location(json::object const& location) {
    auto const latitude = number_of(location, "latitude");
    auto const longitude = number_of(location, "longitude");
    if (!latitude || !longitude) {
        return missing("location['latitude'] and location['longitude']");
    }
    if (*latitude < -90 || *latitude > 90 || *longitude < -180 || *longitude > 180) {
        return invalid("location", "is not on Earth");
    }
    return std::nullopt;
}

std::optional<GraphError> check_reaction(json::object const& reaction) {
    if (text_of(reaction, "message_id").value_or("").empty()) {
        return missing("reaction['message_id']");
    }
    if (!text_of(reaction, "emoji")) {
        return missing("reaction['emoji']");
    }
    return std::nullopt;
}

std::optional<GraphError> check_template(json::object const& source) {
    std::string const name = text_of(source, "name").value_or("");
    if (name.empty()) {
        return missing("template['name']");
    }
    bool const named_right = std::ranges::all_of(name, [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_';
    });
    if (!named_right || name.size() > template_name) {
        return invalid("template['name']", "may hold a-z, 0-9 and _ only");
    }
    json::object const* const language = object_of(source, "language");
    if (language == nullptr || text_of(*language, "code").value_or("").empty()) {
        return missing("template['language']['code']");
    }
    if (source.contains("components") && array_of(source, "components") == nullptr) {
        return GraphError{100, "template['components'] must be an array", {}};
    }
    return std::nullopt;
}

struct Kind {
    std::string_view type;
    Check check;
};

constexpr std::array kinds{
    Kind{"text", check_text_message},
    Kind{"interactive", check_interactive},
    Kind{"image", check_media},
    Kind{"video", check_media},
    Kind{"audio", check_media},
    Kind{"document", check_media},
    Kind{"sticker", check_media},
    Kind{"location", check_location},
    Kind{"reaction", check_reaction},
    Kind{"template", check_template},
};

// Meta takes "+972 54-123-4567" too and answers with the digits.
std::expected<std::string, GraphError> phone_digits(std::string_view input) {
    std::string digits;
    for (char const c : input) {
        if (is_digit(c)) {
            digits += c;
        } else if (std::string_view("+-() ").find(c) == std::string_view::npos) {
            return std::unexpected(invalid("to", "is not a phone number"));
        }
    }
    if (digits.size() < phone_digits_least || digits.size() > phone_digits_most ||
        digits.front() == '0') {
        return std::unexpected(invalid("to", "is not an international phone number"));
    }
    return digits;
}

std::optional<GraphError> read_recipient(json::object const& body, OutgoingMessage& message) {
    if (auto const kind = body.if_contains("recipient_type");
        kind != nullptr && !(kind->is_string() && kind->get_string() == "individual")) {
        return invalid("recipient_type", "must be 'individual'");
    }
    if (auto const to = text_of(body, "to"); to && !to->empty()) {
        auto digits = phone_digits(*to);
        if (!digits) {
            return digits.error();
        }
        message.to = std::move(*digits);
        message.input = *to;
        return std::nullopt;
    }
    auto const recipient = text_of(body, "recipient");
    if (!recipient || recipient->empty()) {
        return GraphError{100, "The parameter to is required.", {}};
    }
    if (!is_bsuid(*recipient)) {
        return invalid("recipient", "is not a business-scoped user id");
    }
    message.to = *recipient;
    message.input = *recipient;
    message.by_bsuid = true;
    return std::nullopt;
}

std::expected<CheckedSend, GraphError> check_receipt(json::object const& body) {
    if (text_of(body, "status") != "read") {
        return std::unexpected(invalid("status", "must be 'read'"));
    }
    std::string const id = text_of(body, "message_id").value_or("");
    if (id.empty()) {
        return std::unexpected(missing("message_id"));
    }
    bool typing = false;
    if (body.contains("typing_indicator")) {
        json::object const* const indicator = object_of(body, "typing_indicator");
        if (indicator == nullptr || text_of(*indicator, "type") != "text") {
            return std::unexpected(invalid("typing_indicator['type']", "must be 'text'"));
        }
        typing = true;
    }
    return ReadReceipt{id, typing};
}

std::optional<GraphError> read_extras(json::object const& body, OutgoingMessage& message) {
    if (body.contains("context")) {
        json::object const* const context = object_of(body, "context");
        if (context == nullptr || text_of(*context, "message_id").value_or("").empty()) {
            return missing("context['message_id']");
        }
        message.context_id = text_of(*context, "message_id");
    }
    if (body.contains("biz_opaque_callback_data")) {
        if (auto const error = check_text(
                body, "biz_opaque_callback_data", limits::whatsapp_callback_data, "message"
            )) {
            return error;
        }
        message.callback_data = text_of(body, "biz_opaque_callback_data");
    }
    return std::nullopt;
}

}  // namespace

bool is_bsuid(std::string_view text) {
    if (text.size() < 4 || text[2] != '.') {
        return false;
    }
    auto const upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    std::string_view value = text.substr(3);
    // The parent form of linked portfolios, "IL.ENT.…".
    if (value.starts_with("ENT.")) {
        value.remove_prefix(4);
    }
    return upper(text[0]) && upper(text[1]) && !value.empty() &&
           value.size() <= bsuid_value_bytes && std::ranges::all_of(value, is_alphanumeric);
}

GraphError missing(std::string_view parameter) {
    return {131008, "Required parameter is missing: " + std::string(parameter), {}};
}

GraphError invalid(std::string_view parameter, std::string_view why) {
    return {131009, std::string(parameter) + " " + std::string(why), {}};
}

std::optional<GraphError> check_text(
    json::object const& object, std::string_view key, std::size_t most, std::string_view path
) {
    std::string const name = std::string(path) + "['" + std::string(key) + "']";
    json::value const* const value = object.if_contains(key);
    if (value == nullptr) {
        return missing(name);
    }
    if (!value->is_string()) {
        return GraphError{100, name + " must be a string.", {}};
    }
    std::string_view const text = value->get_string();
    if (trimmed(text).empty()) {
        return missing(name + " (it is empty)");
    }
    if (code_points(text) > most) {
        return invalid(name, "is longer than " + std::to_string(most) + " characters");
    }
    return std::nullopt;
}

std::expected<CheckedSend, GraphError> check_send(json::object const& body) {
    if (text_of(body, "messaging_product") != "whatsapp") {
        return std::unexpected(GraphError{100, "The parameter messaging_product is required.", {}});
    }
    if (body.contains("status")) {
        return check_receipt(body);
    }
    OutgoingMessage message;
    if (auto const error = read_recipient(body, message)) {
        return std::unexpected(*error);
    }
    // Meta takes a body without a type as text.
    message.type = body.contains("type") ? text_of(body, "type").value_or("") : "text";
    auto const* const kind = std::ranges::find(kinds, message.type, &Kind::type);
    if (kind == kinds.end()) {
        return std::unexpected(
            message.type.empty() ? GraphError{100, "The parameter type must be a string.", {}}
                                 : GraphError{131051, "Message type is not supported.", {}}
        );
    }
    json::object const* const content = object_of(body, message.type);
    if (content == nullptr) {
        return std::unexpected(missing(message.type));
    }
    if (auto const error = kind->check(*content)) {
        return std::unexpected(*error);
    }
    message.content = *content;
    if (auto const error = read_extras(body, message)) {
        return std::unexpected(*error);
    }
    return message;
}

}  // namespace croozer::sandbox
