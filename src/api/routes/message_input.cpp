#include "api/routes/message_input.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace croozer::api {
namespace {

namespace most = conversation::content_limits;
using namespace conversation;
using input::Need;
using input::ObjectReader;

constexpr std::array<std::string_view, 13> message_types{
    "text",
    "template",
    "interactive",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "location_request",
    "contact_request",
    "reaction",
    "flow",
};
constexpr std::array<std::string_view, 3> interactive_kinds{"buttons", "list", "link"};
constexpr std::array<std::string_view, 3> parameter_parts{"header", "body", "button"};
constexpr std::array<std::string_view, 6> parameter_types{
    "text", "payload", "coupon_code", "image", "video", "document"
};
constexpr std::array<std::string_view, 5> button_kinds{
    "quick_reply", "url", "flow", "copy_code", "catalog"
};
constexpr std::array media_kinds{
    MediaKind::Image,
    MediaKind::Video,
    MediaKind::Audio,
    MediaKind::Document,
    MediaKind::Sticker,
};

void read_body(ObjectReader& reader, Reply& reply, std::size_t code_points, Need need) {
    reply.body = reader.text("message", {.code_points = code_points}, need).value_or("");
}

void refuse_repeated(ObjectReader& reader, std::set<std::string>& seen, std::string const& id) {
    if (!id.empty() && !seen.insert(id).second) {
        reader.refuse("id", "enum", "repeated");
    }
}

void read_buttons(ObjectReader& reader, Reply& reply) {
    reply.kind = ReplyKind::Buttons;
    std::set<std::string> ids;
    reader.objects("buttons", limits::whatsapp_buttons, Need::Required, [&](ObjectReader& button) {
        Button made;
        made.id = button.text("id", {.code_points = limits::whatsapp_button_id}, Need::Required)
                      .value_or("");
        made.title =
            button.text("title", {.code_points = limits::whatsapp_button_title}, Need::Required)
                .value_or("");
        refuse_repeated(button, ids, made.id);
        reply.buttons.push_back(std::move(made));
    });
    if (reader.has("buttons") && reply.buttons.empty()) {
        reader.refuse("buttons", "empty");
    }
}

void read_list(ObjectReader& reader, Reply& reply) {
    reply.kind = ReplyKind::List;
    reply.list_button =
        reader.text("button", {.code_points = limits::whatsapp_list_button}, Need::Required)
            .value_or("");
    std::set<std::string> ids;
    reader.objects("rows", limits::whatsapp_list_rows, Need::Required, [&](ObjectReader& row) {
        ListRow made;
        made.id =
            row.text("id", {.code_points = limits::whatsapp_row_id}, Need::Required).value_or("");
        made.title = row.text("title", {.code_points = limits::whatsapp_row_title}, Need::Required)
                         .value_or("");
        made.description =
            row.text("description", {.code_points = limits::whatsapp_row_description}).value_or("");
        refuse_repeated(row, ids, made.id);
        reply.rows.push_back(std::move(made));
    });
    if (reader.has("rows") && reply.rows.empty()) {
        reader.refuse("rows", "empty");
    }
}

std::string read_address(ObjectReader& reader, std::string_view name, Need need) {
    auto address = reader.text(name, {.code_points = most::link}, need).value_or("");
    bool const plain = std::ranges::all_of(address, [](char c) { return c > ' ' && c < 0x7F; });
    if (!address.empty() &&
        (!plain || (!address.starts_with("https://") && !address.starts_with("http://")))) {
        reader.refuse(name, "url");
    }
    return address;
}

void read_link(ObjectReader& reader, Reply& reply) {
    reply.kind = ReplyKind::Other;
    LinkButton link;
    link.label =
        reader.text("label", {.code_points = most::link_label}, Need::Required).value_or("");
    link.url = read_address(reader, "url", Need::Required);
    reply.content = std::move(link);
}

void read_interactive(ObjectReader& reader, Reply& reply) {
    bool is_list = false;
    reader.object("interactive", Need::Required, [&](ObjectReader& interactive) {
        auto const kind =
            interactive.choice("kind", interactive_kinds, Need::Required).value_or("");
        reply.footer =
            interactive.text("footer", {.code_points = limits::whatsapp_footer}).value_or("");
        is_list = kind == "list";
        if (kind == "buttons") {
            read_buttons(interactive, reply);
        } else if (is_list) {
            read_list(interactive, reply);
        } else if (kind == "link") {
            read_link(interactive, reply);
        } else {
            for (auto const* const name : {"buttons", "button", "rows", "label", "url"}) {
                interactive.ignore(name);
            }
        }
    });
    read_body(
        reader,
        reply,
        is_list ? limits::whatsapp_list_body : limits::whatsapp_buttons_body,
        Need::Required
    );
}

void read_flow(ObjectReader& reader, Reply& reply) {
    reply.kind = ReplyKind::Other;
    reader.object("flow", Need::Required, [&](ObjectReader& source) {
        FlowButton flow;
        flow.flow_id =
            source.text("id", {.code_points = most::flow_id}, Need::Required).value_or("");
        flow.token =
            source.text("token", {.code_points = most::flow_token}, Need::Required).value_or("");
        flow.label =
            source.text("label", {.code_points = most::flow_label}, Need::Required).value_or("");
        flow.screen = source.text("screen", {.code_points = most::flow_screen}).value_or("");
        flow.is_draft = source.boolean("draft").value_or(false);
        reply.content = std::move(flow);
    });
    read_body(reader, reply, most::interactive_body, Need::Required);
}

void read_media(ObjectReader& reader, Reply& reply, MediaKind kind) {
    reply.kind = ReplyKind::Other;
    reader.object("media", Need::Required, [&](ObjectReader& source) {
        Media media;
        media.kind = kind;
        media.id = source.text("id", {.code_points = most::media_id}).value_or("");
        media.link = read_address(source, "link", Need::Optional);
        if (media.id.empty() == media.link.empty()) {
            source.refuse("id", media.id.empty() ? "missing" : "enum", "either id or link");
        }
        if (kind == MediaKind::Document) {
            media.file_name =
                source.text("fileName", {.code_points = most::file_name}).value_or("");
        }
        if (kind == MediaKind::Audio) {
            media.is_voice = source.boolean("voice").value_or(false);
        }
        reply.content = std::move(media);
    });
    if (kind != MediaKind::Audio && kind != MediaKind::Sticker) {
        read_body(reader, reply, most::caption, Need::Optional);
    }
}

void read_place(ObjectReader& reader, Reply& reply) {
    constexpr std::int64_t pole = 90'000'000;
    constexpr std::int64_t date_line = 180'000'000;
    reply.kind = ReplyKind::Other;
    reader.object("location", Need::Required, [&](ObjectReader& source) {
        Place place;
        place.latitude_e6 = source.integer("latitudeE6", -pole, pole, Need::Required).value_or(0);
        place.longitude_e6 =
            source.integer("longitudeE6", -date_line, date_line, Need::Required).value_or(0);
        place.name = source.text("name", {.code_points = most::place_name}).value_or("");
        place.address = source.text("address", {.code_points = most::place_address}).value_or("");
        reply.body = place.name;
        reply.content = std::move(place);
    });
}

void read_reaction(ObjectReader& reader, app::SendMessage& command) {
    command.reply.kind = ReplyKind::Other;
    reader.object("reaction", Need::Required, [&](ObjectReader& source) {
        if (auto const id = source.id("messageId", Need::Required)) {
            command.reaction_to = MessageId{*id};
        }
        Reaction reaction;
        reaction.emoji =
            source.text("emoji", {.code_points = most::emoji, .may_be_empty = true}, Need::Required)
                .value_or("");
        command.reply.body = reaction.emoji;
        command.reply.content = std::move(reaction);
    });
}

TemplateParameter read_parameter(ObjectReader& source) {
    TemplateParameter parameter;
    auto const part = source.choice("part", parameter_parts).value_or("body");
    parameter.part = part == "header"   ? TemplatePart::Header
                     : part == "button" ? TemplatePart::Button
                                        : TemplatePart::Body;
    parameter.type = source.choice("type", parameter_types).value_or("text");
    if (parameter.part == TemplatePart::Button) {
        parameter.index = source
                              .integer(
                                  "index",
                                  0,
                                  static_cast<std::int64_t>(most::template_buttons) - 1,
                                  Need::Required
                              )
                              .value_or(0);
        parameter.button_kind =
            source.choice("buttonKind", button_kinds, Need::Required).value_or("");
    }
    parameter.name = source.text("name", {.code_points = limits::name_code_points}).value_or("");
    parameter.value =
        source.text("value", {.code_points = most::template_value}, Need::Required).value_or("");
    bool const broken =
        parameter.value.find_first_of("\n\r\t") != std::string::npos ||
        parameter.value.find(std::string(most::spaces_in_a_row + 1, ' ')) != std::string::npos;
    if (broken) {
        source.refuse("value", "control_character", "no line breaks, tabs or five spaces in a row");
    }
    return parameter;
}

void read_template(ObjectReader& reader, Reply& reply) {
    reply.kind = ReplyKind::Other;
    reader.object("template", Need::Required, [&](ObjectReader& source) {
        TemplateMessage message;
        message.name =
            source.text("name", {.code_points = most::template_name}, Need::Required).value_or("");
        message.language =
            source.text("language", {.code_points = most::template_language}, Need::Required)
                .value_or("");
        source.objects(
            "parameters",
            most::template_parameters,
            Need::Optional,
            [&](ObjectReader& parameter) {
                message.parameters.push_back(read_parameter(parameter));
            }
        );
        reply.content = std::move(message);
    });
}

}  // namespace

void read_message(ObjectReader& reader, app::SendMessage& command) {
    auto& reply = command.reply;
    auto const type = reader.choice("type", message_types).value_or("text");
    for (auto const kind : media_kinds) {
        if (media_kind_name(kind) == type) {
            read_media(reader, reply, kind);
            return;
        }
    }
    if (type == "template") {
        read_template(reader, reply);
    } else if (type == "interactive") {
        read_interactive(reader, reply);
    } else if (type == "flow") {
        read_flow(reader, reply);
    } else if (type == "location") {
        read_place(reader, reply);
    } else if (type == "reaction") {
        read_reaction(reader, command);
    } else if (type == "location_request") {
        reply.kind = ReplyKind::LocationRequest;
        read_body(reader, reply, limits::whatsapp_location_request_body, Need::Required);
    } else if (type == "contact_request") {
        reply.kind = ReplyKind::Other;
        reply.content = ContactRequest{};
        read_body(reader, reply, most::interactive_body, Need::Required);
    } else {
        read_body(reader, reply, limits::message_code_points, Need::Required);
    }
}

}  // namespace croozer::api
