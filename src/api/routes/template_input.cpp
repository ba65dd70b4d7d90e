#include "api/routes/template_input.hpp"

#include "base/limits.hpp"

#include <array>
#include <utility>

namespace croozer::api {
namespace {

namespace most = conversation::content_limits;
namespace bounds = conversation::template_limits;
using conversation::TemplateButton;
using conversation::TemplateComponent;
using conversation::TemplateDefinition;
using input::Need;
using input::ObjectReader;

constexpr std::array<std::string_view, 2> categories{"UTILITY", "MARKETING"};
constexpr std::array<std::string_view, 2> formats{"NAMED", "POSITIONAL"};
constexpr std::array<std::string_view, 4> component_types{"HEADER", "BODY", "FOOTER", "BUTTONS"};
constexpr std::array<std::string_view, 5> header_formats{
    "TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"
};
constexpr std::array<std::string_view, 5> button_types{
    "QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "REQUEST_CONTACT_INFO"
};
constexpr std::size_t handle = 4'000;  // ours: Meta's handles are opaque

std::string text(
    ObjectReader& reader, std::string_view name, std::size_t code_points, Need need = Need::Optional
) {
    return reader.text(name, {.code_points = code_points}, need).value_or("");
}

TemplateButton read_button(ObjectReader& source) {
    TemplateButton button;
    button.type = source.choice("type", button_types, Need::Required).value_or("");
    button.text = text(source, "text", bounds::button_text);
    button.url = text(source, "url", bounds::url);
    button.phone_number = text(source, "phone_number", limits::name_code_points);
    if (auto const list = source.texts("example", {.code_points = bounds::url}, 1);
        list && !list->empty()) {
        button.example = list->front();
    }
    return button;
}

// Meta writes the examples of a body as a list in a list.
void read_body_examples(ObjectReader& source, input::Node const* node, TemplateComponent& made) {
    source.ignore("body_text");
    auto const* const outer = node == nullptr ? nullptr : node->member("body_text");
    if (outer == nullptr) {
        return;
    }
    auto const* list = std::get_if<std::vector<input::Node>>(&outer->value);
    if (list != nullptr && list->size() == 1) {
        list = std::get_if<std::vector<input::Node>>(&list->front().value);
    } else {
        list = nullptr;
    }
    if (list == nullptr) {
        source.refuse("body_text", "type");
        return;
    }
    for (auto const& value : *list) {
        auto const* const example = std::get_if<std::string>(&value.value);
        if (example == nullptr) {
            source.refuse("body_text", "type");
            return;
        }
        made.examples.push_back({.name = {}, .value = *example});
    }
}

void read_example(ObjectReader& source, input::Node const* node, TemplateComponent& made) {
    read_body_examples(source, node, made);
    for (auto const* const key : {"body_text_named_params", "header_text_named_params"}) {
        source.objects(key, most::template_parameters, Need::Optional, [&](ObjectReader& one) {
            auto name = text(one, "param_name", limits::name_code_points, Need::Required);
            auto value = text(one, "example", bounds::body_text, Need::Required);
            made.examples.push_back({.name = std::move(name), .value = std::move(value)});
        });
    }
    if (auto const list = source.texts("header_text", {.code_points = bounds::header_text}, 1)) {
        for (auto const& value : *list) {
            made.examples.push_back({.name = {}, .value = value});
        }
    }
    if (auto const list = source.texts("header_handle", {.code_points = handle}, 1);
        list && !list->empty()) {
        made.header_handle = list->front();
    }
}

TemplateComponent read_component(ObjectReader& source, input::Node const* node) {
    TemplateComponent made;
    made.type = source.choice("type", component_types, Need::Required).value_or("");
    made.format = source.choice("format", header_formats).value_or("");
    if (made.type == "HEADER" && made.format.empty()) {
        made.format = "TEXT";
    }
    made.text = text(source, "text", bounds::body_text);
    auto const* const example = node == nullptr ? nullptr : node->member("example");
    source.object("example", Need::Optional, [&](ObjectReader& reader) {
        read_example(reader, example, made);
    });
    source.objects("buttons", bounds::buttons, Need::Optional, [&](ObjectReader& button) {
        made.buttons.push_back(read_button(button));
    });
    return made;
}

}  // namespace

TemplateDefinition read_definition(ObjectReader& reader, input::Node const& body) {
    TemplateDefinition definition;
    definition.name = text(reader, "name", most::template_name, Need::Required);
    definition.language = text(reader, "language", most::template_language, Need::Required);
    definition.category = reader.choice("category", categories, Need::Required).value_or("");
    definition.parameter_format = reader.choice("parameterFormat", formats).value_or("POSITIONAL");
    auto const* const list = body.member("components");
    auto const* const nodes =
        list == nullptr ? nullptr : std::get_if<std::vector<input::Node>>(&list->value);
    std::size_t next = 0;
    reader.objects("components", bounds::components, Need::Required, [&](ObjectReader& component) {
        auto const* const node =
            nodes != nullptr && next < nodes->size() ? &(*nodes)[next] : nullptr;
        ++next;
        definition.components.push_back(read_component(component, node));
    });
    return definition;
}

}  // namespace croozer::api
