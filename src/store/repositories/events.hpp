// Events carry no content: {seq, kind, subject, version, actor, at}. Streams load the view by role.
#pragma once

#include "store/session.hpp"

#include <string_view>

namespace croozer::store {

// Appends and returns the sequence number: dense per business. Called last in a command, because
// the counter row is the one every command of the business wants.
[[nodiscard]] Result<std::int64_t> append_event(
    Session& session,
    BusinessId business,
    std::string_view kind,
    Uuid subject,
    std::int64_t version,
    std::string_view actor,
    Instant at
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

[[nodiscard]] Result<void> append_audit(
    Session& session, BusinessId business, AuditEntry const& entry, Instant at
);

}  // namespace croozer::store
