#include "app/create_customer.hpp"

#include "store/queries/customer_queries.hpp"
#include "store/repositories/customers.hpp"

namespace croozer::app {

Result<CustomerId> create_customer(Context& context, CreateCustomer const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const id = context.ids.next<CustomerId>();
    if (!command.phone.empty()) {
        auto const owner = TRY(store::claim_identity(
            session, business, id, store::IdentityKind::Phone, "", command.phone, context.now
        ));
        if (owner != id) {
            return failure(ErrorCode::Conflict, "phone_in_use");
        }
    }
    CHECK(store::insert_customer(
        session,
        business,
        {.id = id,
         .name = command.name,
         .whatsapp_name = "",
         .username = std::nullopt,
         .phone = command.phone.empty() ? std::nullopt : std::optional(command.phone)},
        context.now
    ));
    if (!command.email.empty() || !command.notes.empty() || !command.preferred_language.empty()) {
        auto const record = TRY(store::find_customer_record(session, business, id));
        TRY(store::save_customer(
            session,
            business,
            id,
            record ? record->version : 1,
            {.name = command.name,
             .email = command.email,
             .preferred_language = command.preferred_language,
             .tags = {},
             .dietary_restrictions = {},
             .notes = command.notes,
             .blocked = false,
             .opt_in_marketing = false},
            context.now
        ));
    }
    return id;
}

}  // namespace croozer::app
