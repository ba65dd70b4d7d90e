#include "store/repositories/media.hpp"

namespace croozer::store {
namespace {

#define MEDIA_COLUMNS                                                                     \
    "id, message_id, account_id, meta_id, kind, mime_type, file_name, announced_sha256, " \
    "state, reason, coalesce(sha256, ''), coalesce(size, 0)"

std::optional<Media> media_from(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return Media{
        .id = row.id<MediaId>(0),
        .message = row.id<MessageId>(1),
        .account = row.id<AccountId>(2),
        .meta_id = row.text(3),
        .kind = row.text(4),
        .mime_type = row.text(5),
        .file_name = row.text(6),
        .announced_sha256 = row.text(7),
        .state = row.text(8),
        .reason = row.text(9),
        .sha256 = row.text(10),
        .size = row.integer(11)
    };
}

}  // namespace

Result<void> insert_media(Session& session, BusinessId business, Media const& media, Instant at) {
    TRY(session.execute(
        "insert into media (business_id, id, message_id, account_id, meta_id, kind, mime_type, "
        "file_name, announced_sha256, state, reason, attempts, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', '', 0, $10) "
        "on conflict (business_id, message_id) do nothing",
        {business,
         media.id,
         media.message,
         media.account,
         media.meta_id,
         media.kind,
         media.mime_type,
         media.file_name,
         media.announced_sha256,
         at}
    ));
    return {};
}

Result<std::optional<Media>> find_media(Session& session, BusinessId business, MediaId id) {
    return media_from(TRY(session.query(
        "select " MEDIA_COLUMNS " from media where business_id = $1 and id = $2", {business, id}
    )));
}

Result<std::optional<Media>> media_of_message(
    Session& session, BusinessId business, MessageId message
) {
    return media_from(TRY(session.query(
        "select " MEDIA_COLUMNS " from media where business_id = $1 and message_id = $2",
        {business, message}
    )));
}

#undef MEDIA_COLUMNS

Result<bool> mark_media_stored(
    Session& session, BusinessId business, Media const& media, Instant at
) {
    auto const changed = TRY(session.execute(
        "update media set state = 'stored', reason = '', sha256 = $3, size = $4, mime_type = $5, "
        "stored_at = $6 where business_id = $1 and id = $2 and state = 'waiting'",
        {business, media.id, media.sha256, media.size, media.mime_type, at}
    ));
    return changed == 1;
}

Result<bool> mark_media_failed(
    Session& session, BusinessId business, MediaId id, std::string_view reason
) {
    auto const changed = TRY(session.execute(
        "update media set state = 'failed', reason = $3 "
        "where business_id = $1 and id = $2 and state = 'waiting'",
        {business, id, reason}
    ));
    return changed == 1;
}

Result<void> mark_media_revoked(Session& session, BusinessId business, MediaId id) {
    TRY(session.execute(
        "update media set state = 'revoked', file_name = '' where business_id = $1 and id = $2",
        {business, id}
    ));
    return {};
}

Result<void> delete_media(Session& session, BusinessId business, MediaId id) {
    TRY(session.execute("delete from media where business_id = $1 and id = $2", {business, id}));
    return {};
}

Result<std::int64_t> count_media_by_hash(
    Session& session, BusinessId business, std::string_view sha256
) {
    auto const rows = TRY(session.query(
        "select count(*) from media where business_id = $1 and sha256 = $2", {business, sha256}
    ));
    return rows.front().integer(0);
}

Result<std::int64_t> count_failed_media(Session& session, BusinessId business, Instant since) {
    auto const rows = TRY(session.query(
        "select count(*) from media where business_id = $1 and state = 'failed' "
        "and created_at >= $2",
        {business, since}
    ));
    return rows.front().integer(0);
}

}  // namespace croozer::store
