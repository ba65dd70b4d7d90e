#include "store/repositories/conversations.hpp"

#include "store/documents/cart_document.hpp"
#include "store/documents/settings_document.hpp"

namespace croozer::store {
namespace {

Result<Conversation> conversation_from(Row const& row) {
    return Conversation{
        .id = row.id<ConversationId>(0),
        .version = row.integer(1),
        .account = row.id<AccountId>(2),
        .customer = row.id<CustomerId>(3),
        .state = TRY(documents::decode_state(row.text(4))),
        .cart = TRY(documents::decode_cart(row.text(5))),
        .bot_mode =
            row.is_null(6) ? std::nullopt : std::optional(documents::bot_mode_from(row.text(6))),
        .paused_until = row.maybe_instant(7),
        .first_unanswered_at = row.maybe_instant(8),
        .last_inbound_at = row.maybe_instant(9)
    };
}

Result<std::optional<Conversation>> first_of(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    return TRY(conversation_from(rows.front()));
}

}  // namespace

Result<std::optional<Conversation>> find_conversation(
    Session& session, BusinessId business, ConversationId id
) {
    return first_of(TRY(session.query(
        "select id, version, account_id, customer_id, state, cart, bot_mode, paused_until, "
        "first_unanswered_at, last_inbound_at from conversations "
        "where business_id = $1 and id = $2",
        {business, id}
    )));
}

Result<std::optional<Conversation>> conversation_at(
    Session& session, BusinessId business, AccountId account, CustomerId customer
) {
    return first_of(TRY(session.query(
        "select id, version, account_id, customer_id, state, cart, bot_mode, paused_until, "
        "first_unanswered_at, last_inbound_at from conversations "
        "where business_id = $1 and account_id = $2 and customer_id = $3",
        {business, account, customer}
    )));
}

Result<void> lock_conversation(Session& session, BusinessId business, ConversationId id) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from conversations where business_id = $1 and id = $2 for update",
            {business, id}
        ));
    }
    return {};
}

Result<std::optional<ConversationKey>> lock_conversation_of(
    Session& session, BusinessId business, AccountId account, CustomerId customer
) {
    // In a statement of its own: the next one then reads the row as it is once it is ours.
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from conversations "
            "where business_id = $1 and account_id = $2 and customer_id = $3 for update",
            {business, account, customer}
        ));
    }
    auto const rows = TRY(session.query(
        "select id, version, first_unanswered_at, state from conversations "
        "where business_id = $1 and account_id = $2 and customer_id = $3",
        {business, account, customer}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return ConversationKey{
        .id = row.id<ConversationId>(0),
        .version = row.integer(1),
        .first_unanswered_at = row.maybe_instant(2),
        .awaiting = TRY(documents::decode_state(row.text(3))).awaiting
    };
}

Result<void> insert_conversation(
    Session& session,
    BusinessId business,
    ConversationId id,
    AccountId account,
    CustomerId customer,
    conversation::State const& state,
    Instant at
) {
    TRY(session.execute(
        "insert into conversations (business_id, id, version, account_id, customer_id, state, "
        "cart, needs_person, waiting_for_customer, last_message_at, last_text, created_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, $7, $8, '', $8) "
        "on conflict (business_id, account_id, customer_id) do nothing",
        {business,
         id,
         account,
         customer,
         documents::encode_state(state),
         documents::encode_cart({}),
         false,
         at}
    ));
    return {};
}

Result<void> touch_inbound(
    Session& session, BusinessId business, ConversationId id, InboundTouch const& touch
) {
    TRY(session.execute(
        "update conversations set version = version + 1, last_message_at = $3, "
        "last_text = coalesce($4, last_text), "
        "last_inbound_at = case when last_inbound_at is null or last_inbound_at < $5 "
        "then coalesce($5, last_inbound_at) else last_inbound_at end, "
        "turn_due_at = coalesce($6, turn_due_at), "
        "first_unanswered_at = case when $6 is null then first_unanswered_at "
        "else coalesce(first_unanswered_at, $3) end "
        "where business_id = $1 and id = $2",
        {business, id, touch.received_at, touch.preview, touch.window_from, touch.turn_due_at}
    ));
    return {};
}

Result<bool> save_turn(
    Session& session,
    BusinessId business,
    ConversationId id,
    std::int64_t version,
    TurnResult const& result
) {
    auto const changed = TRY(session.execute(
        "update conversations set version = version + 1, state = $4, cart = $5, "
        "waiting_for_customer = $6, turn_due_at = null, first_unanswered_at = null, "
        "handover_reason = coalesce($7, handover_reason), "
        "needs_person = case when $7 is null then needs_person else $8 end, "
        "paused_until = coalesce($9, paused_until) "
        "where business_id = $1 and id = $2 and version = $3",
        {business,
         id,
         version,
         documents::encode_state(result.state),
         documents::encode_cart(result.cart),
         result.waiting_for_customer,
         result.handover_reason,
         true,
         result.paused_until}
    ));
    return changed == 1;
}

Result<bool> hold_version(
    Session& session, BusinessId business, ConversationId id, std::int64_t version
) {
    auto const held = TRY(session.execute(
        "update conversations set version = version "
        "where business_id = $1 and id = $2 and version = $3",
        {business, id, version}
    ));
    return held == 1;
}

Result<void> touch_outbound(
    Session& session, BusinessId business, ConversationId id, Instant at, std::string_view preview
) {
    TRY(session.execute(
        "update conversations set last_message_at = $3, last_text = $4 "
        "where business_id = $1 and id = $2",
        {business, id, at, preview}
    ));
    return {};
}

Result<void> ask_for_person(
    Session& session, BusinessId business, ConversationId id, std::string_view reason
) {
    TRY(session.execute(
        "update conversations set version = version + 1, needs_person = $3, handover_reason = $4, "
        "turn_due_at = null, first_unanswered_at = null where business_id = $1 and id = $2",
        {business, id, true, reason}
    ));
    return {};
}

Result<void> ring(
    Session& session, BusinessId business, ConversationId id, std::string_view reason
) {
    TRY(session.execute(
        "update conversations set version = version + 1, needs_person = $3, handover_reason = $4 "
        "where business_id = $1 and id = $2",
        {business, id, true, reason}
    ));
    return {};
}

Result<bool> leave_to_staff(
    Session& session, BusinessId business, ConversationId id, std::int64_t version, bool ring
) {
    auto const changed = TRY(session.execute(
        "update conversations set version = version + 1, "
        "needs_person = case when $4 = 1 then $5 else needs_person end, "
        "handover_reason = case when $4 = 1 then coalesce(handover_reason, 'wrote_again') "
        "else handover_reason end "
        "where business_id = $1 and id = $2 and version = $3",
        {business, id, version, ring ? 1 : 0, true}
    ));
    return changed == 1;
}

Result<void> calm_drafts(Session& session, BusinessId business, ConversationId id) {
    TRY(session.execute(
        "update conversations set version = version + 1, needs_person = $3, handover_reason = null "
        "where business_id = $1 and id = $2 and handover_reason = 'draft'",
        {business, id, false}
    ));
    return {};
}

Result<void> pause_for_staff(
    Session& session, BusinessId business, ConversationId id, Instant until
) {
    TRY(session.execute(
        "update conversations set version = version + 1, paused_until = $3, needs_person = $4, "
        "handover_reason = null, turn_due_at = null, first_unanswered_at = null "
        "where business_id = $1 and id = $2",
        {business, id, until, false}
    ));
    return {};
}

}  // namespace croozer::store
