#include "domain/conversation/templates.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace croozer::conversation {
namespace {

Error limit_error(std::string pointer, std::string detail) {
    return {
        .code = ErrorCode::Validation,
        .slug = "meta_limit",
        .detail = std::move(detail),
        .pointer = std::move(pointer)
    };
}

Result<void> refuse(std::string const& pointer, std::string detail) {
    return std::unexpected(limit_error(pointer, std::move(detail)));
}

bool is_name_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

Result<void> check_text(std::string_view text, std::size_t most, std::string const& pointer) {
    if (trimmed(text).empty()) {
        return refuse(pointer, "empty");
    }
    if (auto const length = code_points(text); length > most) {
        return refuse(pointer, std::to_string(length) + " > " + std::to_string(most));
    }
    return {};
}

// Positional ones are {{1}}, {{2}}… without a gap; named ones are lower-case words.
Result<void> check_placeholders(
    std::string_view text, bool named, std::size_t most, std::string const& pointer
) {
    auto const names = placeholders(text);
    if (names.size() > most) {
        return refuse(
            pointer, std::to_string(names.size()) + " variables > " + std::to_string(most)
        );
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        bool const right = named
                               ? !names[i].empty() && std::ranges::all_of(names[i], is_name_letter)
                               : names[i] == std::to_string(i + 1);
        if (!right) {
            return refuse(pointer, "variable {{" + names[i] + "}} is not as the format asks");
        }
    }
    auto const bare = trimmed(text);
    if (bare.starts_with("{{") || bare.ends_with("}}")) {
        return refuse(pointer, "begins or ends with a variable");
    }
    return {};
}

Result<void> check_examples(
    TemplateComponent const& component, bool named, std::string const& pointer
) {
    auto const names = placeholders(component.text);
    if (component.examples.size() != names.size()) {
        return refuse(
            pointer,
            std::to_string(component.examples.size()) + " examples for " +
                std::to_string(names.size()) + " variables"
        );
    }
    for (auto const& example : component.examples) {
        CHECK(check_text(example.value, template_limits::body_text, pointer));
        if (named && std::ranges::find(names, example.name) == names.end()) {
            return refuse(pointer, "no variable {{" + example.name + "}}");
        }
    }
    return {};
}

Result<void> check_header(TemplateComponent const& header, bool named, std::string const& at) {
    static constexpr std::array<std::string_view, 5> formats{
        "TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"
    };
    if (std::ranges::find(formats, header.format) == formats.end()) {
        return refuse(at + "/format", "not one of Meta's");
    }
    if (header.format == "LOCATION") {
        return {};
    }
    if (header.format != "TEXT") {
        return header.header_handle.empty() ? refuse(at + "/example", "a sample is needed")
                                            : Result<void>();
    }
    CHECK(check_text(header.text, template_limits::header_text, at + "/text"));
    CHECK(check_placeholders(header.text, named, 1, at + "/text"));
    return check_examples(header, named, at + "/example");
}

Result<void> check_button(TemplateButton const& button, std::string const& at) {
    static constexpr std::array<std::string_view, 5> types{
        "QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "REQUEST_CONTACT_INFO"
    };
    if (std::ranges::find(types, button.type) == types.end()) {
        return refuse(at + "/type", "not one of Meta's");
    }
    if (button.type == "COPY_CODE") {
        return check_text(button.example, template_limits::copy_code, at + "/example");
    }
    if (button.type == "REQUEST_CONTACT_INFO") {
        return {};
    }
    CHECK(check_text(button.text, template_limits::button_text, at + "/text"));
    if (button.type == "PHONE_NUMBER") {
        return check_text(button.phone_number, 20, at + "/phone_number");
    }
    if (button.type != "URL") {
        return {};
    }
    CHECK(check_text(button.url, template_limits::url, at + "/url"));
    if (!button.url.starts_with("https://") && !button.url.starts_with("http://")) {
        return refuse(at + "/url", "not a web address");
    }
    auto const names = placeholders(button.url);
    if (names.size() > 1 || (names.size() == 1 && !button.url.ends_with("}}"))) {
        return refuse(at + "/url", "one variable, at the end");
    }
    return names.empty() || !button.example.empty() ? Result<void>()
                                                    : refuse(at + "/example", "a sample is needed");
}

// Quick replies stand together.
bool are_contiguous(std::vector<TemplateButton> const& buttons) {
    int changes = 0;
    for (std::size_t i = 1; i < buttons.size(); ++i) {
        changes +=
            (buttons[i].type == "QUICK_REPLY") != (buttons[i - 1].type == "QUICK_REPLY") ? 1 : 0;
    }
    return changes <= 1;
}

Result<void> check_buttons(TemplateComponent const& component, std::string const& at) {
    auto const& buttons = component.buttons;
    auto const here = at + "/buttons";
    if (buttons.empty() || buttons.size() > template_limits::buttons) {
        return refuse(
            here,
            std::to_string(buttons.size()) + " not in 1.." +
                std::to_string(template_limits::buttons)
        );
    }
    auto const most_of = [&](std::string_view type, std::size_t most) -> Result<void> {
        auto const count = std::ranges::count(buttons, type, &TemplateButton::type);
        return static_cast<std::size_t>(count) > most
                   ? refuse(
                         here,
                         std::to_string(count) + " " + std::string(type) + " > " +
                             std::to_string(most)
                     )
                   : Result<void>();
    };
    CHECK(most_of("URL", template_limits::url_buttons));
    CHECK(most_of("PHONE_NUMBER", template_limits::phone_buttons));
    CHECK(most_of("COPY_CODE", template_limits::copy_code_buttons));
    if (!are_contiguous(buttons)) {
        return refuse(here, "quick replies stand together");
    }
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        CHECK(check_button(buttons[i], here + "/" + std::to_string(i)));
    }
    return {};
}

