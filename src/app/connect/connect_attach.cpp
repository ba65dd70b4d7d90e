// The end of an attempt: the account's row, the route to it, and the jobs that keep it.
#include "app/connect/connect_run.hpp"
#include "app/connect_whatsapp.hpp"
#include "base/phone.hpp"
#include "store/repositories/jobs.hpp"

#include <utility>

namespace croozer::app {

void ConnectRun::attach() {
    if (attempt_.account) {
        claim_route();
        return;
    }
    auto const& facts = attempt_.facts;
    ConnectWhatsapp const command{
        .waba_id = attempt_.waba_id,
        .phone_number_id = attempt_.phone_number_id,
        .portfolio_id = attempt_.portfolio_id,
        .phone_number = normal_phone(facts.phone_number).value_or(facts.phone_number),
        .display_name = facts.verified_name,
        .token_kind = attempt_.token_kind,
        .token = token_,
        .token_expires_at = attempt_.token_expires_at,
        .data_access_expires_at = attempt_.data_access_expires_at,
        .scopes = attempt_.scopes,
        .pin = pin_,
        .is_coexistence = attempt_.variant == store::ConnectVariant::Coexistence,
        .quality = facts.quality,
        .throughput_level = facts.throughput_level,
        .messaging_limit = facts.messaging_limit,
        .who = who()
    };
    store_then(
        [self = shared_from_this(), command](Context& context) -> Result<void> {
            self->attempt_.account = TRY(attach_number(context, command));
            return {};
        },
        &ConnectRun::claim_route
    );
}

void ConnectRun::claim_route() {
    claimed_ = *attempt_.account;
    store::write(
        parts_.runner.engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [number = attempt_.phone_number_id,
         route =
             store::PhoneRoute{
                 .business = parts_.business, .account = claimed_, .waba_id = attempt_.waba_id
             },
         at = now()](store::Session& session) { return route_number(session, number, route, at); },
        [self = shared_from_this()](Result<bool> claimed) {
            if (!claimed) {
                self->finish(std::unexpected(std::move(claimed).error()));
                return;
            }
            self->parts_.routes_changed();
            if (*claimed) {
                self->queue_jobs();
            } else {
                self->lost_the_number();
            }
        }
    );
}

// Another business was faster.
void ConnectRun::lost_the_number() {
    attempt_.account.reset();
    settle_ownership(attempt_, Ownership::Elsewhere, now());
    store_then(
        [self = shared_from_this()](Context& context) -> Result<void> {
            TRY(detach_number(context, self->claimed_, "number_in_use", self->who()));
            return {};
        },
        &ConnectRun::step
    );
}

// Templates and the token's keeper are jobs of their own: nobody waits for them here.
void ConnectRun::queue_jobs() {
    store_then(
        [self = shared_from_this(), before = attempt_](Context& context) -> Result<void> {
            auto& session = context.session;
            auto const business = context.business;
            self->attempt_ = before;
            auto const account = TRY(store::find_account(session, business, *before.account));
            if (!account || account->status == "disconnected") {
                settle_lost_account(self->attempt_, context.system_now);
                return {};
            }
            settle_templates(self->attempt_, context.system_now);
            for (std::string_view const kind : {"template_sync", "account_keep"}) {
                CHECK(store::put_job(
                    session,
                    business,
                    {.kind = kind,
                     .subject = before.account->value,
                     .due_at = context.system_now,
                     .created_at = context.system_now}
                ));
            }
            context.effects.wake_work(context.system_now);
            return {};
        },
        &ConnectRun::queued
    );
}

void ConnectRun::queued() {
    if (attempt_.state == store::ConnectState::Running) {
        step();
        return;
    }
    // The owner let the number go while its route was claimed.
    store::write(
        parts_.runner.engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [number = attempt_.phone_number_id, business = parts_.business, account = claimed_](
            store::Session& session
        ) { return store::release_phone_route(session, number, business, account); },
        [self = shared_from_this()](Result<void> released) {
            self->parts_.routes_changed();
            if (!released) {
                self->fail(std::move(released).error());
            } else {
                self->finish(self->attempt_);
            }
        }
    );
}

}  // namespace croozer::app
