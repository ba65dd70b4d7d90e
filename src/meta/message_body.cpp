#include "meta/message_body.hpp"

#include "base/limits.hpp"
#include "base/phone.hpp"
#include "meta/message_decoder.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace croozer::meta {
namespace {

using app::InboundMessage;
using app::InboundType;

// False: the body is not as documented.
using ReadBody = bool (*)(JsonObject const& body, InboundMessage& inbound);

bool read_text(JsonObject const& body, InboundMessage& inbound) {
    inbound.text = text_at(body, "body", limits::message_code_points);
    return !inbound.text.empty();
}

bool read_media(JsonObject const& body, InboundMessage& inbound) {
    inbound.media_id = id_at(body, "id");
    inbound.mime_type = text_at(body, "mime_type", limits::name_code_points);
    inbound.media_sha256 = id_at(body, "sha256");
    inbound.file_name = text_at(body, "filename", limits::file_name_code_points);
    inbound.text = text_at(body, "caption", limits::message_code_points);
    inbound.is_voice = is_true_at(body, "voice");
    return true;
}

bool read_location(JsonObject const& body, InboundMessage& inbound) {
    auto const latitude = number_at(body, "latitude");
    auto const longitude = number_at(body, "longitude");
    if (latitude && longitude && std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180) {
        inbound.latitude_e6 = std::llround(*latitude * 1e6);
        inbound.longitude_e6 = std::llround(*longitude * 1e6);
    }
    inbound.location_name = text_at(body, "name", limits::note_code_points);
    inbound.location_address = text_at(body, "address", limits::note_code_points);
    return true;
}

// Text that is JSON, checked and written anew; empty if it is not, or too long.
std::string checked_json(std::string_view text) {
    boost::system::error_code error;
    if (text.size() > limits::flow_response_bytes) {
        return {};
    }
    auto const value = boost::json::parse(text, error);
    return error ? std::string{} : boost::json::serialize(value);
}

// What was filled in, a line for each field, for whoever reads the chat.
std::string lines_of(std::string_view response) {
    boost::system::error_code error;
    auto const value = boost::json::parse(response, error);
    auto const* const object = error ? nullptr : as_object(value);
    std::string lines;
    if (object == nullptr) {
        return lines;
    }
    for (auto const& [key, field] : *object) {
        if (key == "flow_token") {  // the sender's own mark, not an answer
            continue;
        }
        lines.append(lines.empty() ? "" : "\n").append(key).append(": ");
        lines +=
            field.is_string() ? std::string(field.get_string()) : boost::json::serialize(field);
    }
    return clean_text(lines, limits::message_code_points);
}

bool read_interactive(JsonObject const& body, InboundMessage& inbound) {
    if (auto const* const button = object_at(body, "button_reply")) {
        inbound.type = InboundType::ButtonReply;
        inbound.payload = id_at(*button, "id");
        inbound.text = text_at(*button, "title", limits::message_code_points);
        return true;
    }
    if (auto const* const row = object_at(body, "list_reply")) {
        inbound.type = InboundType::ListReply;
        inbound.payload = id_at(*row, "id");
        inbound.text = text_at(*row, "title", limits::message_code_points);
        return true;
    }
    if (auto const* const flow = object_at(body, "nfm_reply")) {
        inbound.type = InboundType::FlowReply;
        inbound.payload = checked_json(string_at(*flow, "response_json"));
        inbound.text = lines_of(inbound.payload);
        if (inbound.text.empty()) {
            inbound.text = text_at(*flow, "body", limits::message_code_points);
        }
        return true;
    }
    return false;
}

bool read_template_button(JsonObject const& body, InboundMessage& inbound) {
    inbound.payload = id_at(body, "payload");
    inbound.text = text_at(body, "text", limits::message_code_points);
    return true;
}

bool read_catalog_order(JsonObject const& body, InboundMessage& inbound) {
    inbound.text = text_at(body, "text", limits::message_code_points);
    auto const* const items = array_at(body, "product_items");
    if (items == nullptr) {
        return false;
    }
    for (auto const& element : *items) {
        auto const* const item = as_object(element);
        auto retailer_id = item == nullptr ? std::string{} : id_at(*item, "product_retailer_id");
        if (retailer_id.empty()) {
            return false;
        }
        // The customer reads the quantity back on the card, so a broken one may become one.
        auto const quantity = integer_at(*item, "quantity").value_or(1);
        inbound.items.push_back(
            {.retailer_id = std::move(retailer_id),
             .quantity = std::clamp<std::int64_t>(quantity, 1, limits::line_quantity)}
        );
    }
    return !inbound.items.empty();
}

bool read_reaction(JsonObject const& body, InboundMessage& inbound) {
    inbound.target_wamid = id_at(body, "message_id");
    inbound.text = text_at(body, "emoji", limits::name_code_points);
    return true;
}

bool read_system(JsonObject const& body, InboundMessage& inbound) {
    inbound.system_type = id_at(body, "type");
    inbound.text = text_at(body, "body", limits::message_code_points);
    return true;
}

bool read_edit(JsonObject const& body, InboundMessage& inbound) {
    inbound.target_wamid = id_at(body, "original_message_id");
    if (auto const* const edited = object_at(body, "message")) {
        InboundMessage inner;
        read_message_body(*edited, inner);
        inbound.text = std::move(inner.text);
        inbound.media_id = std::move(inner.media_id);
        inbound.mime_type = std::move(inner.mime_type);
        inbound.media_sha256 = std::move(inner.media_sha256);
        inbound.file_name = std::move(inner.file_name);
    }
    return !inbound.target_wamid.empty();
}

bool read_revoke(JsonObject const& body, InboundMessage& inbound) {
    inbound.target_wamid = id_at(body, "original_message_id");
    return !inbound.target_wamid.empty();
}

// The phone of a shared contact: Meta's wa_id, else what the card says.
std::string contact_phone(JsonObject const& contact) {
    auto const* const phone = first_object_at(contact, "phones");
    if (phone == nullptr) {
        return {};
    }
    auto wa_id = id_at(*phone, "wa_id");
    if (is_whatsapp_phone(wa_id)) {
        return wa_id;
    }
    auto written = text_at(*phone, "phone", limits::name_code_points);
    return normal_phone(written).value_or(written);
}

bool read_contacts(JsonObject const& message, InboundMessage& inbound) {
    auto const* const contact = first_object_at(message, "contacts");
    if (contact == nullptr) {
        return false;
    }
    inbound.text = contact_phone(*contact);
    inbound.contact_origin = id_at(*contact, "origin");
    if (inbound.contact_origin.empty()) {
        inbound.contact_origin = id_at(message, "origin");
    }
    return true;
}

struct BodyKind {
    std::string_view name;
    InboundType type;
    ReadBody read;
};

// The key of the body is the name of the type (webhooks/reference/messages). `contacts` is an array
// and `unsupported` has errors instead: both are read apart.
constexpr std::array body_kinds{
    BodyKind{"text", InboundType::Text, read_text},
    BodyKind{"interactive", InboundType::Unsupported, read_interactive},
    BodyKind{"image", InboundType::Image, read_media},
    BodyKind{"audio", InboundType::Audio, read_media},
    BodyKind{"location", InboundType::Location, read_location},
    BodyKind{"reaction", InboundType::Reaction, read_reaction},
    BodyKind{"order", InboundType::CatalogOrder, read_catalog_order},
    BodyKind{"button", InboundType::TemplateButton, read_template_button},
    BodyKind{"video", InboundType::Video, read_media},
    BodyKind{"document", InboundType::Document, read_media},
    BodyKind{"sticker", InboundType::Sticker, read_media},
    BodyKind{"system", InboundType::System, read_system},
    BodyKind{"edit", InboundType::Edit, read_edit},
    BodyKind{"revoke", InboundType::Revoke, read_revoke},
};

bool read_kind(BodyKind const& kind, JsonObject const& message, InboundMessage& inbound) {
    auto const* const body = object_at(message, kind.name);
    if (body == nullptr) {
        return false;
    }
    inbound.type = kind.type;
    return kind.read(*body, inbound);
}

bool read_known(JsonObject const& message, InboundMessage& inbound) {
    if (inbound.raw_type == "contacts") {
        inbound.type = InboundType::Contacts;
        return read_contacts(message, inbound);
    }
    for (auto const& kind : body_kinds) {
        if (inbound.raw_type == kind.name) {
            return read_kind(kind, message, inbound);
        }
        // Meta's samples hold messages without a type: the body they carry names it.
        if (inbound.raw_type.empty() && object_at(message, kind.name) != nullptr) {
            return read_kind(kind, message, inbound);
        }
    }
    return false;
}

}  // namespace

void read_message_body(JsonObject const& message, InboundMessage& inbound) {
    inbound.raw_type = id_at(message, "type");
    if (auto const* const error = first_object_at(message, "errors")) {
        inbound.error_code = integer_at(*error, "code").value_or(0);
    }
    if (!read_known(message, inbound)) {
        inbound.type = InboundType::Unsupported;
        if (auto const* const unsupported = object_at(message, "unsupported")) {
            inbound.payload = id_at(*unsupported, "type");
        }
    }
}

}  // namespace croozer::meta