Result<void> check_component(
    TemplateComponent const& component, bool named, std::string const& at
) {
    if (component.type == "HEADER") {
        return check_header(component, named, at);
    }
    if (component.type == "BUTTONS") {
        return check_buttons(component, at);
    }
    if (component.type == "FOOTER") {
        CHECK(check_text(component.text, template_limits::footer_text, at + "/text"));
        return placeholders(component.text).empty() ? Result<void>()
                                                    : refuse(at + "/text", "0 variables");
    }
    if (component.type != "BODY") {
        return refuse(at + "/type", "not one of HEADER, BODY, FOOTER, BUTTONS");
    }
    CHECK(check_text(component.text, template_limits::body_text, at + "/text"));
    CHECK(
        check_placeholders(component.text, named, content_limits::template_parameters, at + "/text")
    );
    return check_examples(component, named, at + "/example");
}

std::vector<TemplateParameter const*> of_part(
    TemplateMessage const& message, TemplatePart part, std::int64_t index = 0
) {
    std::vector<TemplateParameter const*> list;
    for (auto const& parameter : message.parameters) {
        if (parameter.part == part && (part != TemplatePart::Button || parameter.index == index)) {
            list.push_back(&parameter);
        }
    }
    return list;
}

Result<void> check_part(
    std::vector<TemplateParameter const*> const& given, std::string_view text, std::string_view part
) {
    auto const names = placeholders(text);
    if (given.size() != names.size()) {
        return refuse(
            "/template/parameters",
            std::string(part) + ": " + std::to_string(given.size()) + " for " +
                std::to_string(names.size())
        );
    }
    for (auto const* const parameter : given) {
        if (!parameter->name.empty() && std::ranges::find(names, parameter->name) == names.end()) {
            return refuse("/template/parameters", "no variable {{" + parameter->name + "}}");
        }
    }
    return {};
}

// Of "2": 1.
std::size_t place_of(std::string_view digits) {
    std::size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number - 1;
}

std::string filled(std::string_view text, std::vector<TemplateParameter const*> const& given) {
    auto const names = placeholders(text);
    std::string whole(text);
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const named = std::ranges::find_if(given, [&](TemplateParameter const* parameter) {
            return parameter->name == names[i];
        });
        std::string const mark = "{{" + names[i] + "}}";
        auto const place = is_position(names[i]) ? place_of(names[i]) : i;
        std::string const value = named != given.end()   ? (*named)->value
                                  : place < given.size() ? given[place]->value
                                                         : std::string();
        for (auto at = whole.find(mark); at != std::string::npos;
             at = whole.find(mark, at + value.size())) {
            whole.replace(at, mark.size(), value);
        }
    }
    return whole;
}

}  // namespace

