#include "meta/graph_codec.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "meta/codec_checks.hpp"
#include "meta/content_codec.hpp"
#include "meta/message_decoder.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <set>

namespace croozer::meta {
namespace {

namespace json = boost::json;
using conversation::Reply;
using conversation::ReplyKind;

// Meta refuses a message whose buttons or rows share an id.
Result<void> check_new_id(
    std::set<std::string_view>& ids, std::string_view id, std::string const& pointer
) {
    if (!ids.insert(id).second) {
        return std::unexpected(limit_error(pointer, "repeated"));
    }
    return {};
}

std::string body_with_footer(Reply const& reply) {
    return reply.footer.empty() ? reply.body : reply.body + "\n\n" + reply.footer;
}

Result<json::object> encode_text(Reply const& reply) {
    auto const body = body_with_footer(reply);
    CHECK(check_text(body, limits::whatsapp_text, "/text/body"));
    CHECK(check_count(reply.buttons.size(), 0, 0, "/text/buttons"));
    CHECK(check_count(reply.rows.size(), 0, 0, "/text/rows"));
    return json::object{{"body", body}, {"preview_url", false}};
}

void put_footer(json::object& interactive, Reply const& reply) {
    if (!reply.footer.empty()) {
        interactive["footer"] = {{"text", reply.footer}};
    }
}

Result<json::object> encode_buttons(Reply const& reply) {
    CHECK(check_text(reply.body, limits::whatsapp_buttons_body, "/interactive/body/text"));
    CHECK(check_optional(reply.footer, limits::whatsapp_footer, "/interactive/footer/text"));
    std::string const at = "/interactive/action/buttons";
    CHECK(check_count(reply.buttons.size(), 1, limits::whatsapp_buttons, at));
    CHECK(check_count(reply.rows.size(), 0, 0, "/interactive/action/sections"));
    std::set<std::string_view> ids;
    json::array buttons;
    for (auto const& button : reply.buttons) {
        auto const here = at + "/" + std::to_string(buttons.size()) + "/reply";
        CHECK(check_text(button.id, limits::whatsapp_button_id, here + "/id"));
        CHECK(check_text(button.title, limits::whatsapp_button_title, here + "/title"));
        CHECK(check_new_id(ids, button.id, here + "/id"));
        buttons.push_back(
            {{"type", "reply"}, {"reply", {{"id", button.id}, {"title", button.title}}}}
        );
    }
    json::object interactive{{"type", "button"}, {"body", {{"text", reply.body}}}};
    put_footer(interactive, reply);
    interactive["action"] = json::object{{"buttons", std::move(buttons)}};
    return interactive;
}

Result<json::object> encode_list(Reply const& reply) {
    CHECK(check_text(reply.body, limits::whatsapp_list_body, "/interactive/body/text"));
    CHECK(check_optional(reply.footer, limits::whatsapp_footer, "/interactive/footer/text"));
    CHECK(check_text(reply.list_button, limits::whatsapp_list_button, "/interactive/action/button")
    );
    std::string const at = "/interactive/action/sections/0/rows";
    CHECK(check_count(reply.rows.size(), 1, limits::whatsapp_list_rows, at));
    CHECK(check_count(reply.buttons.size(), 0, 0, "/interactive/action/buttons"));
    std::set<std::string_view> ids;
    json::array rows;
    for (auto const& row : reply.rows) {
        auto const here = at + "/" + std::to_string(rows.size());
        CHECK(check_text(row.id, limits::whatsapp_row_id, here + "/id"));
        CHECK(check_text(row.title, limits::whatsapp_row_title, here + "/title"));
        CHECK(
            check_optional(row.description, limits::whatsapp_row_description, here + "/description")
        );
        CHECK(check_new_id(ids, row.id, here + "/id"));
        json::object encoded{{"id", row.id}, {"title", row.title}};
        if (!row.description.empty()) {
            encoded["description"] = row.description;
        }
        rows.push_back(std::move(encoded));
    }
    json::object interactive{{"type", "list"}, {"body", {{"text", reply.body}}}};
    put_footer(interactive, reply);
    // One section needs no title.
    json::array sections;
    sections.push_back(json::object{{"rows", std::move(rows)}});
    interactive["action"] =
        json::object{{"button", reply.list_button}, {"sections", std::move(sections)}};
    return interactive;
}

Result<json::object> encode_location_request(Reply const& reply) {
    auto const body = body_with_footer(reply);
    CHECK(check_text(body, limits::whatsapp_location_request_body, "/interactive/body/text"));
    CHECK(check_count(reply.buttons.size(), 0, 0, "/interactive/action/buttons"));
    CHECK(check_count(reply.rows.size(), 0, 0, "/interactive/action/sections"));
    return json::object{
        {"type", "location_request_message"},
        {"body", {{"text", body}}},
        {"action", {{"name", "send_location"}}}
    };
}

Result<json::object> encode_interactive(Reply const& reply) {
    switch (reply.kind) {
        case ReplyKind::Buttons:
            return encode_buttons(reply);
        case ReplyKind::List:
            return encode_list(reply);
        case ReplyKind::LocationRequest:
            return encode_location_request(reply);
        case ReplyKind::Other:
        case ReplyKind::Text:
            break;
    }
    return failure(ErrorCode::Internal, "reply_kind");
}

Result<void> put_recipient(json::object& body, app::Recipient const& recipient) {
    if (is_whatsapp_phone(recipient.phone)) {
        body["to"] = recipient.phone;
    } else if (is_bsuid(recipient.bsuid)) {
        body["recipient"] = recipient.bsuid;
    } else {
        return failure(ErrorCode::Validation, "meta_recipient", "neither a phone nor a user id");
    }
    return {};
}

}  // namespace

std::string appsecret_proof(Secret const& app_secret, Secret const& token) {
    return crypto::to_hex(crypto::hmac_sha256(app_secret.reveal(), token.reveal()));
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (auto const part : parts) {
        whole += part;
    }
    return whole;
}

Result<std::string> messages_url(
    std::string_view graph_url,
    std::string_view version,
    std::string_view phone_number_id,
    std::string_view proof
) {
    auto const is_id = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '_';
    };
    if (phone_number_id.empty() || phone_number_id.size() > limits::meta_id_bytes ||
        !std::ranges::all_of(phone_number_id, is_id)) {
        return failure(ErrorCode::Validation, "meta_phone_number_id");
    }
    auto url = joined({graph_url, "/", version, "/", phone_number_id, "/messages"});
    if (!proof.empty()) {
        url.append("?appsecret_proof=").append(proof);
    }
    return url;
}

