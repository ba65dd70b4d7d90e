#include "app/connect_whatsapp.hpp"

#include "app/account_state.hpp"
#include "app/journal.hpp"
#include "app/sync_templates.hpp"
#include "store/repositories/inbox.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {
namespace {

Result<SealedSecret> sealed(
    Context& context, AccountId account, std::string_view column, Secret const& secret
) {
    return context.secrets.seal(
        context.session,
        context.business,
        {.table = "whatsapp_accounts", .column = column, .row = account.value},
        secret,
        context.system_now
    );
}

}  // namespace

Result<std::optional<Secret>> kept_pin(Context& context, std::string_view phone_number_id) {
    auto const known =
        TRY(store::account_with_number(context.session, context.business, phone_number_id));
    if (!known || !known->pin) {
        return std::nullopt;
    }
    auto pin = context.secrets.open(
        context.session,
        context.business,
        {.table = "whatsapp_accounts", .column = "pin_sealed", .row = known->id.value},
        *known->pin
    );
    if (!pin && is_foreign_seal(pin.error())) {
        return std::nullopt;
    }
    return pin;
}

Result<AccountId> attach_number(Context& context, ConnectWhatsapp const& command) {
    auto& session = context.session;
    auto const known =
        TRY(store::account_with_number(session, context.business, command.phone_number_id));
    auto const id = known ? known->id : context.ids.next<AccountId>();
    auto token = TRY(sealed(context, id, "token_sealed", command.token));
    std::optional<SealedSecret> pin;
    if (command.pin) {
        pin = TRY(sealed(context, id, "pin_sealed", *command.pin));
    }
    if (known && known->status == "error") {
        // What waited for it leaves, and nobody is told of it any more.
        TRY(mend_account(context, id));
    }
    CHECK(store::put_account(
        session,
        context.business,
        {.id = id,
         .phone_number_id = command.phone_number_id,
         .waba_id = command.waba_id,
         .portfolio_id = command.portfolio_id,
         .phone_number = command.phone_number,
         .display_name = command.display_name,
         .token = std::move(token),
         .token_kind = command.token_kind,
         .token_expires_at = command.token_expires_at,
         .data_access_expires_at = command.data_access_expires_at,
         .scopes = command.scopes,
         .pin = std::move(pin),
         .is_coexistence = command.is_coexistence,
         .quality = command.quality,
         .throughput_level = command.throughput_level,
         .messaging_limit = command.messaging_limit},
        context.system_now
    ));
    if (known) {
        // What was told of it before is over; what still holds is told anew by this look.
        CHECK(resolve_alerts_of(context, id.value));
        CHECK(look_at_account(context, account_health_job, id, context.system_now));
    }
    CHECK(sync_templates_soon(context, id));
    note_event(
        context, "whatsapp_account", id.value, known ? known->version + 1 : 1, command.who.name
    );
    note_audit(
        context,
        command.who,
        {.action = "whatsapp.connect", .object_kind = "whatsapp_account", .object = id.value}
    );
    return id;
}

Result<bool> route_number(
    store::Session& session,
    std::string_view phone_number_id,
    store::PhoneRoute const& route,
    Instant now
) {
    if (!TRY(store::claim_phone_route(session, phone_number_id, route))) {
        return false;
    }
    CHECK(store::replay_unrouted(session, phone_number_id, now));
    return true;
}

Result<bool> detach_number(
    Context& context, AccountId account, std::string_view reason, Who const& who
) {
    auto& session = context.session;
    auto const known = TRY(store::find_account(session, context.business, account));
    if (!known || known->status == "disconnected") {
        return false;
    }
    CHECK(store::disconnect_account(session, context.business, account, reason, context.system_now)
    );
    CHECK(resolve_alerts_of(context, account.value));
    CHECK(store::hasten_sends(session, context.business, context.system_now));
    context.effects.wake_work(context.system_now);
    note_event(context, "whatsapp_account", account.value, known->version + 1, who.name);
    note_audit(
        context,
        who,
        {.action = "whatsapp.disconnect", .object_kind = "whatsapp_account", .object = account.value
        }
    );
    return true;
}

Result<AccountId> connect_whatsapp(
    Runner& runner, BusinessId business, ConnectWhatsapp const& command
) {
    auto const account = TRY(runner.run_and_wait(business, [&](Context& context) {
        return attach_number(context, command);
    }));
    auto const now = runner.system_clock().now();
    bool const claimed = TRY(store::write_and_wait(
        runner.engine(),
        store::Scope::shared(),
        [&](store::Session& session) {
            return route_number(
                session,
                command.phone_number_id,
                {.business = business, .account = account, .waba_id = command.waba_id},
                now
            );
        }
    ));
    if (!claimed) {
        CHECK(runner.run_and_wait(business, [&](Context& context) {
            return detach_number(context, account, "number_in_use", command.who);
        }));
        return failure(ErrorCode::Conflict, "number_in_use");
    }
    return account;
}

}  // namespace croozer::app
