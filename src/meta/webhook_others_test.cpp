// Whole payloads that others wrote down, if CROOZER_SHARED_DATA names their folder: nothing of what
// an order is made of is lost in decoding. Read a second time here, by names alone.
#include "meta/webhook_decoder.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace croozer::meta {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using app::AccountNews;
using app::InboundMessage;
using app::StatusUpdate;

std::string content_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// At a pointer, as text; empty if it is not there.
std::string at(json::value const& value, std::string const& pointer) {
    boost::system::error_code error;
    auto const* const found = value.find_pointer(pointer, error);
    if (found == nullptr || found->is_null()) {
        return {};
    }
    return found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
}

// The first pointer whose value is not the decoded one.
struct Held {
    std::string_view pointer;
    std::string const& decoded;
};

std::string lost(json::value const& value, std::initializer_list<Held> const& all) {
    for (auto const& [pointer, decoded] : all) {
        auto const written = at(value, std::string(pointer));
        if (!written.empty() && written != decoded) {
            return std::string(pointer) + ": " + written + " became " + decoded;
        }
    }
    return {};
}

std::string lost(json::value const& value, InboundMessage const& message) {
    if (message.raw_type == "system") {
        return {};  // it is from who they are now: see our own set
    }
    auto const sent_at = message.sent_at ? std::to_string(message.sent_at->seconds()) : "";
    auto const code = message.error_code == 0 ? "" : std::to_string(message.error_code);
    auto const& from = message.sender.phone.empty() ? message.sender.bsuid : message.sender.phone;
    if (auto const missing = lost(
            value,
            {{"/from", from},
             {"/from_user_id", message.sender.bsuid},
             {"/type", message.raw_type},
             {"/timestamp", sent_at},
             {"/context/id", message.reply_to_wamid},
             {"/text/body", message.text},
             {"/button/text", message.text},
             {"/button/payload", message.payload},
             {"/interactive/button_reply/id", message.payload},
             {"/interactive/button_reply/title", message.text},
             {"/interactive/list_reply/id", message.payload},
             {"/interactive/list_reply/title", message.text},
             {"/reaction/message_id", message.target_wamid},
             {"/reaction/emoji", message.text},
             {"/location/name", message.location_name},
             {"/location/address", message.location_address},
             {"/errors/0/code", code}}
        );
        !missing.empty()) {
        return missing;
    }
    for (auto const* const kind : {"image", "video", "audio", "document", "sticker"}) {
        auto const path = "/" + std::string(kind);
        auto const missing = lost(
            value,
            {{path + "/id", message.media_id},
             {path + "/mime_type", message.mime_type},
             {path + "/filename", message.file_name},
             {path + "/caption", message.text}}
        );
        if (!missing.empty()) {
            return missing;
        }
    }
    boost::system::error_code error;
    auto const* const items = value.find_pointer("/order/product_items", error);
    bool const all_items = items == nullptr || items->as_array().size() == message.items.size();
    bool const has_place =
        at(value, "/location/latitude").empty() || message.latitude_e6.has_value();
    return all_items ? has_place ? "" : "/location" : "/order/product_items";
}

std::string lost(json::value const& value, StatusUpdate const& status) {
    auto const sent_at = status.at ? std::to_string(status.at->seconds()) : "";
    auto const code = status.error_code == 0 ? "" : std::to_string(status.error_code);
    bool const of_group = at(value, "/recipient_type") == "group";
    return lost(
        value,
        {{"/status", status.raw_status},
         {"/timestamp", sent_at},
         {of_group ? "/recipient_participant_id" : "/recipient_id", status.recipient_phone},
         {"/recipient_user_id", status.recipient_bsuid},
         {"/biz_opaque_callback_data", status.callback_data},
         {"/pricing/category", status.pricing_category},
         {"/pricing/type", status.pricing_type},
         {"/errors/0/code", code}}
    );
}

struct Decoded {
    std::multimap<std::string, InboundMessage> messages;  // by wamid
    std::multimap<std::string, StatusUpdate> statuses;    // by wamid and status
};

