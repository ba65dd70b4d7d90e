#include "store/repositories/connect_attempts.hpp"

#include "store/documents/json.hpp"

#include <algorithm>
#include <array>

namespace croozer::store {
namespace {

constexpr std::array<std::string_view, 3> variant_names{"embedded", "coexistence", "manual"};
constexpr std::array<std::string_view, 4> attempt_states{"running", "waiting", "failed", "done"};

#define ATTEMPT_COLUMNS                                                                          \
    "id, version, variant, state, waba_hint, number_hint, waba_id, phone_number_id, "            \
    "portfolio_id, token_sealed, token_kind, token_expires_at, data_access_expires_at, scopes, " \
    "pin_sealed, facts, steps, account_id, requested_by, created_at, updated_at"

std::optional<SealedSecret> sealed_at(Row const& row, std::size_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(SealedSecret{row.bytes(column)});
}

Result<std::optional<ConnectAttempt>> attempt_from(Rows const& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    auto const variant = variant_from_name(row.text(2));
    auto const state = std::ranges::find(attempt_states, row.text(3));
    if (!variant || state == attempt_states.end()) {
        return failure(ErrorCode::Corrupt, "connect_attempt");
    }
    return ConnectAttempt{
        .id = row.id<ConnectAttemptId>(0),
        .version = row.integer(1),
        .variant = *variant,
        .state = static_cast<ConnectState>(state - attempt_states.begin()),
        .waba_hint = row.text(4),
        .number_hint = row.text(5),
        .waba_id = row.text(6),
        .phone_number_id = row.text(7),
        .portfolio_id = row.text(8),
        .token = sealed_at(row, 9),
        .token_kind = row.text(10),
        .token_expires_at = row.maybe_instant(11),
        .data_access_expires_at = row.maybe_instant(12),
        .scopes = documents::parse_texts(row.text(13)),
        .pin = sealed_at(row, 14),
        .facts = TRY(documents::parse_connect_facts(row.text(15))),
        .steps = TRY(documents::parse_steps(row.text(16))),
        .account = row.maybe_id<AccountId>(17),
        .requested_by = row.maybe_id<UserId>(18),
        .created_at = row.instant(19),
        .updated_at = row.instant(20)
    };
}

}  // namespace

std::string_view variant_name(ConnectVariant variant) {
    return variant_names[static_cast<std::size_t>(variant)];
}

std::optional<ConnectVariant> variant_from_name(std::string_view name) {
    auto const found = std::ranges::find(variant_names, name);
    return found == variant_names.end()
               ? std::nullopt
               : std::optional(static_cast<ConnectVariant>(found - variant_names.begin()));
}

std::string_view connect_state_name(ConnectState state) {
    return attempt_states[static_cast<std::size_t>(state)];
}

Result<void> insert_attempt(Session& session, BusinessId business, ConnectAttempt const& attempt) {
    TRY(session.execute(
        "insert into connect_attempts (business_id, " ATTEMPT_COLUMNS
        ") values ($1, $2, 1, $3, "
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)",
        {business,
         attempt.id,
         variant_name(attempt.variant),
         connect_state_name(attempt.state),
         attempt.waba_hint,
         attempt.number_hint,
         attempt.waba_id,
         attempt.phone_number_id,
         attempt.portfolio_id,
         attempt.token,
         attempt.token_kind,
         attempt.token_expires_at,
         attempt.data_access_expires_at,
         documents::encode_texts(attempt.scopes),
         attempt.pin,
         documents::encode_connect_facts(attempt.facts),
         documents::encode_steps(attempt.steps),
         attempt.account,
         attempt.requested_by,
         attempt.created_at}
    ));
    return {};
}

Result<std::optional<ConnectAttempt>> find_attempt(
    Session& session, BusinessId business, ConnectAttemptId id
) {
    return attempt_from(TRY(session.query(
        "select " ATTEMPT_COLUMNS " from connect_attempts where business_id = $1 and id = $2",
        {business, id}
    )));
}

Result<std::optional<ConnectAttempt>> latest_attempt(Session& session, BusinessId business) {
    return attempt_from(TRY(session.query(
        "select " ATTEMPT_COLUMNS
        " from connect_attempts where business_id = $1 "
        "order by created_at desc, id desc limit 1",
        {business}
    )));
}

#undef ATTEMPT_COLUMNS

Result<bool> has_running_attempt(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select 1 from connect_attempts where business_id = $1 and state = 'running'", {business}
    ));
    return !rows.empty();
}

Result<bool> save_attempt(Session& session, BusinessId business, ConnectAttempt const& attempt) {
    auto const changed = TRY(session.execute(
        "update connect_attempts set version = version + 1, state = $4, waba_hint = $5, "
        "number_hint = $6, waba_id = $7, phone_number_id = $8, portfolio_id = $9, "
        "token_sealed = $10, token_kind = $11, token_expires_at = $12, "
        "data_access_expires_at = $13, scopes = $14, pin_sealed = $15, facts = $16, steps = $17, "
        "account_id = $18, updated_at = $19 where business_id = $1 and id = $2 and version = $3",
        {business,
         attempt.id,
         attempt.version,
         connect_state_name(attempt.state),
         attempt.waba_hint,
         attempt.number_hint,
         attempt.waba_id,
         attempt.phone_number_id,
         attempt.portfolio_id,
         attempt.token,
         attempt.token_kind,
         attempt.token_expires_at,
         attempt.data_access_expires_at,
         documents::encode_texts(attempt.scopes),
         attempt.pin,
         documents::encode_connect_facts(attempt.facts),
         documents::encode_steps(attempt.steps),
         attempt.account,
         attempt.updated_at}
    ));
    return changed == 1;
}

Result<void> retire_attempts(Session& session, BusinessId business, Instant at) {
    TRY(session.execute(
        "update connect_attempts set version = version + 1, token_sealed = null, "
        "pin_sealed = null, updated_at = $2, "
        "state = case when state = 'waiting' then 'failed' else state end "
        "where business_id = $1 and state <> 'running' "
        "and (token_sealed is not null or pin_sealed is not null or state = 'waiting')",
        {business, at}
    ));
    return {};
}

}  // namespace croozer::store
