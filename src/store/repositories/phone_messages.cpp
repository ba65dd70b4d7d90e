#include "store/repositories/phone_messages.hpp"

#include "store/repositories/messages.hpp"

namespace croozer::store {

Result<bool> insert_phone_message(
    Session& session, BusinessId business, PhoneMessageRow const& message
) {
    auto const inserted = TRY(session.execute(
        "insert into messages (business_id, id, conversation_id, customer_id, wamid, direction, "
        "author, purpose, type, content, status, status_rank, answered, sent_at, created_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10, $11, $12, $13, $14) "
        "on conflict (business_id, wamid) do update set type = excluded.type, "
        "content = excluded.content where messages.type = 'media_placeholder' "
        "and excluded.type <> 'media_placeholder'",
        {business,
         message.id,
         message.conversation,
         message.customer,
         message.wamid,
         message.is_from_customer ? "inbound" : "outbound",
         message.is_from_customer ? "customer" : "phone_app",
         message.type,
         message.content,
         message.is_from_customer ? std::string("received") : message.status,
         message.is_from_customer ? 0 : status_rank(message.status),
         true,
         message.sent_at,
         message.created_at}
    ));
    return inserted == 1;
}

Result<void> touch_history(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    Instant newest_at,
    std::string_view preview
) {
    TRY(session.execute(
        "update conversations set last_message_at = $3, last_text = $4, version = version + 1 "
        "where business_id = $1 and id = $2 and last_inbound_at is null "
        "and not exists (select 1 from messages m where m.business_id = $1 "
        "and m.conversation_id = $2 and m.created_at > $3)",
        {business, conversation, newest_at, preview}
    ));
    return {};
}

}  // namespace croozer::store
