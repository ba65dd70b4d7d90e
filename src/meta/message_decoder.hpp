// One element of value.messages[] or value.statuses[] in our own types (webhook_decoder.hpp).
#pragma once

#include "app/inbound.hpp"
#include "meta/json_reading.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::meta {

template <class Content>
struct Decoded {
    Content content;
    // As app::Change::unusable.
    std::string unusable;
};

// Where Meta puts a phone there may be a BSUID since 2026, and the other way round.
// A phone is `^[1-9][0-9]{5,14}$`, a BSUID `^[A-Z]{2}\.[A-Za-z0-9.]+$` (business-scoped-user-ids).
[[nodiscard]] bool is_whatsapp_phone(std::string_view text);
[[nodiscard]] bool is_bsuid(std::string_view text);

// Who the two keys name, with what `contacts` (may be null) say of them.
[[nodiscard]] app::Sender named_sender(
    JsonObject const& object,
    std::string_view phone_key,
    std::string_view bsuid_key,
    JsonArray const* contacts
);

// `contacts` is value.contacts and may be null.
[[nodiscard]] Decoded<app::InboundMessage> decode_message(
    JsonObject const& message, JsonArray const* contacts
);
[[nodiscard]] Decoded<app::StatusUpdate> decode_status(JsonObject const& status);

}  // namespace croozer::meta
