// What a command says of itself: events for the browsers, lines for the audit. They are kept until
// the command has done all else, because their counters are the rows that every command of the
// business wants: taken earlier they would be held for long, and in many orders.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace croozer::app {

// `actor` is the kind of who did it, or a member's name.
void note_event(
    Context& context,
    std::string_view kind,
    Uuid subject,
    std::int64_t version,
    std::string_view actor
);

struct Audited {
    std::string_view action;  // "order.move"
    std::string_view object_kind;
    Uuid object;
    std::string difference{"{}"};  // JSON, without secrets or personal data
};

void note_audit(Context& context, Who const& who, Audited audited);

// The runner's, after the command.
[[nodiscard]] Result<void> write_journal(Context& context);

}  // namespace croozer::app
