#include "sandbox/template_rules.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace croozer::sandbox {
namespace {

constexpr std::size_t name_characters = 512;
constexpr std::size_t header_characters = 60;
constexpr std::size_t body_characters = 1'024;
constexpr std::size_t footer_characters = 60;
constexpr std::size_t button_characters = 25;
constexpr std::size_t url_characters = 2'000;
constexpr std::size_t copy_code_characters = 15;
constexpr std::size_t most_buttons = 10;
constexpr std::size_t most_url_buttons = 2;

constexpr int too_long = 2388040;
constexpr int wrong_header = 2388047;
constexpr int wrong_body = 2388072;
constexpr int wrong_footer = 2388073;
constexpr int variable_at_an_end = 2388299;

using Error = std::optional<GraphError>;

GraphError refuse(std::string detail, std::optional<int> subcode = std::nullopt) {
    return {100, std::move(detail), subcode};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
    return std::ranges::find(all, text) != all.end();
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_characters && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// {{1}}, {{2}}… without gaps, or names of a-z, 0-9 and _.
Error check_variables(std::vector<std::string> const& names, bool named, int subcode) {
    std::size_t next = 0;
    for (std::string const& name : names) {
        ++next;
        bool const digits = name.find_first_not_of("0123456789") == std::string::npos;
        if (named ? digits || !is_name(name) : name != std::to_string(next)) {
            return refuse(
                "The variable {{" + name + "}} is not of the template's format.", subcode
            );
        }
    }
    return std::nullopt;
}

std::size_t examples_of(json::object const& component, bool header, bool named) {
    json::object const* const example = object_of(component, "example");
    if (example == nullptr) {
        return 0;
    }
    std::string const key =
        std::string(header ? "header_text" : "body_text") + (named ? "_named_params" : "");
    json::array const* given = array_of(*example, key);
    // body_text is a list of lists, one for each set of examples.
    if (given != nullptr && !named && !header && !given->empty() && given->front().is_array()) {
        given = &given->front().get_array();
    }
    return given == nullptr ? 0 : given->size();
}

Error check_header(json::object const& component, bool named) {
    std::string const format = text_of(component, "format").value_or("");
    if (!is_one_of(format, {"TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"})) {
        return refuse("The format of the header is not known.", wrong_header);
    }
    if (format != "TEXT") {
        return std::nullopt;
    }
    std::string const text = text_of(component, "text").value_or("");
    auto const names = variables_of(text);
    if (text.empty() || names.size() > 1) {
        return refuse("A header has text with one variable at most.", wrong_header);
    }
    if (code_points(text) > header_characters) {
        return refuse("The header is longer than 60 characters.", too_long);
    }
    if (names.size() != examples_of(component, true, named)) {
        return refuse("The variable of the header needs an example.", wrong_header);
    }
    return check_variables(names, named, wrong_header);
}

Error check_body(json::object const& component, bool named) {
    std::string const text(trimmed(text_of(component, "text").value_or("")));
    if (text.empty()) {
        return refuse("The body has no text.", wrong_body);
    }
    if (code_points(text) > body_characters) {
        return refuse("The body is longer than 1024 characters.", too_long);
    }
    if (text.starts_with("{{") || text.ends_with("}}")) {
        return refuse(
            "Variables can't be at the start or end of the template.", variable_at_an_end
        );
    }
    auto const names = variables_of(text);
    if (names.size() != examples_of(component, false, named)) {
        return refuse("Every variable of the body needs an example.", wrong_body);
    }
    return check_variables(names, named, wrong_body);
}

Error check_footer(json::object const& component) {
    std::string const text = text_of(component, "text").value_or("");
    if (text.empty() || !variables_of(text).empty()) {
        return refuse("A footer has text without variables.", wrong_footer);
    }
    return code_points(text) > footer_characters
               ? Error(refuse("The footer is longer than 60 characters.", too_long))
               : std::nullopt;
}

Error check_url_button(json::object const& button) {
    std::string const url = text_of(button, "url").value_or("");
    if (!url.starts_with("https://") && !url.starts_with("http://")) {
        return refuse("The url of a button must be a web address.");
    }
    if (url.size() > url_characters) {
        return refuse("The url of a button is longer than 2000 characters.", too_long);
    }
    auto const names = variables_of(url);
    json::array const* const example = array_of(button, "example");
    bool const right = names.empty() || (names.size() == 1 && url.ends_with("}}") &&
                                         example != nullptr && !example->empty());
    return right ? std::nullopt
                 : Error(refuse("A url may end with one variable, which needs an example."));
}

Error check_button(json::object const& button) {
    std::string const type = text_of(button, "type").value_or("");
    std::string const text = text_of(button, "text").value_or("");
    if (!is_one_of(
            type, {"QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "FLOW", "CATALOG", "MPM"}
        )) {
        return refuse("The type of a button is not known.");
    }
    if (type == "COPY_CODE") {
        std::string const example = text_of(button, "example").value_or("");
        return example.empty() || code_points(example) > copy_code_characters
                   ? Error(refuse("A code needs an example of at most 15 characters."))
                   : std::nullopt;
    }
    if (text.empty()) {
        return refuse("A button needs a text.");
    }
    if (code_points(text) > button_characters) {
        return refuse("The text of a button is longer than 25 characters.", too_long);
    }
    return type == "URL" ? check_url_button(button) : std::nullopt;
}

// Quick replies stand together.
Error check_buttons(json::object const& component) {
    json::array const* const buttons = array_of(component, "buttons");
    if (buttons == nullptr || buttons->empty() || buttons->size() > most_buttons) {
        return refuse("A template may have 1 to 10 buttons.");
    }
    std::size_t urls = 0;
    std::size_t phones = 0;
    std::size_t groups = 0;
    bool was_quick = false;
    for (json::value const& item : *buttons) {
        if (!item.is_object()) {
            return refuse("A button must be an object.");
        }
        if (auto const error = check_button(item.get_object())) {
            return error;
        }
        std::string const type = text_of(item.get_object(), "type").value_or("");
        urls += type == "URL" ? 1U : 0U;
        phones += type == "PHONE_NUMBER" ? 1U : 0U;
        bool const quick = type == "QUICK_REPLY";
        groups += quick && !was_quick ? 1U : 0U;
        was_quick = quick;
    }
    if (urls > most_url_buttons || phones > 1 || groups > 1) {
        return refuse("At most 2 URL buttons and one phone number; quick replies stand together.");
    }
    return std::nullopt;
}

Error check_component(json::object const& component, bool named) {
    std::string const type = text_of(component, "type").value_or("");
    if (type == "HEADER") {
        return check_header(component, named);
    }
    if (type == "BODY") {
        return check_body(component, named);
    }
    if (type == "FOOTER") {
        return check_footer(component);
    }
    return type == "BUTTONS" ? check_buttons(component)
                             : Error(refuse("The type of a component is not known."));
}

}  // namespace

std::vector<std::string> variables_of(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
        auto const end = text.find("}}", at);
        if (end == std::string_view::npos) {
            break;
        }
        std::string name(trimmed(text.substr(at + 2, end - at - 2)));
        if (std::ranges::find(names, name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

std::optional<GraphError> check_new_template(json::object const& source) {
    if (!is_name(text_of(source, "name").value_or(""))) {
        return refuse("name may hold a-z, 0-9 and _ only, at most 512.");
    }
    if (text_of(source, "language").value_or("").size() < 2) {
        return refuse("language is required.");
    }
    if (!is_one_of(
            text_of(source, "category").value_or(""), {"MARKETING", "UTILITY", "AUTHENTICATION"}
        )) {
        return refuse("category must be MARKETING, UTILITY or AUTHENTICATION.");
    }
    std::string const format = text_of(source, "parameter_format").value_or("POSITIONAL");
    if (!is_one_of(format, {"POSITIONAL", "NAMED"})) {
        return refuse("parameter_format must be POSITIONAL or NAMED.");
    }
    json::array const* const components = array_of(source, "components");
    if (components == nullptr) {
        return refuse("components are required.");
    }
    std::vector<std::string> types;
    for (json::value const& item : *components) {
        if (!item.is_object()) {
            return refuse("A component must be an object.");
        }
        if (auto const error = check_component(item.get_object(), format == "NAMED")) {
            return error;
        }
        types.push_back(text_of(item.get_object(), "type").value_or(""));
    }
    if (std::ranges::count(types, "BODY") != 1) {
        return refuse("A template has one body.", wrong_body);
    }
    for (std::string_view const type : {"HEADER", "FOOTER", "BUTTONS"}) {
        if (std::ranges::count(types, type) > 1) {
            return refuse("A component is there twice.");
        }
    }
    return std::nullopt;
}

}  // namespace croozer::sandbox
