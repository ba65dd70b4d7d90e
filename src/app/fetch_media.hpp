// The steps of fetching a file of a message that came to us: noted with the message, read before
// the fetch, settled after it.
#pragma once

#include "app/account_news.hpp"
#include "app/context.hpp"
#include "app/inbound.hpp"
#include "app/media_library.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace croozer::app {

inline constexpr std::string_view media_job = "media";

// What is kept of the files of a moving day, in bytes: whoever writes to a shop may fill its disk
// otherwise, and on a full disk no shop's webhooks are taken. A busy shop gets some hundred photos
// of 300 KB; who sends more than these is no customer in need.
inline constexpr std::int64_t media_bytes_a_customer = std::int64_t{128} << 20;
inline constexpr std::int64_t media_bytes_a_business = std::int64_t{2} << 30;
inline constexpr auto media_bytes_period = std::chrono::hours(24);

// A message with a file: the file is to be fetched. No effect for any other message.
[[nodiscard]] Result<void> want_media(
    Context& context, AccountId account, MessageId id, InboundMessage const& message
);
// The same of what the shop sent from its own phone.
[[nodiscard]] Result<void> want_media(
    Context& context, AccountId account, MessageId id, PhoneMessage const& message
);
// The message was taken back: its file is to go.
[[nodiscard]] Result<void> drop_media(Context& context, MessageId message);

struct MediaTask {
    std::optional<WantedMedia> wanted{};
    // It will never come, and why.
    std::string hopeless{};
    // The customer took it back: its row goes once the file of these bytes, if any, is removed.
    bool is_revoked{false};
    std::string removable_sha256{};
};

// What is to be done about it; mostly one thing, or nothing.
[[nodiscard]] Result<MediaTask> begin_media(Context& context, MediaId id);
// Before its bytes are written, so that no file lies anywhere that no row knows of. False: it was
// taken back meanwhile, and nothing may be written.
[[nodiscard]] Result<bool> accept_media(Context& context, MediaId id, std::string_view sha256);
// Its bytes are stored.
[[nodiscard]] Result<void> finish_media(Context& context, MediaId id, FetchedMedia const& fetched);
// Of one that was taken back.
[[nodiscard]] Result<void> forget_media(Context& context, MediaId id);
// Meta did not give it, this time: when to ask again. nullopt: no more, and it was given up.
[[nodiscard]] Result<std::optional<Instant>> put_off_media(
    Context& context, MediaId id, std::string_view reason
);
// It will not be fetched: the message stays without it, and the shop is told.
[[nodiscard]] Result<void> give_up_media(Context& context, MediaId id, std::string_view reason);

}  // namespace croozer::app
