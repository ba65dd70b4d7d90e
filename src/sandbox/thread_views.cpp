#include "sandbox/thread_views.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace croozer::sandbox {
namespace {

constexpr std::array<std::string_view, 5> media_types{
    "image", "video", "audio", "document", "sticker"
};

json::object frame(std::string_view id, Instant at, bool mine, std::string_view type) {
    return json::object{
        {"id", to_json(id)},
        {"at", at.microseconds / 1'000},
        {"mine", mine},
        {"type", to_json(type)},
        {"status", "sent"},
    };
}

json::value text_inside(json::object const& outer, std::string_view key) {
    json::object const* const inner = object_of(outer, key);
    return inner == nullptr ? json::value(nullptr)
                            : json::value(to_json(text_of(*inner, "text").value_or("")));
}

void add_interactive(json::object& view, json::object const& content) {
    view["text"] = text_inside(content, "body");
    view["header"] = text_inside(content, "header");
    view["footer"] = text_inside(content, "footer");
    std::string const type = text_of(content, "type").value_or("");
    json::object const* const action = object_of(content, "action");
    if (action == nullptr) {
        return;
    }
    if (type == "button") {
        json::array buttons;
        if (json::array const* const given = array_of(*action, "buttons")) {
            for (json::value const& button : *given) {
                if (button.is_object() && object_of(button.get_object(), "reply") != nullptr) {
                    buttons.emplace_back(*object_of(button.get_object(), "reply"));
                }
            }
        }
        view["buttons"] = std::move(buttons);
    } else if (type == "list") {
        view["list"] = *action;
    } else if (type == "cta_url") {
        if (json::object const* const parameters = object_of(*action, "parameters")) {
            view["link"] = *parameters;
        }
    } else if (type == "flow") {
        if (json::object const* const parameters = object_of(*action, "parameters")) {
            view["form"] = text_of(*parameters, "flow_cta").value_or("");
        }
    } else if (type == "location_request_message") {
        view["asks"] = "location";
    } else if (type == "request_contact_info") {
        view["asks"] = "contact";
    }
}

void add_media(json::object& view, json::object const& media) {
    view["media"] = json::object{
        {"id", text_of(media, "id").value_or("")},
        {"link", text_of(media, "link").value_or("")},
        {"mime", text_of(media, "mime_type").value_or("")},
    };
    if (auto const caption = text_of(media, "caption")) {
        view["text"] = *caption;
    }
}

bool is_media(std::string_view type) {
    return std::ranges::find(media_types, type) != media_types.end();
}

}  // namespace

json::object view_of_outgoing(
    OutgoingMessage const& message,
    std::string_view wamid,
    Instant at,
    std::span<Template const> templates
) {
    json::object view = frame(wamid, at, false, message.type);
    json::object const& content = message.content;
    if (message.type == "text") {
        view["text"] = text_of(content, "body").value_or("");
    } else if (message.type == "interactive") {
        add_interactive(view, content);
    } else if (message.type == "location") {
        view["location"] = content;
    } else if (message.type == "reaction") {
        view["reaction"] = content;
    } else if (message.type == "template") {
        auto const name = text_of(content, "name");
        auto const found = std::ranges::find(templates, name, &Template::name);
        view["template"] = name.value_or("");
        view["text"] = found == templates.end() ? "" : filled_template(*found, content);
    } else if (is_media(message.type)) {
        add_media(view, content);
    }
    if (message.context_id) {
        view["replyTo"] = *message.context_id;
    }
    return view;
}

json::object view_of_inbound(json::object const& message, Instant at) {
    std::string const type = text_of(message, "type").value_or("");
    json::object view = frame(text_of(message, "id").value_or(""), at, true, type);
    json::object const* const content = object_of(message, type);
    if (content != nullptr) {
        if (type == "text") {
            view["text"] = text_of(*content, "body").value_or("");
        } else if (type == "interactive") {
            std::string const kind = text_of(*content, "type").value_or("");
            json::object const* const reply = object_of(*content, kind);
            view["text"] = reply == nullptr ? "" : text_of(*reply, "title").value_or("");
            view["chosen"] = reply == nullptr ? "" : text_of(*reply, "id").value_or("");
        } else if (type == "location") {
            view["location"] = *content;
        } else if (is_media(type)) {
            add_media(view, *content);
        }
    }
    if (type == "contacts") {
        view["contact"] = true;
    }
    if (json::object const* const context = object_of(message, "context")) {
        view["replyTo"] = text_of(*context, "id").value_or("");
    }
    return view;
}

std::size_t placeholders(std::string_view body) {
    std::size_t count = 0;
    for (auto at = body.find("{{"); at != std::string_view::npos; at = body.find("{{", at + 2)) {
        count += body.find("}}", at) != std::string_view::npos ? 1U : 0U;
    }
    return count;
}

std::vector<json::object> body_parameters(json::object const& message) {
    std::vector<json::object> found;
    json::array const* const components = array_of(message, "components");
    if (components == nullptr) {
        return found;
    }
    for (json::value const& item : *components) {
        json::object const* const component = item.if_object();
        if (component == nullptr || text_of(*component, "type") != "body") {
            continue;
        }
        if (json::array const* const parameters = array_of(*component, "parameters")) {
            for (json::value const& parameter : *parameters) {
                if (parameter.is_object()) {
                    found.push_back(parameter.get_object());
                }
            }
        }
    }
    return found;
}

std::string filled_template(Template const& source, json::object const& message) {
    std::vector<json::object> const parameters = body_parameters(message);
    std::string out;
    std::string_view rest = source.body;
    std::size_t place = 0;
    while (true) {
        auto const open = rest.find("{{");
        auto const close = open == std::string_view::npos ? open : rest.find("}}", open);
        if (close == std::string_view::npos) {
            return out.append(rest);
        }
        out.append(rest.substr(0, open));
        std::string_view const name = rest.substr(open + 2, close - open - 2);
        auto const named = std::ranges::find_if(parameters, [&](json::object const& parameter) {
            return text_of(parameter, "parameter_name") == name;
        });
        if (named != parameters.end()) {
            out += text_of(*named, "text").value_or("");
        } else if (place < parameters.size()) {
            out += text_of(parameters[place], "text").value_or("");
        }
        ++place;
        rest.remove_prefix(close + 2);
    }
}

}  // namespace croozer::sandbox
