#include "store/queries/account_queries.hpp"

#include <chrono>

namespace croozer::store {
namespace {

// What was sent last is among the latest messages, or was sent long ago.
constexpr std::int64_t recent_messages = 200;
constexpr auto window = std::chrono::hours(24);
// A message may wait before it leaves; its id tells when it was written.
constexpr auto longest_wait = std::chrono::hours(48);

#define RECORD_COLUMNS                                                                          \
    "id, version, status, phone_number_id, waba_id, portfolio_id, phone_number, display_name, " \
    "is_coexistence, connected_at, disconnected_at, is_subscribed, subscribed_fields, "         \
    "error_code, error_message, token_kind, token_expires_at, data_access_expires_at, "         \
    "token_checked_at, permissions, health, last_health_check_at, facts, restrictions, "        \
    "messaging_limit, throughput_level, quality, "                                              \
    "(select a.kind from alerts a where a.business_id = whatsapp_accounts.business_id "         \
    "and a.subject_id = whatsapp_accounts.id and a.resolved_at is null and a.kind in "          \
    "('token_invalid', 'account_removed', 'account_blocked', 'payments_missing', "              \
    "'number_unregistered', 'name_not_approved') "                                              \
    "order by a.raised_at desc limit 1)"

AccountRecord record_from(Row const& row) {
    return {
        .id = row.id<AccountId>(0),
        .version = row.integer(1),
        .status = row.text(2),
        .phone_number_id = row.text(3),
        .waba_id = row.text(4),
        .portfolio_id = row.text(5),
        .phone_number = row.text(6),
        .display_name = row.text(7),
        .is_coexistence = row.boolean(8),
        .connected_at = row.instant(9),
        .disconnected_at = row.maybe_instant(10),
        .is_subscribed = row.boolean(11),
        .subscribed_fields = row.text(12),
        .error_code = row.maybe_integer(13),
        .error_message = row.text(14),
        .token_kind = row.text(15),
        .token_expires_at = row.maybe_instant(16),
        .data_access_expires_at = row.maybe_instant(17),
        .token_checked_at = row.maybe_instant(18),
        .scopes = row.text(19),
        .health = row.text(20),
        .health_checked_at = row.maybe_instant(21),
        .facts = row.text(22),
        .restrictions = row.text(23),
        .messaging_limit = row.text(24),
        .throughput_level = row.text(25),
        .quality = row.text(26),
        .trouble = row.text(27),
        .last_webhook_at = {},
        .last_message_sent_at = {}
    };
}

// Read from the ends of indexes, so that no message and no webhook pays for it.
Result<void> add_activity(Session& session, BusinessId business, AccountRecord& record) {
    auto const webhooks = TRY(session.query(
        "select at from inbound_changes where business_id = $1 order by inbox_id desc limit 1",
        {business}
    ));
    // What came before it was connected, of another number or of an earlier connection, does not
    // say that Meta reaches us now.
    if (!webhooks.empty() && webhooks.front().instant(0) >= record.connected_at) {
        record.last_webhook_at = webhooks.front().instant(0);
    }
    auto const sent = TRY(session.query(
        "select max(accepted_at) from (select accepted_at from messages where business_id = $1 "
        "order by id desc limit $2) recent",
        {business, recent_messages}
    ));
    if (!sent.empty()) {
        record.last_message_sent_at = sent.front().maybe_instant(0);
    }
    return {};
}

Result<std::optional<AccountRecord>> first_record(
    Session& session, BusinessId business, Rows const& rows
) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto record = record_from(rows.front());
    CHECK(add_activity(session, business, record));
    return record;
}

// The least UUIDv7 of that millisecond.
Uuid first_id_at(Instant instant) {
    auto const milliseconds = static_cast<std::uint64_t>(instant.microseconds / 1'000);
    Uuid id{};
    for (std::size_t byte = 0; byte < 6; ++byte) {
        id.bytes.at(byte) = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - byte)));
    }
    return id;
}

}  // namespace

Result<std::optional<AccountRecord>> find_account_record(Session& session, BusinessId business) {
    return first_record(
        session,
        business,
        TRY(session.query(
            "select " RECORD_COLUMNS
            " from whatsapp_accounts where business_id = $1 and disconnected_at is null",
            {business}
        ))
    );
}

Result<std::optional<AccountRecord>> latest_account_record(Session& session, BusinessId business) {
    return first_record(
        session,
        business,
        TRY(session.query(
            "select " RECORD_COLUMNS " from whatsapp_accounts where business_id = $1 "
            "order by case when disconnected_at is null then 0 else 1 end, connected_at desc "
            "limit 1",
            {business}
        ))
    );
}

#undef RECORD_COLUMNS

Result<std::int64_t> customers_reached_outside_window(
    Session& session, BusinessId business, Instant since
) {
    // Only templates may leave outside the window: no message of the customer in the 24 hours
    // before.
    auto const rows = TRY(session.query(
        "select count(distinct m.customer_id) from messages m where m.business_id = $1 "
        "and m.id >= $2 and m.direction = 'outbound' and m.type = 'template' "
        "and m.accepted_at > $3 and m.status <> 'failed' and not exists (select 1 from messages i "
        "where i.business_id = $1 and i.conversation_id = m.conversation_id "
        "and i.direction = 'inbound' and i.created_at <= m.created_at "
        "and i.created_at > m.created_at - $4)",
        {business, first_id_at(since - Duration(longest_wait)), since, Duration(window).count()}
    ));
    return rows.empty() ? 0 : rows.front().integer(0);
}

}  // namespace croozer::store
