// Files that came with messages: what is known of each. The bytes lie in store/media_files.hpp.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

// States: waiting → stored | failed; revoked: the customer took the message back, and the file is
// to go.
struct Media {
    MediaId id;
    MessageId message;
    AccountId account;
    std::string meta_id;
    std::string kind;       // image, video, audio, document, sticker
    std::string mime_type;  // as announced
    std::string file_name;
    std::string announced_sha256;  // base64 or hex
    std::string state{"waiting"};
    std::string reason{};  // of failed
    // Lower-case hex. From before its bytes are written until they are removed.
    std::string sha256{};
    std::int64_t size{0};
    Instant created_at{};
};

// No effect if the message has a file already.
[[nodiscard]] Result<void> insert_media(
    Session& session, BusinessId business, Media const& media, Instant at
);
[[nodiscard]] Result<std::optional<Media>> find_media(
    Session& session, BusinessId business, MediaId id
);
[[nodiscard]] Result<std::optional<Media>> media_of_message(
    Session& session, BusinessId business, MessageId message
);
// These four change a file that waits, nothing else. False: it does not (any more).
//
// Its bytes are about to be written.
[[nodiscard]] Result<bool> note_media_hash(
    Session& session, BusinessId business, MediaId id, std::string_view sha256
);
// A try of Meta's that failed; how many did by now.
[[nodiscard]] Result<std::optional<std::int64_t>> count_media_attempt(
    Session& session, BusinessId business, MediaId id
);
[[nodiscard]] Result<bool> mark_media_stored(
    Session& session, BusinessId business, Media const& media, Instant at
);
[[nodiscard]] Result<bool> mark_media_failed(
    Session& session, BusinessId business, MediaId id, std::string_view reason
);
[[nodiscard]] Result<void> mark_media_revoked(Session& session, BusinessId business, MediaId id);
[[nodiscard]] Result<void> delete_media(Session& session, BusinessId business, MediaId id);

// What is stored of all that came since: of everybody, and of who sent that message.
struct MediaBytes {
    std::int64_t of_business{0};
    std::int64_t of_customer{0};
};

[[nodiscard]] Result<MediaBytes> media_bytes_since(
    Session& session, BusinessId business, MessageId message, Instant since
);
// Whether the shop has blocked who sent that message.
[[nodiscard]] Result<bool> sender_is_blocked(
    Session& session, BusinessId business, MessageId message
);
// How many files have these bytes.
[[nodiscard]] Result<std::int64_t> count_media_by_hash(
    Session& session, BusinessId business, std::string_view sha256
);
[[nodiscard]] Result<std::int64_t> count_failed_media(
    Session& session, BusinessId business, Instant since
);

}  // namespace croozer::store
