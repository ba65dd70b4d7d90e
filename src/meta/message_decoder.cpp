#include "meta/message_decoder.hpp"

#include "base/limits.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "meta/graph_errors.hpp"
#include "meta/message_body.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace croozer::meta {
namespace {

void put_identity(std::string_view text, std::string& phone, std::string& bsuid) {
    if (phone.empty() && is_whatsapp_phone(text)) {
        phone = text;
    } else if (bsuid.empty() && is_bsuid(text)) {
        bsuid = text;
    }
}

JsonObject const* contact_of(app::Sender const& sender, JsonArray const* contacts) {
    if (contacts == nullptr) {
        return nullptr;
    }
    std::size_t const count = std::min(contacts->size(), limits::webhook_updates);
    for (std::size_t i = 0; i < count; ++i) {
        auto const* const contact = as_object((*contacts)[i]);
        if (contact == nullptr) {
            continue;
        }
        std::string phone;
        std::string bsuid;
        put_identity(id_at(*contact, "wa_id"), phone, bsuid);
        put_identity(id_at(*contact, "user_id"), phone, bsuid);
        if ((!bsuid.empty() && bsuid == sender.bsuid) ||
            (!phone.empty() && phone == sender.phone)) {
            return contact;
        }
    }
    return nullptr;
}

void fill_from(JsonObject const* contact, app::Sender& sender) {
    if (contact == nullptr) {
        return;
    }
    put_identity(id_at(*contact, "wa_id"), sender.phone, sender.bsuid);
    put_identity(id_at(*contact, "user_id"), sender.phone, sender.bsuid);
    if (auto const* const profile = object_at(*contact, "profile")) {
        sender.name = text_at(*profile, "name", limits::name_code_points);
        sender.username = text_at(*profile, "username", limits::name_code_points);
        if (sender.username.starts_with('@')) {
            sender.username.erase(0, 1);
        }
    }
}

app::Sender sender_of(JsonObject const& message, JsonArray const* contacts) {
    app::Sender sender;
    put_identity(id_at(message, "from"), sender.phone, sender.bsuid);
    put_identity(id_at(message, "from_user_id"), sender.phone, sender.bsuid);
    // Some of Meta's samples name the sender in the only contact and nowhere else.
    bool const is_only_in_contacts =
        value_at(message, "from") == nullptr && value_at(message, "from_user_id") == nullptr &&
        value_at(message, "system") == nullptr && contacts != nullptr && contacts->size() == 1;
    fill_from(
        is_only_in_contacts ? as_object(contacts->front()) : contact_of(sender, contacts), sender
    );
    return sender;
}

// A change of number or user id: the sender becomes who the person is now.
void take_new_identity(JsonObject const& message, app::InboundMessage& inbound) {
    auto const* const system = object_at(message, "system");
    if (system == nullptr) {
        return;
    }
    app::Sender const before = inbound.sender;
    std::string phone;
    std::string bsuid;
    put_identity(id_at(*system, "wa_id"), phone, bsuid);
    put_identity(id_at(*system, "new_wa_id"), phone, bsuid);
    put_identity(id_at(*system, "user_id"), phone, bsuid);
    std::string unused;
    put_identity(id_at(*system, "previous_user_id"), unused, inbound.previous_bsuid);
    if (!bsuid.empty()) {
        if (inbound.previous_bsuid.empty() && before.bsuid != bsuid) {
            inbound.previous_bsuid = before.bsuid;
        }
        inbound.sender.bsuid = bsuid;
    }
    // Without a new number `from` is still no word of where they are: it is left out or the old one
    // (developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids).
    bool const has_moved = !bsuid.empty() && inbound.system_type.starts_with("user_changed_");
    if (!phone.empty() || has_moved) {
        inbound.payload = before.phone == phone ? "" : before.phone;
        inbound.sender.phone = phone;
    }
}

void read_context(JsonObject const& message, app::InboundMessage& inbound) {
    if (auto const* const context = object_at(message, "context")) {
        inbound.reply_to_wamid = id_at(*context, "id");
        inbound.forwarded =
            is_true_at(*context, "forwarded") || is_true_at(*context, "frequently_forwarded");
    }
    auto const* const referral = object_at(message, "referral");
    if (referral == nullptr) {
        return;
    }
    auto const source_type = id_at(*referral, "source_type");
    auto const source_id = id_at(*referral, "source_id");
    if (!source_type.empty() || !source_id.empty()) {
        inbound.referral_source = source_type + ":" + source_id;
    }
}

app::DeliveryStatus delivery_status(std::string_view name) {
    using enum app::DeliveryStatus;
    return name == "sent"        ? Sent
           : name == "delivered" ? Delivered
           : name == "read"      ? Read
           : name == "played"    ? Played
           : name == "failed"    ? Failed
                                 : Other;
}

}  // namespace

