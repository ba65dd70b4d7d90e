#include "store/documents/content_document.hpp"

#include <array>
#include <type_traits>

namespace croozer::store::documents {
namespace {

namespace json = boost::json;
using namespace conversation;

constexpr std::array media_kinds{
    MediaKind::Image,
    MediaKind::Video,
    MediaKind::Audio,
    MediaKind::Document,
    MediaKind::Sticker,
};

constexpr std::array parts{TemplatePart::Header, TemplatePart::Body, TemplatePart::Button};

void put(json::object& object, std::string_view key, std::string const& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

json::object written(LinkButton const& link) {
    return {{"label", link.label}, {"url", link.url}};
}

json::object written(FlowButton const& flow) {
    json::object object{{"id", flow.flow_id}, {"token", flow.token}, {"label", flow.label}};
    put(object, "screen", flow.screen);
    if (flow.is_draft) {
        object["draft"] = true;
    }
    return object;
}

json::object written(Media const& media) {
    json::object object{{"kind", media_kind_name(media.kind)}};
    put(object, "id", media.id);
    put(object, "link", media.link);
    put(object, "fileName", media.file_name);
    if (media.is_voice) {
        object["voice"] = true;
    }
    return object;
}

json::object written(Place const& place) {
    json::object object{{"latitudeE6", place.latitude_e6}, {"longitudeE6", place.longitude_e6}};
    put(object, "name", place.name);
    put(object, "address", place.address);
    return object;
}

json::object written(Reaction const& reaction) {
    return {{"wamid", reaction.wamid}, {"emoji", reaction.emoji}};
}

json::object written(TemplateMessage const& message) {
    json::array parameters;
    for (auto const& parameter : message.parameters) {
        json::object object{
            {"part", template_part_name(parameter.part)},
            {"type", parameter.type},
            {"value", parameter.value}
        };
        put(object, "name", parameter.name);
        if (parameter.part == TemplatePart::Button) {
            object["index"] = parameter.index;
            object["buttonKind"] = parameter.button_kind;
        }
        parameters.push_back(std::move(object));
    }
    return {
        {"name", message.name},
        {"language", message.language},
        {"category", message.category},
        {"parameters", std::move(parameters)}
    };
}

Media media_from(json::object const& object) {
    Media media;
    auto const kind = text_of(object, "kind");
    for (auto const candidate : media_kinds) {
        if (media_kind_name(candidate) == kind) {
            media.kind = candidate;
        }
    }
    media.id = text_of(object, "id");
    media.link = text_of(object, "link");
    media.file_name = text_of(object, "fileName");
    media.is_voice = boolean_of(object, "voice");
    return media;
}

TemplateParameter parameter_from(json::object const& object) {
    TemplateParameter parameter;
    auto const part = text_of(object, "part");
    for (auto const candidate : parts) {
        if (template_part_name(candidate) == part) {
            parameter.part = candidate;
        }
    }
    parameter.index = integer_of(object, "index");
    parameter.button_kind = text_of(object, "buttonKind");
    parameter.type = text_of(object, "type");
    parameter.name = text_of(object, "name");
    parameter.value = text_of(object, "value");
    return parameter;
}

TemplateMessage template_from(json::object const& object) {
    TemplateMessage message{
        .name = text_of(object, "name"),
        .language = text_of(object, "language"),
        .category = text_of(object, "category"),
        .parameters = {}
    };
    if (auto const* const parameters = array_of(object, "parameters")) {
        for (auto const& value : *parameters) {
            if (auto const* const parameter = value.if_object()) {
                message.parameters.push_back(parameter_from(*parameter));
            }
        }
    }
    return message;
}

constexpr std::string_view member_of(Content const& content) {
    constexpr std::array<std::string_view, std::variant_size_v<Content>> members{
        "", "contactRequest", "link", "flow", "media", "location", "reaction", "template"
    };
    return members[content.index()];
}

}  // namespace

void put_content(json::object& object, Content const& content) {
    std::visit(
        [&]<class T>(T const& value) {
            if constexpr (std::is_same_v<T, ContactRequest>) {
                object[member_of(content)] = json::object{};
            } else if constexpr (!std::is_same_v<T, std::monostate>) {
                object[member_of(content)] = written(value);
            }
        },
        content
    );
}

Content content_of(json::object const& object) {
    if (auto const* const message = object_of(object, "template")) {
        return template_from(*message);
    }
    if (auto const* const media = object_of(object, "media")) {
        return media_from(*media);
    }
    if (auto const* const link = object_of(object, "link")) {
        return LinkButton{.label = text_of(*link, "label"), .url = text_of(*link, "url")};
    }
    if (auto const* const flow = object_of(object, "flow")) {
        return FlowButton{
            .flow_id = text_of(*flow, "id"),
            .token = text_of(*flow, "token"),
            .label = text_of(*flow, "label"),
            .screen = text_of(*flow, "screen"),
            .is_draft = boolean_of(*flow, "draft")
        };
    }
    if (auto const* const place = object_of(object, "location")) {
        return Place{
            .latitude_e6 = integer_of(*place, "latitudeE6"),
            .longitude_e6 = integer_of(*place, "longitudeE6"),
            .name = text_of(*place, "name"),
            .address = text_of(*place, "address")
        };
    }
    if (auto const* const reaction = object_of(object, "reaction")) {
        return Reaction{.wamid = text_of(*reaction, "wamid"), .emoji = text_of(*reaction, "emoji")};
    }
    if (object_of(object, "contactRequest") != nullptr) {
        return ContactRequest{};
    }
    return {};
}

}  // namespace croozer::store::documents
