// What a file and its address must be before we take them
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media).
#pragma once

#include "crypto/hmac.hpp"

#include <string>
#include <string_view>

namespace croozer::meta {

// https to one of Meta's hosts for files (.fbsbx.com, .facebook.com, .fbcdn.net, .whatsapp.net) on
// the usual port, or any path of `graph_url`'s own origin. Our token goes there, so nothing else
// will do.
[[nodiscard]] bool is_media_address(std::string_view url, std::string_view graph_url);
// `announced` is base64 or hex: Meta's samples hold both.
[[nodiscard]] bool is_announced_hash(std::string_view announced, crypto::Digest const& digest);
// "audio/ogg; codecs=opus" → "audio/ogg", lower case.
[[nodiscard]] std::string plain_mime_type(std::string_view mime_type);
// By the first bytes: a known kind must be what it says. False too for an image that is none of
// those WhatsApp sends.
[[nodiscard]] bool is_what_it_says(
    std::string_view kind, std::string_view mime_type, std::string_view bytes
);

}  // namespace croozer::meta
