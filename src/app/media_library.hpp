// Files that customers sent, as they lie at the platform for a few days.
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace croozer::app {

struct WantedMedia {
    Secret token;
    std::string phone_number_id;
    std::string meta_id;
    std::string kind;              // image, video, audio, document, sticker
    std::string mime_type;         // as the message announced it
    std::string announced_sha256;  // base64 or hex; empty: not told
    std::size_t most_bytes{0};
};

struct FetchedMedia {
    std::string bytes;
    std::string sha256;     // lower-case hex, of the bytes
    std::string mime_type;  // without parameters
};

struct MediaFailure {
    // The same fetch may do well in a while.
    bool is_passing{false};
    // One word: "too_large", "hash_mismatch", "type_mismatch", "refused_address", "gone"…
    std::string reason;
};

class MediaLibrary {
public:
    using Done = std::move_only_function<void(std::expected<FetchedMedia, MediaFailure>)>;

    MediaLibrary() = default;
    MediaLibrary(MediaLibrary const&) = delete;
    MediaLibrary& operator=(MediaLibrary const&) = delete;
    virtual ~MediaLibrary() = default;

    // `done` is called once, on a thread of the library's (the caller's if nothing could be sent);
    // it must not block. What it gets is what was announced: size, hash and kind are checked.
    virtual void fetch(WantedMedia wanted, Done done) = 0;
};

// How large a file we take of each kind, in bytes. Meta's own limits, but for documents, of which
// Meta lets 100 MB through: more than a shop needs to see of an order is not kept
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media).
[[nodiscard]] constexpr std::size_t most_media_bytes(std::string_view kind) {
    constexpr std::size_t megabyte = std::size_t{1024} * 1024;
    return kind == "image"     ? 5 * megabyte
           : kind == "sticker" ? std::size_t{500} * 1024
                               : 16 * megabyte;
}

}  // namespace croozer::app
