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
    std::string sha256{};  // lower-case hex; of stored
    std::int64_t size{0};
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
// These two change a file that waits, nothing else. False: it does not (any more).
[[nodiscard]] Result<bool> mark_media_stored(
    Session& session, BusinessId business, Media const& media, Instant at
);
[[nodiscard]] Result<bool> mark_media_failed(
    Session& session, BusinessId business, MediaId id, std::string_view reason
);
[[nodiscard]] Result<void> mark_media_revoked(Session& session, BusinessId business, MediaId id);
[[nodiscard]] Result<void> delete_media(Session& session, BusinessId business, MediaId id);
// How many files have these bytes.
[[nodiscard]] Result<std::int64_t> count_media_by_hash(
    Session& session, BusinessId business, std::string_view sha256
);
[[nodiscard]] Result<std::int64_t> count_failed_media(
    Session& session, BusinessId business, Instant since
);

}  // namespace croozer::store
