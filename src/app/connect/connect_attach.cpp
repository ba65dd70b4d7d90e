// The end of an attempt: the account's row, the route to it, and the jobs that keep it.
#include "app/account_state.hpp"
#include "app/connect/connect_run.hpp"
#include "app/connect_whatsapp.hpp"
#include "app/sync_templates.hpp"
#include "base/phone.hpp"
#include "store/documents/account_document.hpp"
#include "store/repositories/account_care.hpp"
#include "store/repositories/jobs.hpp"

#include <utility>

namespace croozer::app {
namespace {

Result<void> save_profile(Context& context, AccountId id, ProfileFacts const& profile) {
    auto& session = context.session;
    // A look at its health and webhooks change the same facts.
    CHECK(store::lock_account(session, context.business, id));
    auto const known = TRY(store::find_account_care(session, context.business, id));
    auto facts = known && !known->facts.empty() ? TRY(store::documents::decode_facts(known->facts))
                                                : store::documents::AccountFacts{};
    facts.about = profile.about;
    facts.picture_url = profile.picture_url;
    return store::save_account_facts(
        session, context.business, id, store::documents::encode_facts(facts)
    );
}

}  // namespace

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
        .is_coexistence = is_coexistence(attempt_),
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
                self->read_templates();
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

void ConnectRun::read_templates() {
    parts_.templates.list(
        token_,
        attempt_.waba_id,
        [self = shared_from_this(),
         since = now()](PlatformResult<std::vector<conversation::SeenTemplate>> list) mutable {
            auto& platform = self->parts_.platform;
            platform.read_profile(
                self->token_,
                self->attempt_.phone_number_id,
                [self, since, list = std::move(list)](PlatformResult<ProfileFacts> profile
                ) mutable {
                    self->store_templates(
                        {.templates = std::move(list), .profile = std::move(profile)}, since
                    );
                }
            );
        }
    );
}

// Attaching has queued the job that goes on asking for templates; that which keeps the token, and
// looks at the profile, is queued here.
void ConnectRun::store_templates(ReadTemplates read, Instant since) {
    store_then(
        [self = shared_from_this(), before = attempt_, read = std::move(read), since](
            Context& context
        ) -> Result<void> {
            auto& session = context.session;
            auto const business = context.business;
            self->attempt_ = before;
            auto const account = TRY(store::find_account(session, business, *before.account));
            if (!account || account->status == "disconnected") {
                settle_lost_account(self->attempt_, context.system_now);
                return {};
            }
            settle_templates(self->attempt_, read, context.system_now);
            if (read.profile) {
                CHECK(save_profile(context, account->id, *read.profile));
            }
            if (read.templates) {
                TRY(save_templates(context, before.waba_id, *read.templates, since));
            }
            CHECK(store::put_job(
                session,
                business,
                {.kind = account_keep_job,
                 .subject = account->id.value,
                 .due_at = context.system_now,
                 .created_at = context.system_now}
            ));
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
