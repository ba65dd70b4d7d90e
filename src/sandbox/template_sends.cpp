// The parameters of a sent template against the template.
#include "base/text.hpp"
#include "sandbox/template_rules.hpp"
#include "sandbox/template_store.hpp"

#include <algorithm>

namespace croozer::sandbox {
namespace {

constexpr std::size_t body_characters = 1'024;
constexpr std::string_view too_many_spaces = "     ";

using Error = std::optional<GraphError>;

json::object const* component_of(
    json::object const& message, std::string_view type, std::string_view index = ""
) {
    json::array const* const components = array_of(message, "components");
    if (components == nullptr) {
        return nullptr;
    }
    for (json::value const& item : *components) {
        json::object const* const component = item.if_object();
        if (component == nullptr || lower_ascii(text_of(*component, "type").value_or("")) != type) {
            continue;
        }
        // Written as text, and taken as a number too.
        json::value const* const given = component->if_contains("index");
        std::string const place = given == nullptr     ? ""
                                  : given->is_string() ? std::string(given->get_string())
                                                       : json::serialize(*given);
        if (index.empty() || place == index) {
            return component;
        }
    }
    return nullptr;
}

std::size_t parameters_in(json::object const* component) {
    json::array const* const list =
        component == nullptr ? nullptr : array_of(*component, "parameters");
    return list == nullptr ? 0 : list->size();
}

// No line breaks, tabs or five spaces in a row.
bool is_clean(std::string_view text) {
    return !trimmed(text).empty() && text.find_first_of("\n\r\t") == std::string_view::npos &&
           text.find(too_many_spaces) == std::string_view::npos;
}

Error check_parameter(json::object const& parameter, std::vector<std::string> const* names) {
    if (text_of(parameter, "type") != "text") {
        return std::nullopt;
    }
    if (!is_clean(text_of(parameter, "text").value_or(""))) {
        return GraphError{
            132018,
            "A parameter cannot be empty or have new-line/tab characters or more than 4 "
            "consecutive spaces.",
            {}
        };
    }
    if (names == nullptr) {
        return std::nullopt;
    }
    std::string const name = text_of(parameter, "parameter_name").value_or("");
    return std::ranges::find(*names, name) == names->end()
               ? Error(
                     GraphError{132018, "parameter_name '" + name + "' is not in the template.", {}}
                 )
               : std::nullopt;
}

Error check_parameters(
    StoredTemplate const& known,
    std::string_view type,
    std::vector<std::string> const& names,
    json::object const* component
) {
    std::size_t const given = parameters_in(component);
    if (given != names.size()) {
        return GraphError{
            132000,
            std::string(type) + ": number of parameters (" + std::to_string(given) +
                ") does not match the expected number (" + std::to_string(names.size()) + ")",
            {}
        };
    }
    if (given == 0) {
        return std::nullopt;
    }
    bool const named = known.parameter_format == "NAMED";
    for (json::value const& item : *array_of(*component, "parameters")) {
        if (!item.is_object()) {
            return GraphError{100, "A parameter must be an object.", {}};
        }
        if (auto const error = check_parameter(item.get_object(), named ? &names : nullptr)) {
            return error;
        }
    }
    return std::nullopt;
}

Error check_header(StoredTemplate const& known, json::object const& message) {
    for (json::value const& item : known.components) {
        if (!item.is_object() || text_of(item.get_object(), "type") != "HEADER") {
            continue;
        }
        bool const text = text_of(item.get_object(), "format") == "TEXT";
        auto const names = text ? variables_of(known.text_of_component("HEADER"))
                                : std::vector<std::string>{"media"};
        std::size_t const given = parameters_in(component_of(message, "header"));
        if (given != names.size()) {
            return GraphError{132000, "header: the number of parameters does not match.", {}};
        }
    }
    return std::nullopt;
}

Error check_buttons(StoredTemplate const& known, json::object const& message) {
    for (json::value const& item : known.components) {
        json::array const* const buttons =
            item.is_object() ? array_of(item.get_object(), "buttons") : nullptr;
        for (std::size_t i = 0; buttons != nullptr && i < buttons->size(); ++i) {
            json::object const* const button = (*buttons)[i].if_object();
            if (button == nullptr || text_of(*button, "type") != "URL") {
                continue;
            }
            auto const names = variables_of(text_of(*button, "url").value_or(""));
            auto const* const component = component_of(message, "button", std::to_string(i));
            if (parameters_in(component) != names.size()) {
                return GraphError{132000, "button: the number of parameters does not match.", {}};
            }
        }
    }
    return std::nullopt;
}

// What it adds to the text beyond the variables themselves.
Error check_length(StoredTemplate const& known, json::object const& message) {
    std::size_t length = code_points(known.text_of_component("BODY"));
    json::object const* const body = component_of(message, "body");
    json::array const* const list = body == nullptr ? nullptr : array_of(*body, "parameters");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        if ((*list)[i].is_object()) {
            length += code_points(text_of((*list)[i].get_object(), "text").value_or(""));
        }
    }
    for (std::string const& name : variables_of(known.text_of_component("BODY"))) {
        length -= std::min(length, name.size() + 4);
    }
    return length > body_characters
               ? Error(GraphError{132005, "The text is too long with its parameters.", {}})
               : std::nullopt;
}

}  // namespace

std::optional<GraphError> check_sent_template(
    StoredTemplate const& known, json::object const& message
) {
    if (known.status == "PAUSED") {
        return GraphError{132015, "The template is paused for its low quality.", {}};
    }
    if (known.status == "DISABLED") {
        return GraphError{132016, "The template is disabled for its low quality.", {}};
    }
    if (known.status != "APPROVED") {
        return GraphError{132001, "The template is not approved.", {}};
    }
    if (auto const error = check_header(known, message)) {
        return error;
    }
    auto const names = variables_of(known.text_of_component("BODY"));
    if (auto const error = check_parameters(known, "body", names, component_of(message, "body"))) {
        return error;
    }
    if (auto const error = check_buttons(known, message)) {
        return error;
    }
    return check_length(known, message);
}

}  // namespace croozer::sandbox
