#include "loops/receipts.hpp"

#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"

namespace croozer::loops {
namespace {

struct Ticket {
    std::string phone_number_id;
    Secret token;
    bool typing{false};
};

// Not while people answer, nor when they look at drafts first.
Result<bool> bot_answers(
    app::Runner& runner, store::Session& session, BusinessId business, ConversationId id
) {
    auto const chat = TRY(store::find_conversation(session, business, id));
    if (!chat || (chat->paused_until && runner.trade_clock().now() < *chat->paused_until)) {
        return false;
    }
    auto const shop = TRY(runner.shops().load(session, business));
    return chat->bot_mode.value_or(shop.settings->bot_mode) == business::BotMode::Auto;
}

}  // namespace

void Receipts::seen(
    BusinessId business, AccountId account, ConversationId conversation, std::string wamid
) {
    if (waiting_.fetch_add(1) >= most_waiting) {
        waiting_.fetch_sub(1);
        return;
    }
    store::read(
        runner_.engine(),
        store::Scope::of(business),
        [this, business, account, conversation](store::Session& session) -> Result<Ticket> {
            auto const row = TRY(store::find_account(session, business, account));
            if (!row || row->status != "active") {
                return failure(ErrorCode::NotFound, "account");
            }
            return Ticket{
                .phone_number_id = row->phone_number_id,
                .token = TRY(runner_.secrets().open(
                    session,
                    business,
                    {.table = "whatsapp_accounts", .column = "token_sealed", .row = account.value},
                    row->token
                )),
                .typing = TRY(bot_answers(runner_, session, business, conversation))
            };
        },
        [this, wamid = std::move(wamid)](Result<Ticket> ticket) mutable {
            waiting_.fetch_sub(1);
            if (ticket) {
                messenger_.mark_read(
                    std::move(ticket->phone_number_id),
                    std::move(ticket->token),
                    std::move(wamid),
                    ticket->typing
                );
            }
        }
    );
}

}  // namespace croozer::loops
