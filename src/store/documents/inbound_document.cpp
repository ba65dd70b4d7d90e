#include "store/documents/inbound_document.hpp"

#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

void put(boost::json::object& object, std::string_view key, std::string const& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

}  // namespace

std::string encode_inbound(InboundContent const& content) {
    boost::json::object object;
    put(object, "text", content.text);
    put(object, "payload", content.payload);
    if (content.latitude_e6 && content.longitude_e6) {
        boost::json::object location{
            {"latitudeE6", *content.latitude_e6}, {"longitudeE6", *content.longitude_e6}
        };
        put(location, "name", content.location_name);
        put(location, "address", content.location_address);
        object["location"] = std::move(location);
    }
    put(object, "mediaId", content.media_id);
    put(object, "mimeType", content.mime_type);
    put(object, "fileName", content.file_name);
    if (content.is_voice) {
        object["voice"] = true;
    }
    if (content.forwarded) {
        object["forwarded"] = true;
    }
    put(object, "target", content.target_wamid);
    put(object, "referral", content.referral);
    if (content.error_code != 0) {
        object["errorCode"] = content.error_code;
    }
    if (!content.items.empty()) {
        boost::json::array items;
        for (auto const& item : content.items) {
            items.push_back({{"retailerId", item.retailer_id}, {"quantity", item.quantity}});
        }
        object["items"] = std::move(items);
    }
    return boost::json::serialize(object);
}

Result<InboundContent> decode_inbound(std::string_view text) {
    auto const object = TRY(parse_object(text));
    InboundContent content;
    content.text = text_of(object, "text");
    content.payload = text_of(object, "payload");
    if (auto const* location = object_of(object, "location")) {
        content.latitude_e6 = maybe_integer_of(*location, "latitudeE6");
        content.longitude_e6 = maybe_integer_of(*location, "longitudeE6");
        content.location_name = text_of(*location, "name");
        content.location_address = text_of(*location, "address");
    }
    content.media_id = text_of(object, "mediaId");
    content.mime_type = text_of(object, "mimeType");
    content.file_name = text_of(object, "fileName");
    content.is_voice = boolean_of(object, "voice");
    content.forwarded = boolean_of(object, "forwarded");
    content.target_wamid = text_of(object, "target");
    content.referral = text_of(object, "referral");
    content.error_code = integer_of(object, "errorCode");
    if (auto const* items = array_of(object, "items")) {
        for (auto const& value : *items) {
            if (auto const* item = value.if_object()) {
                content.items.push_back(
                    {.retailer_id = text_of(*item, "retailerId"),
                     .quantity = integer_of(*item, "quantity", 1)}
                );
            }
        }
    }
    return content;
}

}  // namespace croozer::store::documents
