#include "app/journal.hpp"

namespace croozer::app {

void note_event(
    Context& context,
    std::string_view kind,
    Uuid subject,
    std::int64_t version,
    std::string_view actor
) {
    context.journal.events.push_back(
        {.kind = std::string(kind),
         .subject = subject,
         .version = version,
         .actor = std::string(actor)}
    );
    context.effects.events = true;
}

void note_audit(Context& context, Who const& who, Audited audited) {
    context.journal.audit.push_back(
        {.actor_kind = std::string(who.kind_name()),
         .actor_id = who.id,
         .remote_address = who.remote_address,
         .action = std::string(audited.action),
         .object_kind = std::string(audited.object_kind),
         .object_id = audited.object,
         .difference = std::move(audited.difference),
         .request_id = who.request_id}
    );
}

Result<void> write_journal(Context& context) {
    CHECK(
        store::append_events(context.session, context.business, context.journal.events, context.now)
    );
    return store::append_audit(
        context.session, context.business, context.journal.audit, context.now
    );
}

}  // namespace croozer::app
