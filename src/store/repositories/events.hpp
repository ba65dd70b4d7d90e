// Events carry no content: {seq, kind, subject, version, actor, at}. Streams load the view by role.
#pragma once

#include "store/session.hpp"

#include <span>
#include <string>

namespace croozer::store {

struct Event {
    std::string kind;  // order, message, conversation, product, business
    Uuid subject;
    std::int64_t version{1};
    std::string actor;
};

// In this order, with sequence numbers that are dense per business. Called last in a command,
// because the counter row is the one every command of the business wants.
[[nodiscard]] Result<void> append_events(
    Session& session, BusinessId business, std::span<Event const> events, Instant at
);

struct AuditEntry {
    std::string actor_kind;
    std::optional<Uuid> actor_id;
    std::string remote_address;
    std::string action;
    std::string object_kind;
    std::optional<Uuid> object_id;
    std::string difference;  // JSON, without secrets or personal data
    std::string request_id;
};

// After the events: their counters are taken in this order everywhere.
[[nodiscard]] Result<void> append_audit(
    Session& session, BusinessId business, std::span<AuditEntry const> entries, Instant at
);

}  // namespace croozer::store