app::Sender named_sender(
    JsonObject const& object,
    std::string_view phone_key,
    std::string_view bsuid_key,
    JsonArray const* contacts
) {
    app::Sender sender;
    put_identity(id_at(object, phone_key), sender.phone, sender.bsuid);
    put_identity(id_at(object, bsuid_key), sender.phone, sender.bsuid);
    fill_from(contact_of(sender, contacts), sender);
    return sender;
}

bool is_whatsapp_phone(std::string_view text) {
    return text.size() >= 6 && text.size() <= 15 && text.front() != '0' &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_bsuid(std::string_view text) {
    auto const is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    auto const is_id = [&](char c) {
        return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
    };
    return text.size() > 3 && text.size() <= limits::meta_id_bytes && is_upper(text[0]) &&
           is_upper(text[1]) && text[2] == '.' && std::ranges::all_of(text.substr(3), is_id);
}

Decoded<app::InboundMessage> decode_message(JsonObject const& message, JsonArray const* contacts) {
    Decoded<app::InboundMessage> decoded;
    auto& inbound = decoded.content;
    inbound.wamid = id_at(message, "id");
    inbound.group_id = id_at(message, "group_id");
    inbound.sender = sender_of(message, contacts);
    inbound.sent_at = instant_at(message, "timestamp");
    read_context(message, inbound);
    read_message_body(message, inbound);
    if (inbound.type == app::InboundType::System) {
        take_new_identity(message, inbound);
    }
    if (inbound.wamid.empty()) {
        decoded.unusable = "malformed";
    } else if (!inbound.sender.known()) {
        decoded.unusable = "bad_sender";
    } else if (!inbound.sent_at) {
        decoded.unusable = "bad_timestamp";
    }
    return decoded;
}

Decoded<app::StatusUpdate> decode_status(JsonObject const& status) {
    Decoded<app::StatusUpdate> decoded;
    auto& update = decoded.content;
    update.wamid = id_at(status, "id");
    update.raw_status = id_at(status, "status");
    update.status = delivery_status(update.raw_status);
    update.at = instant_at(status, "timestamp");
    // Of a group the participant is the one who received it.
    for (auto const* const key :
         {"recipient_participant_id",
          "recipient_participant_user_id",
          "recipient_id",
          "recipient_user_id"}) {
        put_identity(id_at(status, key), update.recipient_phone, update.recipient_bsuid);
    }
    if (auto const data = string_at(status, "biz_opaque_callback_data");
        data.size() <= limits::whatsapp_callback_data) {
        update.callback_data = clean_text(data, limits::whatsapp_callback_data);
    }
    if (auto const* const error = first_object_at(status, "errors")) {
        update.error_code = integer_at(*error, "code").value_or(0);
        // Told of a message, not answered to a call: no HTTP status says more than the code.
        update.error_action = graph_error_rule(update.error_code, 0).action;
        update.error_title = text_at(*error, "title", limits::note_code_points);
    }
    if (auto const* const pricing = object_at(status, "pricing")) {
        update.pricing_category = id_at(*pricing, "category");
        update.pricing_type = id_at(*pricing, "type");
    }
    if (update.wamid.empty()) {
        decoded.unusable = "malformed";
    }
    return decoded;
}

}  // namespace croozer::meta
