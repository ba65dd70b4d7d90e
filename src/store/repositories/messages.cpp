#include "store/repositories/messages.hpp"

#include "store/documents/cart_document.hpp"
#include "store/documents/inbound_document.hpp"

namespace croozer::store {
namespace {

std::optional<std::string> none_if_empty(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::int64_t> none_if_zero(std::int64_t number) {
    return number == 0 ? std::nullopt : std::optional(number);
}

// Above what Meta says before it has tried, below any proof that the message arrived.
constexpr std::int64_t failed_rank = 3;

}  // namespace

std::int64_t status_rank(std::string_view status) {
    if (status == "accepted") {
        return 1;
    }
    if (status == "sent") {
        return 2;
    }
    if (status == "failed") {
        return failed_rank;
    }
    if (status == "delivered") {
        return 4;
    }
    if (status == "read" || status == "played") {
        return 5;
    }
    return 0;
}

Result<bool> insert_inbound(Session& session, BusinessId business, NewInbound const& message) {
    auto const inserted = TRY(session.execute(
        "insert into messages (business_id, id, conversation_id, customer_id, wamid, direction, "
        "author, purpose, type, content, reply_to_wamid, status, status_rank, answered, sent_at, "
        "created_at) "
        "values ($1, $2, $3, $4, $5, 'inbound', 'customer', '', $6, $7, $8, 'received', 0, $9, "
        "$10, $11) on conflict (business_id, wamid) do nothing",
        {business,
         message.id,
         message.conversation,
         message.customer,
         message.wamid,
         message.type,
         message.content,
         none_if_empty(message.reply_to_wamid),
         message.answered,
         message.sent_at,
         message.created_at}
    ));
    return inserted == 1;
}

Result<std::vector<UnansweredMessage>> unanswered_messages(
    Session& session, BusinessId business, ConversationId conversation
) {
    auto const rows = TRY(session.query(
        "select id, wamid, type, content, sent_at from messages "
        "where business_id = $1 and conversation_id = $2 and direction = 'inbound' "
        "and not answered and revoked_at is null order by sent_at, created_at limit 100",
        {business, conversation}
    ));
    std::vector<UnansweredMessage> messages;
    for (auto const& row : rows) {
        messages.push_back(
            {.id = row.id<MessageId>(0),
             .wamid = row.text(1),
             .type = row.text(2),
             .content = row.text(3),
             .sent_at = row.instant(4)}
        );
    }
    return messages;
}

Result<void> mark_answered(
    Session& session, BusinessId business, ConversationId conversation, MessageId up_to
) {
    TRY(session.execute(
        "update messages set answered = $4 "
        "where business_id = $1 and conversation_id = $2 and id <= $3 and not answered "
        "and direction = 'inbound'",
        {business, conversation, up_to, true}
    ));
    return {};
}

Result<void> mark_answered_until(
    Session& session, BusinessId business, ConversationId conversation, Instant written_until
) {
    TRY(session.execute(
        "update messages set answered = $4 "
        "where business_id = $1 and conversation_id = $2 and sent_at <= $3 and not answered "
        "and direction = 'inbound'",
        {business, conversation, written_until, true}
    ));
    return {};
}

Result<bool> has_unanswered(Session& session, BusinessId business, ConversationId conversation) {
    auto const rows = TRY(session.query(
        "select 1 from messages where business_id = $1 and conversation_id = $2 "
        "and direction = 'inbound' and not answered and revoked_at is null limit 1",
        {business, conversation}
    ));
    return !rows.empty();
}

Result<std::vector<std::string>> wamids_of_card(
    Session& session, BusinessId business, ConversationId conversation, std::string_view buttons
) {
    auto const rows = TRY(session.query(
        "select wamid, content from messages where business_id = $1 and conversation_id = $2 "
        "and purpose in ('card', 'card_reminder') and wamid is not null "
        "order by created_at desc limit 20",
        {business, conversation}
    ));
    std::vector<std::string> wamids;
    for (auto const& row : rows) {
        auto const reply = TRY(documents::decode_reply(row.text(1)));
        if (!reply.buttons.empty() && reply.buttons.front().id.starts_with(buttons)) {
            wamids.push_back(row.text(0));
        }
    }
    return wamids;
}

Result<std::string> referral_of(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    CustomerId customer,
    Instant since
) {
    auto const rows = TRY(session.query(
        "select content from messages m where business_id = $1 and conversation_id = $2 "
        "and created_at >= $3 and direction = 'inbound' and content like '%\"referral\":%' "
        "and not exists (select 1 from orders o where o.business_id = $1 and o.customer_id = $4 "
        "and o.ordered_at >= m.created_at) order by created_at desc limit 1",
        {business, conversation, since, customer}
    ));
    return rows.empty() ? std::string()
                        : TRY(documents::decode_inbound(rows.front().text(0))).referral;
}

Result<void> insert_outbound(Session& session, BusinessId business, NewOutbound const& message) {
    TRY(session.execute(
        "insert into messages (business_id, id, conversation_id, customer_id, order_id, direction, "
        "author, author_name, purpose, type, content, reply_to_wamid, status, status_rank, "
        "answered, sent_at, expires_at, created_at) "
        "values ($1, $2, $3, $4, $5, 'outbound', $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15, "
        "$14)",
        {business,
         message.id,
         message.conversation,
         message.customer,
         message.order,
         message.author,
         none_if_empty(message.author_name),
         message.reply.purpose,
         conversation::message_type(message.reply),
         documents::encode_reply(message.reply),
         none_if_empty(message.reply_to_wamid),
         message.status,
         true,
         message.created_at,
         message.expires_at}
    ));
    return {};
}

Result<std::optional<OutboundMessage>> find_outbound(
    Session& session, BusinessId business, MessageId id
) {
    auto const rows = TRY(session.query(
        "select id, conversation_id, customer_id, order_id, content, reply_to_wamid, status, "
        "expires_at from messages where business_id = $1 and id = $2 and direction = 'outbound'",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return OutboundMessage{
        .id = row.id<MessageId>(0),
        .conversation = row.id<ConversationId>(1),
        .customer = row.id<CustomerId>(2),
        .order = row.maybe_id<OrderId>(3),
        .reply = TRY(documents::decode_reply(row.text(4))),
        .reply_to_wamid = row.text(5),
        .status = row.text(6),
        .expires_at = row.maybe_instant(7)
    };
}

Result<void> replace_reply(
    Session& session, BusinessId business, MessageId id, conversation::Reply const& reply
) {
    TRY(session.execute(
        "update messages set type = $3, content = $4 "
        "where business_id = $1 and id = $2 and direction = 'outbound'",
        {business, id, conversation::message_type(reply), documents::encode_reply(reply)}
    ));
    return {};
}

Result<std::optional<std::string>> find_wamid(
    Session& session, BusinessId business, ConversationId conversation, MessageId id
) {
    auto const rows = TRY(session.query(
        "select wamid from messages where business_id = $1 and id = $2 "
        "and conversation_id = $3 and wamid is not null",
        {business, id, conversation}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().text(0));
}

Result<void> requeue_message(Session& session, BusinessId business, MessageId id) {
    TRY(session.execute(
        "update messages set status = 'queued', status_rank = 0, error_code = null, "
        "error_message = null where business_id = $1 and id = $2 and direction = 'outbound'",
        {business, id}
    ));
    return {};
}

Result<bool> raise_status(
    Session& session, BusinessId business, MessageId id, StatusChange const& change
) {
    std::int64_t const rank = status_rank(change.status);
    // Only what is news; and what is no word of Meta's (not_notified) only before there is proof
    // either way.
    auto const changed = TRY(session.execute(
        "update messages set status = $3, "
        "status_rank = case when status_rank < $4 then $4 else status_rank end, "
        "wamid = coalesce(wamid, $5), error_code = coalesce($6, error_code), "
        "error_message = coalesce($7, error_message), "
        "billing_category = coalesce($8, billing_category), "
        "cost_class = coalesce($9, cost_class), accepted_at = coalesce($11, accepted_at) "
        "where business_id = $1 and id = $2 and status_rank < $10",
        {business,
         id,
         change.status,
         rank,
         change.wamid,
         none_if_zero(change.error_code),
         none_if_empty(change.error_message),
         none_if_empty(change.billing_category),
         none_if_empty(change.cost_class),
         rank == 0 ? failed_rank : rank,
         change.accepted_at}
    ));
    return changed == 1;
}

Result<bool> insert_status(
    Session& session, BusinessId business, StatusRow const& row, bool applied
) {
    auto const inserted = TRY(session.execute(
        "insert into message_statuses (business_id, wamid, status, callback_data, error_code, "
        "error_message, billing_category, cost_class, at, applied) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "on conflict (business_id, wamid, status) do nothing",
        {business,
         row.wamid,
         row.change.status,
         none_if_empty(row.callback_data),
         none_if_zero(row.change.error_code),
         none_if_empty(row.change.error_message),
         none_if_empty(row.change.billing_category),
         none_if_empty(row.change.cost_class),
         row.at,
         applied}
    ));
    return inserted == 1;
}

Result<std::vector<StatusChange>> take_early_statuses(
    Session& session, BusinessId business, std::string_view wamid
) {
    // Nearly always there are none, and a look is cheaper than an update with nothing to change.
    auto const rows = TRY(session.query(
        "select status, error_code, error_message, billing_category, cost_class "
        "from message_statuses where business_id = $1 and wamid = $2 and applied = $3",
        {business, wamid, false}
    ));
    if (!rows.empty()) {
        TRY(session.execute(
            "update message_statuses set applied = $3 where business_id = $1 and wamid = $2",
            {business, wamid, true}
        ));
    }
    std::vector<StatusChange> changes;
    for (auto const& row : rows) {
        changes.push_back(
            {.status = row.text(0),
             .wamid = std::nullopt,
             .error_code = row.integer(1),
             .error_message = row.text(2),
             .billing_category = row.text(3),
             .cost_class = row.text(4)}
        );
    }
    return changes;
}

Result<std::optional<MessageId>> find_message_by_wamid(
    Session& session, BusinessId business, std::string_view wamid
) {
    auto const rows = TRY(session.query(
        "select id from messages where business_id = $1 and wamid = $2", {business, wamid}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().id<MessageId>(0));
}

Result<bool> has_newer_news(
    Session& session, BusinessId business, OrderId order, MessageId message
) {
    auto const rows = TRY(session.query(
        "select 1 from order_messages where business_id = $1 and order_id = $2 "
        "and message_id > $3 and role = 'reply' limit 1",
        {business, order, message}
    ));
    return !rows.empty();
}

Result<void> withdraw_outbound(Session& session, BusinessId business, MessageId id) {
    TRY(session.execute(
        "update messages set status = 'withdrawn' where business_id = $1 and id = $2 "
        "and status = 'queued'",
        {business, id}
    ));
    return {};
}

namespace {

Result<bool> end_draft(
    Session& session, BusinessId business, MessageId id, std::string_view status
) {
    return 1 == TRY(session.execute(
                    "update messages set status = $3 where business_id = $1 and id = $2 "
                    "and status = 'draft'",
                    {business, id, status}
                ));
}

}  // namespace

Result<bool> release_draft(Session& session, BusinessId business, MessageId id) {
    return end_draft(session, business, id, "queued");
}

Result<bool> withdraw_draft(Session& session, BusinessId business, MessageId id) {
    return end_draft(session, business, id, "withdrawn");
}

Result<std::vector<MessageId>> list_drafts(
    Session& session, BusinessId business, ConversationId conversation, Instant since
) {
    std::vector<MessageId> list;
    for (auto const& row : TRY(session.query(
             "select id from messages where business_id = $1 and conversation_id = $2 "
             "and created_at >= $3 and status = 'draft' order by created_at, id",
             {business, conversation, since}
         ))) {
        list.push_back(row.id<MessageId>(0));
    }
    return list;
}

}  // namespace croozer::store
