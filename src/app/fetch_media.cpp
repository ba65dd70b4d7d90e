#include "app/fetch_media.hpp"

#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/media.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

// The count in the alert is of the last day.
constexpr auto counted = std::chrono::hours(24);
// Ids of webhooks live so long
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media).
constexpr auto kept_by_meta = std::chrono::hours(24) * 7;
// A shop wants a file within the hour: tried after some seconds first, then ever more rarely.
constexpr auto first_retry = std::chrono::seconds(5);
constexpr auto longest_retry = std::chrono::hours(6);
// Of a file that the shop does not want: no fault, and nothing to tell it of.
constexpr std::string_view blocked = "blocked";

std::string_view kind_of(InboundType type) {
    switch (type) {
        case InboundType::Image:
            return "image";
        case InboundType::Video:
            return "video";
        case InboundType::Audio:
            return "audio";
        case InboundType::Document:
            return "document";
        case InboundType::Sticker:
            return "sticker";
        default:
            return {};
    }
}

// Meta's names, which are ours too.
bool has_file(std::string_view type) {
    return type == "image" || type == "video" || type == "audio" || type == "document" ||
           type == "sticker";
}

Result<void> queue(Context& context, MediaId id) {
    CHECK(store::restart_job(
        context.session,
        context.business,
        {.kind = media_job,
         .subject = id.value,
         .due_at = context.system_now,
         .created_at = context.system_now}
    ));
    context.effects.wake_work(context.system_now);
    return {};
}

Duration retry_after(std::int64_t attempts) {
    auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, 16);
    return std::min<Duration>(
        longest_retry, Duration(first_retry) * (std::int64_t{1} << doublings)
    );
}

// Why it is not fetched at all; empty: it is.
Result<std::string> objection(
    Context& context, store::Media const& media, store::Account const& account
) {
    auto& session = context.session;
    if (TRY(store::sender_is_blocked(session, context.business, media.message))) {
        return std::string(blocked);
    }
    if (account.token.bytes.empty()) {
        return "disconnected";
    }
    auto const kept = TRY(store::media_bytes_since(
        session, context.business, media.message, context.system_now - Duration(media_bytes_period)
    ));
    bool const is_over =
        kept.of_customer >= media_bytes_a_customer || kept.of_business >= media_bytes_a_business;
    return std::string(is_over ? "quota" : "");
}

template <class Message>
Result<void> want(
    Context& context, AccountId account, MessageId id, std::string_view kind, Message const& message
) {
    if (kind.empty() || message.media_id.empty()) {
        return {};
    }
    auto const media = context.ids.next<MediaId>();
    CHECK(store::insert_media(
        context.session,
        context.business,
        {.id = media,
         .message = id,
         .account = account,
         .meta_id = message.media_id,
         .kind = std::string(kind),
         .mime_type = message.mime_type,
         .file_name = message.file_name,
         .announced_sha256 = message.media_sha256},
        context.system_now
    ));
    return queue(context, media);
}

}  // namespace

Result<void> want_media(
    Context& context, AccountId account, MessageId id, InboundMessage const& message
) {
    return want(context, account, id, kind_of(message.type), message);
}

Result<void> want_media(
    Context& context, AccountId account, MessageId id, PhoneMessage const& message
) {
    return want(context, account, id, has_file(message.type) ? message.type : "", message);
}

Result<void> drop_media(Context& context, MessageId message) {
    auto const media = TRY(store::media_of_message(context.session, context.business, message));
    if (!media) {
        return {};
    }
    CHECK(store::mark_media_revoked(context.session, context.business, media->id));
    return queue(context, media->id);
}

Result<MediaTask> begin_media(Context& context, MediaId id) {
    auto& session = context.session;
    auto const business = context.business;
    auto const media = TRY(store::find_media(session, business, id));
    if (!media) {
        return MediaTask{};
    }
    if (media->state == "revoked") {
        MediaTask task;
        task.is_revoked = true;
        if (!media->sha256.empty() &&
            TRY(store::count_media_by_hash(session, business, media->sha256)) == 1) {
            task.removable_sha256 = media->sha256;
        }
        return task;
    }
    auto const account = TRY(store::find_account(session, business, media->account));
    if (media->state != "waiting" || !account) {
        return MediaTask{};
    }
    MediaTask task;
    task.hopeless = TRY(objection(context, *media, *account));
    if (!task.hopeless.empty()) {
        return task;
    }
    task.wanted = WantedMedia{
        .token = TRY(context.secrets.open(
            session,
            business,
            {.table = "whatsapp_accounts", .column = "token_sealed", .row = account->id.value},
            account->token
        )),
        .phone_number_id = account->phone_number_id,
        .meta_id = media->meta_id,
        .kind = media->kind,
        .mime_type = media->mime_type,
        .announced_sha256 = media->announced_sha256,
        .most_bytes = most_media_bytes(media->kind)
    };
    return task;
}

Result<void> forget_media(Context& context, MediaId id) {
    return store::delete_media(context.session, context.business, id);
}

Result<bool> accept_media(Context& context, MediaId id, std::string_view sha256) {
    return store::note_media_hash(context.session, context.business, id, sha256);
}

Result<void> finish_media(Context& context, MediaId id, FetchedMedia const& fetched) {
    auto media = TRY(store::find_media(context.session, context.business, id));
    if (!media) {
        return {};
    }
    media->sha256 = fetched.sha256;
    media->size = static_cast<std::int64_t>(fetched.bytes.size());
    media->mime_type = fetched.mime_type;
    if (TRY(store::mark_media_stored(context.session, context.business, *media, context.system_now)
        )) {
        note_event(context, "message", media->message.value, 2, "system");
        TRY(resolve_alert(context, "media_failed"));
    }
    return {};
}

Result<std::optional<Instant>> put_off_media(
    Context& context, MediaId id, std::string_view reason
) {
    auto const media = TRY(store::find_media(context.session, context.business, id));
    auto const attempts = TRY(store::count_media_attempt(context.session, context.business, id));
    if (!media || !attempts) {
        return std::nullopt;
    }
    auto const next = context.system_now + retry_after(*attempts);
    if (next < media->created_at + Duration(kept_by_meta)) {
        return next;
    }
    CHECK(give_up_media(context, id, reason));
    return std::nullopt;
}

Result<void> give_up_media(Context& context, MediaId id, std::string_view reason) {
    auto const media = TRY(store::find_media(context.session, context.business, id));
    if (!media || !TRY(store::mark_media_failed(context.session, context.business, id, reason))) {
        return {};
    }
    note_event(context, "message", media->message.value, 2, "system");
    if (reason == blocked) {
        return {};
    }
    auto const count = TRY(store::count_failed_media(
        context.session, context.business, context.system_now - Duration(counted)
    ));
    TRY(raise_alert(
        context,
        {.kind = "media_failed",
         .level = AlertLevel::Warning,
         .detail = R"({"count":)" + std::to_string(count) + R"(,"reason":")" + std::string(reason) +
                   R"("})"}
    ));
    return {};
}

}  // namespace croozer::app
