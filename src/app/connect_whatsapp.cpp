#include "app/connect_whatsapp.hpp"

#include "app/sync_templates.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/inbox.hpp"

namespace croozer::app {

Result<AccountId> connect_whatsapp(
    Runner& runner, BusinessId business, ConnectWhatsapp const& command
) {
    auto const account =
        TRY(runner.run_and_wait(business, [&](Context& context) -> Result<AccountId> {
            auto const id = context.ids.next<AccountId>();
            auto const sealed = TRY(context.secrets.seal(
                context.session,
                business,
                {.table = "whatsapp_accounts", .column = "token_sealed", .row = id.value},
                command.token,
                context.system_now
            ));
            CHECK(store::insert_account(
                context.session,
                business,
                {.id = id,
                 .version = 1,
                 .phone_number_id = command.phone_number_id,
                 .waba_id = command.waba_id,
                 .portfolio_id = command.portfolio_id,
                 .phone_number = command.phone_number,
                 .display_name = command.display_name,
                 .token = sealed,
                 .status = "active"},
                command.token_kind,
                context.system_now
            ));
            CHECK(order_template_sync(context, id));
            return id;
        }));
    auto const now = runner.system_clock().now();
    bool const claimed = TRY(store::write_and_wait(
        runner.engine(),
        store::Scope::shared(),
        [&](store::Session& session) -> Result<bool> {
            bool const ours = TRY(store::claim_phone_route(
                session,
                command.phone_number_id,
                {.business = business, .account = account, .waba_id = command.waba_id}
            ));
            // What came for this number before anybody had it.
            CHECK(store::replay_unrouted(session, command.phone_number_id, now));
            return ours;
        }
    ));
    if (!claimed) {
        CHECK(runner.run_and_wait(business, [&](Context& context) {
            return store::disconnect_account(
                context.session, business, account, "number_in_use", context.system_now
            );
        }));
        return failure(ErrorCode::Conflict, "number_in_use");
    }
    return account;
}

}  // namespace croozer::app
