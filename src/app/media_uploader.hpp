// Files of ours on their way to Meta, which keeps them for 30 days
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media).
#pragma once

#include "app/platform.hpp"
#include "base/secret.hpp"

#include <string>

namespace croozer::app {

struct OutgoingFile {
    std::string bytes;
    std::string mime_type;
    std::string file_name;
};

class MediaUploader {
public:
    MediaUploader() = default;
    MediaUploader(MediaUploader const&) = delete;
    MediaUploader& operator=(MediaUploader const&) = delete;
    virtual ~MediaUploader() = default;
    // Meta's id of it, good for this number alone.
    virtual void upload(
        Secret token, std::string phone_number_id, OutgoingFile file, PlatformDone<std::string> done
    ) = 0;
};

}  // namespace croozer::app
