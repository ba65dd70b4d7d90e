// What a person of the shop must know and may act on. Open until it is resolved; told as read when
// somebody acknowledges it.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct Alert {
    AlertId id;
    std::string kind;             // "token_expires", "number_quality"…
    std::optional<Uuid> subject;  // what it is about: an account, an order
    std::string level;            // info, warning, critical
    std::string detail;           // a JSON object: what the text of this kind needs
    Instant raised_at;
    std::optional<Instant> acknowledged_at;
    std::optional<Instant> resolved_at;
};

struct RaisedAlert {
    AlertId id;           // of the open one, if there was one
    bool is_news{false};  // it is new, its level rose, or it happened once more
};

// One open alert of a kind about a subject: another changes its level and detail, and is unread
// again if the level rose or it `happened` once more.
[[nodiscard]] Result<RaisedAlert> raise_alert(
    Session& session, BusinessId business, Alert const& alert, bool happened = false
);
// The one that was open.
[[nodiscard]] Result<std::optional<AlertId>> resolve_alert(
    Session& session,
    BusinessId business,
    std::string_view kind,
    std::optional<Uuid> subject,
    Instant at
);
// All that were open about a subject.
[[nodiscard]] Result<std::vector<AlertId>> resolve_alerts_of(
    Session& session, BusinessId business, Uuid subject, Instant at
);
// Those about templates that are approved by now, or gone.
[[nodiscard]] Result<std::vector<AlertId>> resolve_template_alerts(
    Session& session, BusinessId business, Instant at
);
[[nodiscard]] Result<std::optional<Alert>> find_open_alert(
    Session& session, BusinessId business, std::string_view kind, Uuid subject
);
[[nodiscard]] Result<std::optional<Alert>> find_alert(
    Session& session, BusinessId business, AlertId id
);
// Open ones first, then the newest, at most `limit`.
[[nodiscard]] Result<std::vector<Alert>> list_alerts(
    Session& session, BusinessId business, std::int64_t limit
);
// False: there is no such alert. Acknowledging twice keeps the first time.
[[nodiscard]] Result<bool> acknowledge_alert(
    Session& session, BusinessId business, AlertId id, UserId by, Instant at
);

}  // namespace croozer::store
