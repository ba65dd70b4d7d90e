#include "store/queries/chat_queries.hpp"

#include <limits>

namespace croozer::store {
namespace {

std::string const& conversation_select() {
    static std::string const text =
        "select v.id, v.version, v.customer_id, c.name, c.whatsapp_name, c.phone, "
        "v.last_message_at, v.last_text, v.bot_mode, v.paused_until, v.needs_person, "
        "v.handover_reason, v.waiting_for_customer, v.last_inbound_at from conversations v "
        "join customers c on c.business_id = v.business_id and c.id = v.customer_id "
        "where v.business_id = $1 ";
    return text;
}

ConversationRecord conversation_from(Row const& row) {
    return {
        .id = row.id<ConversationId>(0),
        .version = row.integer(1),
        .customer = row.id<CustomerId>(2),
        .customer_name = row.text(3).empty() ? row.text(4) : row.text(3),
        .customer_phone = row.text(5),
        .last_message_at = row.instant(6),
        .last_text = row.text(7),
        .bot_mode = row.text(8),
        .paused_until = row.maybe_instant(9),
        .needs_person = row.boolean(10),
        .handover_reason = row.text(11),
        .waiting_for_customer = row.boolean(12),
        .last_inbound_at = row.maybe_instant(13)
    };
}

std::string const& message_select() {
    static std::string const text =
        "select id, conversation_id, customer_id, order_id, direction, author, author_name, type, "
        "content, status, error_code, error_message, revoked_at, sent_at, created_at, "
        "exists (select 1 from work w where w.business_id = messages.business_id "
        "and w.id = messages.id and w.state = 'dead'), "
        "case when edits is null then 0 else 1 end, "
        "media_id, media_kind, media_mime, media_name, media_size, media_state, media_reason "
        "from messages left join (select business_id as media_business, "
        "message_id as media_message, id as media_id, kind as media_kind, "
        "mime_type as media_mime, file_name as media_name, size as media_size, "
        "state as media_state, reason as media_reason from media) m "
        "on m.media_business = messages.business_id and m.media_message = messages.id "
        "where business_id = $1 ";
    return text;
}

std::optional<MediaRecord> media_from(Row const& row) {
    if (row.is_null(17)) {
        return std::nullopt;
    }
    return MediaRecord{
        .id = row.id<MediaId>(17),
        .kind = row.text(18),
        .mime_type = row.text(19),
        .file_name = row.text(20),
        .size = row.maybe_integer(21),
        .state = row.text(22),
        .reason = row.text(23)
    };
}

MessageRecord message_from(Row const& row) {
    return {
        .id = row.id<MessageId>(0),
        .conversation = row.id<ConversationId>(1),
        .customer = row.id<CustomerId>(2),
        .order = row.maybe_id<OrderId>(3),
        .direction = row.text(4),
        .author = row.text(5),
        .author_name = row.text(6),
        .type = row.text(7),
        .content = row.text(8),
        .status = row.text(9),
        .error_code = row.maybe_integer(10),
        .error_message = row.text(11),
        .revoked = !row.is_null(12),
        .edited = row.integer(16) == 1,
        .media = media_from(row),
        .replayable = row.boolean(15),
        .sent_at = row.instant(13),
        .created_at = row.instant(14)
    };
}

std::int64_t before(PageAfter const& page) {
    return page.at ? page.at->microseconds : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Result<std::vector<ConversationRecord>> list_conversations(
    Session& session, BusinessId business, PageAfter const& page
) {
    static std::string const sql =
        conversation_select() +
        "and (v.last_message_at < $2 or (v.last_message_at = $2 and v.id < $3)) "
        "order by v.last_message_at desc, v.id desc limit $4";
    std::vector<ConversationRecord> list;
    for (auto const& row : TRY(session.query(sql, {business, before(page), page.id, page.limit}))) {
        list.push_back(conversation_from(row));
    }
    return list;
}

Result<std::optional<ConversationRecord>> find_conversation_record(
    Session& session, BusinessId business, ConversationId id
) {
    static std::string const sql = conversation_select() + "and v.id = $2";
    auto const rows = TRY(session.query(sql, {business, id}));
    return rows.empty() ? std::nullopt : std::optional(conversation_from(rows.front()));
}

Result<bool> change_conversation(
    Session& session, BusinessId business, ConversationId id, ConversationChange const& change
) {
    auto const touched = TRY(session.execute(
        "update conversations set version = version + 1 where business_id = $1 and id = $2",
        {business, id}
    ));
    if (touched == 0) {
        return false;
    }
    if (change.bot_mode) {
        TRY(session.execute(
            "update conversations set bot_mode = $3 where business_id = $1 and id = $2",
            {business, id, change.bot_mode->empty() ? Value() : Value(*change.bot_mode)}
        ));
    }
    if (change.paused_until) {
        // Whoever takes the chat or gives it back has looked at it.
        TRY(session.execute(
            "update conversations set paused_until = $3, needs_person = $4, "
            "handover_reason = null where business_id = $1 and id = $2",
            {business, id, *change.paused_until, false}
        ));
    }
    return true;
}

Result<std::vector<MessageRecord>> list_messages(
    Session& session, BusinessId business, Uuid of, PageAfter const& page
) {
    static std::string const sql =
        message_select() +
        "and conversation_id in (select id from conversations where business_id = $1 "
        "and (id = $2 or customer_id = $2)) "
        "and (created_at < $3 or (created_at = $3 and id < $4)) "
        "order by created_at desc, id desc limit $5";
    std::vector<MessageRecord> list;
    for (auto const& row :
         TRY(session.query(sql, {business, of, before(page), page.id, page.limit}))) {
        list.push_back(message_from(row));
    }
    return list;
}

Result<std::optional<MessageRecord>> find_message_record(
    Session& session, BusinessId business, MessageId id
) {
    static std::string const sql = message_select() + "and id = $2";
    auto const rows = TRY(session.query(sql, {business, id}));
    return rows.empty() ? std::nullopt : std::optional(message_from(rows.front()));
}

}  // namespace croozer::store
