#include "app/account_access.hpp"

#include "store/repositories/accounts.hpp"

namespace croozer::app {

Result<std::optional<AccountAccess>> account_access(Context& context) {
    auto& session = context.session;
    auto const account = TRY(store::connected_account(session, context.business));
    if (!account) {
        return std::nullopt;
    }
    return AccountAccess{
        .account = account->id,
        .waba_id = account->waba_id,
        .phone_number_id = account->phone_number_id,
        .token = TRY(context.secrets.open(
            session,
            context.business,
            {.table = "whatsapp_accounts", .column = "token_sealed", .row = account->id.value},
            account->token
        )),
        .at = context.system_now
    };
}

}  // namespace croozer::app
