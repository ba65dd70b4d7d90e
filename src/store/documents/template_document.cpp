#include "store/documents/template_document.hpp"

#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

namespace json = boost::json;
using conversation::TemplateButton;
using conversation::TemplateComponent;

void put(json::object& object, std::string_view key, std::string const& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

// developers.facebook.com/documentation/business-messaging/whatsapp/templates/components: of a
// body the examples are a list in a list, of a header a list.
json::object example_of(TemplateComponent const& component, bool named) {
    bool const header = component.type == "HEADER";
    json::object example;
    if (!component.header_handle.empty()) {
        example["header_handle"] = json::array{json::value(component.header_handle)};
        return example;
    }
    json::array list;
    for (auto const& [name, value] : component.examples) {
        if (named) {
            list.push_back(json::object{{"param_name", name}, {"example", value}});
        } else {
            list.emplace_back(value);
        }
    }
    if (list.empty()) {
        return example;
    }
    if (named) {
        example[header ? "header_text_named_params" : "body_text_named_params"] = std::move(list);
    } else if (header) {
        example["header_text"] = std::move(list);
    } else {
        json::array outer;
        outer.emplace_back(std::move(list));
        example["body_text"] = std::move(outer);
    }
    return example;
}

json::array written(std::vector<TemplateButton> const& buttons) {
    json::array list;
    for (auto const& button : buttons) {
        json::object object{{"type", button.type}};
        put(object, "text", button.text);
        put(object, "url", button.url);
        put(object, "phone_number", button.phone_number);
        if (!button.example.empty()) {
            object["example"] = json::array{json::value(button.example)};
        }
        list.push_back(std::move(object));
    }
    return list;
}

// A text, or the first of a list of texts.
std::string first_text(json::object const& object, std::string_view key) {
    if (auto const* const list = array_of(object, key)) {
        auto const* const text = list->empty() ? nullptr : list->front().if_string();
        return text == nullptr ? std::string() : std::string(*text);
    }
    return text_of(object, key);
}

void read_examples(json::object const& example, TemplateComponent& component) {
    component.header_handle = first_text(example, "header_handle");
    for (auto const* const key : {"body_text_named_params", "header_text_named_params"}) {
        if (auto const* const list = array_of(example, key)) {
            for (auto const& value : *list) {
                if (auto const* const one = value.if_object()) {
                    component.examples.push_back(
                        {.name = text_of(*one, "param_name"), .value = text_of(*one, "example")}
                    );
                }
            }
        }
    }
    for (auto const* const key : {"body_text", "header_text"}) {
        auto const* list = array_of(example, key);
        if (list != nullptr && !list->empty() && list->front().is_array()) {
            list = &list->front().get_array();
        }
        if (list != nullptr) {
            for (auto const& value : *list) {
                if (auto const* const text = value.if_string()) {
                    component.examples.push_back({.name = {}, .value = std::string(*text)});
                }
            }
        }
    }
}

TemplateComponent component_from(json::object const& object) {
    TemplateComponent component;
    component.type = text_of(object, "type");
    component.format = text_of(object, "format");
    component.text = text_of(object, "text");
    if (auto const* const example = object_of(object, "example")) {
        read_examples(*example, component);
    }
    if (auto const* const buttons = array_of(object, "buttons")) {
        for (auto const& value : *buttons) {
            if (auto const* const button = value.if_object()) {
                component.buttons.push_back(
                    {.type = text_of(*button, "type"),
                     .text = text_of(*button, "text"),
                     .url = text_of(*button, "url"),
                     .phone_number = text_of(*button, "phone_number"),
                     .example = first_text(*button, "example")}
                );
            }
        }
    }
    return component;
}

}  // namespace

std::string encode_components(std::vector<TemplateComponent> const& components, bool named) {
    json::array list;
    for (auto const& component : components) {
        json::object object{{"type", component.type}};
        put(object, "format", component.format);
        put(object, "text", component.text);
        if (auto example = example_of(component, named); !example.empty()) {
            object["example"] = std::move(example);
        }
        if (!component.buttons.empty()) {
            object["buttons"] = written(component.buttons);
        }
        list.push_back(std::move(object));
    }
    return json::serialize(list);
}

Result<std::vector<TemplateComponent>> decode_components(std::string_view text) {
    std::vector<TemplateComponent> components;
    for (auto const& value : TRY(parse_array(text))) {
        if (auto const* const object = value.if_object()) {
            components.push_back(component_from(*object));
        }
    }
    return components;
}

}  // namespace croozer::store::documents
