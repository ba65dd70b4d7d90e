#include "app/update_conversation.hpp"

#include "app/journal.hpp"
#include "store/queries/chat_queries.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {

Result<void> update_conversation(Context& context, UpdateConversation const& command) {
    store::ConversationChange change{.bot_mode = command.bot_mode, .paused_until = std::nullopt};
    if (command.paused) {
        change.paused_until.emplace(
            *command.paused ? std::optional(context.now + staff_pause) : std::nullopt
        );
    }
    bool const found = TRY(
        store::change_conversation(context.session, context.business, command.conversation, change)
    );
    if (!found) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (command.paused == false) {
        // The bot has the chat back, and with it whatever nobody has answered.
        CHECK(store::schedule_turn(
            context.session, context.business, command.conversation, context.system_now
        ));
        context.effects.wake_work(context.system_now);
    }
    auto const record =
        TRY(store::find_conversation_record(context.session, context.business, command.conversation)
        );
    note_event(
        context,
        "conversation",
        command.conversation.value,
        record ? record->version : 0,
        command.who.name
    );
    return {};
}

}  // namespace croozer::app
