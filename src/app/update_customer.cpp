#include "app/update_customer.hpp"

#include "app/journal.hpp"
#include "store/queries/customer_queries.hpp"
#include "store/repositories/consents.hpp"

namespace croozer::app {

Result<void> update_customer(Context& context, UpdateCustomer const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const known = TRY(store::find_customer_record(session, business, command.customer));
    if (!known) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (known->version != command.expected_version) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    // Only the customer can take it back: with Meta's "resume", or by agreeing anew.
    if (command.opt_in_marketing == true && !known->opt_in_marketing &&
        TRY(store::has_withdrawn(session, business, command.customer, "marketing"))) {
        return failure(ErrorCode::Conflict, "opted_out");
    }
    store::CustomerChange const change{
        .name = command.name.value_or(known->name),
        .email = command.email.value_or(known->email),
        .preferred_language = command.preferred_language.value_or(known->preferred_language),
        .tags = command.tags.value_or(known->tags),
        .dietary_restrictions = command.dietary_restrictions.value_or(known->dietary_restrictions),
        .notes = command.notes.value_or(known->notes),
        .blocked = command.blocked.value_or(known->blocked),
        .opt_in_marketing = command.opt_in_marketing.value_or(known->opt_in_marketing)
    };
    bool const saved = TRY(store::save_customer(
        session, business, command.customer, known->version, change, context.now
    ));
    if (!saved) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    if (change.blocked != known->blocked) {
        note_audit(
            context,
            command.who,
            {.action = change.blocked ? "customer.block" : "customer.unblock",
             .object_kind = "customer",
             .object = command.customer.value}
        );
    }
    return {};
}

}  // namespace croozer::app