Result<std::string> authorization_header(Secret const& token) {
    auto const text = token.reveal();
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; })) {
        return failure(ErrorCode::Validation, "meta_token", "empty, or not visible ASCII");
    }
    return joined({"Authorization: Bearer ", text});
}

Result<std::string> encode_message(app::OutgoingMessage const& message) {
    json::object body{{"messaging_product", "whatsapp"}, {"recipient_type", "individual"}};
    CHECK(put_recipient(body, message.recipient));
    if (message.reply.kind == ReplyKind::Text) {
        body["type"] = "text";
        body["text"] = TRY(encode_text(message.reply));
    } else if (message.reply.kind == ReplyKind::Other) {
        auto const type = conversation::message_type(message.reply);
        body["type"] = type;
        body[type] = TRY(encode_content(message.reply));
    } else {
        body["type"] = "interactive";
        body["interactive"] = TRY(encode_interactive(message.reply));
    }
    if (!message.reply_to_wamid.empty()) {
        CHECK(check_text(message.reply_to_wamid, limits::meta_id_bytes, "/context/message_id"));
        body["context"] = {{"message_id", message.reply_to_wamid}};
    }
    if (!message.callback_data.empty()) {
        CHECK(check_text(
            message.callback_data, limits::whatsapp_callback_data, "/biz_opaque_callback_data"
        ));
        body["biz_opaque_callback_data"] = message.callback_data;
    }
    return json::serialize(body);
}

std::string encode_mark_read(std::string_view wamid, bool typing) {
    json::object body{{"messaging_product", "whatsapp"}, {"status", "read"}, {"message_id", wamid}};
    if (typing) {
        body["typing_indicator"] = {{"type", "text"}};
    }
    return json::serialize(body);
}

}  // namespace croozer::meta
