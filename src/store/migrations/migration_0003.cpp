// What a number's connection to Meta is made of: how it was connected, its health and its token's
// days, templates and their place in an order's life, what messages cost, media, and the requests
// of people to be forgotten.
#include "store/migrations.hpp"

#include <array>

namespace croozer::store {
namespace {

using enum TableClass;

constexpr std::array tables{
    // A person of Facebook asked to be forgotten (its data-deletion callback). `code` is what they
    // look the state up by; the person is gone from this row once it is done.
    Table{Global, "deletion_requests", R"(
        code_hash {bytes} primary key not null,
        user_id {id},
        state {text} not null,
        requested_at {i64} not null,
        completed_at {i64})"},
    // One run of the wizard. `steps` is JSON: [{name, state, at, error}], in order; `error` keeps
    // Meta's own words. The token is here until the account has it.
    Table{Tenant, "connect_attempts", R"(
        business_id {id} not null,
        id {id} not null,
        version {i64} not null,
        variant {text} not null,
        state {text} not null,
        waba_hint {text} not null,
        number_hint {text} not null,
        waba_id {text} not null,
        phone_number_id {text} not null,
        portfolio_id {text} not null,
        token_sealed {bytes},
        token_kind {text} not null,
        token_expires_at {i64},
        data_access_expires_at {i64},
        scopes {text} not null,
        pin_sealed {bytes},
        facts {text} not null,
        steps {text} not null,
        account_id {id},
        requested_by {id},
        created_at {i64} not null,
        updated_at {i64} not null,
        primary key (business_id, id))"},
    // Meta's templates as we last saw them. `meta_id` is Meta's id; `components` Meta's JSON.
    Table{Tenant, "message_templates", R"(
        business_id {id} not null,
        id {id} not null,
        version {i64} not null,
        waba_id {text} not null,
        meta_id {text} not null,
        name {text} not null,
        language {text} not null,
        category {text} not null,
        announced_category {text},
        status {text} not null,
        quality {text} not null,
        reason {text} not null,
        parameter_format {text} not null,
        components {text} not null,
        seen_at {i64} not null,
        updated_at {i64} not null,
        primary key (business_id, id),
        unique (business_id, waba_id, name, language))"},
    // Which template tells a customer of an order's step once the 24-hour window is closed.
    // `parameters` is a JSON list of our own values' names, in the template's order.
    Table{Tenant, "order_templates", R"(
        business_id {id} not null,
        event {text} not null,
        language {text} not null,
        template_name {text} not null,
        template_language {text} not null,
        parameters {text} not null,
        updated_at {i64} not null,
        primary key (business_id, event, language))"},
    // Messages by what Meta said they cost (pricing.category and pricing.type of a status).
    // `month` is the shop's own, "2026-11".
    Table{Tenant, "message_costs", R"(
        business_id {id} not null,
        month {text} not null,
        category {text} not null,
        cost_class {text} not null,
        n {i64} not null,
        primary key (business_id, month, category, cost_class))"},
    // A file that came with a message. Its bytes lie under media/<business>/<sha256>.
    Table{Tenant, "media", R"(
        business_id {id} not null,
        id {id} not null,
        message_id {id} not null,
        account_id {id} not null,
        meta_id {text} not null,
        kind {text} not null,
        mime_type {text} not null,
        file_name {text} not null,
        announced_sha256 {text} not null,
        state {text} not null,
        reason {text} not null,
        sha256 {text},
        size {i64},
        attempts {i64} not null,
        created_at {i64} not null,
        stored_at {i64},
        primary key (business_id, id),
        unique (business_id, message_id))"},
};

constexpr std::array changes{
    TableChange{"alter table whatsapp_accounts add column token_checked_at {i64}"},
    TableChange{"alter table whatsapp_accounts add column data_access_expires_at {i64}"},
    // The threshold of days (14, 7, 3, 1) that was told last.
    TableChange{"alter table whatsapp_accounts add column token_told_days {i64}"},
    // JSON: Meta's health_status, as app::Health writes it.
    TableChange{"alter table whatsapp_accounts add column health {text}"},
    // JSON: what else Meta says of number, account and portfolio (review, names, funding…).
    TableChange{"alter table whatsapp_accounts add column facts {text}"},
    // JSON: [{type, expiration, remediation}] of account_update ACCOUNT_RESTRICTION.
    TableChange{"alter table whatsapp_accounts add column restrictions {text}"},
    TableChange{"alter table whatsapp_accounts add column error_code {i64}"},
    // When Graph accepted it, by the system clock; sent_at is when it was written down to be sent.
    TableChange{"alter table messages add column accepted_at {i64}"},
    // JSON object with what an alert's text needs.
    TableChange{"alter table alerts add column detail {text}"},
    TableChange{"alter table alerts add column resolved_at {i64}"},
};

constexpr std::array indexes{
    Index{"create index phone_routes_by_waba on phone_routes (waba_id)"},
    Index{"create index connect_attempts_by_time on connect_attempts (business_id, created_at)"},
    // One at a time, whoever begins them together.
    Index{"create unique index connect_attempts_running on connect_attempts (business_id) "
          "where state = 'running'"},
    // Which orders came of a message that the customer changed afterwards.
    Index{"create index order_messages_by_message on order_messages (business_id, message_id)"},
    Index{"create index media_by_hash on media (business_id, sha256)"},
    // One open alert of a kind about a thing.
    Index{"create index alerts_open on alerts (business_id, kind) where resolved_at is null"},
    // Accepted by Graph, and no status since: looked through for those that wait too long.
    Index{"create index messages_without_status on messages (business_id, accepted_at) "
          "where status = 'accepted'"},
};

}  // namespace

std::span<Table const> migration_0003_tables() {
    return tables;
}

std::span<Index const> migration_0003_indexes() {
    return indexes;
}

std::span<TableChange const> migration_0003_changes() {
    return changes;
}

}  // namespace croozer::store
