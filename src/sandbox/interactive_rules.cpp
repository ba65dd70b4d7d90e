// Reply buttons, lists, links, location and contact requests: the limits of
// developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-*.
#include "base/limits.hpp"
#include "base/text.hpp"
#include "sandbox/message_rules.hpp"

#include <set>
#include <string>

namespace croozer::sandbox {
namespace {

constexpr std::size_t header_text = 60;
constexpr std::size_t section_title = 24;
constexpr std::size_t list_sections = 10;

using Ids = std::set<std::string, std::less<>>;

std::optional<GraphError> check_body(json::object const& interactive, std::size_t most) {
    json::object const* const body = object_of(interactive, "body");
    if (body == nullptr) {
        return missing("interactive['body']");
    }
    return check_text(*body, "text", most, "interactive['body']");
}

std::optional<GraphError> check_frame(json::object const& interactive, bool text_header_only) {
    if (interactive.contains("footer")) {
        json::object const* const footer = object_of(interactive, "footer");
        if (footer == nullptr) {
            return missing("interactive['footer']['text']");
        }
        if (auto const error =
                check_text(*footer, "text", limits::whatsapp_footer, "interactive['footer']")) {
            return error;
        }
    }
    if (!interactive.contains("header")) {
        return std::nullopt;
    }
    json::object const* const header = object_of(interactive, "header");
    std::string const type = header == nullptr ? "" : text_of(*header, "type").value_or("");
    if (type == "text") {
        return check_text(*header, "text", header_text, "interactive['header']");
    }
    bool const media = type == "image" || type == "video" || type == "document";
    if (!media || text_header_only) {
        return invalid("interactive['header']['type']", "is not allowed here");
    }
    return object_of(*header, type) == nullptr
               ? std::optional(missing("interactive['header']['" + type + "']"))
               : std::nullopt;
}

std::optional<GraphError> check_id(
    json::object const& object, std::size_t most, std::string_view path, Ids& ids
) {
    if (auto const error = check_text(object, "id", most, path)) {
        return error;
    }
    std::string const id = text_of(object, "id").value_or("");
    if (id != trimmed(id)) {
        return invalid(path, "has an id with a space before or after it");
    }
    if (!ids.insert(id).second) {
        return invalid(path, "has an id that is there twice");
    }
    return std::nullopt;
}

std::optional<GraphError> check_button(json::value const& item, Ids& ids, Ids& titles) {
    constexpr std::string_view path = "interactive['action']['buttons'][]['reply']";
    json::object const* const button = item.if_object();
    if (button == nullptr || text_of(*button, "type") != "reply") {
        return invalid("interactive['action']['buttons'][]['type']", "must be 'reply'");
    }
    json::object const* const reply = object_of(*button, "reply");
    if (reply == nullptr) {
        return missing(path);
    }
    if (auto const error = check_id(*reply, limits::whatsapp_button_id, path, ids)) {
        return error;
    }
    if (auto const error = check_text(*reply, "title", limits::whatsapp_button_title, path)) {
        return error;
    }
    if (!titles.insert(text_of(*reply, "title").value_or("")).second) {
        return invalid(path, "has a title that is there twice");
    }
    return std::nullopt;
}

std::optional<GraphError> check_buttons(json::object const& action) {
    json::array const* const buttons = array_of(action, "buttons");
    if (buttons == nullptr) {
        return missing("interactive['action']['buttons']");
    }
    if (buttons->empty() || buttons->size() > limits::whatsapp_buttons) {
        return invalid(
            "interactive['action']['buttons']",
            "must hold 1 to " + std::to_string(limits::whatsapp_buttons) + " buttons"
        );
    }
    Ids ids;
    Ids titles;
    for (json::value const& item : *buttons) {
        if (auto const error = check_button(item, ids, titles)) {
            return error;
        }
    }
    return std::nullopt;
}

std::optional<GraphError> check_row(json::value const& item, Ids& ids) {
    constexpr std::string_view path = "interactive['action']['sections'][]['rows'][]";
    json::object const* const row = item.if_object();
    if (row == nullptr) {
        return GraphError{100, std::string(path) + " must be an object.", {}};
    }
    if (auto const error = check_id(*row, limits::whatsapp_row_id, path, ids)) {
        return error;
    }
    if (auto const error = check_text(*row, "title", limits::whatsapp_row_title, path)) {
        return error;
    }
    if (row->contains("description")) {
        return check_text(*row, "description", limits::whatsapp_row_description, path);
    }
    return std::nullopt;
}

std::optional<GraphError> check_section(json::value const& item, bool titled, Ids& ids) {
    constexpr std::string_view path = "interactive['action']['sections'][]";
    json::object const* const section = item.if_object();
    if (section == nullptr) {
        return GraphError{100, std::string(path) + " must be an object.", {}};
    }
    if (titled || section->contains("title")) {
        if (auto const error = check_text(*section, "title", section_title, path)) {
            return error;
        }
    }
    json::array const* const rows = array_of(*section, "rows");
    if (rows == nullptr || rows->empty()) {
        return missing(std::string(path) + "['rows']");
    }
    for (json::value const& row : *rows) {
        if (auto const error = check_row(row, ids)) {
            return error;
        }
    }
    return std::nullopt;
}

std::optional<GraphError> check_list(json::object const& action) {
    if (auto const error =
            check_text(action, "button", limits::whatsapp_list_button, "interactive['action']")) {
        return error;
    }
    json::array const* const sections = array_of(action, "sections");
    if (sections == nullptr || sections->empty()) {
        return missing("interactive['action']['sections']");
    }
    if (sections->size() > list_sections) {
        return invalid("interactive['action']['sections']", "are more than 10");
    }
    Ids ids;
    for (json::value const& section : *sections) {
        if (auto const error = check_section(section, sections->size() > 1, ids)) {
            return error;
        }
    }
    if (ids.size() > limits::whatsapp_list_rows) {
        return invalid("interactive['action']['sections']", "hold more than 10 rows in all");
    }
    return std::nullopt;
}

std::optional<GraphError> check_link(json::object const& action) {
    if (text_of(action, "name") != "cta_url") {
        return invalid("interactive['action']['name']", "must be 'cta_url'");
    }
    json::object const* const parameters = object_of(action, "parameters");
    if (parameters == nullptr) {
        return missing("interactive['action']['parameters']");
    }
    std::string const url = text_of(*parameters, "url").value_or("");
    if (!url.starts_with("https://") && !url.starts_with("http://")) {
        return invalid("interactive['action']['parameters']['url']", "is not a web address");
    }
    return check_text(
        *parameters,
        "display_text",
        limits::whatsapp_button_title,
        "interactive['action']['parameters']"
    );
}

// developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow
std::optional<GraphError> check_flow(json::object const& action) {
    std::string const at = "interactive['action']['parameters']";
    json::object const* const parameters = object_of(action, "parameters");
    if (text_of(action, "name") != "flow") {
        return invalid("interactive['action']['name']", "must be 'flow'");
    }
    if (parameters == nullptr) {
        return missing(at);
    }
    if (text_of(*parameters, "flow_message_version") != "3") {
        return invalid(at + "['flow_message_version']", "must be '3'");
    }
    if (parameters->contains("flow_id") == parameters->contains("flow_name")) {
        return invalid(at, "needs one of flow_id and flow_name");
    }
    if (text_of(*parameters, "flow_token").value_or("").empty()) {
        return missing(at + "['flow_token']");
    }
    auto const mode = text_of(*parameters, "mode").value_or("published");
    if (mode != "published" && mode != "draft") {
        return invalid(at + "['mode']", "must be 'draft' or 'published'");
    }
    auto const act = text_of(*parameters, "flow_action").value_or("navigate");
    auto const* const payload = object_of(*parameters, "flow_action_payload");
    if (act == "navigate" ? payload == nullptr || text_of(*payload, "screen").value_or("").empty()
                          : act != "data_exchange" || payload != nullptr) {
        return invalid(at + "['flow_action']", "does not go with its payload");
    }
    return check_text(*parameters, "flow_cta", limits::whatsapp_button_title, at);
}

std::optional<GraphError> check_named(json::object const& action, std::string_view name) {
    return text_of(action, "name") == name
               ? std::nullopt
               : std::optional(
                     invalid("interactive['action']['name']", "must be " + std::string(name))
                 );
}

}  // namespace

std::optional<GraphError> check_interactive(json::object const& interactive) {
    std::string const type = text_of(interactive, "type").value_or("");
    json::object const* const action = object_of(interactive, "action");
    if (type.empty()) {
        return missing("interactive['type']");
    }
    if (action == nullptr) {
        return missing("interactive['action']");
    }
    bool const list = type == "list";
    std::size_t const most = list ? limits::whatsapp_list_body : limits::whatsapp_buttons_body;
    if (auto const error = check_body(interactive, most)) {
        return error;
    }
    if (auto const error = check_frame(interactive, type != "button" && type != "cta_url")) {
        return error;
    }
    if (type == "button") {
        return check_buttons(*action);
    }
    if (list) {
        return check_list(*action);
    }
    if (type == "cta_url") {
        return check_link(*action);
    }
    if (type == "flow") {
        return check_flow(*action);
    }
    if (type == "location_request_message") {
        return check_named(*action, "send_location");
    }
    if (type == "request_contact_info") {
        return check_named(*action, "request_contact_info");
    }
    return invalid("interactive['type']", "is not known to this sandbox");
}

}  // namespace croozer::sandbox
