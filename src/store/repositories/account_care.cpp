#include "store/repositories/account_care.hpp"

namespace croozer::store {

Result<std::optional<AccountCare>> find_account_care(
    Session& session, BusinessId business, AccountId id
) {
    auto const rows = TRY(session.query(
        "select id, phone_number_id, waba_id, token_sealed, status, error_code, token_expires_at, "
        "token_told_days, health, facts, quality, messaging_limit, throughput_level, "
        "subscribed_fields, is_subscribed, restrictions, connected_at from whatsapp_accounts "
        "where business_id = $1 and id = $2 and disconnected_at is null",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return AccountCare{
        .id = row.id<AccountId>(0),
        .phone_number_id = row.text(1),
        .waba_id = row.text(2),
        .token = {row.bytes(3)},
        .status = row.text(4),
        .error_code = row.maybe_integer(5),
        .token_expires_at = row.maybe_instant(6),
        .token_told_days = row.maybe_integer(7),
        .health = row.text(8),
        .facts = row.text(9),
        .quality = row.text(10),
        .messaging_limit = row.text(11),
        .throughput_level = row.text(12),
        .subscribed_fields = row.text(13),
        .is_subscribed = row.boolean(14),
        .restrictions = row.text(15),
        .connected_at = row.instant(16)
    };
}

Result<void> lock_account(Session& session, BusinessId business, AccountId id) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from whatsapp_accounts where business_id = $1 and id = $2 for update",
            {business, id}
        ));
    }
    return {};
}

Result<bool> save_token(
    Session& session,
    BusinessId business,
    AccountId id,
    SealedSecret const& of,
    TokenState const& state
) {
    auto const changed = TRY(session.execute(
        "update whatsapp_accounts set token_sealed = $4, permissions = $5, token_expires_at = $6, "
        "data_access_expires_at = $7, token_checked_at = $8, token_told_days = $9 "
        "where business_id = $1 and id = $2 and token_sealed = $3 and disconnected_at is null",
        {business,
         id,
         of,
         state.token,
         state.scopes,
         state.expires_at,
         state.data_access_expires_at,
         state.checked_at,
         state.told_days}
    ));
    return changed == 1;
}

Result<bool> has_token(
    Session& session, BusinessId business, AccountId id, SealedSecret const& token
) {
    auto const rows = TRY(session.query(
        "select 1 from whatsapp_accounts where business_id = $1 and id = $2 "
        "and token_sealed = $3 and disconnected_at is null",
        {business, id, token}
    ));
    return !rows.empty();
}

Result<void> save_told_days(
    Session& session,
    BusinessId business,
    AccountId id,
    SealedSecret const& of,
    std::optional<std::int64_t> days
) {
    TRY(session.execute(
        "update whatsapp_accounts set token_told_days = $4 where business_id = $1 and id = $2 "
        "and token_sealed = $3 and disconnected_at is null",
        {business, id, of, days}
    ));
    return {};
}

Result<void> save_health(
    Session& session, BusinessId business, AccountCare const& care, Instant checked_at
) {
    TRY(session.execute(
        "update whatsapp_accounts set health = $3, facts = $4, quality = $5, "
        "messaging_limit = $6, throughput_level = $7, subscribed_fields = $8, is_subscribed = $9, "
        "last_health_check_at = $10, restrictions = $11 "
        "where business_id = $1 and id = $2 and disconnected_at is null",
        {business,
         care.id,
         care.health,
         care.facts,
         care.quality,
         care.messaging_limit,
         care.throughput_level,
         care.subscribed_fields,
         care.is_subscribed,
         checked_at,
         care.restrictions.empty() ? std::nullopt : std::optional(care.restrictions)}
    ));
    return {};
}

Result<void> save_account_facts(
    Session& session, BusinessId business, AccountId id, std::string_view facts
) {
    TRY(session.execute(
        "update whatsapp_accounts set facts = $3 "
        "where business_id = $1 and id = $2 and disconnected_at is null",
        {business, id, facts}
    ));
    return {};
}

Result<WaitingStatuses> messages_without_status(
    Session& session, BusinessId business, AccountId account, Instant since, Instant overdue_before
) {
    auto const rows = TRY(session.query(
        "select min(m.accepted_at), count(case when m.accepted_at <= $4 then 1 end) "
        "from messages m join conversations c on c.business_id = m.business_id "
        "and c.id = m.conversation_id where m.business_id = $1 and c.account_id = $2 "
        "and m.status = 'accepted' and m.accepted_at >= $3",
        {business, account, since, overdue_before}
    ));
    if (rows.empty()) {
        return WaitingStatuses{};
    }
    return WaitingStatuses{
        .overdue = rows.front().integer(1), .oldest = rows.front().maybe_instant(0)
    };
}

}  // namespace croozer::store
