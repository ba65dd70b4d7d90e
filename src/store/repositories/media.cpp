#include "store/repositories/media.hpp"

namespace croozer::store {
namespace {

#define MEDIA_COLUMNS                                                                     \
    "id, message_id, account_id, meta_id, kind, mime_type, file_name, announced_sha256, " \
    "state, reason, coalesce(sha256, ''), coalesce(size, 0), created_at"

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
        .size = row.integer(11),
        .created_at = row.instant(12)
    };
}

// Ids are UUIDv7, milliseconds first: those made since then are the end of the key, and what lies
// before is not read.
MediaId least_id_at(Instant instant) {
    auto const milliseconds = static_cast<std::uint64_t>(instant.microseconds / 1000);
    MediaId id;
    for (std::size_t i = 0; i < 6; ++i) {
        id.value.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
    }
    return id;
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

Result<bool> note_media_hash(
    Session& session, BusinessId business, MediaId id, std::string_view sha256
) {
    auto const changed = TRY(session.execute(
        "update media set sha256 = $3 where business_id = $1 and id = $2 and state = 'waiting'",
        {business, id, sha256}
    ));
    return changed == 1;
}

Result<std::optional<std::int64_t>> count_media_attempt(
    Session& session, BusinessId business, MediaId id
) {
    auto const rows = TRY(session.query(
        "update media set attempts = attempts + 1 "
        "where business_id = $1 and id = $2 and state = 'waiting' returning attempts",
        {business, id}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().integer(0));
}

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

Result<MediaBytes> media_bytes_since(
    Session& session, BusinessId business, MessageId message, Instant since
) {
    auto const first = least_id_at(since);
    auto const rows = TRY(session.query(
        "select coalesce(sum(f.size), 0), coalesce(sum(case when m.customer_id = "
        "(select customer_id from messages where business_id = $1 and id = $3) "
        "then f.size else 0 end), 0) from media f join messages m "
        "on m.business_id = f.business_id and m.id = f.message_id "
        "where f.business_id = $1 and f.id >= $2 and f.state = 'stored'",
        {business, first, message}
    ));
    return MediaBytes{
        .of_business = rows.front().integer(0), .of_customer = rows.front().integer(1)
    };
}

Result<bool> sender_is_blocked(Session& session, BusinessId business, MessageId message) {
    auto const rows = TRY(session.query(
        "select 1 from messages m join customers c "
        "on c.business_id = m.business_id and c.id = m.customer_id "
        "where m.business_id = $1 and m.id = $2 and c.blocked_at is not null",
        {business, message}
    ));
    return !rows.empty();
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