template <class Found>
std::string lost_among(
    json::value const& value,
    std::multimap<std::string, Found> const& decoded,
    std::string const& key
) {
    auto const found = decoded.find(key);
    return found == decoded.end() ? "none is " + key : lost(value, found->second);
}

// What of a body's messages and statuses is not in what was decoded; empty: nothing.
std::string lost_of(json::value const& body, Decoded const& decoded) {
    for (auto const& entry : body.at("entry").as_array()) {
        for (auto const& change : entry.at("changes").as_array()) {
            auto const& value = change.at("value").as_object();
            for (auto const* const edge : {"messages", "statuses"}) {
                bool const is_message = std::string_view(edge) == "messages";
                auto const* const list = value.if_contains(edge);
                if (list == nullptr || !list->is_array() ||
                    change.at("field").as_string() != "messages") {
                    continue;
                }
                for (auto const& one : list->as_array()) {
                    auto const missing =
                        is_message ? lost_among(one, decoded.messages, at(one, "/id"))
                                   : lost_among(
                                         one, decoded.statuses, at(one, "/id") + at(one, "/status")
                                     );
                    if (!missing.empty()) {
                        return missing;
                    }
                }
            }
        }
    }
    return {};
}

// Documentation samples hold words where ids and times belong; those may be unusable for that.
bool is_placeholder(std::string const& body) {
    for (auto const* const word :
         {"PHONE_NUMBER", "WHATSAPP_ID", "TIMESTAMP", "REDACTED", R"("from": "1")"}) {
        if (body.contains(word)) {
            return true;
        }
    }
    return false;
}

// The fields of which every one has a type of its own.
bool is_subscribed(std::string const& field) {
    for (auto const* const ours :
         {"account_update",
          "account_alerts",
          "account_review_update",
          "business_capability_update",
          "phone_number_quality_update",
          "phone_number_name_update",
          "security",
          "message_template_status_update",
          "message_template_quality_update",
          "template_category_update",
          "message_template_components_update",
          "user_preferences",
          "smb_message_echoes"}) {
        if (field == ours) {
            return true;
        }
    }
    return false;
}

TEST(WebhookFiles, OthersDecode) {
    auto const* const folder = std::getenv("CROOZER_SHARED_DATA");
    if (folder == nullptr) {
        std::cout << "CROOZER_SHARED_DATA is not set: others' payloads are not read\n";
        return;
    }
    std::map<std::string, int> counts;
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(folder) / "webhooks")) {
        auto const body = entry.path().extension() == ".json" ? content_of(entry.path()) : "";
        if (!body.contains("whatsapp_business_account")) {
            continue;
        }
        auto const webhook = Decoder().decode(body);
        EXPECT_EQ(webhook.unusable, "") << entry.path();
        Decoded decoded;
        for (auto const& change : webhook.changes) {
            if (auto const* const message = std::get_if<InboundMessage>(&change.content)) {
                ++counts["message " + message->raw_type];
                if (change.unusable.empty()) {
                    decoded.messages.emplace(message->wamid, *message);
                }
            } else if (auto const* const status = std::get_if<StatusUpdate>(&change.content)) {
                ++counts["status " + status->raw_status];
                decoded.statuses.emplace(status->wamid + status->raw_status, *status);
            } else {
                auto const& news = std::get<AccountNews>(change.content);
                ++counts
                    ["news " + change.field + " of kind " + std::to_string(news.detail.index())];
                bool const is_ours = is_subscribed(change.field) && change.unusable.empty();
                EXPECT_TRUE(!is_ours || !std::holds_alternative<app::OtherNews>(news.detail))
                    << entry.path();
            }
            if (!change.unusable.empty()) {
                ++counts["unusable " + change.unusable];
                EXPECT_TRUE(is_placeholder(body)) << entry.path() << " " << change.unusable;
            }
        }
        if (!is_placeholder(body)) {
            EXPECT_EQ(lost_of(boost::json::parse(body), decoded), "") << entry.path();
        }
    }
    for (auto const& [kind, count] : counts) {
        std::cout << count << " " << kind << "\n";
    }
    EXPECT_FALSE(counts.empty());
}

}  // namespace
}  // namespace croozer::meta
