#include "loops/receipts.hpp"

#include "store/repositories/accounts.hpp"

namespace croozer::loops {
namespace {

struct Ticket {
    std::string phone_number_id;
    Secret token;
};

}  // namespace

void Receipts::seen(BusinessId business, AccountId account, std::string wamid) {
    if (waiting_.fetch_add(1) >= most_waiting) {
        waiting_.fetch_sub(1);
        return;
    }
    store::read(
        runner_.engine(),
        store::Scope::of(business),
        [this, business, account](store::Session& session) -> Result<Ticket> {
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
                ))
            };
        },
        [this, wamid = std::move(wamid)](Result<Ticket> ticket) mutable {
            waiting_.fetch_sub(1);
            if (ticket) {
                messenger_.mark_read(
                    std::move(ticket->phone_number_id),
                    std::move(ticket->token),
                    std::move(wamid),
                    true
                );
            }
        }
    );
}

}  // namespace croozer::loops
