// A shop's number as its people read it, without any secret.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct AccountRecord {
    AccountId id;
    std::int64_t version{0};
    std::string status;
    std::string phone_number_id;
    std::string waba_id;
    std::string portfolio_id;
    std::string phone_number;
    std::string display_name;
    bool is_coexistence{false};
    Instant connected_at;
    std::optional<Instant> disconnected_at;
    bool is_subscribed{false};
    std::string subscribed_fields;  // JSON list
    std::optional<std::int64_t> error_code;
    std::string error_message;  // while in error; why it was disconnected
    std::string token_kind;
    std::optional<Instant> token_expires_at;
    std::optional<Instant> data_access_expires_at;
    std::optional<Instant> token_checked_at;
    std::string scopes;  // JSON list
    std::string health;  // JSON; empty: never read
    std::optional<Instant> health_checked_at;
    std::string facts;         // JSON; empty: never read
    std::string restrictions;  // JSON list; empty: none
    std::string messaging_limit;
    std::string throughput_level;
    std::string quality;
    std::string trouble;  // the kind of the alert that tells why it is in error
    // Of the business, by the trade clock and the system's; the first since it was connected.
    std::optional<Instant> last_webhook_at;
    std::optional<Instant> last_message_sent_at;
};

// The account that is connected.
[[nodiscard]] Result<std::optional<AccountRecord>> find_account_record(
    Session& session, BusinessId business
);
// That or, if none is, the one that was last.
[[nodiscard]] Result<std::optional<AccountRecord>> latest_account_record(
    Session& session, BusinessId business
);

// Unique customers reached outside their 24-hour window since `since`: what Meta's messaging limit
// counts (developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits).
[[nodiscard]] Result<std::int64_t> customers_reached_outside_window(
    Session& session, BusinessId business, Instant since
);

}  // namespace croozer::store
