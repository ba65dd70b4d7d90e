#include "app/fetch_media.hpp"

#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/media.hpp"

namespace croozer::app {
namespace {

// The count in the alert is of the last day.
constexpr auto counted = std::chrono::hours(24);

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
    if (account->token.bytes.empty()) {
        task.hopeless = "disconnected";
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

Result<void> give_up_media(Context& context, MediaId id, std::string_view reason) {
    auto const media = TRY(store::find_media(context.session, context.business, id));
    if (!media || !TRY(store::mark_media_failed(context.session, context.business, id, reason))) {
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
    note_event(context, "message", media->message.value, 2, "system");
    return {};
}

}  // namespace croozer::app
