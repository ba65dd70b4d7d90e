#include "meta/content_codec.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "meta/codec_checks.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <tuple>

namespace croozer::meta {
namespace {

namespace json = boost::json;
namespace most = conversation::content_limits;
using namespace conversation;

bool is_web_address(std::string_view text) {
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

Result<void> check_link(std::string_view link, std::string const& pointer) {
    CHECK(check_text(link, most::link, pointer));
    if (!is_web_address(link)) {
        return std::unexpected(limit_error(pointer, "not a web address"));
    }
    return {};
}

// developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-* : the
// frame that all of them have.
Result<json::object> frame(Reply const& reply, std::string_view type) {
    CHECK(check_text(reply.body, most::interactive_body, "/interactive/body/text"));
    CHECK(check_optional(reply.footer, limits::whatsapp_footer, "/interactive/footer/text"));
    CHECK(check_count(reply.buttons.size(), 0, 0, "/interactive/action/buttons"));
    CHECK(check_count(reply.rows.size(), 0, 0, "/interactive/action/sections"));
    json::object interactive{{"type", type}, {"body", {{"text", reply.body}}}};
    if (!reply.footer.empty()) {
        interactive["footer"] = {{"text", reply.footer}};
    }
    return interactive;
}

Result<json::object> encode(Reply const& reply, ContactRequest const&) {
    auto interactive = TRY(frame(reply, "request_contact_info"));
    interactive["action"] = {{"name", "request_contact_info"}};
    return interactive;
}

Result<json::object> encode(Reply const& reply, LinkButton const& link) {
    auto interactive = TRY(frame(reply, "cta_url"));
    std::string const at = "/interactive/action/parameters";
    CHECK(check_text(link.label, most::link_label, at + "/display_text"));
    CHECK(check_link(link.url, at + "/url"));
    interactive["action"] = {
        {"name", "cta_url"}, {"parameters", {{"display_text", link.label}, {"url", link.url}}}
    };
    return interactive;
}

Result<json::object> encode(Reply const& reply, FlowButton const& flow) {
    auto interactive = TRY(frame(reply, "flow"));
    std::string const at = "/interactive/action/parameters";
    CHECK(check_text(flow.flow_id, most::flow_id, at + "/flow_id"));
    CHECK(check_text(flow.token, most::flow_token, at + "/flow_token"));
    CHECK(check_text(flow.label, most::flow_label, at + "/flow_cta"));
    CHECK(check_optional(flow.screen, most::flow_screen, at + "/flow_action_payload/screen"));
    json::object parameters{
        {"flow_message_version", "3"},
        {"flow_id", flow.flow_id},
        {"flow_token", flow.token},
        {"flow_cta", flow.label},
        {"mode", flow.is_draft ? "draft" : "published"},
        {"flow_action", flow.screen.empty() ? "data_exchange" : "navigate"}
    };
    if (!flow.screen.empty()) {
        parameters["flow_action_payload"] = {{"screen", flow.screen}};
    }
    interactive["action"] = {{"name", "flow"}, {"parameters", std::move(parameters)}};
    return interactive;
}

Result<void> put_file(
    json::object& object, std::string_view id, std::string_view link, std::string const& at
) {
    if (id.empty() == link.empty()) {
        return std::unexpected(limit_error(at, "either an id or a link"));
    }
    if (id.empty()) {
        CHECK(check_link(link, at + "/link"));
        object["link"] = link;
    } else {
        CHECK(check_text(id, most::media_id, at + "/id"));
        object["id"] = id;
    }
    return {};
}

Result<json::object> encode(Reply const& reply, Media const& media) {
    auto const at = "/" + std::string(media_kind_name(media.kind));
    json::object object;
    CHECK(put_file(object, media.id, media.link, at));
    bool const captioned = media.kind == MediaKind::Image || media.kind == MediaKind::Video ||
                           media.kind == MediaKind::Document;
    CHECK(check_optional(reply.body, captioned ? most::caption : 0, at + "/caption"));
    if (!reply.body.empty()) {
        object["caption"] = reply.body;
    }
    bool const named = media.kind == MediaKind::Document;
    CHECK(check_optional(media.file_name, named ? most::file_name : 0, at + "/filename"));
    if (!media.file_name.empty()) {
        object["filename"] = media.file_name;
    }
    if (media.is_voice && media.kind == MediaKind::Audio) {
        object["voice"] = true;
    }
    return object;
}

Result<json::object> encode(Reply const&, Place const& place) {
    constexpr std::int64_t pole = 90'000'000;
    constexpr std::int64_t date_line = 180'000'000;
    if (std::abs(place.latitude_e6) > pole || std::abs(place.longitude_e6) > date_line) {
        return std::unexpected(limit_error("/location", "not on Earth"));
    }
    CHECK(check_optional(place.name, most::place_name, "/location/name"));
    CHECK(check_optional(place.address, most::place_address, "/location/address"));
    json::object object{
        {"latitude", static_cast<double>(place.latitude_e6) / 1e6},
        {"longitude", static_cast<double>(place.longitude_e6) / 1e6}
    };
    if (!place.name.empty()) {
        object["name"] = place.name;
    }
    if (!place.address.empty()) {
        object["address"] = place.address;
    }
    return object;
}

Result<json::object> encode(Reply const&, Reaction const& reaction) {
    CHECK(check_text(reaction.wamid, limits::meta_id_bytes, "/reaction/message_id"));
    CHECK(check_optional(reaction.emoji, most::emoji, "/reaction/emoji"));
    return json::object{{"message_id", reaction.wamid}, {"emoji", reaction.emoji}};
}

// No variable may hold a line break, a tab or more than four spaces in a row.
Result<void> check_value(TemplateParameter const& parameter, std::string const& at) {
    CHECK(check_text(parameter.value, most::template_value, at));
    bool const broken =
        parameter.value.find_first_of("\n\r\t") != std::string::npos ||
        parameter.value.find(std::string(most::spaces_in_a_row + 1, ' ')) != std::string::npos;
    if (parameter.type == "text" && broken) {
        return std::unexpected(limit_error(at, "a line break, a tab or five spaces in a row"));
    }
    return {};
}

Result<json::object> encode_parameter(TemplateParameter const& parameter, std::string const& at) {
    static constexpr std::array<std::string_view, 3> texts{"text", "payload", "coupon_code"};
    static constexpr std::array<std::string_view, 3> files{"image", "video", "document"};
    json::object object{{"type", parameter.type}};
    if (!parameter.name.empty()) {
        object["parameter_name"] = parameter.name;
    }
    if (std::ranges::find(texts, parameter.type) != texts.end()) {
        CHECK(check_value(parameter, at));
        object[parameter.type] = parameter.value;
        return object;
    }
    if (std::ranges::find(files, parameter.type) == files.end()) {
        return std::unexpected(limit_error(at + "/type", "not one of Meta's"));
    }
    json::object file;
    bool const link = is_web_address(parameter.value);
    CHECK(put_file(file, link ? "" : parameter.value, link ? parameter.value : "", at));
    object[parameter.type] = std::move(file);
    return object;
}

// Parameters of one part follow each other; each part is one component.
Result<json::array> encode_components(std::vector<TemplateParameter> const& all) {
    json::array components;
    using Key = std::tuple<TemplatePart, std::int64_t>;
    std::vector<Key> keys;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const& parameter = all[i];
        bool const is_button = parameter.part == TemplatePart::Button;
        Key const key{parameter.part, is_button ? parameter.index : 0};
        auto const at = "/template/components/" + std::to_string(i);
        auto encoded = TRY(encode_parameter(parameter, at));
        auto known = std::ranges::find(keys, key);
        if (known == keys.end()) {
            json::object component{{"type", template_part_name(parameter.part)}};
            if (is_button) {
                CHECK(check_count(
                    static_cast<std::size_t>(std::max<std::int64_t>(parameter.index, 0)),
                    0,
                    most::template_buttons - 1,
                    at + "/index"
                ));
                CHECK(check_text(parameter.button_kind, most::link_label, at + "/sub_type"));
                component["sub_type"] = parameter.button_kind;
                component["index"] = std::to_string(parameter.index);
            }
            component["parameters"] = json::array{};
            components.push_back(std::move(component));
            keys.push_back(key);
            known = std::prev(keys.end());
        }
        auto const place = static_cast<std::size_t>(known - keys.begin());
        components[place].as_object()["parameters"].as_array().push_back(std::move(encoded));
    }
    return components;
}

Result<json::object> encode(Reply const&, TemplateMessage const& message) {
    CHECK(check_text(message.name, most::template_name, "/template/name"));
    bool const named_right = std::ranges::all_of(message.name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!named_right) {
        return std::unexpected(limit_error("/template/name", "a-z, 0-9 and _ only"));
    }
    CHECK(check_text(message.language, most::template_language, "/template/language/code"));
    CHECK(
        check_count(message.parameters.size(), 0, most::template_parameters, "/template/components")
    );
    json::object object{{"name", message.name}, {"language", {{"code", message.language}}}};
    if (auto components = TRY(encode_components(message.parameters)); !components.empty()) {
        object["components"] = std::move(components);
    }
    return object;
}

Result<json::object> encode(Reply const&, std::monostate) {
    return failure(ErrorCode::Internal, "reply_kind");
}

}  // namespace

Result<JsonObject> encode_content(Reply const& reply) {
    return std::visit(
        [&](auto const& content) -> Result<json::object> { return encode(reply, content); },
        reply.content
    );
}

}  // namespace croozer::meta
