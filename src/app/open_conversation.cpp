#include "app/open_conversation.hpp"

namespace croozer::app {

Result<store::ConversationKey> open_conversation(
    Context& context, AccountId account, CustomerId customer, Language language
) {
    auto& session = context.session;
    auto const business = context.business;
    auto found = TRY(store::lock_conversation_of(session, business, account, customer));
    if (found) {
        return *found;
    }
    conversation::State state;
    state.language = language;
    CHECK(store::insert_conversation(
        session, business, context.ids.next<ConversationId>(), account, customer, state, context.now
    ));
    // Ours, or that of a concurrent first message, for which the insert has waited.
    found = TRY(store::lock_conversation_of(session, business, account, customer));
    if (!found) {
        return failure(ErrorCode::Corrupt, "no_conversation");
    }
    return *found;
}

}  // namespace croozer::app