std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos;
         at = text.find("{{", at + 2)) {
        auto const end = text.find("}}", at + 2);
        if (end == std::string_view::npos) {
            break;
        }
        std::string name(text.substr(at + 2, end - at - 2));
        if (std::ranges::find(names, name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

bool is_position(std::string_view name) {
    return !name.empty() && name.front() != '0' &&
           std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> check_definition(TemplateDefinition const& definition) {
    if (definition.name.empty() || definition.name.size() > content_limits::template_name ||
        !std::ranges::all_of(definition.name, is_name_letter)) {
        return refuse("/name", "a-z, 0-9 and _, at most 512");
    }
    CHECK(check_text(definition.language, content_limits::template_language, "/language"));
    if (definition.category != "UTILITY" && definition.category != "MARKETING") {
        return refuse("/category", "UTILITY or MARKETING");
    }
    if (definition.parameter_format != "NAMED" && definition.parameter_format != "POSITIONAL") {
        return refuse("/parameterFormat", "NAMED or POSITIONAL");
    }
    if (component_of(definition.components, "BODY") == nullptr) {
        return refuse("/components", "a BODY is needed");
    }
    bool const named = definition.parameter_format == "NAMED";
    for (std::size_t i = 0; i < definition.components.size(); ++i) {
        auto const& component = definition.components[i];
        auto const at = "/components/" + std::to_string(i);
        if (std::ranges::count(definition.components, component.type, &TemplateComponent::type) >
            1) {
            return refuse(at + "/type", "repeated");
        }
        CHECK(check_component(component, named, at));
    }
    return {};
}

TemplateComponent const* component_of(
    std::span<TemplateComponent const> components, std::string_view type
) {
    auto const found = std::ranges::find(components, type, &TemplateComponent::type);
    return found == components.end() ? nullptr : &*found;
}

Result<void> check_parameters(
    TemplateMessage const& message, std::span<TemplateComponent const> components
) {
    auto const text_of = [&](std::string_view type) {
        auto const* const component = component_of(components, type);
        return component == nullptr ? std::string_view() : std::string_view(component->text);
    };
    CHECK(check_part(of_part(message, TemplatePart::Body), text_of("BODY"), "body"));
    auto const header = of_part(message, TemplatePart::Header);
    auto const* const head = component_of(components, "HEADER");
    if (head != nullptr && head->format != "TEXT" && !head->format.empty()) {
        if (header.size() != 1) {
            return refuse("/template/parameters", "header: a medium is needed");
        }
    } else {
        CHECK(check_part(header, text_of("HEADER"), "header"));
    }
    auto const* const buttons = component_of(components, "BUTTONS");
    auto const count = buttons == nullptr ? 0 : buttons->buttons.size();
    for (auto const& parameter : message.parameters) {
        if (parameter.part == TemplatePart::Button &&
            (parameter.index < 0 || static_cast<std::size_t>(parameter.index) >= count)) {
            return refuse("/template/parameters", "no button " + std::to_string(parameter.index));
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const& button = buttons->buttons[i];
        if (button.type == "URL") {
            CHECK(check_part(
                of_part(message, TemplatePart::Button, static_cast<std::int64_t>(i)),
                button.url,
                "button " + std::to_string(i)
            ));
        }
    }
    return {};
}

std::string rendered(
    TemplateMessage const& message, std::span<TemplateComponent const> components
) {
    std::string whole;
    auto const add = [&](std::string const& text) {
        if (!text.empty()) {
            whole += (whole.empty() ? "" : "\n\n") + text;
        }
    };
    for (auto const* const type : {"HEADER", "BODY", "FOOTER"}) {
        if (auto const* const component = component_of(components, type)) {
            auto const part =
                component->type == "HEADER" ? TemplatePart::Header : TemplatePart::Body;
            add(filled(component->text, of_part(message, part)));
        }
    }
    return whole;
}

std::string variable_text(std::string_view text) {
    std::string clean;
    std::size_t spaces = 0;
    for (char const c : trimmed(text)) {
        bool const space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        spaces = space ? spaces + 1 : 0;
        if (spaces <= 1) {
            clean += space ? ' ' : c;
        }
    }
    return std::string(first_code_points(clean, content_limits::template_value));
}

}  // namespace croozer::conversation
