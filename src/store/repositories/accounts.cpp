#include "store/repositories/accounts.hpp"

#include "store/documents/json.hpp"

namespace croozer::store {
namespace {

#define ACCOUNT_COLUMNS                                                                 \
    "id, version, phone_number_id, waba_id, portfolio_id, phone_number, display_name, " \
    "token_sealed, status, error_code, retry_at, is_coexistence, pin_sealed"

std::optional<Account> account_from(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return Account{
        .id = row.id<AccountId>(0),
        .version = row.integer(1),
        .phone_number_id = row.text(2),
        .waba_id = row.text(3),
        .portfolio_id = row.text(4),
        .phone_number = row.text(5),
        .display_name = row.text(6),
        .token = {row.bytes(7)},
        .status = row.text(8),
        .error_code = row.maybe_integer(9),
        .retry_at = row.maybe_instant(10),
        .is_coexistence = row.boolean(11),
        .pin = row.is_null(12) ? std::nullopt : std::optional(SealedSecret{row.bytes(12)})
    };
}

std::optional<WrappedKeyRow> key_from(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return WrappedKeyRow{.dek_id = row.integer(0), .kek_id = row.text(1), .wrapped = row.bytes(2)};
}

}  // namespace

Result<std::optional<Account>> find_account(Session& session, BusinessId business, AccountId id) {
    return account_from(TRY(session.query(
        "select " ACCOUNT_COLUMNS " from whatsapp_accounts where business_id = $1 and id = $2",
        {business, id}
    )));
}

Result<std::optional<Account>> connected_account(Session& session, BusinessId business) {
    return account_from(TRY(session.query(
        "select " ACCOUNT_COLUMNS
        " from whatsapp_accounts where business_id = $1 and disconnected_at is null",
        {business}
    )));
}

Result<std::optional<Account>> account_with_number(
    Session& session, BusinessId business, std::string_view phone_number_id
) {
    return account_from(TRY(session.query(
        "select " ACCOUNT_COLUMNS
        " from whatsapp_accounts where business_id = $1 and phone_number_id = $2 "
        "order by connected_at desc, id desc limit 1",
        {business, phone_number_id}
    )));
}

Result<std::optional<Account>> troubled_account_of(
    Session& session, BusinessId business, MessageId message
) {
    return account_from(TRY(session.query(
        "select " ACCOUNT_COLUMNS
        " from whatsapp_accounts where business_id = $1 and status = 'active' "
        "and error_code is not null and retry_at is null and id = (select c.account_id "
        "from conversations c join messages m on m.business_id = c.business_id "
        "and m.conversation_id = c.id where m.business_id = $1 and m.id = $2 "
        "and not exists (select 1 from alerts l where l.business_id = $1 "
        "and l.subject_id = c.account_id and l.resolved_at is null "
        "and l.raised_at > m.accepted_at))",
        {business, message}
    )));
}

#undef ACCOUNT_COLUMNS

Result<void> put_account(
    Session& session, BusinessId business, AccountConnection const& account, Instant at
) {
    auto const told = [](std::string const& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    TRY(session.execute(
        "insert into whatsapp_accounts (business_id, id, version, phone_number_id, waba_id, "
        "portfolio_id, phone_number, display_name, token_sealed, token_kind, token_expires_at, "
        "data_access_expires_at, permissions, pin_sealed, is_coexistence, quality, "
        "throughput_level, messaging_limit, connected_at, token_checked_at, subscribed_fields, "
        "is_subscribed, status) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18, $18, '[\"messages\"]', $19, 'active') "
        "on conflict (business_id, id) do update set version = whatsapp_accounts.version + 1, "
        "waba_id = excluded.waba_id, "
        "portfolio_id = coalesce(nullif(excluded.portfolio_id, ''), "
        "whatsapp_accounts.portfolio_id), "
        "phone_number = excluded.phone_number, display_name = excluded.display_name, "
        "token_sealed = excluded.token_sealed, token_kind = excluded.token_kind, "
        "token_expires_at = excluded.token_expires_at, "
        "data_access_expires_at = excluded.data_access_expires_at, "
        "permissions = excluded.permissions, "
        "pin_sealed = coalesce(excluded.pin_sealed, whatsapp_accounts.pin_sealed), "
        "is_coexistence = excluded.is_coexistence, quality = excluded.quality, "
        "throughput_level = excluded.throughput_level, "
        "messaging_limit = excluded.messaging_limit, connected_at = excluded.connected_at, "
        "token_checked_at = excluded.token_checked_at, token_told_days = null, "
        "is_subscribed = excluded.is_subscribed, status = 'active', error_message = null, "
        "error_code = null, retry_at = null, disconnected_at = null",
        {business,
         account.id,
         account.phone_number_id,
         account.waba_id,
         account.portfolio_id,
         account.phone_number,
         account.display_name,
         account.token,
         account.token_kind,
         account.token_expires_at,
         account.data_access_expires_at,
         documents::encode_texts(account.scopes),
         account.pin,
         account.is_coexistence,
         told(account.quality),
         told(account.throughput_level),
         told(account.messaging_limit),
         at,
         true}
    ));
    return {};
}

Result<void> insert_account(
    Session& session,
    BusinessId business,
    Account const& account,
    std::string_view token_kind,
    Instant connected_at
) {
    TRY(session.execute(
        "insert into whatsapp_accounts (business_id, id, version, phone_number_id, waba_id, "
        "portfolio_id, phone_number, display_name, token_sealed, token_kind, permissions, "
        "subscribed_fields, is_subscribed, status, is_coexistence, connected_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, '[]', '[\"messages\"]', $10, $11, $12, "
        "$13)",
        {business,
         account.id,
         account.phone_number_id,
         account.waba_id,
         account.portfolio_id,
         account.phone_number,
         account.display_name,
         account.token,
         token_kind,
         true,
         account.status,
         false,
         connected_at}
    ));
    return {};
}

Result<void> disconnect_account(
    Session& session, BusinessId business, AccountId id, std::string_view reason, Instant at
) {
    TRY(session.execute(
        "update whatsapp_accounts set status = 'disconnected', error_message = $3, "
        "disconnected_at = $4, token_sealed = null, is_subscribed = $5, "
        "version = version + 1 where business_id = $1 and id = $2",
        {business, id, reason, at, false}
    ));
    return {};
}

Result<void> fail_account(
    Session& session,
    BusinessId business,
    AccountId id,
    std::string_view error_message,
    Instant retry_at,
    std::optional<std::int64_t> error_code
) {
    TRY(session.execute(
        "update whatsapp_accounts set status = 'error', error_message = $3, retry_at = $4, "
        "error_code = $5, version = version + 1 "
        "where business_id = $1 and id = $2 and disconnected_at is null",
        {business, id, error_message, retry_at, error_code}
    ));
    return {};
}

Result<bool> note_account_trouble(
    Session& session,
    BusinessId business,
    AccountId id,
    std::int64_t error_code,
    std::string_view error_message,
    std::optional<Instant> retry_at
) {
    // What holds already goes on holding.
    auto const changed = TRY(session.execute(
        "update whatsapp_accounts set retry_at = case when error_code = $3 "
        "then coalesce($5, retry_at) else $5 end, error_code = $3, error_message = $4, "
        "version = version + 1 where business_id = $1 and id = $2 and status = 'active'",
        {business, id, error_code, error_message, retry_at}
    ));
    return changed == 1;
}

Result<bool> claim_retry(
    Session& session, BusinessId business, AccountId id, Instant now, Instant again_at
) {
    auto const changed = TRY(session.execute(
        "update whatsapp_accounts set retry_at = $4 where business_id = $1 and id = $2 "
        "and (retry_at <= $3 or (retry_at is null and status = 'error'))",
        {business, id, now, again_at}
    ));
    return changed == 1;
}

Result<bool> restore_account(Session& session, BusinessId business, AccountId id) {
    auto const changed = TRY(session.execute(
        "update whatsapp_accounts set status = 'active', error_message = null, "
        "error_code = null, retry_at = null, "
        "version = version + 1 where business_id = $1 and id = $2 "
        "and (status = 'error' or (status = 'active' and error_code is not null))",
        {business, id}
    ));
    return changed == 1;
}

Result<std::optional<WrappedKeyRow>> find_data_key(
    Session& session, BusinessId business, std::int64_t dek_id
) {
    return key_from(TRY(session.query(
        "select dek_id, kek_id, wrapped from data_keys where business_id = $1 and dek_id = $2",
        {business, dek_id}
    )));
}

Result<std::optional<WrappedKeyRow>> newest_data_key(Session& session, BusinessId business) {
    return key_from(TRY(session.query(
        "select dek_id, kek_id, wrapped from data_keys where business_id = $1 "
        "order by created_at desc limit 1",
        {business}
    )));
}

Result<void> insert_data_key(
    Session& session, BusinessId business, WrappedKeyRow const& key, Instant at
) {
    TRY(session.execute(
        "insert into data_keys (business_id, dek_id, kek_id, wrapped, created_at) "
        "values ($1, $2, $3, $4, $5) on conflict (business_id, dek_id) do nothing",
        {business, key.dek_id, key.kek_id, Blob{key.wrapped}, at}
    ));
    return {};
}

Result<std::optional<PhoneRoute>> find_phone_route(
    Session& session, std::string_view phone_number_id
) {
    auto const rows = TRY(session.query(
        "select business_id, account_id, waba_id from phone_routes where phone_number_id = $1",
        {phone_number_id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return PhoneRoute{
        .business = row.id<BusinessId>(0), .account = row.id<AccountId>(1), .waba_id = row.text(2)
    };
}

Result<std::vector<PhoneRoute>> find_waba_routes(Session& session, std::string_view waba_id) {
    auto const rows = TRY(session.query(
        "select business_id, account_id, waba_id from phone_routes where waba_id = $1 "
        "order by business_id, phone_number_id",
        {waba_id}
    ));
    std::vector<PhoneRoute> routes;
    for (auto const& row : rows) {
        auto const business = row.id<BusinessId>(0);
        if (routes.empty() || routes.back().business != business) {
            routes.push_back(
                {.business = business, .account = row.id<AccountId>(1), .waba_id = row.text(2)}
            );
        }
    }
    return routes;
}

Result<bool> claim_phone_route(
    Session& session, std::string_view phone_number_id, PhoneRoute const& route
) {
    auto const changed = TRY(session.execute(
        "insert into phone_routes (phone_number_id, business_id, account_id, waba_id, version) "
        "values ($1, $2, $3, $4, 1) on conflict (phone_number_id) do update set "
        "account_id = excluded.account_id, waba_id = excluded.waba_id, "
        "version = phone_routes.version + 1 where phone_routes.business_id = excluded.business_id",
        {phone_number_id, route.business, route.account, route.waba_id}
    ));
    return changed == 1;
}

Result<void> release_phone_route(
    Session& session, std::string_view phone_number_id, BusinessId business, AccountId account
) {
    TRY(session.execute(
        "delete from phone_routes where phone_number_id = $1 and business_id = $2 "
        "and account_id = $3",
        {phone_number_id, business, account}
    ));
    return {};
}

Result<bool> waba_serves_others(Session& session, std::string_view waba_id, BusinessId business) {
    auto const rows = TRY(session.query(
        "select 1 from phone_routes where waba_id = $1 and business_id <> $2 limit 1",
        {waba_id, business}
    ));
    return !rows.empty();
}

}  // namespace croozer::store
