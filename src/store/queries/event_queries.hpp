// Events as streams read them.
#pragma once

#include "store/session.hpp"

#include <string>
#include <vector>

namespace croozer::store {

struct EventRecord {
    std::int64_t seq{0};
    std::string kind;
    Uuid subject;
    std::int64_t version{0};
};

// Ascending, those after `seq`.
[[nodiscard]] Result<std::vector<EventRecord>> events_after(
    Session& session, BusinessId business, std::int64_t seq, std::int64_t limit
);

struct EventRange {
    std::int64_t first{0};  // 0 and 0: none yet
    std::int64_t last{0};
};

[[nodiscard]] Result<EventRange> event_range(Session& session, BusinessId business);

}  // namespace croozer::store
