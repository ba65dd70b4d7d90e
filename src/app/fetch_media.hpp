// The steps of fetching a file of a message that came to us: noted with the message, read before
// the fetch, settled after it.
#pragma once

#include "app/account_news.hpp"
#include "app/context.hpp"
#include "app/inbound.hpp"
#include "app/media_library.hpp"
#include "base/result.hpp"

#include <expected>
#include <optional>

namespace croozer::app {

inline constexpr std::string_view media_job = "media";

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
// Its bytes are stored.
[[nodiscard]] Result<void> finish_media(Context& context, MediaId id, FetchedMedia const& fetched);
// Of one that was taken back.
[[nodiscard]] Result<void> forget_media(Context& context, MediaId id);
// It will not be fetched: the message stays without it, and the shop is told.
[[nodiscard]] Result<void> give_up_media(Context& context, MediaId id, std::string_view reason);

}  // namespace croozer::app
